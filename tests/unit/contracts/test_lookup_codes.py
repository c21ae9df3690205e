"""Codes read over the telephone: what people get wrong is understood or noticed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.lookup_codes import SIGNS, UnreadableCode, lookup_code, read_lookup_code

ids = st.uuids().map(str)


def test_a_code_never_changes() -> None:
    assert lookup_code("o-1") == "DT-V4H2-RF1X"


@given(ids, st.integers(0, 9))
def test_a_code_is_short_grouped_and_without_signs_that_look_alike(subject: str, attempt: int) -> None:
    code = lookup_code(subject, attempt)
    assert re.fullmatch(r"DT-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", code)
    assert read_lookup_code(code) == code


@given(ids)
def test_lower_case_blanks_no_dashes_no_prefix_and_look_alikes_are_understood(subject: str) -> None:
    code = lookup_code(subject)
    bare = code[3:].replace("-", "")
    said = (code.lower(), code.replace("-", " "), bare, f" {bare[:4]}–{bare[4:]} ", bare.replace("0", "o").replace("1", "l"), f"đt {bare}")
    assert {read_lookup_code(each) for each in said} == {code}
    assert read_lookup_code(bare.replace("0", "O").replace("1", "I")) == code


@given(ids, st.integers(0, 7), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_always_noticed(subject: str, place: int, sign: str) -> None:
    bare = lookup_code(subject)[3:].replace("-", "")
    wrong = bare[:place] + sign + bare[place + 1 :]
    if wrong != bare:
        with pytest.raises(UnreadableCode):
            read_lookup_code(wrong)


@given(ids, st.integers(0, 7), st.integers(0, 7))
def test_two_signs_changed_round_are_always_noticed(subject: str, one: int, other: int) -> None:
    signs = list(lookup_code(subject)[3:].replace("-", ""))
    signs[one], signs[other] = signs[other], signs[one]
    if "".join(signs) != lookup_code(subject)[3:].replace("-", ""):
        with pytest.raises(UnreadableCode):
            read_lookup_code("".join(signs))


@pytest.mark.parametrize("text", ["", "DT", "DT-7K4M", "DT-7K4M-2P9XX", "DT-7K4M-2P9?", "đối thoại", "XY-7K4M-2P9X", "٣٣٣٣٣٣٣٣"])
def test_what_is_no_code_is_said_to_be_none(text: str) -> None:
    with pytest.raises(UnreadableCode):
        read_lookup_code(text)


def test_a_second_attempt_gives_another_code() -> None:
    assert len({lookup_code("o-1", attempt) for attempt in range(10)}) == 10
