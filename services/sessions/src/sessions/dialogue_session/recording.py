"""Sessions told afterwards: recorded lightly by an office (A-26), or concluded in an agency's own system (domain rules, section 16)."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from chassis.decider import Refused
from contracts.vocabulary import DatePrecision, Disposition
from contracts.workdays import local_date, reporting_year
from sessions.dialogue_session.commands import AcceptConclusion, RecordSession
from sessions.dialogue_session.events import ConclusionRefused, DialogueSessionEvent, SessionConcluded, SessionRecorded
from sessions.dialogue_session.facts import OpinionResult, Totals, count
from sessions.dialogue_session.session import (
    LAST_DISTRICT_DAY,
    Closed,
    Concluded,
    DialogueSession,
    NoSession,
    Postponed,
    Recorded,
    Scheduled,
    level_ended,
)
from sessions.org_unit.on_file import Directory, objection, require_valid

_PERIOD = {DatePrecision.MONTH: re.compile(r"^\d{4}-(0[1-9]|1[0-2])$"), DatePrecision.YEAR: re.compile(r"^\d{4}$")}
_REPORTING_YEAR_TURNS_IN = 12
FIRST_YEAR = 2000


def record(command: RecordSession, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    _check_when(command)
    recorded = SessionRecorded(
        session_id=command.session_id,
        held_on_precision=command.held_on_precision,
        level=command.level,
        regime=command.regime,
        audience=command.audience,
        form=command.form,
        host_org_id=command.host_org_id,
        held_from=command.held_from or command.held_on,
        held_on=command.held_on,
        held_period=command.held_period,
        plan_year=command.plan_year,
        reporting_year=_reporting_year(command),
        totals=command.totals,
        opinions=command.opinions,
        source_ref=command.source_ref,
    )
    if isinstance(session, Recorded) and session.record == recorded:
        return []
    if not isinstance(session, NoSession):
        raise Refused("session_already_known", session_id=command.session_id)
    for slug in _faults_of_list(command.totals, command.opinions):
        raise Refused(slug)
    if not command.audience:
        raise Refused("audience_missing")
    _check_orgs(command)
    return [recorded]


def _check_when(command: RecordSession) -> None:
    by_day = command.held_on_precision is DatePrecision.DAY
    if by_day != (command.held_on is not None):
        raise Refused("date_precision_differs")
    period = _PERIOD.get(command.held_on_precision)
    if (period is None) != (command.held_period is None) or (period and not period.match(command.held_period or "")):
        raise Refused("date_precision_differs")
    if command.held_from and (command.held_on is None or command.held_from > command.held_on):
        raise Refused("ends_before_it_starts")
    earliest = _earliest(command)
    if earliest is not None and earliest > local_date(command.now):
        raise Refused("in_the_future")
    if earliest is not None and earliest.year < FIRST_YEAR:
        raise Refused("date_too_old", year=str(FIRST_YEAR))
    if earliest is not None and level_ended(command.level, earliest):
        raise Refused("district_level_ended", day=earliest.strftime("%d/%m/%Y"))


def _earliest(command: RecordSession) -> date | None:
    """First local date on which the session can have been held."""
    if command.held_on is not None:
        return command.held_on
    if command.held_period is None:
        return None
    year, _, month = command.held_period.partition("-")
    return date(int(year), int(month or 1), 1)


def _reporting_year(command: RecordSession) -> int | None:
    """None when the known period lies in two reporting years."""
    if command.held_on is not None:
        return reporting_year(command.held_on)
    year, _, month = (command.held_period or "").partition("-")
    return int(year) if month and int(month) != _REPORTING_YEAR_TURNS_IN else None


def _check_orgs(command: RecordSession) -> None:
    day = _earliest(command) or LAST_DISTRICT_DAY
    if command.host_org_id not in command.orgs:
        raise Refused("org_unknown", org_id=command.host_org_id)
    if command.held_on is not None:
        require_valid(command.orgs, command.host_org_id, command.held_on)
    for agency in (agency for result in command.opinions for agency in result.agencies):
        if objection(command.orgs, agency, day) == "org_unknown":
            raise Refused("org_unknown", org_id=agency)


def accept(command: AcceptConclusion, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    """Never refuses: what the rules do not allow is recorded as refused, with every reason, and kept for review."""
    concluded = SessionConcluded(
        session_id=command.session_id,
        held_from=command.held_from,
        held_on=command.held_on,
        concluded_at=command.concluded_at,
        plan_year=command.plan_year,
        reporting_year=reporting_year(command.held_on),
        level=command.level,
        regime=command.regime,
        audience=command.audience,
        form=command.form,
        host_org_id=command.host_org_id,
        totals=command.totals,
        opinions=command.opinions,
        source_ref=command.source_ref,
        by_agency=command.agency,
        scheduled_here=_scheduled_here(session),
    )
    if isinstance(session, Concluded | Closed) and session.conclusion == concluded:
        return []
    slugs = tuple(dict.fromkeys([*_faults_of_place(command, session), *_faults(command)]))
    if not slugs:
        return [concluded]
    return [
        ConclusionRefused(
            session_id=command.session_id,
            agency=command.agency,
            message_id=command.message_id,
            host_org_id=command.host_org_id,
            level=command.level,
            held_on=command.held_on,
            slugs=slugs,
        ),
    ]


def _scheduled_here(session: DialogueSession) -> bool:
    if isinstance(session, Concluded | Closed):
        return session.conclusion.scheduled_here
    return isinstance(session, Scheduled | Postponed)


def _faults_of_place(command: AcceptConclusion, session: DialogueSession) -> Iterator[str]:
    match session:
        case NoSession():
            return
        case Scheduled() | Postponed():
            if session.plan.scheduled.host_org_id != command.host_org_id:
                yield "session_of_another_org"
        case Concluded() | Closed():
            yield "session_already_concluded"
        case _:
            yield "session_held_here"


def _faults(command: AcceptConclusion) -> Iterator[str]:
    if command.host_org_id in command.orgs and command.agency not in command.speakers:
        yield "agency_speaks_for_another"
    if slug := objection(command.orgs, command.host_org_id, command.held_on):
        yield slug
    yield from _faults_of_date(command)
    if not command.audience:
        yield "audience_missing"
    for result in command.opinions:
        yield from _faults_of_assignment(result, command.orgs, command.held_on)
    yield from _faults_of_list(command.totals, command.opinions)


def _faults_of_date(command: AcceptConclusion) -> Iterator[str]:
    if command.held_from > command.held_on:
        yield "ends_before_it_starts"
    if command.held_on > local_date(command.now):
        yield "in_the_future"
    if command.held_on.year < FIRST_YEAR:
        yield "date_too_old"
    if local_date(command.concluded_at) < command.held_on:
        yield "concluded_before_held"
    if level_ended(command.level, command.held_on):
        yield "district_level_ended"


def _faults_of_assignment(result: OpinionResult, orgs: Directory, day: date) -> Iterator[str]:
    if result.disposition is Disposition.ASSIGNED and result.assigned_agency_id is None:
        yield "assigned_agency_missing"
    for agency in result.agencies:
        if slug := objection(orgs, agency, day):
            yield slug.replace("org_", "agency_")


def _faults_of_list(totals: Totals | None, results: tuple[OpinionResult, ...]) -> Iterator[str]:
    """A list may be left out, but not the assigned opinions: each of them becomes a case."""
    if len({result.opinion_id for result in results}) != len(results):
        yield "opinion_listed_twice"
    if totals is None:
        return
    if totals.assigned and not results:
        yield "assigned_opinions_missing"
    if not (_fits(totals) and (not results or _agrees(totals, results))):
        yield "totals_inconsistent"


def _fits(totals: Totals) -> bool:
    decided = totals.answered_on_spot + totals.assigned + totals.rejected + totals.routed_out
    return decided <= totals.registered and max(totals.raised, totals.beyond_authority) <= totals.registered


def _agrees(totals: Totals, results: tuple[OpinionResult, ...]) -> bool:
    """Those routed out may be counted without being listed: a denunciation leaves nothing but its count."""
    exact = {
        Disposition.ANSWERED_ON_SPOT: totals.answered_on_spot,
        Disposition.ASSIGNED: totals.assigned,
        Disposition.REJECTED: totals.rejected,
    }
    outright = count(results, Disposition.BEYOND_AUTHORITY)
    silent = totals.routed_out - count(results, Disposition.ROUTED_OUT)
    return (
        all(count(results, disposition) == stated for disposition, stated in exact.items())
        and outright <= totals.beyond_authority <= sum(result.beyond for result in results)
        and silent >= 0
        and len(results) + silent <= totals.registered
    )
