"""Opinions that say much the same: word pairs of the folded summary in common. Proposed to a person, never merged alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Drop, Put
from chassis.projections.projection import Projection
from contracts.vocabulary import fold
from contracts.workdays import local_date
from intake.opinion import events as e
from intake.readmodel.row import Row, fetch


class PossibleDuplicatesRow(Row, table=True):
    """The word pairs of one open opinion's summary."""

    __tablename__ = "possible_duplicates"

    opinion_id: str = Field(primary_key=True)
    received_on: date
    summary: str
    pairs: list[str] = Field(sa_type=ARRAY(sa.Text))


NAME = "possible_duplicates"
LIKE_ENOUGH = 0.35
MOST = 10


def pairs_of(summary: str) -> list[str]:
    """Neighbouring words without diacritics and punctuation; a single word stands alone."""
    words = "".join(sign if sign.isalnum() else " " for sign in fold(summary)).split()
    return sorted({f"{first} {second}" for first, second in pairwise(words)} or set(words))


def apply(recorded: Recorded) -> Iterable[Change]:
    """Opinions that can still be merged."""
    event = recorded.event
    match event:
        case e.OpinionRegistered() if event.summary_redacted:
            values = {
                "received_on": local_date(event.received_at),
                "summary": event.summary_redacted,
                "pairs": pairs_of(event.summary_redacted),
            }
            yield Put(NAME, {"opinion_id": event.opinion_id}, values)
        case (
            e.OpinionRejected()
            | e.OpinionRoutedOut()
            | e.OpinionWithdrawn()
            | e.OpinionJoined()
            | e.OpinionAnsweredOnSpot()
            | e.OpinionClosed()
        ):
            yield Drop(NAME, {"opinion_id": event.opinion_id})


POSSIBLE_DUPLICATES = Projection(NAME, 1, (PossibleDuplicatesRow,), apply)


@dataclass(frozen=True)
class PossibleDuplicate:
    """Another opinion and how alike it is: the share of word pairs in common, 0 to 1."""

    opinion_id: str
    received_on: date
    summary: str
    likeness: float


async def find(connection: AsyncConnection, summary: str, *, apart_from: str | None = None) -> Sequence[PossibleDuplicate]:
    """Open opinions like this summary, the most alike first."""
    pairs = set(pairs_of(summary))
    if not pairs:
        return []
    row = PossibleDuplicatesRow
    shared = col(row.pairs).op("&&", is_comparison=True)(sa.cast(sorted(pairs), ARRAY(sa.Text)))
    wanted = sa.select(row).where(shared).where(col(row.opinion_id) != (apart_from or ""))
    found = [
        PossibleDuplicate(each.opinion_id, each.received_on, each.summary, len(pairs & set(each.pairs)) / len(pairs | set(each.pairs)))
        for each in await fetch(connection, row, wanted)
    ]
    alike = [each for each in found if each.likeness >= LIKE_ENOUGH]
    return sorted(alike, key=lambda each: (-each.likeness, each.opinion_id))[:MOST]
