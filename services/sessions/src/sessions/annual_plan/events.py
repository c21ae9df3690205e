"""What happened to a yearly dialogue plan, with the names under which it is stored."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from contracts.envelope import Document
from contracts.vocabulary import Audience, Form, Regime


@dataclass(frozen=True)
class PlannedItem:
    """One line of the plan. `min_count` 0 means "when it arises"; the window is first and last local date."""

    audience: Audience
    regime: Regime
    form: Form
    window: tuple[date, date] | None = None
    min_count: int = 1


@dataclass(frozen=True)
class AnnualPlanPrepared:
    """As the office proposes it; the chair approves."""

    plan_id: str
    plan_year: int
    org_id: str
    doc: Document
    planned: tuple[PlannedItem, ...]
    basis_docs: tuple[Document, ...] = ()


@dataclass(frozen=True)
class AnnualPlanIssued:
    """`plan_id` is the key: two plans of one office may carry the same number (06/KH-VPUB of 2021 does)."""

    plan_id: str
    plan_year: int
    org_id: str
    doc: Document
    planned: tuple[PlannedItem, ...]
    basis_docs: tuple[Document, ...] = ()


@dataclass(frozen=True)
class AnnualPlanAmended:
    plan_id: str
    plan_year: int
    org_id: str
    doc: Document
    planned: tuple[PlannedItem, ...]
    basis_docs: tuple[Document, ...] = ()
    reason: str = ""


AnnualPlanEvent: TypeAlias = AnnualPlanPrepared | AnnualPlanIssued | AnnualPlanAmended

EVENTS: dict[str, type] = {
    "annual-plan.annual-plan-prepared.v1": AnnualPlanPrepared,
    "annual-plan.annual-plan-issued.v1": AnnualPlanIssued,
    "annual-plan.annual-plan-amended.v1": AnnualPlanAmended,
}
