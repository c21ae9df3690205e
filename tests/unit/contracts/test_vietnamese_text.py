"""AS-23: searching without diacritics, sorting by given name, a Vietnamese word for every code."""

import inspect
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import vocabulary
from contracts.labels import LABELS, label
from contracts.vocabulary import OpinionChannel, SubmitterKind, collation_key, fold, given_name_key

LISTS = [found for _, found in inspect.getmembers(vocabulary, inspect.isclass) if issubclass(found, StrEnum) and found is not StrEnum]


@pytest.mark.parametrize(
    ("typed", "written"),
    [("doi thoai", "Đối thoại"), ("dat dai", "Đất đai"), ("Lien Hoa", "Liên Hoà"), ("Lien Hoa", "Liên Hòa"), ("dung", "ÐỨNG")],
)
def test_a_search_without_diacritics_finds_the_word(typed: str, written: str) -> None:
    assert fold(typed) == fold(written)


def test_people_are_sorted_by_given_name_in_vietnamese_order() -> None:
    names = ["Vân", "Ún", "Nghĩa", "Minh", "Hòa", "Hà", "Đôi", "Dơ", "Ánh", "An"]
    assert sorted(names, key=given_name_key) == ["An", "Ánh", "Dơ", "Đôi", "Hà", "Hòa", "Minh", "Nghĩa", "Ún", "Vân"]


def test_the_given_name_decides_before_the_family_name() -> None:
    names = ["Lò Văn Ún", "Giàng A Dơ", "Quàng Thị An", "Cà Thị Ánh", "Lò Thị An"]
    assert sorted(names, key=given_name_key) == ["Lò Thị An", "Quàng Thị An", "Cà Thị Ánh", "Giàng A Dơ", "Lò Văn Ún"]


def test_tones_follow_the_letters_in_dictionary_order() -> None:
    words = ["ma", "mà", "mả", "mã", "má", "mạ", "mai", "mă", "mâ"]
    backwards = words[::-1]
    assert sorted(backwards, key=collation_key) == words


@given(st.text(max_size=40))
def test_any_text_has_a_key_of_digits_only(text: str) -> None:
    assert given_name_key(text).isdigit()
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("kind", LISTS)
def test_every_code_has_a_vietnamese_name(kind: type[StrEnum]) -> None:
    assert set(LABELS[kind]) == {code.value for code in kind}
    assert all(label(code) for code in kind)


def test_one_code_in_two_lists_keeps_two_names() -> None:
    assert label(OpinionChannel.PAPER_POST) == "Đơn, thư"
    assert label(vocabulary.Channel.PAPER_POST) == "Bưu chính"
    assert label(SubmitterKind.STAFF) == "Công chức, viên chức, người lao động"
