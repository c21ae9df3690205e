"""Pure: what is published of promises, interim replies, urging, and who holds a case."""

from typing import TypeAlias, assert_never

from contracts import cases as public
from contracts.envelope import PublicEvent
from followup.case import promised

Promised: TypeAlias = (
    promised.InterimReplyIssued
    | promised.CommitmentMade
    | promised.CommitmentRescheduled
    | promised.CommitmentReminded
    | promised.CommitmentWithdrawn
    | promised.ResolutionRecorded
    | promised.CaseUrged
    | promised.CasePassedToSuccessor
    | promised.OpinionsJoined
    | promised.SatisfactionRecorded
)


def outbound_promised(event: Promised) -> PublicEvent:  # noqa: C901, PLR0911 - one arm per stored event
    """Published in the words it was stored in."""
    match event:
        case promised.InterimReplyIssued():
            return public.InterimReplyIssuedV1.model_validate(vars(event))
        case promised.CommitmentMade():
            return public.CommitmentMadeV1.model_validate(vars(event))
        case promised.CommitmentRescheduled():
            return public.CommitmentRescheduledV1.model_validate(vars(event))
        case promised.CommitmentReminded():
            return public.CommitmentRemindedV1.model_validate(vars(event))
        case promised.CommitmentWithdrawn():
            return public.CommitmentWithdrawnV1.model_validate(vars(event))
        case promised.ResolutionRecorded():
            return public.ResolutionRecordedV1.model_validate(vars(event))
        case promised.CaseUrged():
            return public.CaseUrgedV1.model_validate(vars(event))
        case promised.CasePassedToSuccessor():
            said = {name: value for name, value in vars(event).items() if name not in {"schedule", "party_committee_id"}}
            due_on = event.schedule.due_on if event.schedule else None
            return public.CasePassedToSuccessorV1.model_validate({**said, "due_on": due_on})
        case promised.OpinionsJoined():
            return public.OpinionsJoinedCaseV1(case_id=event.case_id, opinion_ids=event.opinion_ids)
        case promised.SatisfactionRecorded():
            return public.SatisfactionRecordedV1.model_validate(vars(event))
        case _:
            assert_never(event)
