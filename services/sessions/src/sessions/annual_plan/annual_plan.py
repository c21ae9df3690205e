"""A plan's life as states: not issued, prepared by the office, issued with its newest list of planned dialogues."""

from dataclasses import dataclass
from typing import TypeAlias, assert_never

from contracts.envelope import Document
from sessions.annual_plan.events import AnnualPlanAmended, AnnualPlanEvent, AnnualPlanIssued, AnnualPlanPrepared, PlannedItem


@dataclass(frozen=True)
class NoPlan:
    """Nobody has issued it."""


@dataclass(frozen=True)
class IssuedPlan:
    plan_id: str
    plan_year: int
    org_id: str
    doc: Document
    planned: tuple[PlannedItem, ...]
    basis_docs: tuple[Document, ...]


@dataclass(frozen=True)
class PreparedPlan:
    """The chair has not approved it yet."""

    prepared: AnnualPlanPrepared


AnnualPlan: TypeAlias = NoPlan | PreparedPlan | IssuedPlan


def evolve(plan: AnnualPlan, event: AnnualPlanEvent) -> AnnualPlan:
    match event:
        case AnnualPlanPrepared():
            return PreparedPlan(event)
        case AnnualPlanIssued() | AnnualPlanAmended():
            return IssuedPlan(event.plan_id, event.plan_year, event.org_id, event.doc, event.planned, event.basis_docs)
        case _:
            assert_never(event)
