"""The rows of the permission table that concern intake (domain rules, section 18), asked of the routes themselves."""

from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute

from chassis.identity.actor import Actor
from chassis.identity.permissions import NotPermitted, Permit
from intake.api import data_requests, imports, lists, opinion_actions, opinions, submitters
from intake.opinion.permissions import EVERYTHING, LOOKS, ROLES
from intake.reach import must_register

OFFICE, SECRETARY, CHAIR, UNIT, AGENCY = "dialogue_office", "secretary", "chairperson", "unit_head", "assigned_agency"
INSPECTORATE, FRONT = "inspectorate", "fatherland_front"
COLUMNS = (OFFICE, SECRETARY, CHAIR, UNIT, AGENCY, INSPECTORATE, FRONT)
AT = "/api/v1/opinions/{opinion_id}"
FILE = "/api/v1/imports"

TABLE = {
    "register opinion": ({OFFICE, SECRETARY, UNIT, INSPECTORATE, FRONT}, ["/api/v1/opinions"]),
    "register a list of opinions": (
        {OFFICE, UNIT, INSPECTORATE, FRONT},
        [FILE, f"{FILE}/{{import_id}}/apply", f"{FILE}/{{import_id}}/discard"],
    ),
    "classify, route out, reject: the chair may override": (
        {OFFICE, CHAIR, INSPECTORATE},
        [f"{AT}/classify", f"{AT}/route-out", f"{AT}/reject"],
    ),
    "sort further": ({OFFICE, INSPECTORATE}, [f"{AT}/acknowledge", f"{AT}/preparation", f"{AT}/merge"]),
    "prepare the answer": ({OFFICE, UNIT, AGENCY}, [f"{AT}/prepared-answer"]),
    "onto a session's list": ({OFFICE, SECRETARY, CHAIR, INSPECTORATE}, [f"{AT}/schedule"]),
    "take it back": ({OFFICE, UNIT, INSPECTORATE}, [f"{AT}/withdraw"]),
    "submit the unit's list": ({OFFICE, UNIT, INSPECTORATE, FRONT}, ["/api/v1/lists"]),
    "close the book": ({OFFICE}, ["/api/v1/lists/{session_id}/close"]),
    "what persons ask about their data": (
        {OFFICE},
        [
            "/api/v1/data-requests",
            "/api/v1/data-requests/{request_id}/answer",
            "/api/v1/data-requests/{request_id}/completion",
            "/api/v1/submitters/{submitter_ref}/erase",
        ],
    ),
}
ROWS = [(row, path, may) for row, (may, paths) in TABLE.items() for path in paths]


def written() -> Iterator[tuple[str, str]]:
    """(path, permission) of every writing route of the API."""
    for module in (data_requests, imports, lists, opinion_actions, opinions, submitters):
        for route in module.router.routes:
            if isinstance(route, APIRoute) and "POST" in (route.methods or ()):
                [permission] = [each.call.permission for each in route.dependant.dependencies if isinstance(each.call, Permit)]
                yield route.path, permission


ASKED = dict(written())


@pytest.mark.parametrize(("row", "path", "may"), ROWS, ids=[f"{row}: {path.rpartition('/')[2]}" for row, path, _ in ROWS])
def test_each_role_may_do_exactly_what_the_table_says(row: str, path: str, may: set[str]) -> None:
    assert {role for role in COLUMNS if ASKED[path] in ROLES[role]} == may


def test_the_table_speaks_of_every_act() -> None:
    assert {path for _, path, _ in ROWS} == set(ASKED)


def test_who_only_looks_and_who_does_everything() -> None:
    assert ROLES[OFFICE] == ROLES["administrator"] == EVERYTHING
    for role in ("provincial_standing_committee", "propaganda_mobilisation_board", "home_affairs_department", "operator"):
        assert ROLES[role] == LOOKS


def test_a_secretary_registers_what_is_raised_live_and_nothing_else() -> None:
    must_register(Actor("acc-1", SECRETARY), raised_live=True)
    must_register(Actor("acc-2", OFFICE), raised_live=False)
    with pytest.raises(NotPermitted):
        must_register(Actor("acc-1", SECRETARY), raised_live=False)
