"""Decisions of the office before the session: register, sort, prepare, merge, and the four ways out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from chassis.decider import Refused
from contracts.vocabulary import RejectReason, Route, SubmitterKind
from contracts.workdays import local_date
from intake.opinion.commands import (
    AbsorbOpinions,
    AcknowledgeOpinion,
    AssignPreparation,
    BeforeSession,
    ClassifyOpinion,
    JoinSurvivor,
    RegisterOpinion,
    RejectOpinion,
    RouteOutOpinion,
    ScheduleOpinion,
    ShredText,
    SubmitPreparedAnswer,
    WithdrawOpinion,
)
from intake.opinion.events import (
    OpinionAcknowledged,
    OpinionClassified,
    OpinionEvent,
    OpinionJoined,
    OpinionMerged,
    OpinionRegistered,
    OpinionRejected,
    OpinionRoutedOut,
    OpinionScheduled,
    OpinionTextShredded,
    OpinionWithdrawn,
    PreparationAssigned,
    PreparedAnswerSubmitted,
)
from intake.opinion.opinion import (
    AnyKnown,
    Classified,
    Ended,
    Known,
    Merged,
    NotRaised,
    Opened,
    Raised,
    Registered,
    Rejected,
    RoutedOut,
    Scheduled,
    Withdrawn,
)
from intake.opinion.redaction import must_not_name_a_person
from intake.opinion.vocabulary import Acknowledged, ShredCause, StateName

CLOCKS_DIFFER = timedelta(minutes=5)
SHREDS = (Route.DENUNCIATION, RejectReason.STATE_SECRET_SUSPECTED)


def register(command: RegisterOpinion) -> Sequence[OpinionEvent]:
    """A new opinion. Raises Refused when what is said about it contradicts itself or shows a person."""
    _check_identity(command)
    _check_text(command)
    if command.received_at > command.now + CLOCKS_DIFFER:
        raise Refused("received_in_future")
    if command.represented_count < 1:
        raise Refused("represents_nobody")
    if command.raised_live and command.target_session_id is None:
        raise Refused("live_without_session")
    late = command.list_due_on is not None and not command.raised_live and local_date(command.received_at) > command.list_due_on
    return [
        OpinionRegistered(
            opinion_id=command.opinion_id,
            channel=command.channel,
            received_at=command.received_at,
            received_by_org_id=command.received_by_org_id,
            submitter_kind=command.submitter_kind,
            submitter_ref=command.submitter_ref,
            submitter=command.submitter,
            text=command.text,
            represented_count=command.represented_count,
            language=command.language,
            needs_interpreter=command.needs_interpreter,
            audience=command.audience,
            kind=command.kind,
            domain_code=command.domain_code,
            urgency=command.urgency,
            summary_redacted=command.summary_redacted,
            attachment_refs=command.attachment_refs,
            target_session_id=command.target_session_id,
            after_cutoff=late,
            slip_no=command.slip_no,
            raised_live=command.raised_live,
            source_ref=command.source_ref,
            acknowledge_by=command.acknowledge_by,
            calendar_version=command.calendar_version,
            lookup_code=command.lookup_code,
        )
    ]


def _check_identity(command: RegisterOpinion) -> None:
    if command.submitter_kind is SubmitterKind.ANONYMOUS and (command.submitter or command.submitter_ref):
        raise Refused("anonymous_with_identity")
    sealed = command.submitter
    fields = (sealed.name, sealed.phone, sealed.address, sealed.email) if sealed else ()
    if sealed and command.submitter_ref is None:
        raise Refused("identity_without_reference")
    if any(field and field.subject != command.submitter_ref for field in fields):
        raise Refused("sealed_for_another_subject")
    if command.text and command.text.subject != command.opinion_id:
        raise Refused("sealed_for_another_subject")


def _check_text(command: RegisterOpinion) -> None:
    summary = command.summary_redacted.strip()
    if command.refused_at_once and (command.text or summary):
        raise Refused("text_of_refused_opinion")
    if not command.refused_at_once and not summary:
        raise Refused("summary_missing")
    must_not_name_a_person("summary_redacted", summary)


def decide_before(command: BeforeSession, opinion: AnyKnown) -> Sequence[OpinionEvent]:  # noqa: PLR0911
    """What the office asks of an opinion it knows."""
    match command:
        case AcknowledgeOpinion():
            return _acknowledge(command, opinion)
        case ClassifyOpinion():
            return _classify(command, opinion)
        case AssignPreparation() | SubmitPreparedAnswer():
            return _prepare(command, opinion)
        case ScheduleOpinion():
            return _schedule(command, opinion)
        case AbsorbOpinions() | JoinSurvivor():
            return _merge(command, opinion)
        case RejectOpinion() | RouteOutOpinion() | WithdrawOpinion():
            return _end(command, opinion)
        case ShredText():
            shredded = OpinionTextShredded(opinion.dossier.opinion_id, ShredCause.SUBMITTER_ERASED)
            return [shredded] if opinion.dossier.readable else []
        case _:
            assert_never(command)


def _acknowledge(command: AcknowledgeOpinion, opinion: AnyKnown) -> Sequence[OpinionEvent]:
    event = OpinionAcknowledged(opinion.dossier.opinion_id, command.answer, command.ack_doc, local_date(command.now))
    before = opinion.dossier.acknowledged
    if before and (before.answer, before.ack_doc) == (event.answer, event.ack_doc):
        return []
    if before:
        raise Refused("already_acknowledged")
    if isinstance(opinion, Rejected | Withdrawn):
        raise Refused("opinion_not_open")
    if (command.answer is Acknowledged.FORWARDED) is not isinstance(opinion, RoutedOut):
        raise Refused("acknowledgement_does_not_fit")
    return [event]


def _classify(command: ClassifyOpinion, opinion: AnyKnown) -> Sequence[OpinionEvent]:
    must_not_name_a_person("reason", command.reason)
    event = OpinionClassified(
        opinion.dossier.opinion_id,
        command.domain_code,
        command.urgency,
        command.complexity,
        command.is_longstanding,
        command.authority,
        command.by_role,
        command.reason,
        StateName.CLASSIFIED if isinstance(opinion, Registered) else opinion.name,
    )
    before = opinion.dossier.classified
    if before and replace(before, state=event.state) == event:
        return []
    _must_be_open(opinion)
    return [event]


def _prepare(command: AssignPreparation | SubmitPreparedAnswer, opinion: AnyKnown) -> Sequence[OpinionEvent]:
    known, scheduled = opinion.dossier, isinstance(opinion, Scheduled)
    match command:
        case AssignPreparation():
            state = StateName.SCHEDULED if scheduled else StateName.PREPARING
            assigned = PreparationAssigned(known.opinion_id, command.unit_org_id, command.due_on, state)
            if known.preparation and replace(known.preparation, state=state) == assigned:
                return []
            if isinstance(opinion, Registered):
                raise Refused("opinion_not_classified")
            _must_be_before_session(opinion)
            return [assigned]
        case SubmitPreparedAnswer():
            state = StateName.SCHEDULED if scheduled else StateName.PREPARED
            answer = PreparedAnswerSubmitted(known.opinion_id, command.unit_org_id, command.outcome, command.text_ref, state, command.text)
            if known.prepared and replace(known.prepared, state=state) == answer:
                return []
            if known.preparation is None:
                raise Refused("preparation_not_assigned")
            if known.preparation.unit_org_id != command.unit_org_id:
                raise Refused("prepared_by_another_unit")
            _must_be_before_session(opinion)
            return [answer]
        case _:
            assert_never(command)


def _schedule(command: ScheduleOpinion, opinion: AnyKnown) -> Sequence[OpinionEvent]:
    known = opinion.dossier
    if isinstance(opinion, Scheduled) and known.session_id == command.session_id:
        return []
    if isinstance(opinion, Registered):
        raise Refused("opinion_not_classified")
    if isinstance(opinion, Raised):
        raise Refused("opinion_already_raised")
    if isinstance(opinion, NotRaised) and known.session_id == command.session_id:
        raise Refused("not_raised_at_that_session")
    _must_be_open(opinion)
    return [OpinionScheduled(known.opinion_id, command.session_id, None)]


def _merge(command: AbsorbOpinions | JoinSurvivor, opinion: AnyKnown) -> Sequence[OpinionEvent]:
    must_not_name_a_person("reason", command.reason)
    known = opinion.dossier
    match command:
        case AbsorbOpinions():
            if not command.member_ids:
                raise Refused("nothing_to_merge")
            if known.opinion_id in command.member_ids:
                raise Refused("merged_with_itself")
            fresh = tuple(each for each in dict.fromkeys(command.member_ids) if each not in known.member_ids)
            if not fresh:
                return []
            _must_be_before_session(opinion)
            return [OpinionMerged(known.opinion_id, fresh, command.reason)]
        case JoinSurvivor():
            if isinstance(opinion, Merged) and known.survivor_id == command.survivor_id:
                return []
            if known.member_ids:
                raise Refused("member_is_a_survivor")
            if not isinstance(opinion, Registered | Classified):
                raise Refused("opinion_not_open")
            return [OpinionJoined(known.opinion_id, command.survivor_id, command.reason)]
        case _:
            assert_never(command)


def _end(command: RejectOpinion | RouteOutOpinion | WithdrawOpinion, opinion: AnyKnown) -> Sequence[OpinionEvent]:
    known = opinion.dossier
    match command:
        case RejectOpinion():
            shreds = known.readable and command.reason_code in SHREDS
            event: OpinionRejected | OpinionRoutedOut | OpinionWithdrawn = OpinionRejected(known.opinion_id, command.reason_code, shreds)
            repeated = isinstance(known.ended_by, OpinionRejected) and known.ended_by.reason_code == command.reason_code
        case RouteOutOpinion():
            event = OpinionRoutedOut(known.opinion_id, command.route, command.to_org_id, known.readable and command.route in SHREDS)
            repeated = isinstance(known.ended_by, OpinionRoutedOut) and known.ended_by.route == command.route
        case WithdrawOpinion():
            must_not_name_a_person("reason", command.reason)
            event = OpinionWithdrawn(known.opinion_id, command.reason)
            repeated = isinstance(opinion, Withdrawn)
        case _:
            assert_never(command)
    if repeated:
        return []
    _must_be_open(opinion)
    return [event]


def _must_be_open(opinion: Known) -> None:
    if isinstance(opinion, Ended | Merged):
        raise Refused("opinion_not_open")
    if not isinstance(opinion, Opened):
        raise Refused("opinion_already_assigned")


def _must_be_before_session(opinion: Known) -> None:
    if isinstance(opinion, Raised | NotRaised):
        raise Refused("opinion_already_raised")
    _must_be_open(opinion)
