"""What is stored or sent holds no control sign: no column, sheet or XML document could keep it, and one such text would stop them all."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from contracts.catalogue import CATALOGUE
from contracts.fields import legible

EXAMPLES = Path(__file__).parents[3] / "contracts" / "examples"
KEPT = "\t\n\r"


def unreadable(text: str) -> list[str]:
    return [sign for sign in text if unicodedata.category(sign) == "Cc" and sign not in KEPT]


def leaves(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where the texts of a JSON document stand."""
    if isinstance(value, str):
        return [at]
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [leaf for name, each in inside for leaf in leaves(each, (*at, name))]


def found(document: Any, at: tuple[Any, ...]) -> str:
    for name in at:
        document = document[name]
    return str(document)


def spoilt(document: Any, at: tuple[Any, ...]) -> bytes:
    """The document with control signs in one of its texts."""
    copy = json.loads(json.dumps(document))
    inner = copy
    for name in at[:-1]:
        inner = inner[name]
    inner[at[-1]] += "\x00\x07"
    return json.dumps(copy).encode()


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.full.json")), ids=lambda path: path.stem)
def test_no_public_event_lets_a_control_sign_in(example: Path) -> None:
    entry, document = CATALOGUE[example.name.removesuffix(".full.json")], json.loads(example.read_text(encoding="utf-8"))
    free = {("rules",)}
    for at in leaves(document):
        if at[:1] in free:
            continue
        try:
            read = entry.model.read(spoilt(document, at))
        except ValidationError:
            continue
        told = json.loads(read.body())
        assert not [text for leaf in leaves(told) for text in unreadable(found(told, leaf))], at


def test_a_word_processors_line_and_page_breaks_become_new_lines_and_the_rest_goes() -> None:
    assert legible("Bản Lả\x0bBản Mòn\x0c\x00xã\x07 Tô Hiệu\t1\r\n") == "Bản Lả\nBản Mòn\nxã Tô Hiệu\t1\r\n"
    assert legible("Đồng") == "Đồng"
    assert legible("Ô\u00a0nhiễm – “nước”") == "Ô\u00a0nhiễm – “nước”"


@given(st.text())
def test_a_legible_text_stays_as_it_is(text: str) -> None:
    once = legible(text)
    assert legible(once) == once
    assert not unreadable(once)
