"""Who says that a notice arrived, sends it again or hands it over, asked of the routes themselves."""

from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute

from chassis.identity.permissions import Permit
from notify import api, pages
from notify.notice.permissions import EVERYTHING, LOOKS, PUBLIC, READ, READ_ANNOUNCEMENTS, ROLES

OFFICE, SECRETARY, CHAIR, UNIT, AGENCY = "dialogue_office", "secretary", "chairperson", "unit_head", "assigned_agency"
INSPECTORATE, COMMUNE, BROADCASTER, GATEWAY = "inspectorate", "commune_people_committee", "broadcaster", "message_gateway"
COLUMNS = (OFFICE, SECRETARY, CHAIR, UNIT, AGENCY, INSPECTORATE, COMMUNE, BROADCASTER, GATEWAY)
TABLE = {
    "acknowledge": {OFFICE, SECRETARY, UNIT, AGENCY, COMMUNE},
    "retry": {OFFICE, COMMUNE},
    "hand-over": {OFFICE, SECRETARY, COMMUNE},
    "delivery": {OFFICE, SECRETARY, COMMUNE, BROADCASTER, GATEWAY},
    "document.{kind}": {OFFICE, SECRETARY, COMMUNE},
}


def written() -> Iterator[tuple[str, str]]:
    """(path, permission) of every writing route, of the API and of the pages."""
    for router in (*api.ROUTERS, *pages.ROUTERS):
        for route in router.routes:
            if isinstance(route, APIRoute) and "POST" in (route.methods or ()):
                [permission] = [each.call.permission for each in route.dependant.dependencies if isinstance(each.call, Permit)]
                yield route.path, permission


ASKED = dict(written())


@pytest.mark.parametrize("path", ASKED)
def test_each_role_may_do_exactly_what_the_table_says(path: str) -> None:
    assert {role for role in COLUMNS if ASKED[path] in ROLES[role]} == TABLE[path.rpartition("/")[2]]


def test_the_table_speaks_of_every_act() -> None:
    assert {path.rpartition("/")[2] for path in ASKED} == set(TABLE)


def test_who_only_looks_and_who_does_everything() -> None:
    assert ROLES["administrator"] == ROLES[OFFICE] == EVERYTHING
    for role in ("provincial_standing_committee", "propaganda_mobilisation_board", "home_affairs_department", "superior_authority"):
        assert ROLES[role] == LOOKS
    assert {READ, READ_ANNOUNCEMENTS} == PUBLIC == LOOKS


def test_who_airs_an_announcement_reads_no_notices() -> None:
    assert READ not in ROLES[BROADCASTER] | ROLES[GATEWAY]
