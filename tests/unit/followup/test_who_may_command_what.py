"""The permission matrix of follow-up, row by row (domain rules, section 18): by role, and in whose case."""

from dataclasses import replace
from typing import Any, cast

import pytest
from followup_cases import AGENCY, CO_AGENCY, HOST, calendar, facts_of_open_case, pack

from chassis.identity.actor import Actor, Reach
from chassis.identity.permissions import Permissions
from contracts.vocabulary import Level, OrgClass
from followup.acting import Act
from followup.case import permissions as p
from followup.readmodel.case_detail import CaseDetail
from followup.readmodel.organisations import Organisation, Organisations
from followup.readmodel.rulebook import Rulebook

COLUMNS = ("dialogue_office", "secretary", "chairperson", "assigned_agency", "inspectorate")
MATRIX = {
    "reply": (p.REPLY, "own - - yes -"),
    "ask for more time, advise to refer": (p.REQUEST, "own - - yes -"),
    "decide extension, referral, class, assignment": (p.DECIDE, "- - yes - -"),
    "urge": (p.URGE, "yes - - - yes"),
    "escalate": (p.ESCALATE, "yes - - - yes"),
    "record what proves a reply": (p.EVIDENCE, "yes - - yes -"),
    "take down the superior's answer": (p.COORDINATE, "yes yes - - -"),
    "close": (p.CLOSE, "yes - yes - -"),
    "reopen": (p.REOPEN, "yes - yes - -"),
}
CELLS = [(row, role, cell) for row, (_, cells) in MATRIX.items() for role, cell in zip(COLUMNS, cells.split(), strict=True)]


def organisation(org_id: str, parent_id: str | None) -> Organisation:
    org_class = OrgClass.GOV if org_id in {"sl-ubnd-tinh", "sl-thuong-truc", "sl-xa"} else OrgClass.DEPARTMENT
    level = Level.COMMUNE if org_id in {"sl-xa", "sl-vp-xa"} else Level.PROVINCE
    return Organisation(org_id=org_id, name=org_id, org_class=org_class.value, level=level.value, parent_id=parent_id)


PARENTS = {
    "sl-ubnd-tinh": None,
    HOST: "sl-ubnd-tinh",
    AGENCY: "sl-ubnd-tinh",
    CO_AGENCY: "sl-ubnd-tinh",
    "sl-phong": AGENCY,
    "sl-khac": None,
    "sl-thuong-truc": "sl-ubnd-tinh",
    "sl-xa": "sl-ubnd-tinh",
    "sl-vp-xa": "sl-xa",
}
ORGANISATIONS = Organisations({org_id: organisation(org_id, parent) for org_id, parent in PARENTS.items()})
RULES = Rulebook(calendar(), (pack(),), ORGANISATIONS, "14", {})


def acting(role: str, org_id: str | None, reach: Reach = Reach.OWN, **facts: Any) -> Act:
    known = replace(facts_of_open_case(), **facts)
    detail = cast("CaseDetail", type("Detail", (), {"facts": known, "state": None, "version": 1})())
    nothing: Any = None
    return Act(known.case_id, nothing, Actor(f"acc-{role}", role, org_id, reach), nothing, None, None, nothing, RULES, detail)


def permitted(role: str, permission: str) -> bool:
    return Permissions(p.ROLES, p.PUBLIC).allows(Actor(f"acc-{role}", role), permission, pages_public=False)


@pytest.mark.parametrize(("row", "role", "cell"), CELLS, ids=[f"{row}: {role}" for row, role, _ in CELLS])
def test_a_role_may_command_what_its_cell_says(row: str, role: str, cell: str) -> None:
    assert permitted(role, MATRIX[row][0]) is (cell != "-")


@pytest.mark.parametrize("permission", sorted(p.ACTS_OF_THE_HOLDER))
@pytest.mark.parametrize(
    ("role", "org_id", "may"),
    [
        ("assigned_agency", AGENCY, True),
        ("unit_head", AGENCY, True),
        ("assigned_agency", CO_AGENCY, True),
        ("assigned_agency", "sl-khac", False),
        ("assigned_agency", None, False),
        ("dialogue_office", HOST, False),
        ("commune_people_committee", "sl-ubnd-tinh", False),
        ("superior_authority", "sl-ubnd-tinh", False),
    ],
)
def test_only_who_holds_the_case_works_on_it_replies_and_asks(role: str, org_id: str | None, permission: str, *, may: bool) -> None:
    assert acting(role, org_id).may(permission) is may


def test_an_office_replies_when_it_holds_the_case_itself() -> None:
    assert acting("dialogue_office", HOST, assigned_agency_id=HOST).may(p.REPLY)


def test_the_superior_replies_once_the_case_was_referred_to_it() -> None:
    assert acting("superior_authority", "sl-ubnd-tinh", superior_org_id="sl-ubnd-tinh").may(p.REPLY)


def test_an_account_that_reaches_below_works_on_the_cases_below() -> None:
    assert acting("unit_head", AGENCY, Reach.SUBTREE, assigned_agency_id="sl-phong", co_agencies=()).may(p.REPLY)
    assert not acting("unit_head", AGENCY, assigned_agency_id="sl-phong", co_agencies=()).may(p.REPLY)


@pytest.mark.parametrize(
    ("org_id", "may"),
    [(HOST, True), ("sl-ubnd-tinh", True), (AGENCY, False), (CO_AGENCY, False), ("sl-xa", False), ("sl-khac", False), (None, False)],
)
def test_the_chair_of_the_host_or_above_it_decides_and_no_agency_gives_itself_time(org_id: str | None, *, may: bool) -> None:
    assert acting("chairperson", org_id).may(p.DECIDE) is may


@pytest.mark.parametrize(("org_id", "may"), [("sl-thuong-truc", True), (HOST, False), (AGENCY, False), ("sl-xa", False)])
def test_of_a_governments_session_only_its_own_standing_body_decides_from_below(org_id: str, *, may: bool) -> None:
    assert acting("chairperson", org_id, host_org_id="sl-ubnd-tinh").may(p.DECIDE) is may


@pytest.mark.parametrize(("org_id", "may"), [(HOST, True), ("sl-ubnd-tinh", True), ("sl-xa", False), ("sl-vp-xa", False)])
def test_the_office_of_the_host_coordinates_and_no_lower_level_does(org_id: str, *, may: bool) -> None:
    assert acting("dialogue_office", org_id, host_org_id="sl-ubnd-tinh").may(p.COORDINATE) is may


def test_an_inspectorate_urges_outside_its_line_and_an_account_of_everywhere_everywhere() -> None:
    assert acting("inspectorate", "sl-khac").may(p.URGE)
    assert acting("administrator", None, Reach.EVERYWHERE).may(p.REPLY)
