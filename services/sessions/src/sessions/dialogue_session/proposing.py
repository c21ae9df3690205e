"""Proposing a session and the chair's answer: who asks, for what, and what the chair makes of it (domain rules, sections 3 and 18)."""

from collections.abc import Sequence
from typing import assert_never

from chassis.decider import Refused
from contracts.vocabulary import Regime
from sessions.dialogue_session.arranging import arrange, check_kind, check_plan
from sessions.dialogue_session.commands import ApproveProposal, DeclineProposal, ProposeSession, ProposingCommand, ScheduleSession
from sessions.dialogue_session.events import DialogueSessionEvent, ProposalDeclined, SessionProposed
from sessions.dialogue_session.session import Declined, DialogueSession, NoSession, Proposed
from sessions.org_unit.on_file import require_valid


def propose(command: ProposingCommand, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    match command:
        case ProposeSession():
            return _propose(command, session)
        case ApproveProposal():
            return _approve(command, session)
        case DeclineProposal():
            return _decline(command, session)
        case _:
            assert_never(command)


def _propose(command: ProposeSession, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    proposed = SessionProposed(
        session_id=command.session_id,
        plan_year=command.plan_year,
        regime=command.regime,
        audience=command.audience,
        form=command.form,
        level=command.level,
        host_org_id=command.host_org_id,
        trigger=command.trigger,
        proposed_by_role=command.proposed_by_role,
        proposed_by_org_id=command.proposed_by_org_id,
        proposed_on=command.proposed_on,
        reason=command.reason.strip(),
        plan_id=command.plan_id,
        chair_role=command.chair_role,
        co_chair_roles=command.co_chair_roles,
        co_host_org_ids=command.co_host_org_ids,
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        venue=command.venue,
        mode=command.mode,
        online_url=command.online_url,
        topic_code=command.topic_codes[0] if command.topic_codes else None,
        opinion_cutoff_on=command.opinion_cutoff_on,
        parts=command.parts,
        voters=command.voters,
    )
    if isinstance(session, Proposed) and session.proposal == proposed:
        return []
    if not isinstance(session, NoSession):
        raise Refused("session_already_scheduled", session_id=command.session_id)
    if not proposed.reason:
        raise Refused("reason_missing")
    if command.ad_hoc_only and command.regime is not Regime.AD_HOC:
        raise Refused("proposes_only_ad_hoc")
    check_kind(command)
    check_plan(command)
    for org_id in (command.host_org_id, *command.co_host_org_ids):
        require_valid(command.orgs, org_id, command.proposed_on)
    return [proposed]


def _approve(command: ApproveProposal, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    """A proposal becomes a schedule by the very rules that a session scheduled at once has to meet."""
    if isinstance(session, NoSession):
        raise Refused("session_unknown")
    if not isinstance(session, Proposed):
        raise Refused("session_not_proposed")
    asked = session.proposal
    starts_at = command.starts_at or asked.starts_at
    moved = command.starts_at is not None and command.starts_at != asked.starts_at
    ends_at = command.ends_at or (None if moved else asked.ends_at)
    venue, chair_role = command.venue or asked.venue, command.chair_role or asked.chair_role
    if starts_at is None or ends_at is None or venue is None or chair_role is None:
        raise Refused("proposal_incomplete")
    schedule = ScheduleSession(
        session_id=asked.session_id,
        plan_year=asked.plan_year,
        regime=asked.regime,
        audience=asked.audience,
        form=asked.form,
        level=asked.level,
        host_org_id=asked.host_org_id,
        chair_role=chair_role,
        starts_at=starts_at,
        ends_at=ends_at,
        venue=venue,
        trigger=asked.trigger,
        plan_id=asked.plan_id,
        planned_year=asked.plan_year,
        co_chair_roles=asked.co_chair_roles,
        online_url=command.online_url or asked.online_url,
        topic_codes=(asked.topic_code,) if asked.topic_code else (),
        opinion_cutoff_on=None if moved else asked.opinion_cutoff_on,
        co_host_org_ids=asked.co_host_org_ids,
        mode=asked.mode,
        parts=() if moved else asked.parts,
        voters=asked.voters,
        orgs=command.orgs,
    )
    return arrange(schedule, session)


def _decline(command: DeclineProposal, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    match session:
        case NoSession():
            raise Refused("session_unknown")
        case Declined():
            return []
        case Proposed():
            if not command.reason.strip():
                raise Refused("reason_missing")
            return [ProposalDeclined(session.proposal.session_id, command.reason, command.declined_by_role)]
        case _:
            raise Refused("session_not_proposed")
