"""Opinions that say much the same, misprints and word order forgiven. Proposed to a person, never merged alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

import sqlalchemy as sa
from rapidfuzz import fuzz
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
LIKE_ENOUGH = 0.75
THE_SAME = 0.9
MOST = 10
COMPARED = 200
LOADED = 20_000
RAREST = 6
IN_EVERY_SECOND = frozenset(
    {"de nghi", "kien nghi", "nguoi dan", "ba con", "cu tri", "dia phuong", "can duoc", "duoc dau", "dau tu", "tren dia", "dia ban"}
)


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
    """Another opinion and how alike it is: 0 to 1."""

    opinion_id: str
    received_on: date
    summary: str
    likeness: float


def likeness(summary: str, other: str) -> float:
    """How alike two summaries are, 0 to 1: letters without diacritics, word order and a few misprints forgiven."""
    return fuzz.ratio(_sorted(summary), _sorted(other)) / 100


@lru_cache(maxsize=50_000)
def _sorted(summary: str) -> str:
    """The words in alphabetical order, without diacritics and punctuation."""
    return " ".join(sorted("".join(sign if sign.isalnum() else " " for sign in fold(summary)).split()))


def _telling(summary: str) -> list[str]:
    """Word pairs to look by: those that stand in every second opinion tell nothing, unless there are no others."""
    pairs = pairs_of(summary)
    return [pair for pair in pairs if pair not in IN_EVERY_SECOND] or pairs


async def find(connection: AsyncConnection, summary: str, *, apart_from: str | None = None) -> Sequence[PossibleDuplicate]:
    """Open opinions like this summary, the most alike first. At most the 200 that share most word pairs are compared letter by letter."""
    telling = _telling(summary)
    if not telling:
        return []
    row = PossibleDuplicatesRow
    asked = sa.cast(telling, ARRAY(sa.Text))
    shared = col(row.pairs).op("&&", is_comparison=True)(asked)
    common = (
        sa.select(sa.func.count())
        .select_from(sa.func.unnest(col(row.pairs)).alias("pair"))
        .where(sa.column("pair").op("=")(sa.func.any(asked)))
    )
    wanted = sa.select(row).where(shared).where(col(row.opinion_id) != (apart_from or ""))
    wanted = wanted.order_by(common.scalar_subquery().desc(), col(row.opinion_id)).limit(COMPARED)
    found = [
        PossibleDuplicate(each.opinion_id, each.received_on, each.summary, likeness(summary, each.summary))
        for each in await fetch(connection, row, wanted)
    ]
    alike = [each for each in found if each.likeness >= LIKE_ENOUGH]
    return sorted(alike, key=lambda each: (-each.likeness, each.opinion_id))[:MOST]


class Likeness:
    """The open opinions in memory, for comparing a whole file with them: each row meets only those that share its word pairs."""

    def __init__(self, rows: Sequence[PossibleDuplicatesRow]) -> None:
        self._rows = rows
        self._by_pair: dict[str, list[int]] = {}
        for place, row in enumerate(rows):
            for pair in row.pairs:
                self._by_pair.setdefault(pair, []).append(place)

    def nearest(self, summary: str) -> PossibleDuplicate | None:
        """The opinion most like this summary when it is nearly the same, else None."""
        shared: Counter[int] = Counter()
        rarest = sorted(filter(None, (self._by_pair.get(pair) for pair in _telling(summary))), key=len)
        for places in rarest[:RAREST]:
            shared.update(places[:COMPARED])
        best, row = 0.0, None
        for place, _ in shared.most_common(20):
            alike = likeness(summary, self._rows[place].summary)
            if alike > best:
                best, row = alike, self._rows[place]
        if row is None or best < THE_SAME:
            return None
        return PossibleDuplicate(row.opinion_id, row.received_on, row.summary, best)


async def load(connection: AsyncConnection) -> Likeness:
    """The newest open opinions, 20,000 at most."""
    row = PossibleDuplicatesRow
    newest = sa.select(row).order_by(col(row.received_on).desc(), col(row.opinion_id)).limit(LOADED)
    return Likeness(await fetch(connection, row, newest))
