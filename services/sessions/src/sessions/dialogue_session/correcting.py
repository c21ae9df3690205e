"""Correcting what was written down wrongly after a session: its day, its minutes. Nothing is overwritten, everything has a reason."""

from collections.abc import Sequence
from typing import assert_never

from chassis.decider import Refused
from contracts.vocabulary import Disposition
from contracts.workdays import local_date, reporting_year
from sessions.dialogue_session.commands import CorrectingCommand, CorrectMinutes, CorrectSessionDate
from sessions.dialogue_session.events import DialogueSessionEvent, MinutesCorrected, SessionDateCorrected
from sessions.dialogue_session.session import Adjourned, Closed, Concluded, DialogueSession, NoSession, level_ended
from sessions.org_unit.on_file import require_valid


def correct(command: CorrectingCommand, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    if isinstance(session, NoSession):
        raise Refused("session_unknown")
    if isinstance(session, Closed):
        raise Refused("session_closed")
    if not command.reason.strip():
        raise Refused("reason_missing")
    match command:
        case CorrectSessionDate():
            if not isinstance(session, Concluded):
                raise Refused("session_not_concluded")
            return _correct_date(command, session)
        case CorrectMinutes():
            return _correct_minutes(command, session)
        case _:
            assert_never(command)


def _correct_date(command: CorrectSessionDate, session: Concluded) -> Sequence[DialogueSessionEvent]:
    told = session.conclusion
    if (told.held_from, told.held_on) == (command.held_from, command.held_on):
        return []
    _check_days(command, session)
    return [
        SessionDateCorrected(
            session_id=told.session_id,
            held_from=command.held_from,
            held_on=command.held_on,
            previous_held_on=told.held_on,
            reporting_year=reporting_year(command.held_on),
            reason=command.reason.strip(),
            level=told.level,
            audience=told.audience,
            host_org_id=told.host_org_id,
            opinion_ids=tuple(each.opinion_id for each in told.opinions),
            assigned_opinion_ids=tuple(each.opinion_id for each in told.opinions if each.disposition is Disposition.ASSIGNED),
        ),
    ]


def _check_days(command: CorrectSessionDate, session: Concluded) -> None:
    if command.held_from > command.held_on:
        raise Refused("ends_before_it_starts")
    if command.held_on > local_date(command.now):
        raise Refused("in_the_future")
    if level_ended(session.conclusion.level, command.held_on):
        raise Refused("district_level_ended", day=command.held_on.strftime("%d/%m/%Y"))
    require_valid(command.orgs, session.conclusion.host_org_id, command.held_on)
    duties = session.duties
    papers = (duties.conclusion_notice, duties.result_notice, duties.report)
    days = [duties.reviewed_on, *(paper.issued_on for paper in papers if paper)]
    if any(day is not None and day < command.held_on for day in days):
        raise Refused("paper_before_corrected_day", day=command.held_on.strftime("%d/%m/%Y"))


def _correct_minutes(command: CorrectMinutes, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    if isinstance(session, Adjourned):
        session_id, known = session.plan.session_id, session.minutes_corrections
        earliest = local_date(session.adopted_at)
    elif isinstance(session, Concluded) and session.conclusion.by_agency is None:
        session_id, known, earliest = session.conclusion.session_id, session.duties.minutes_corrections, session.conclusion.held_on
    else:
        raise Refused("minutes_not_adopted")
    if command.minutes_doc in known:
        return []
    if command.corrected_on < earliest:
        raise Refused("before_the_session")
    return [MinutesCorrected(session_id, command.minutes_doc, command.corrected_on, command.reason.strip())]
