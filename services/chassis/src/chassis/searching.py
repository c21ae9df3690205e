"""Searching text without diacritics: every word must occur; a word nobody wrote is taken for the nearest one that somebody did.

The embedded PostgreSQL has neither `unaccent` nor `pg_trgm`: folding is done by `normalize`, misprints by comparing with the words of the list.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy.ext.asyncio import AsyncConnection

MOST_WORDS = 50_000
SHORTEST = 3
_MARKS = "[\u0300-\u036f]"


def folded(text: Any) -> sa.ColumnElement[str]:
    """SQL for the search form of a text: no diacritics, đ as d, lower case; the same as the fold of the contracts for Vietnamese and Latin letters."""
    bare = sa.func.regexp_replace(sa.func.normalize(text, sa.text("NFD")), _MARKS, "", "g")
    return sa.func.lower(sa.func.translate(bare, "ĐÐƉđðɖ", "DDDddd"))


def holds(text: Any, words: Sequence[str]) -> list[sa.ColumnElement[bool]]:
    """One condition for each folded word: it occurs in this folded text (a column, or `folded(…)`)."""
    return [text.contains(word, autoescape=True) for word in words]


async def understood(connection: AsyncConnection, text: Any, source: Any, words: Sequence[str]) -> list[str]:
    """The words as written somewhere in the list: one that occurs nowhere becomes the nearest that does, one misprint for every four letters."""
    if not words:
        return []
    every = sa.func.regexp_split_to_table(text, r"[^[:alnum:]]+").label("word")
    inner = sa.select(every).select_from(source).subquery()
    found = (await connection.execute(sa.select(inner.c.word).distinct().limit(MOST_WORDS))).scalars()
    known = [str(word) for word in found if word]
    return [word if len(word) < SHORTEST or any(word in each for each in known) else _nearest(word, known) for word in words]


def _nearest(word: str, known: Sequence[str]) -> str:
    allowed = max(1, len(word) // 4)
    found = process.extractOne(word, known, scorer=DamerauLevenshtein.distance, score_cutoff=allowed)
    return str(found[0]) if found else word
