"""Yearly plans over HTTP: issue, amend, read with what was held for their year."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from chassis.handle import Unit
from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, set_etag
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from contracts.envelope import Document
from contracts.fields import Id, Text, Year
from contracts.sessions import Window
from contracts.vocabulary import Audience, Form, Regime
from sessions.acting import Body, Done, TheAct, done, reaches
from sessions.annual_plan.annual_plan import IssuedPlan, PreparedPlan
from sessions.annual_plan.commands import AmendAnnualPlan, AnnualPlanCommand, ApproveAnnualPlan, IssueAnnualPlan, PrepareAnnualPlan
from sessions.annual_plan.decide import decider, stream_of
from sessions.annual_plan.events import PlannedItem
from sessions.annual_plan.permissions import ISSUE, PREPARE, READ
from sessions.lookup import is_known
from sessions.readmodel.plan_detail import find_bases, find_held, find_lines, frequency
from sessions.readmodel.plan_list import find_plan, find_plans

router = APIRouter(prefix="/api/v1/plans", tags=["Kế hoạch"])
PlanId = Annotated[str, Path(max_length=200)]


class PlannedBody(Body):
    """Without a form, an ad hoc dialogue is on one topic, a periodic one a conference."""

    audience: Audience
    regime: Regime
    form: Form | None = None
    expected_window: Window | None = None
    min_count: int = Field(default=1, ge=0, le=366)

    def item(self) -> PlannedItem:
        form = self.form or (Form.SINGLE_TOPIC if self.regime is Regime.AD_HOC else Form.CONFERENCE)
        window = (self.expected_window.from_, self.expected_window.to) if self.expected_window else None
        return PlannedItem(self.audience, self.regime, form, window, self.min_count)


class AmendBody(Body):
    doc: Document
    planned: tuple[PlannedBody, ...]
    basis_docs: tuple[Document, ...] = ()
    reason: Text = ""

    def items(self) -> tuple[PlannedItem, ...]:
        return tuple(each.item() for each in self.planned)


class IssueBody(Body):
    """Number and date of `doc` stay empty while it is a draft."""

    plan_id: Id
    plan_year: Year
    org_id: Id
    doc: Document
    planned: tuple[PlannedBody, ...]
    basis_docs: tuple[Document, ...] = ()


class ApproveBody(Body):
    """The document as it is issued; without one, as it was prepared."""

    doc: Document | None = None


@router.post("", status_code=201, dependencies=[permit(ISSUE)])
async def issue(body: IssueBody, act: TheAct) -> Done:
    items = tuple(each.item() for each in body.planned)

    async def asking(unit: Unit) -> AnnualPlanCommand:
        await reaches(unit, act.actor, body.org_id)
        known = await is_known(unit, body.org_id)
        return IssueAnnualPlan(body.plan_id, body.plan_year, body.org_id, body.doc, items, body.basis_docs, known)

    return done(body.plan_id, await act.decide(decider, stream_of(body.plan_id), asking))


@router.post("/prepare", status_code=201, dependencies=[permit(PREPARE)])
async def prepare(body: IssueBody, act: TheAct) -> Done:
    """The office proposes the plan; nothing counts under it before the chair approves."""
    items = tuple(each.item() for each in body.planned)

    async def asking(unit: Unit) -> AnnualPlanCommand:
        await reaches(unit, act.actor, body.org_id)
        known = await is_known(unit, body.org_id)
        return PrepareAnnualPlan(body.plan_id, body.plan_year, body.org_id, body.doc, items, body.basis_docs, known)

    return done(body.plan_id, await act.decide(decider, stream_of(body.plan_id), asking))


@router.post("/{plan_id}/approve", dependencies=[permit(ISSUE)])
async def approve(plan_id: PlanId, act: TheAct, body: ApproveBody | None = None) -> Done:
    async def asking(unit: Unit) -> AnnualPlanCommand:
        plan = await unit.state(decider, stream_of(plan_id))
        if isinstance(plan, PreparedPlan):
            await reaches(unit, act.actor, plan.prepared.org_id)
        return ApproveAnnualPlan(body.doc if body else None)

    return done(plan_id, await act.decide(decider, stream_of(plan_id), asking))


@router.post("/{plan_id}/amend", dependencies=[permit(ISSUE)])
async def amend(plan_id: PlanId, body: AmendBody, act: TheAct) -> Done:
    async def asking(unit: Unit) -> AnnualPlanCommand:
        plan = await unit.state(decider, stream_of(plan_id))
        if isinstance(plan, IssuedPlan):
            await reaches(unit, act.actor, plan.org_id)
        return AmendAnnualPlan(body.doc, body.items(), body.basis_docs, body.reason)

    return done(plan_id, await act.decide(decider, stream_of(plan_id), asking))


@router.get("", dependencies=[permit(READ)])
async def search(
    connection: Reader,
    page: ThePage,
    plan_year: Year | None = None,
    org_id: Annotated[str | None, Query(max_length=200)] = None,
) -> dict[str, Any]:
    rows, total = await find_plans(connection, plan_year=plan_year, org_id=org_id, offset=page.offset, size=page.size)
    return {"total": total, "page": page.number, "items": [row.model_dump() for row in rows]}


@router.get("/{plan_id}", dependencies=[permit(READ)])
async def read(plan_id: PlanId, connection: Reader, response: Response) -> dict[str, Any]:
    """`frequency`: audience → periodic dialogues to be held at least, and held, in the plan year."""
    row = await find_plan(connection, plan_id)
    if row is None:
        raise NotFound
    set_etag(response, row.version)
    lines, held = await find_lines(connection, plan_id), await find_held(connection, row.org_id, row.plan_year)
    return {
        **row.model_dump(),
        "lines": [line.model_dump(exclude={"plan_id"}) for line in lines],
        "basis_docs": [doc.model_dump(exclude={"plan_id", "place"}) for doc in await find_bases(connection, plan_id)],
        "held": [each.model_dump(exclude={"org_id", "plan_year"}) for each in held],
        "frequency": {audience: {"at_least": least, "held": count} for audience, (least, count) in frequency(lines, held).items()},
    }
