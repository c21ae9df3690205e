"""What may be asked of a yearly dialogue plan."""

from dataclasses import dataclass
from typing import TypeAlias

from contracts.envelope import Document
from sessions.annual_plan.events import PlannedItem


@dataclass(frozen=True)
class PrepareAnnualPlan:
    """As `IssueAnnualPlan`, waiting for the chair."""

    plan_id: str
    plan_year: int
    org_id: str
    doc: Document
    planned: tuple[PlannedItem, ...]
    basis_docs: tuple[Document, ...] = ()
    org_known: bool = True


@dataclass(frozen=True)
class ApproveAnnualPlan:
    """With the document as it is issued, or the one that was prepared."""

    doc: Document | None = None


@dataclass(frozen=True)
class IssueAnnualPlan:
    """A draft may still lack number and date; `org_known` says whether the directory holds the issuing organisation."""

    plan_id: str
    plan_year: int
    org_id: str
    doc: Document
    planned: tuple[PlannedItem, ...]
    basis_docs: tuple[Document, ...] = ()
    org_known: bool = True


@dataclass(frozen=True)
class AmendAnnualPlan:
    """The whole list of planned dialogues as it reads from now on, and the document that says so."""

    doc: Document
    planned: tuple[PlannedItem, ...]
    basis_docs: tuple[Document, ...] = ()
    reason: str = ""


AnnualPlanCommand: TypeAlias = PrepareAnnualPlan | ApproveAnnualPlan | IssueAnnualPlan | AmendAnnualPlan
