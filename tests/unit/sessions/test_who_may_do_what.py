"""The rows of the permission table that concern sessions (domain rules, section 18), asked of the routes themselves."""

from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute

from chassis.identity.permissions import Permit
from sessions.dialogue_session.permissions import EVERYTHING, LOOKS, ROLES
from sessions.main import ROUTERS

OFFICE, SECRETARY, CHAIR, UNIT, AGENCY = "dialogue_office", "secretary", "chairperson", "unit_head", "assigned_agency"
INSPECTORATE, FRONT, POLICE = "inspectorate", "fatherland_front", "police"
COLUMNS = (OFFICE, SECRETARY, CHAIR, UNIT, AGENCY, INSPECTORATE, FRONT, POLICE)
AT = "/api/v1/sessions/{session_id}"

TABLE = {
    "plan, schedule, invite list: prepares and proposes": (
        {OFFICE, UNIT, AGENCY, INSPECTORATE, FRONT},
        ["/api/v1/sessions/propose"],
    ),
    "plan, schedule, invite list: the office prepares": (
        {OFFICE},
        [
            "/api/v1/plans/prepare",
            f"{AT}/invitations/prepare",
            f"{AT}/agenda/prepare",
            f"{AT}/facilities",
            f"{AT}/secretary",
            f"{AT}/opinions",
        ],
    ),
    "plan, schedule, invite list: the chair approves": (
        {CHAIR},
        [
            "/api/v1/plans",
            "/api/v1/plans/{plan_id}/amend",
            "/api/v1/plans/{plan_id}/approve",
            "/api/v1/sessions",
            f"{AT}/approve",
            f"{AT}/decline",
            f"{AT}/invitations",
            f"{AT}/agenda",
            f"{AT}/postpone",
            f"{AT}/cancel",
            f"{AT}/justify",
        ],
    ),
    "order of speaking: the secretary records, the chair decides": (
        {SECRETARY, CHAIR},
        [f"{AT}/slips", f"{AT}/turns", f"{AT}/steps", f"{AT}/parts"],
    ),
    "conclude, assign, set COMPLEX: the secretary records, the chair decides": (
        {SECRETARY, CHAIR},
        [f"{AT}/answers", f"{AT}/assignments", f"{AT}/conclude"],
    ),
    "adopt minutes": ({SECRETARY, CHAIR}, [f"{AT}/minutes", f"{AT}/correct-minutes"]),
    "conclusion notice and report: drafts": ({OFFICE, INSPECTORATE}, [f"{AT}/drafts"]),
    "conclusion notice and report: signs": (
        {CHAIR},
        [f"{AT}/conclusion-notice", f"{AT}/result-notice", f"{AT}/report", f"{AT}/correct-date"],
    ),
    "the office opens, with its secretary or the chair": ({OFFICE, SECRETARY, CHAIR}, [f"{AT}/open"]),
    "the police confirms security": ({OFFICE, POLICE}, [f"{AT}/security"]),
    "new matters are verified": ({OFFICE, INSPECTORATE}, [f"{AT}/verifications"]),
    "what remains is finished": ({OFFICE, CHAIR}, [f"{AT}/internal-review", f"{AT}/close", f"{AT}/result-notice/publish"]),
    "recorded afterwards": ({OFFICE}, ["/api/v1/sessions/record"]),
}
ROWS = [(row, path, may) for row, (may, paths) in TABLE.items() for path in paths]


def written() -> Iterator[tuple[str, str]]:
    """(path, permission) of every writing route of sessions and plans."""
    for router in ROUTERS:
        for route in router.routes:
            if (
                isinstance(route, APIRoute)
                and "POST" in (route.methods or ())
                and route.path.startswith(("/api/v1/sessions", "/api/v1/plans"))
            ):
                [permission] = [each.call.permission for each in route.dependant.dependencies if isinstance(each.call, Permit)]
                yield route.path, permission


ASKED = dict(written())


@pytest.mark.parametrize(("row", "path", "may"), ROWS, ids=[f"{row} {path.rpartition('/')[2]}" for row, path, _ in ROWS])
def test_each_role_may_do_exactly_what_the_table_says(row: str, path: str, may: set[str]) -> None:
    from sessions.permitted import PERMISSIONS

    assert {role for role in COLUMNS if ASKED[path] in PERMISSIONS.roles[role]} == may


def test_the_table_speaks_of_every_act() -> None:
    assert {path for _, path, _ in ROWS} == set(ASKED)


def test_who_only_looks_and_who_does_everything_for_its_own_sessions() -> None:
    assert ROLES["commune_people_committee"] == ROLES["administrator"] == EVERYTHING
    for role in ("provincial_standing_committee", "propaganda_mobilisation_board", "superior_authority", "operator"):
        assert ROLES[role] == LOOKS
