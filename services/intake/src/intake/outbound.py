"""Which stored events the others hear, and in what words; None for what stays private. A function of the stored event alone."""

from typing import TypeAlias, assert_never

from chassis.eventstore.recorded import Recorded
from contracts import intake as public
from contracts.envelope import PublicEvent
from intake.data_request import events as data_request
from intake.data_request.events import DataRequestEvent
from intake.import_batch import events as import_batch
from intake.import_batch.events import ImportEvent
from intake.opinion import events as opinion
from intake.opinion.events import OpinionEvent
from intake.opinion_list import events as opinion_list
from intake.opinion_list.events import OpinionListEvent
from intake.submitter import events as submitter
from intake.submitter.events import SubmitterEvent

IntakeEvent: TypeAlias = OpinionEvent | OpinionListEvent | SubmitterEvent | ImportEvent | DataRequestEvent


def outbound(recorded: Recorded) -> PublicEvent | None:  # noqa: C901, PLR0911, PLR0912 - one arm per stored event
    """The public event, or None: facts that sessions and followup own are told by them, not repeated by us."""
    event: IntakeEvent = recorded.event
    match event:
        case opinion.OpinionRegistered() | opinion.OpinionMerged() | opinion.OpinionAcknowledged() | opinion.OpinionClassified():
            return _received(event)
        case opinion.OpinionRoutedOut() | opinion.OpinionRejected() | opinion.OpinionWithdrawn():
            return _ended(event)
        case opinion.PreparationAssigned() | opinion.PreparedAnswerSubmitted():
            return _prepared(event)
        case opinion.OpinionScheduled(slip_no=None):
            return public.OpinionScheduledV1(opinion_id=event.opinion_id, session_id=event.session_id)
        case opinion_list.UnitOpinionListSubmitted() | opinion_list.OpinionCutoffClosed():
            return _listed(event)
        case submitter.SubmitterErased():
            return public.SubmitterErasedV1(subject=event.subject, erased_at=event.erased_at)
        case data_request.DataRequestRegistered() | data_request.DataRequestAnswered() | data_request.DataRequestCompleted():
            return _requested(event)
        case opinion.OpinionJoined():
            return None  # the survivor's event names its members
        case (
            opinion.OpinionScheduled()
            | opinion.OpinionRaised()
            | opinion.OpinionNotRaised()
            | opinion.OpinionAnsweredOnSpot()
            | opinion.OpinionAssigned()
            | opinion.OpinionOutcomeStated()
        ):
            return None  # sessions said so
        case opinion.OpinionCaseOpened() | opinion.OpinionReplied() | opinion.OpinionClosed() | opinion.OpinionReopened():
            return None  # followup said so
        case opinion.OpinionTextShredded() | opinion.OpinionFactDisputed() | opinion_list.CutoffSet() | submitter.SubmitterSpoke():
            return None  # our own housekeeping
        case (
            import_batch.ImportPreviewed() | import_batch.ImportApproved() | import_batch.ImportFinished() | import_batch.ImportForgotten()
        ):
            return None  # each opinion that came of it is told by itself
        case _:
            assert_never(event)


def _requested(event: DataRequestEvent) -> PublicEvent:
    match event:
        case data_request.DataRequestRegistered():
            return public.DataRequestRegisteredV1(
                request_id=event.request_id,
                kind=event.kind,
                received_on=event.received_on,
                received_by_org_id=event.received_by_org_id,
                submitter_ref=event.submitter_ref,
                third_parties=event.third_parties,
            )
        case data_request.DataRequestAnswered():
            return public.DataRequestAnsweredV1(
                request_id=event.request_id, answered_on=event.answered_on, outcome=event.outcome, doc=event.doc
            )
        case data_request.DataRequestCompleted():
            return public.DataRequestCompletedV1(request_id=event.request_id, completed_on=event.completed_on, doc=event.doc)
        case _:
            assert_never(event)


def _received(
    event: opinion.OpinionRegistered | opinion.OpinionMerged | opinion.OpinionAcknowledged | opinion.OpinionClassified,
) -> PublicEvent:
    match event:
        case opinion.OpinionRegistered():
            return _registered(event)
        case opinion.OpinionMerged():
            return public.OpinionMergedV1(survivor_id=event.survivor_id, merged_ids=event.merged_ids, reason=event.reason)
        case opinion.OpinionAcknowledged():
            return public.OpinionAcknowledgedV1(
                opinion_id=event.opinion_id, ack_doc=event.ack_doc, accepted_or_forwarded=event.answer.value
            )
        case opinion.OpinionClassified():
            return public.OpinionClassifiedV1(
                opinion_id=event.opinion_id,
                domain_code=event.domain_code,
                urgency=event.urgency,
                complexity=event.complexity,
                is_longstanding=event.is_longstanding,
                authority=event.authority,
                classified_by_role=event.classified_by_role,
                reason=event.reason,
            )
        case _:
            assert_never(event)


def _registered(event: opinion.OpinionRegistered) -> PublicEvent:
    sealed = event.submitter
    return public.OpinionRegisteredV1(
        opinion_id=event.opinion_id,
        channel=event.channel,
        received_at=event.received_at,
        received_by_org_id=event.received_by_org_id,
        submitter_kind=event.submitter_kind,
        submitter_ref=event.submitter_ref,
        submitter=public.SealedSubmitter(name=sealed.name, phone=sealed.phone, address=sealed.address, email=sealed.email)
        if sealed
        else None,
        text=event.text,
        represented_count=event.represented_count,
        language=event.language,
        needs_interpreter=event.needs_interpreter,
        audience=event.audience,
        kind=event.kind,
        domain_code=event.domain_code,
        urgency=event.urgency,
        summary_redacted=event.summary_redacted,
        attachment_refs=event.attachment_refs,
        target_session_id=event.target_session_id,
        after_cutoff=event.after_cutoff,
        slip_no=event.slip_no,
        raised_live=event.raised_live,
        source_ref=event.source_ref,
        lookup_code=event.lookup_code,
    )


def _ended(event: opinion.OpinionRoutedOut | opinion.OpinionRejected | opinion.OpinionWithdrawn) -> PublicEvent:
    match event:
        case opinion.OpinionRoutedOut():
            return public.OpinionRoutedOutV1(opinion_id=event.opinion_id, route=event.route, to_org_id=event.to_org_id)
        case opinion.OpinionRejected():
            return public.OpinionRejectedV1(opinion_id=event.opinion_id, reason_code=event.reason_code)
        case opinion.OpinionWithdrawn():
            return public.OpinionWithdrawnV1(opinion_id=event.opinion_id, reason=event.reason)
        case _:
            assert_never(event)


def _prepared(event: opinion.PreparationAssigned | opinion.PreparedAnswerSubmitted) -> PublicEvent:
    match event:
        case opinion.PreparationAssigned():
            return public.PreparationAssignedV1(opinion_id=event.opinion_id, unit_org_id=event.unit_org_id, due_on=event.due_on)
        case opinion.PreparedAnswerSubmitted():
            return public.PreparedAnswerSubmittedV1(
                opinion_id=event.opinion_id, unit_org_id=event.unit_org_id, outcome=event.outcome, text_ref=event.text_ref
            )
        case _:
            assert_never(event)


def _listed(event: opinion_list.UnitOpinionListSubmitted | opinion_list.OpinionCutoffClosed) -> PublicEvent:
    match event:
        case opinion_list.UnitOpinionListSubmitted():
            return public.UnitOpinionListSubmittedV1(
                list_id=event.list_id,
                unit_org_id=event.unit_org_id,
                session_id=event.session_id,
                cutoff_on=event.cutoff_on,
                submitted_at=event.submitted_at,
                opinion_ids=event.opinion_ids,
                late=event.late,
                nil_return=event.nil_return,
            )
        case opinion_list.OpinionCutoffClosed():
            counts = public.CutoffCounts(
                lists=event.lists, late_lists=event.late_lists, nil_returns=event.nil_returns, opinions=event.opinions
            )
            return public.OpinionCutoffClosedV1(session_id=event.session_id, cutoff_on=event.cutoff_on, counts=counts)
        case _:
            assert_never(event)
