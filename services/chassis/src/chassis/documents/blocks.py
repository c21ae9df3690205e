"""What the body of an official document is made of, in reading order; plain text only, the form decides how it looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Align: TypeAlias = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Paragraph:
    """Running text with a first-line indent; `lead` is set in bold before it (`Thời gian:`)."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Basis:
    """A legal basis (*căn cứ*), in italics on a line of its own."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A part of the body. Level 1 `I. …` and level 2 `1. …` are bold, level 3 `1.1. …` is bold italic; `marker` carries its own full stop."""

    text: str
    marker: str = ""
    level: Literal[1, 2, 3] = 1


@dataclass(frozen=True)
class Item:
    """One entry of a list: `1.`, `a)` or `-` is the marker."""

    text: str
    marker: str = "-"


@dataclass(frozen=True)
class Column:
    """`share` is the column's part of the width, relative to the others."""

    title: str
    share: float = 1.0
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """A ruled table whose head repeats on every page. `strong_rows` are the row numbers (from 0) set in bold, totals for instance."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    strong_rows: frozenset[int] = frozenset()


Block: TypeAlias = Paragraph | Basis | Heading | Item | Table


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Every line that holds something becomes a paragraph."""
    return tuple(Paragraph(line.strip()) for line in text.splitlines() if line.strip())


def numbered(texts: Sequence[str], *, first: int = 1) -> tuple[Item, ...]:
    """`1. …`, `2. …`."""
    return tuple(Item(text, f"{at}.") for at, text in enumerate(texts, first))


def lettered(texts: Sequence[str]) -> tuple[Item, ...]:
    """`a) …`, `b) …`, `c) …`, `d) …`, `đ) …`: the order of Vietnamese official texts."""
    return tuple(Item(text, f"{letter})") for letter, text in zip("abcdđeghiklmnopqrstuvxy", texts, strict=False))


def roman(number: int) -> str:
    """`IV` for 4; from 1 to 39, as far as the parts of a document go."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (number // 10) + ones[number % 10]
