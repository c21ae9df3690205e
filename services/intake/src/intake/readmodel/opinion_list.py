"""The list of opinions: filtered, searched without diacritics, in pages, the newest first. Holds no text and no person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col

from chassis import searching
from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Patch, Put
from chassis.projections.projection import Projection
from contracts.lookup_codes import UnreadableCode, read_lookup_code
from contracts.vocabulary import fold
from contracts.workdays import local_date
from intake.opinion import events as e
from intake.opinion.vocabulary import StateName
from intake.readmodel.organisations import TargetSessionRow
from intake.readmodel.row import Row, fetch, instant


class OpinionListRow(Row, table=True):
    """One opinion. `state` holds a StateName; `stated` an ending the session named that the office has to complete."""

    __tablename__ = "opinion_list"

    opinion_id: str = Field(primary_key=True)
    state: str
    summary: str
    folded: str
    kind: str
    channel: str
    audience: str
    submitter_kind: str
    domain_code: str | None = None
    urgency: str | None = None
    complexity: str | None = None
    authority: str | None = None
    received_at: datetime = instant()
    received_on: date
    received_by_org_id: str
    target_session_id: str | None = None
    session_id: str | None = None
    slip_no: int | None = None
    after_cutoff: bool = False
    raised_live: bool = False
    represented_count: int = 1
    language: str = "vi"
    needs_interpreter: bool = False
    acknowledge_by: date | None = None
    acknowledged_on: date | None = None
    preparation_unit_id: str | None = None
    prepared: bool = False
    assigned_agency_id: str | None = None
    case_id: str | None = None
    survivor_id: str | None = None
    stated: str | None = None
    disputed: bool = False
    source_ref: str | None = None
    lookup_code: str | None = None
    position: int = Field(sa_type=sa.BigInteger)


NAME = "opinion_list"


def apply(recorded: Recorded) -> Iterable[Change]:
    """Where the opinion stands after each event."""
    event = recorded.event
    if isinstance(event, e.OpinionRegistered):
        yield Put(NAME, {"opinion_id": event.opinion_id}, _registered(event, recorded.position))
    elif values := changed(event):
        yield Patch(NAME, {"opinion_id": event.opinion_id}, {**values, "position": recorded.position})


def changed(event: Any) -> dict[str, Any]:  # noqa: PLR0911
    """Columns an event sets; empty for what does not concern a single opinion's row."""
    match event:
        case e.OpinionAcknowledged():
            return {"acknowledged_on": event.acknowledged_on}
        case e.OpinionClassified() | e.PreparationAssigned() | e.PreparedAnswerSubmitted() | e.OpinionScheduled() | e.OpinionJoined():
            return _before_session(event)
        case e.OpinionRejected() | e.OpinionRoutedOut() | e.OpinionWithdrawn():
            return _ended(event)
        case e.OpinionRaised() | e.OpinionNotRaised() | e.OpinionAnsweredOnSpot() | e.OpinionAssigned() | e.OpinionOutcomeStated():
            return {"session_id": event.session_id, **_at_session(event)}
        case e.OpinionCaseOpened():
            return {"state": event.state, "case_id": event.case_id, "assigned_agency_id": event.agency_id}
        case e.OpinionReplied():
            return {"state": event.state, "case_id": event.case_id}
        case e.OpinionClosed():
            return {"state": StateName.CLOSED, "case_id": event.case_id}
        case e.OpinionReopened():
            return {"state": StateName.ASSIGNED}
        case e.OpinionFactDisputed():
            return {"disputed": True}
        case _:
            return {}


def _registered(event: e.OpinionRegistered, position: int) -> dict[str, Any]:
    return {
        "state": StateName.REGISTERED,
        "summary": event.summary_redacted,
        "folded": fold(event.summary_redacted),
        "kind": event.kind,
        "channel": event.channel,
        "audience": event.audience,
        "submitter_kind": event.submitter_kind,
        "domain_code": event.domain_code,
        "urgency": event.urgency,
        "received_at": event.received_at,
        "received_on": local_date(event.received_at),
        "received_by_org_id": event.received_by_org_id,
        "target_session_id": event.target_session_id,
        "slip_no": event.slip_no,
        "after_cutoff": event.after_cutoff,
        "raised_live": event.raised_live,
        "represented_count": event.represented_count,
        "language": event.language,
        "needs_interpreter": event.needs_interpreter,
        "acknowledge_by": event.acknowledge_by,
        "prepared": False,
        "disputed": False,
        "source_ref": event.source_ref,
        "lookup_code": event.lookup_code,
        "position": position,
    }


_Preparing: TypeAlias = e.OpinionClassified | e.PreparationAssigned | e.PreparedAnswerSubmitted | e.OpinionScheduled | e.OpinionJoined


def _before_session(event: _Preparing) -> dict[str, Any]:
    match event:
        case e.OpinionClassified():
            found = {"domain_code": event.domain_code, "urgency": event.urgency, "complexity": event.complexity}
            return {"state": event.state, **found, "authority": event.authority}
        case e.PreparationAssigned():
            return {"state": event.state, "preparation_unit_id": event.unit_org_id, "prepared": False}
        case e.PreparedAnswerSubmitted():
            return {"state": event.state, "prepared": True}
        case e.OpinionScheduled():
            slip = {"slip_no": event.slip_no} if event.slip_no else {}
            return {"state": StateName.SCHEDULED, "session_id": event.session_id, **slip}
        case e.OpinionJoined():
            return {"state": StateName.MERGED, "survivor_id": event.survivor_id}


def _ended(event: e.OpinionRejected | e.OpinionRoutedOut | e.OpinionWithdrawn) -> dict[str, Any]:
    match event:
        case e.OpinionRejected():
            return {"state": StateName.REJECTED, "stated": None, **(_PURGED if event.text_shredded else {})}
        case e.OpinionRoutedOut():
            return {"state": StateName.ROUTED_OUT, "stated": None, **_PURGED}
        case e.OpinionWithdrawn():
            return {"state": StateName.WITHDRAWN, "stated": None}


_PURGED = {"summary": "", "folded": ""}


_AtSession: TypeAlias = e.OpinionRaised | e.OpinionNotRaised | e.OpinionAnsweredOnSpot | e.OpinionAssigned | e.OpinionOutcomeStated


def _at_session(event: _AtSession) -> dict[str, Any]:
    match event:
        case e.OpinionRaised():
            return {"state": StateName.RAISED, **({"slip_no": event.slip_no} if event.slip_no else {})}
        case e.OpinionNotRaised():
            return {"state": StateName.NOT_RAISED}
        case e.OpinionAnsweredOnSpot():
            return {"state": StateName.ANSWERED_ON_SPOT, "stated": None}
        case e.OpinionAssigned():
            return {"state": event.state, "assigned_agency_id": event.agency_id, "stated": None}
        case e.OpinionOutcomeStated():
            return {"state": StateName.RAISED, "stated": event.disposition}


OPINION_LIST = Projection(NAME, 2, (OpinionListRow,), apply)


SETTLED = (StateName.ANSWERED_ON_SPOT, StateName.REPLIED, StateName.CLOSED, StateName.WITHDRAWN)
"""Answered or taken back: that it was taken in need not be told any more."""
UNPUBLISHED = (StateName.REJECTED, StateName.ROUTED_OUT, StateName.WITHDRAWN)


@dataclass(frozen=True)
class Filter:
    """What to show; `orgs` limits to opinions these organisations received, prepare, answer, or hold the session of (None: all);
    `published_only` leaves out what was rejected, routed out or withdrawn.
    """

    search: str = ""
    state: str | None = None
    domain_code: str | None = None
    urgency: str | None = None
    audience: str | None = None
    session_id: str | None = None
    org_id: str | None = None
    submitter_kind: str | None = None
    received_from: date | None = None
    received_to: date | None = None
    unacknowledged_on: date | None = None
    needs_attention: bool = False
    orgs: tuple[str, ...] | None = None
    published_only: bool = False


@dataclass(frozen=True)
class Found:
    """`words` are those searched for when nobody had written the ones asked for."""

    rows: Sequence[OpinionListRow]
    total: int
    words: tuple[str, ...] = ()


async def find(connection: AsyncConnection, wanted: Filter, *, offset: int = 0, limit: int = 25) -> Found:
    """A page of the list and how many there are in all."""
    words: tuple[str, ...] = ()
    total = await _count(connection, wanted)
    if not total and wanted.search:
        words = await _understood(connection, wanted)
        wanted = replace(wanted, search=" ".join(words)) if words else wanted
        total = await _count(connection, wanted) if words else 0
    where = list(conditions(wanted))
    order = (col(OpinionListRow.received_at).desc(), col(OpinionListRow.opinion_id))
    wanted_rows = sa.select(OpinionListRow).where(*where).order_by(*order).offset(offset).limit(limit)
    return Found(await fetch(connection, OpinionListRow, wanted_rows), total, words)


async def _count(connection: AsyncConnection, wanted: Filter) -> int:
    return int((await connection.execute(sa.select(sa.func.count()).select_from(OpinionListRow).where(*conditions(wanted)))).scalar_one())


async def _understood(connection: AsyncConnection, wanted: Filter) -> tuple[str, ...]:
    """The nearest words that stand in the list, or none when they are the same."""
    asked = fold(wanted.search).split()
    found = await searching.understood(connection, col(OpinionListRow.folded), OpinionListRow.__table__, asked)  # type: ignore[attr-defined]
    return tuple(found) if found != asked else ()


def conditions(wanted: Filter) -> Iterable[sa.ColumnElement[bool]]:  # noqa: C901
    row = OpinionListRow
    if code := _code_in(wanted.search):
        yield col(row.lookup_code) == code
    else:
        yield from searching.holds(col(row.folded), fold(wanted.search).split())
    for column in ("state", "domain_code", "urgency", "audience", "submitter_kind"):
        if value := getattr(wanted, column):
            yield getattr(row, column) == value
    if wanted.session_id:
        yield sa.or_(col(row.session_id) == wanted.session_id, col(row.target_session_id) == wanted.session_id)
    if wanted.org_id:
        yield _touches((wanted.org_id,))
    if wanted.received_from:
        yield col(row.received_on) >= wanted.received_from
    if wanted.received_to:
        yield col(row.received_on) <= wanted.received_to
    if wanted.unacknowledged_on:
        owed = sa.and_(col(row.acknowledged_on).is_(None), col(row.state).not_in(SETTLED))
        yield sa.and_(owed, col(row.acknowledge_by) < wanted.unacknowledged_on)
    if wanted.needs_attention:
        yield sa.or_(col(row.disputed), col(row.stated).is_not(None))
    if wanted.orgs is not None:
        yield _touches(wanted.orgs)
    if wanted.published_only:
        yield col(row.state).not_in(UNPUBLISHED)


def _code_in(search: str) -> str | None:
    try:
        return read_lookup_code(search)
    except UnreadableCode:
        return None


def _touches(orgs: tuple[str, ...]) -> sa.ColumnElement[bool]:
    row = OpinionListRow
    session = TargetSessionRow
    held = sa.select(col(session.session_id)).where(col(session.host_org_id).in_(orgs))
    theirs = (col(column).in_(orgs) for column in (row.received_by_org_id, row.preparation_unit_id, row.assigned_agency_id))
    return sa.or_(*theirs, col(row.target_session_id).in_(held), col(row.session_id).in_(held))


async def counts_by_state(connection: AsyncConnection, wanted: Filter) -> dict[str, int]:
    """How many opinions stand in each state."""
    state = col(OpinionListRow.state)
    rows = await connection.execute(sa.select(state, sa.func.count()).where(*conditions(wanted)).group_by(state))
    return {str(name): int(count) for name, count in rows.all()}
