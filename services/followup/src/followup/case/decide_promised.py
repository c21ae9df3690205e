"""What a reply promises and what becomes of it: made, moved, settled, or taken back by a later reply. Answered is not resolved."""

from collections.abc import Sequence
from datetime import date

from chassis.decider import Refused
from contracts.vocabulary import Outcome
from contracts.workdays import local_date
from followup.case import events as e
from followup.case import promised
from followup.case.case import CaseState, Closed, Facts, ReferredUp, Replied, Running
from followup.case.commands import RecordResolution, RecordSatisfaction, RemindOfCommitment, RescheduleCommitment
from followup.case.commitment import Commitment
from followup.case.vocabulary import Reply, Roadmap

SETTLED = frozenset({Outcome.RESOLVED})
TAKEN_BACK = {
    Outcome.EXPLAINED: "Đã trả lời lại: giải trình, cung cấp thông tin.",
    Outcome.REFUSED_WITH_REASON: "Đã trả lời lại: không giải quyết, có nêu lý do.",
    Outcome.REFERRED: "Đã trả lời lại: chuyển cơ quan khác giải quyết.",
}


def promises(facts: Facts, reply: Reply, owner_org_id: str) -> list[e.CaseEvent]:
    """Return what a reply makes of earlier promises about the same opinions, and the promise it makes itself."""
    concerned = [each for each in facts.open_commitments if set(each.opinion_ids) <= set(reply.opinion_ids)]
    if reply.outcome is not Outcome.IN_PLAN:
        return [_ended(facts, each, reply) for each in concerned]
    if concerned:
        return [_moved(facts, each, reply.roadmap) for each in concerned if reply.roadmap and reply.roadmap.expected_on != each.expected_on]
    given = reply.roadmap
    expected_on, steps, budget = (given.expected_on, given.steps, given.budget_note) if given else (None, "", "")
    return [
        promised.CommitmentMade(facts.case_id, reply.reply_id, reply.opinion_ids, owner_org_id, reply.counts_on, expected_on, steps, budget)
    ]


def _ended(facts: Facts, commitment: Commitment, reply: Reply) -> e.CaseEvent:
    about = (facts.case_id, commitment.commitment_id)
    if reply.outcome in SETTLED:
        return promised.ResolutionRecorded(*about, commitment.opinion_ids, reply.counts_on, reply.summary_plain, reply.reply_doc)
    return promised.CommitmentWithdrawn(*about, reply.counts_on, TAKEN_BACK[reply.outcome])


def _moved(facts: Facts, commitment: Commitment, roadmap: Roadmap) -> e.CaseEvent:
    return promised.CommitmentRescheduled(
        facts.case_id, commitment.commitment_id, commitment.expected_on, roadmap.expected_on, "Theo văn bản trả lời mới."
    )


def _commitment(state: CaseState, commitment_id: str) -> tuple[Facts, Commitment]:
    if not isinstance(state, Running | ReferredUp | Replied | Closed):
        raise Refused("case_unknown")
    found = next((each for each in state.facts.commitments if each.commitment_id == commitment_id), None)
    if found is None:
        raise Refused("commitment_unknown")
    return state.facts, found


def reschedule(command: RescheduleCommitment, state: CaseState) -> Sequence[e.CaseEvent]:
    """Another date, with a reason; the earlier one stays in the history."""
    facts, commitment = _commitment(state, command.commitment_id)
    if not commitment.is_open:
        raise Refused("commitment_not_open")
    if command.expected_on < local_date(command.now):
        raise Refused("commitment_in_the_past")
    if command.expected_on == commitment.expected_on:
        return []
    return [
        promised.CommitmentRescheduled(facts.case_id, commitment.commitment_id, commitment.expected_on, command.expected_on, command.reason)
    ]


def remind(command: RemindOfCommitment, state: CaseState) -> Sequence[e.CaseEvent]:
    """Say once for each date that it is near or has passed, in office hours; nothing of a promise that was settled, taken back or moved."""
    if command.of_reply:
        return _remind_of_reply(command, state)
    facts, commitment = _commitment(state, command.commitment_id)
    if not commitment.is_open or commitment.expected_on != command.expected_on:
        return []
    return _recall(command, facts, commitment.reminded, facts.assigned_agency_id)


def _remind_of_reply(command: RemindOfCommitment, state: CaseState) -> Sequence[e.CaseEvent]:
    """The date a reply was announced for: nothing where all it was about is answered, or where a later date was named."""
    if not isinstance(state, Running | ReferredUp):
        return []
    facts = state.facts
    expected = next((each for each in facts.expected if each.told_by == command.commitment_id and each.on == command.expected_on), None)
    if expected is None or set(expected.opinion_ids) <= set(facts.answered):
        return []
    with_superior = isinstance(state, ReferredUp) and expected.by_superior and facts.superior_org_id
    return _recall(command, facts, expected.reminded, with_superior or facts.assigned_agency_id)


def _recall(command: RemindOfCommitment, facts: Facts, said: Sequence[tuple[date, bool]], owner_org_id: str) -> Sequence[e.CaseEvent]:
    late = local_date(command.now) > command.expected_on
    if late != command.passed or (command.expected_on, command.passed) in said:
        return []
    about, of_reply = (facts.case_id, command.commitment_id), command.of_reply
    in_time = command.passed or local_date(command.open_at) <= command.expected_on
    if command.open_at > command.now and in_time:
        return [promised.CommitmentReminderPostponed(*about, command.expected_on, command.passed, command.open_at, of_reply)]
    return [promised.CommitmentReminded(*about, owner_org_id, command.expected_on, command.passed, of_reply)]


def record_resolution(command: RecordResolution, state: CaseState) -> Sequence[e.CaseEvent]:
    """The promise is kept: the matter is settled, not only answered."""
    facts, commitment = _commitment(state, command.commitment_id)
    if commitment.resolved_on == command.resolved_on:
        return []
    if not commitment.is_open:
        raise Refused("commitment_not_open")
    _within(commitment.made_on, command.resolved_on, local_date(command.now))
    about = (facts.case_id, commitment.commitment_id, commitment.opinion_ids)
    return [promised.ResolutionRecorded(*about, command.resolved_on, command.summary_plain, command.doc)]


def _within(made_on: date, resolved_on: date, today: date) -> None:
    if resolved_on > today:
        raise Refused("resolved_in_the_future", resolved_on=resolved_on.isoformat())
    if resolved_on < made_on:
        raise Refused("resolved_before_promised", made_on=made_on.isoformat())


def record_satisfaction(command: RecordSatisfaction, state: CaseState) -> Sequence[e.CaseEvent]:
    """The submitter's word on the reply, asked once and never required; said again it replaces the earlier one."""
    if not isinstance(state, Replied | Closed):
        raise Refused("case_not_replied")
    facts = state.facts
    if command.opinion_id not in facts.answered:
        raise Refused("opinion_not_in_case")
    if (command.opinion_id, command.satisfaction) in facts.satisfaction:
        return []
    return [promised.SatisfactionRecorded(facts.case_id, command.opinion_id, command.satisfaction, local_date(command.now))]
