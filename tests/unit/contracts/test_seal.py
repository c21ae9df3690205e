"""An agency seals for the province's key; only the province opens."""

import pytest

from contracts.seal import UnreadableBox, new_key_pair, open_with, public_key_of, seal_for


def test_the_holder_of_the_private_key_reads_what_was_sealed() -> None:
    private, public = new_key_pair()
    box = seal_for(public, "Lò Thị Ánh, bản Nà Tòng")
    assert public_key_of(private) == public
    assert open_with(private, box) == "Lò Thị Ánh, bản Nà Tòng"
    assert "Lò" not in box.model_dump_json()


def test_another_key_opens_nothing() -> None:
    _, public = new_key_pair()
    stranger, _ = new_key_pair()
    with pytest.raises(UnreadableBox, match="sealed for another key"):
        open_with(stranger, seal_for(public, "x"))


def test_a_damaged_box_is_refused() -> None:
    private, public = new_key_pair()
    box = seal_for(public, "x")
    with pytest.raises(UnreadableBox):
        open_with(private, box.model_copy(update={"ciphertext": "AAAA" + box.ciphertext[4:]}))
