"""The row of the permission table about periodic reports (domain rules, section 18), asked of the routes themselves."""

from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute

from chassis.identity.actor import ANONYMOUS, Actor
from chassis.identity.permissions import Permit
from reporting.api import report_writing
from reporting.pages import report_desk
from reporting.permissions import CONTRIBUTE, DRAFT, PERMISSIONS, READ, SUBMIT

OFFICE, SECRETARY, CHAIR, UNIT, AGENCY, INSPECTORATE = (
    "dialogue_office",
    "secretary",
    "chairperson",
    "unit_head",
    "assigned_agency",
    "inspectorate",
)
COLUMNS = (OFFICE, SECRETARY, CHAIR, UNIT, AGENCY, INSPECTORATE)
BOARDS = ("provincial_standing_committee", "provincial_party_standing_board", "propaganda_mobilisation_board", "fatherland_front")


def written() -> Iterator[tuple[str, str]]:
    """(act, permission) of every route that changes a report, of the API and of the pages."""
    for module in (report_writing, report_desk):
        for route in module.router.routes:
            if isinstance(route, APIRoute) and (route.methods or set()) & {"POST", "PUT"}:
                [permission] = [
                    each.call.permission
                    for each in route.dependant.dependencies
                    if isinstance(each.call, Permit) and each.call.permission != READ
                ]
                yield f"{module.__name__.rpartition('.')[2]} {route.path}", permission


ROUTES = dict(written())


def holders(permission: str) -> set[str]:
    return {role for role in COLUMNS if PERMISSIONS.allows(Actor(f"acc-{role}", role), permission, pages_public=False)}


def test_units_agencies_and_inspectorate_write_their_part_the_office_drafts_and_only_the_chair_signs() -> None:
    assert holders(CONTRIBUTE) == {OFFICE, INSPECTORATE, CHAIR, UNIT, AGENCY}
    assert holders(DRAFT) == {OFFICE, CHAIR}
    assert holders(SUBMIT) == {CHAIR}
    assert holders(READ) == set(COLUMNS)


@pytest.mark.parametrize("route", ROUTES)
def test_sending_a_report_is_signing_it_writing_for_it_is_everybodys_and_everything_else_is_drafting(route: str) -> None:
    assert ROUTES[route] == (SUBMIT if route.endswith("/submit") else CONTRIBUTE if "/contributions" in route else DRAFT)


@pytest.mark.parametrize("role", BOARDS)
def test_boards_of_the_province_read_and_write_nothing(role: str) -> None:
    assert PERMISSIONS.roles[role] == {READ}


def test_without_an_account_figures_are_read_only_while_pages_are_public() -> None:
    assert PERMISSIONS.allows(ANONYMOUS, READ, pages_public=True)
    assert not PERMISSIONS.allows(ANONYMOUS, READ, pages_public=False)
    assert not PERMISSIONS.allows(ANONYMOUS, DRAFT, pages_public=True)
