"""Sealed text opens only with its own key, under its own field, unchanged."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.privacy.master import MasterKeys, MasterKeyUnknown
from chassis.privacy.sealing import Erased, SealBroken, new_key, open_sealed, seal


def master(*names: str) -> MasterKeys:
    return MasterKeys.parse(",".join(f"{name}:{base64.b64encode(name.ljust(32, '.').encode()).decode()}" for name in names))


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_what_was_sealed_opens_again(text: str) -> None:
    key = new_key("submitter-1")
    assert open_sealed(key, seal(key, "name", text), "name") == text


def test_the_ciphertext_does_not_show_the_text() -> None:
    key = new_key("submitter-1")
    sealed = seal(key, "name", "Giàng A Dơ")
    assert "Giàng" not in base64.b64decode(sealed.ciphertext).decode("latin-1")
    assert seal(key, "name", "Giàng A Dơ").ciphertext != sealed.ciphertext


def test_a_name_does_not_open_as_a_phone_number() -> None:
    key = new_key("submitter-1")
    with pytest.raises(SealBroken):
        open_sealed(key, seal(key, "name", "Giàng A Dơ"), "phone")


def test_text_moved_to_another_subject_does_not_open() -> None:
    mine, other = new_key("submitter-1"), new_key("submitter-2")
    moved = seal(mine, "name", "Giàng A Dơ").model_copy(update={"subject": other.subject})
    with pytest.raises(SealBroken):
        open_sealed(other, moved, "name")


def test_text_relabelled_with_another_key_version_does_not_open() -> None:
    key = new_key("submitter-1")
    with pytest.raises(SealBroken):
        open_sealed(key, seal(key, "name", "Lò Văn Ún").model_copy(update={"key_version": 2}), "name")


def test_a_changed_ciphertext_does_not_open_and_the_error_does_not_repeat_it() -> None:
    key = new_key("submitter-1")
    sealed = seal(key, "name", "Lò Văn Ún")
    raw = bytearray(base64.b64decode(sealed.ciphertext))
    raw[0] ^= 1
    with pytest.raises(SealBroken) as caught:
        open_sealed(key, sealed.model_copy(update={"ciphertext": base64.b64encode(raw).decode()}), "name")
    assert "Ún" not in str(caught.value)


def test_a_key_is_never_printed() -> None:
    key = new_key("submitter-1")
    assert str(key.secret) not in repr(key)
    assert "secret" not in repr(master("m1"))


def test_a_subject_key_opens_under_the_master_key_that_wrapped_it() -> None:
    keys, key = master("m1"), new_key("submitter-1")
    assert keys.unwrap("m1", "submitter-1", 1, keys.wrap(key)) == key


def test_a_wrapped_key_moved_to_another_row_does_not_open() -> None:
    keys = master("m1")
    with pytest.raises(SealBroken):
        keys.unwrap("m1", "submitter-2", 1, keys.wrap(new_key("submitter-1")))


def test_a_missing_master_key_is_named_not_guessed() -> None:
    with pytest.raises(MasterKeyUnknown, match="old"):
        master("m1").unwrap("old", "submitter-1", 1, b"x" * 60)


@pytest.mark.parametrize(
    "text", ["", "m1", "m1:short", "m1:" + base64.b64encode(b"x").decode(), ":" + base64.b64encode(b"x" * 32).decode()]
)
def test_a_bad_master_key_setting_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"master key") as caught:
        MasterKeys.parse(text)
    assert base64.b64encode(b"x" * 32).decode() not in str(caught.value)


def test_what_is_erased_reads_as_erased() -> None:
    assert str(Erased("submitter-1")) == "(đã xóa)"
