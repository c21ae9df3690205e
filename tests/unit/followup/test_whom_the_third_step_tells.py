"""Five working days late, the Party committee of the host's own level is told, a commune's not the province's (A-15)."""

from dataclasses import replace
from datetime import date
from functools import reduce
from typing import Any

import pytest
from followup_cases import AGENCY, HELD_ON, HOST, at, calendar, day, open_case, pass_time, state_after, terms

from chassis.identity.actor import SYSTEM
from contracts.vocabulary import Audience, DutyKind, Level
from followup.case import commands as c
from followup.case import events as e
from followup.duty import commands
from followup.duty.decide import decide
from followup.duty.duty import DutyState, NotOpened, evolve
from followup.duty.events import DutyEscalationRaised
from followup.readmodel.organisations import Organisation, Organisations
from followup.readmodel.rulebook import Rulebook
from followup.rules.read import shipped_rule_packs

COMMITTEE = "sl-dang-uy-xa"
LATE = at(day("2026-03-18"))
OF_THE_COMMUNE = replace(terms(), party_committee_id=COMMITTEE)


def third(*commands: Any) -> e.EscalationRaised:
    return next(each for each in pass_time(LATE, state_after(*commands)) if isinstance(each, e.EscalationRaised) and each.level == 3)


def test_the_third_step_tells_the_committee_of_the_hosts_level_and_the_inspectorate() -> None:
    told = third(open_case(terms=OF_THE_COMMUNE))
    assert (told.to_role, told.to_org_id) == ("party_committee", COMMITTEE)
    assert [(each.to_role, each.to_org) for each in told.also_to] == [("inspectorate", "sl-thanh-tra-tinh")]


def test_where_the_directory_names_none_the_packs_own_organisation_is_told() -> None:
    assert third(open_case()).to_org_id == "sl-tinh-uy"


def test_a_duty_of_the_chair_goes_the_same_way() -> None:
    def told(**more: Any) -> str | None:
        about, audiences = commands.About.session("session-1"), (Audience.PEOPLE,)
        opened = commands.OpenDuty(
            duty_id="duty-1",
            kind=DutyKind.CONCLUSION_NOTICE,
            about=about,
            owner_org_id=HOST,
            anchor_on=HELD_ON,
            level=Level.PROVINCE,
            audiences=audiences,
            terms=replace(terms(), **more),
            now=at(HELD_ON),
        )
        done = commands.FulfilDuty(
            duty_id="duty-1", fulfilled_on=day("2026-03-05"), doc=None, calendar=calendar(), now=at(day("2026-03-05"))
        )
        state: DutyState = NotOpened()
        pending = reduce(evolve, decide(opened, state), state)
        return next(each.to_org_id for each in decide(done, pending) if isinstance(each, DutyEscalationRaised) and each.level == 3)

    assert (told(party_committee_id=COMMITTEE), told()) == (COMMITTEE, "sl-tinh-uy")


def pass_on(gone: str, **more: Any) -> c.PassToSuccessor:
    now = at(day("2026-03-01"), 0)
    return c.PassToSuccessor(now=now, by=SYSTEM, from_org_id=gone, successor_ids=("sl-moi",), last_day=day("2026-02-28"), **more)


def test_with_another_host_goes_another_committee() -> None:
    opened = open_case(terms=OF_THE_COMMUNE)
    assert third(opened, pass_on(HOST, party_committee_id="sl-dang-uy-xa-moi")).to_org_id == "sl-dang-uy-xa-moi"
    assert third(opened, pass_on(HOST)).to_org_id == "sl-tinh-uy"
    assert third(opened, pass_on(AGENCY, party_committee_id="sl-dang-uy-xa-moi")).to_org_id == COMMITTEE


def row(org_id: str, parent_id: str | None = None, committee: str | None = None, **more: Any) -> Organisation:
    org_class = "PARTY" if org_id.startswith("du-") else "GOV"
    return Organisation(
        org_id=org_id, name=org_id, org_class=org_class, level="COMMUNE", parent_id=parent_id, party_committee_id=committee, **more
    )


ROWS = (
    row("tinh", None, "du-tinh"),
    row("xa", "tinh", "du-xa"),
    row("phong", "xa"),
    row("xa-moi", "tinh"),
    row("du-tinh"),
    row("du-xa", "du-tinh", valid_from=date(2025, 7, 1), valid_to=date(2026, 6, 30)),
)
DIRECTORY = Organisations({each.org_id: each for each in ROWS})


@pytest.mark.parametrize(
    ("host", "on", "expected"),
    [
        ("xa", "2026-02-11", "du-xa"),
        ("phong", "2026-02-11", "du-xa"),
        ("xa-moi", "2026-02-11", "du-tinh"),
        ("xa", "2025-06-30", "du-tinh"),
        ("xa", "2026-07-01", "du-tinh"),
        ("du-xa", "2026-02-11", None),
        ("nobody-knows-it", "2026-02-11", None),
    ],
)
def test_the_committee_is_the_nearest_one_named_that_exists_on_the_day(host: str, on: str, expected: str | None) -> None:
    assert DIRECTORY.party_committee(host, day(on)) == expected


def test_every_limit_of_a_session_knows_the_committee_of_its_host() -> None:
    rules = Rulebook(calendar(), shipped_rule_packs(), DIRECTORY, "14", {})
    found = [rules.terms("phong", Level.COMMUNE, day("2026-02-11")), *rules.all_terms("phong", Level.COMMUNE, day("2026-02-11"))]
    again = rules.terms_again("SL-429-provisional-1", "phong", Level.COMMUNE, day("2026-02-11"))
    assert {each.party_committee_id for each in (*found, again) if each} == {"du-xa"}


def test_no_pack_sends_the_third_step_to_a_fixed_committee() -> None:
    steps = [step for each in shipped_rule_packs() for step in (*each.ladder, *each.duty_ladder) if step.to_role == "party_committee"]
    assert {(step.to_org, step.otherwise) for step in steps} == {("HOST_PARTY_COMMITTEE", f"{each}-tinh-uy") for each in ("sl", "lc")}
