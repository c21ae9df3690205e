"""What sessions and followup say about an opinion: facts, never refused, told in any order and more than once.

A fact that contradicts an ending recorded here is kept as a dispute for a person to look at; the ending stands.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from contracts.vocabulary import Authority, Disposition
from intake.opinion.commands import (
    FromOthers,
    RecordCaseClosed,
    RecordCaseOpened,
    RecordCaseReopened,
    RecordOutcome,
    RecordRaised,
    RecordReply,
    RecordSlip,
)
from intake.opinion.events import (
    OpinionAnsweredOnSpot,
    OpinionAssigned,
    OpinionCaseOpened,
    OpinionClosed,
    OpinionEvent,
    OpinionFactDisputed,
    OpinionNotRaised,
    OpinionOutcomeStated,
    OpinionRaised,
    OpinionReopened,
    OpinionReplied,
    OpinionScheduled,
)
from intake.opinion.opinion import (
    AnsweredOnSpot,
    Answering,
    AnyKnown,
    Closed,
    Ended,
    Merged,
    NotRaised,
    Raised,
    Rejected,
    Replied,
    RoutedOut,
    Scheduled,
    Withdrawn,
)
from intake.opinion.vocabulary import Fact, StateName

_ENDS_HERE = {
    Disposition.REJECTED: Rejected,
    Disposition.ROUTED_OUT: RoutedOut,
    Disposition.WITHDRAWN: Withdrawn,
    Disposition.ANSWERED_ON_SPOT: AnsweredOnSpot,
}


def decide_from_others(command: FromOthers, opinion: AnyKnown) -> Sequence[OpinionEvent]:  # noqa: PLR0911
    """What a fact told by another service changes."""
    match command:
        case RecordSlip():
            return _slip(command, opinion)
        case RecordRaised():
            return _raised(command, opinion)
        case RecordOutcome():
            return _outcome(command, opinion)
        case RecordCaseOpened():
            return _case_opened(command, opinion)
        case RecordReply():
            return _reply(command, opinion)
        case RecordCaseClosed():
            return _case_closed(command, opinion)
        case RecordCaseReopened():
            return _case_reopened(command, opinion)
        case _:
            assert_never(command)


def _slip(command: RecordSlip, opinion: AnyKnown) -> Sequence[OpinionEvent]:
    known = opinion.dossier
    if isinstance(opinion, Ended):
        return _dispute(opinion, Fact.SLIP, command.session_id)
    if isinstance(opinion, Raised | Answering | Merged) or (isinstance(opinion, NotRaised) and known.session_id == command.session_id):
        return []
    if isinstance(opinion, Scheduled) and (known.session_id, known.slip_no) == (command.session_id, command.slip_no):
        return []
    return [OpinionScheduled(known.opinion_id, command.session_id, command.slip_no)]


def _raised(command: RecordRaised, opinion: AnyKnown) -> Sequence[OpinionEvent]:
    if isinstance(opinion, Ended):
        return [] if isinstance(opinion, AnsweredOnSpot) else _dispute(opinion, Fact.RAISED, command.session_id)
    if isinstance(opinion, Raised | Answering | Merged):
        return []
    return [OpinionRaised(opinion.dossier.opinion_id, command.session_id, command.slip_no, command.turn_no)]


def _outcome(command: RecordOutcome, opinion: AnyKnown) -> Sequence[OpinionEvent]:
    if isinstance(opinion, Ended):
        told = _ENDS_HERE.get(command.disposition)
        same = command.disposition is Disposition.NOT_STATED or (told is not None and isinstance(opinion, told))
        return [] if same else _dispute(opinion, Fact.OUTCOME, f"{command.session_id}:{command.disposition.value}")
    match command.disposition:
        case Disposition.ASSIGNED | Disposition.BEYOND_AUTHORITY:
            return _assigned(command, opinion)
        case Disposition.ANSWERED_ON_SPOT:
            return _answered(command, opinion)
        case Disposition.NOT_RAISED:
            return _not_raised(command, opinion)
        case Disposition.REJECTED | Disposition.ROUTED_OUT | Disposition.WITHDRAWN | Disposition.NOT_STATED:
            return _stated(command, opinion)
        case _:
            assert_never(command.disposition)


def _answered(command: RecordOutcome, opinion: AnyKnown) -> Sequence[OpinionEvent]:
    if isinstance(opinion, Answering):
        return _dispute(opinion, Fact.OUTCOME, f"{command.session_id}:{command.disposition.value}")
    event = OpinionAnsweredOnSpot(opinion.dossier.opinion_id, command.session_id, command.outcome, command.answered_by_role)
    return [*_first_raised(command, opinion), event]


def _not_raised(command: RecordOutcome, opinion: AnyKnown) -> Sequence[OpinionEvent]:
    here = opinion.dossier.session_id == command.session_id
    if isinstance(opinion, Answering | Merged) or (isinstance(opinion, NotRaised) and here):
        return []
    if isinstance(opinion, Scheduled) and not here:
        return []
    return [OpinionNotRaised(opinion.dossier.opinion_id, command.session_id)]


def _assigned(command: RecordOutcome, opinion: AnyKnown) -> Sequence[OpinionEvent]:
    authority = Authority.BEYOND if command.disposition is Disposition.BEYOND_AUTHORITY else command.authority
    event = OpinionAssigned(
        opinion.dossier.opinion_id,
        command.session_id,
        command.agency_id,
        command.co_agencies,
        command.complexity,
        authority,
        _answering(opinion),
    )
    before = opinion.dossier.assigned
    if before and replace(before, state=event.state) == event:
        return []
    if isinstance(opinion, NotRaised):
        return [event]
    return [*_first_raised(command, opinion), event]


def _stated(command: RecordOutcome, opinion: AnyKnown) -> Sequence[OpinionEvent]:
    event = OpinionOutcomeStated(opinion.dossier.opinion_id, command.session_id, command.disposition)
    if isinstance(opinion, Answering | Merged) or opinion.dossier.stated == event:
        return []
    return [*_first_raised(command, opinion), event]


def _first_raised(command: RecordOutcome, opinion: AnyKnown) -> Sequence[OpinionEvent]:
    if isinstance(opinion, Raised | Answering):
        return []
    return [OpinionRaised(opinion.dossier.opinion_id, command.session_id, opinion.dossier.slip_no, None)]


def _case_opened(command: RecordCaseOpened, opinion: AnyKnown) -> Sequence[OpinionEvent]:
    if isinstance(opinion, Ended):
        return _dispute(opinion, Fact.CASE_OPENED, command.case_id)
    if opinion.dossier.case_id == command.case_id:
        return []
    return [OpinionCaseOpened(opinion.dossier.opinion_id, command.case_id, command.session_id, command.agency_id, _answering(opinion))]


def _reply(command: RecordReply, opinion: AnyKnown) -> Sequence[OpinionEvent]:
    known = opinion.dossier
    if isinstance(opinion, Ended):
        return _dispute(opinion, Fact.REPLY, command.reply_id)
    if command.reply_id in known.reply_ids:
        return []
    state = StateName.CLOSED if isinstance(opinion, Closed) else StateName.REPLIED
    return [
        OpinionReplied(
            known.opinion_id, command.reply_id, command.case_id, command.issuing_org_id, command.outcome, command.issued_on, state
        )
    ]


def _case_closed(command: RecordCaseClosed, opinion: AnyKnown) -> Sequence[OpinionEvent]:
    if isinstance(opinion, Ended):
        return _dispute(opinion, Fact.CASE_CLOSED, command.case_id)
    if isinstance(opinion, Closed):
        return []
    return [OpinionClosed(opinion.dossier.opinion_id, command.case_id, command.closed_on, command.timeliness)]


def _case_reopened(command: RecordCaseReopened, opinion: AnyKnown) -> Sequence[OpinionEvent]:
    if isinstance(opinion, Ended):
        return _dispute(opinion, Fact.CASE_REOPENED, command.case_id)
    if isinstance(opinion, Replied | Closed):
        return [OpinionReopened(opinion.dossier.opinion_id, command.case_id)]
    return []


def _answering(opinion: AnyKnown) -> StateName:
    return opinion.name if isinstance(opinion, Replied | Closed) else StateName.ASSIGNED


def _dispute(opinion: AnyKnown, fact: Fact, source_id: str) -> Sequence[OpinionEvent]:
    if (fact, source_id) in opinion.dossier.disputed:
        return []
    return [OpinionFactDisputed(opinion.dossier.opinion_id, fact, source_id)]
