import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chassis.testing.spec import given
from contracts.envelope import Document
from contracts.vocabulary import Audience, Form, Regime
from sessions.annual_plan import events as e
from sessions.annual_plan.commands import AmendAnnualPlan, ApproveAnnualPlan, IssueAnnualPlan, PrepareAnnualPlan
from sessions.annual_plan.decide import decider
from sessions.api.plans import IssueBody
from sessions.readmodel.plan_detail import PlanLine, PlanYearSession, frequency

REAL = json.loads((Path(__file__).parents[3] / "deploy" / "doithoai" / "sample" / "plans.json").read_text(encoding="utf-8"))
STAFF = e.PlannedItem(Audience.STAFF, Regime.PERIODIC, Form.EMBEDDED, (date(2026, 10, 1), date(2026, 12, 31)))
DOC = Document(number="06", symbol="KH-VPUB", issued_on=date(2021, 1, 20))
ISSUE = IssueAnnualPlan("vpub-2021-a", 2021, "vpub", DOC, (STAFF,))
ISSUED = e.AnnualPlanIssued("vpub-2021-a", 2021, "vpub", DOC, (STAFF,))


def test_a_plan_is_issued_once_and_changes_only_by_amendment() -> None:
    given(decider).when(ISSUE).then(ISSUED)
    given(decider, ISSUED).when(ISSUE).then()
    given(decider, ISSUED).when(replace(ISSUE, plan_year=2022)).refused("plan_already_issued")
    more = (STAFF, replace(STAFF, audience=Audience.PEOPLE, form=Form.CONFERENCE))
    amended = e.AnnualPlanAmended("vpub-2021-a", 2021, "vpub", DOC, more, (), "Bổ sung đối thoại với nhân dân")
    given(decider, ISSUED).when(AmendAnnualPlan(DOC, more, (), "Bổ sung đối thoại với nhân dân")).then(amended)
    given(decider, ISSUED, amended).when(AmendAnnualPlan(DOC, more)).then()
    given(decider).when(AmendAnnualPlan(DOC, more)).refused("plan_unknown")


def test_the_office_prepares_the_plan_and_the_chair_approves_it() -> None:
    prepare = PrepareAnnualPlan("vpub-2021-a", 2021, "vpub", Document(symbol="KH-VPUB"), (STAFF,))
    prepared = e.AnnualPlanPrepared("vpub-2021-a", 2021, "vpub", Document(symbol="KH-VPUB"), (STAFF,))
    given(decider).when(prepare).then(prepared)
    given(decider, prepared).when(prepare).then()
    given(decider).when(replace(prepare, org_known=False)).refused("org_unknown")
    given(decider, prepared).when(ApproveAnnualPlan(DOC)).then(ISSUED)
    given(decider, prepared, ISSUED).when(ApproveAnnualPlan()).then()
    given(decider, prepared, ISSUED).when(prepare).refused("plan_already_issued")
    given(decider).when(ApproveAnnualPlan()).refused("plan_unknown")
    given(decider, prepared).when(ISSUE).then(ISSUED)
    given(decider, prepared).when(AmendAnnualPlan(DOC, (STAFF,))).refused("plan_unknown")


@pytest.mark.parametrize(
    ("changes", "slug"),
    [
        ({"planned": ()}, "plan_is_empty"),
        ({"planned": (replace(STAFF, min_count=-1),)}, "planned_count_negative"),
        ({"planned": (replace(STAFF, window=(date(2026, 2, 2), date(2026, 2, 1))),)}, "window_ends_before_it_starts"),
        ({"planned": (replace(STAFF, form=Form.SINGLE_TOPIC),)}, "single_topic_is_ad_hoc"),
        ({"org_known": False}, "org_unknown"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(changes: dict[str, Any], slug: str) -> None:
    given(decider).when(replace(ISSUE, **changes)).refused(slug)


def test_one_number_on_two_plans_of_one_office_is_no_clash() -> None:
    assert given(decider).when(replace(ISSUE, plan_id="vpub-2021-b")).refusal is None


@pytest.mark.parametrize("plan", REAL, ids=[plan["plan_id"] for plan in REAL])
def test_the_three_real_plans_can_be_issued_even_as_drafts_without_number_and_date(plan: dict[str, Any]) -> None:
    body = IssueBody.model_validate({name: value for name, value in plan.items() if name != "title_vi"})
    items = tuple(each.item() for each in body.planned)
    asked = given(decider).when(IssueAnnualPlan(body.plan_id, body.plan_year, body.org_id, body.doc, items, body.basis_docs))
    assert asked.refusal is None
    assert sum(item.min_count for item in items) == {2019: 1, 2026: 3}[body.plan_year]


def test_a_session_of_december_fulfils_the_plan_of_the_next_year_and_is_counted_once_per_axis() -> None:
    line = PlanLine(plan_id="p", line=1, audience="STAFF", regime="PERIODIC", form="EMBEDDED", min_count=1)
    held = PlanYearSession(
        session_id="s",
        audience="STAFF",
        org_id="vpub",
        plan_year=2026,
        regime="PERIODIC",
        form="EMBEDDED",
        held_on=date(2025, 12, 18),
        reporting_year=2026,
    )
    assert frequency([line], [held]) == {"STAFF": (1, 1)}
    assert frequency([line], []) == {"STAFF": (1, 0)}
