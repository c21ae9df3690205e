"""Which yearly plans are accepted: every line makes sense, and an issued plan changes only by amendment (domain rules, sections 5 and 6)."""

from collections.abc import Sequence
from typing import assert_never

from chassis.decider import Decider, Refused
from contracts.vocabulary import Form, Regime
from sessions.annual_plan.annual_plan import AnnualPlan, IssuedPlan, NoPlan, PreparedPlan, evolve
from sessions.annual_plan.commands import AmendAnnualPlan, AnnualPlanCommand, ApproveAnnualPlan, IssueAnnualPlan, PrepareAnnualPlan
from sessions.annual_plan.events import AnnualPlanAmended, AnnualPlanEvent, AnnualPlanIssued, AnnualPlanPrepared, PlannedItem


def decide(command: AnnualPlanCommand, plan: AnnualPlan) -> Sequence[AnnualPlanEvent]:
    match command:
        case PrepareAnnualPlan():
            return _prepare(command, plan)
        case ApproveAnnualPlan():
            return _approve(command, plan)
        case IssueAnnualPlan():
            return _issue(command, plan)
        case AmendAnnualPlan():
            return _amend(command, plan)
        case _:
            assert_never(command)


def _prepare(command: PrepareAnnualPlan, plan: AnnualPlan) -> Sequence[AnnualPlanEvent]:
    if isinstance(plan, IssuedPlan):
        raise Refused("plan_already_issued", plan_id=plan.plan_id)
    if not command.org_known:
        raise Refused("org_unknown", org_id=command.org_id)
    _check_lines(command.planned)
    said = (command.plan_id, command.plan_year, command.org_id, command.doc, command.planned, command.basis_docs)
    prepared = AnnualPlanPrepared(*said)
    return [] if plan == PreparedPlan(prepared) else [prepared]


def _approve(command: ApproveAnnualPlan, plan: AnnualPlan) -> Sequence[AnnualPlanEvent]:
    match plan:
        case NoPlan():
            raise Refused("plan_unknown")
        case IssuedPlan():
            return []
        case PreparedPlan(prepared=asked):
            doc = command.doc or asked.doc
            return [AnnualPlanIssued(asked.plan_id, asked.plan_year, asked.org_id, doc, asked.planned, asked.basis_docs)]
        case _:
            assert_never(plan)


def _issue(command: IssueAnnualPlan, plan: AnnualPlan) -> Sequence[AnnualPlanEvent]:
    if not command.org_known:
        raise Refused("org_unknown", org_id=command.org_id)
    _check_lines(command.planned)
    issued = AnnualPlanIssued(command.plan_id, command.plan_year, command.org_id, command.doc, command.planned, command.basis_docs)
    if isinstance(plan, NoPlan | PreparedPlan):
        return [issued]
    if evolve(NoPlan(), issued) == plan:
        return []
    raise Refused("plan_already_issued", plan_id=plan.plan_id)


def _amend(command: AmendAnnualPlan, plan: AnnualPlan) -> Sequence[AnnualPlanEvent]:
    if not isinstance(plan, IssuedPlan):
        raise Refused("plan_unknown")
    _check_lines(command.planned)
    if (command.doc, command.planned, command.basis_docs) == (plan.doc, plan.planned, plan.basis_docs):
        return []
    return [
        AnnualPlanAmended(plan.plan_id, plan.plan_year, plan.org_id, command.doc, command.planned, command.basis_docs, command.reason),
    ]


def _check_lines(planned: tuple[PlannedItem, ...]) -> None:
    if not planned:
        raise Refused("plan_is_empty")
    for number, item in enumerate(planned, 1):
        if item.min_count < 0:
            raise Refused("planned_count_negative", line=str(number))
        if item.window and item.window[1] < item.window[0]:
            raise Refused("window_ends_before_it_starts", line=str(number))
        if item.form is Form.SINGLE_TOPIC and item.regime is not Regime.AD_HOC:
            raise Refused("single_topic_is_ad_hoc", line=str(number))


decider: Decider[AnnualPlanCommand, AnnualPlan, AnnualPlanEvent] = Decider(decide, evolve, NoPlan())


def stream_of(plan_id: str) -> str:
    return f"annual-plan-{plan_id}"
