"""Which head has held the dialogues of a plan year, and which has not."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from reporting_story import COMMUNE, concluded, noon, organisation, packs_loaded, paper
from reporting_world import World

from contracts import intake, sessions
from contracts.vocabulary import Audience, Form, Level, OrgClass, Regime

OTHER = "sl-xa-03985-ubnd"
OFFICE = "sl-vpub"


@pytest.fixture
async def world(world: World) -> World:
    """Where followup has loaded its packs."""
    await world.tell(*packs_loaded())
    return world


async def rows(world: World, plan_year: int) -> dict[tuple[str, str], dict[str, object]]:
    return {(row["org_id"], row["audience"]): row for row in (await world.get(f"/duty-register?plan_year={plan_year}"))["rows"]}


async def test_a_commune_that_held_a_dialogue_with_the_people_has_met_its_duty_and_another_has_not(world: World) -> None:
    await world.tell(
        organisation(COMMUNE, "UBND xã Mường Bú"),
        organisation(OTHER, "UBND xã Chiềng Sơn"),
        organisation("sl-xa-03847-hdnd", "HĐND xã Mường Bú", symbol="HĐND"),
        concluded("phien-1", date(2026, 3, 18)),
        concluded("phien-2", date(2026, 4, 2), host_org_id=OTHER, regime=Regime.AD_HOC),
    )
    found = await rows(world, 2026)
    assert set(found) == {(COMMUNE, "PEOPLE"), (OTHER, "PEOPLE")}
    assert found[COMMUNE, "PEOPLE"]["standing"] == "MET"
    assert found[OTHER, "PEOPLE"]["standing"] == "OPEN"
    assert found[OTHER, "PEOPLE"]["held"] == {"periodic": 0, "embedded": 0, "ad_hoc": 1}
    page = await world.page("/duty-register?plan_year=2026")
    assert page.index("UBND xã Chiềng Sơn") < page.index("UBND xã Mường Bú")
    assert "Điều 43" in page


async def test_as_16_a_session_of_december_meets_the_next_plan_year(world: World) -> None:
    office = organisation(
        OFFICE, "Văn phòng UBND tỉnh Sơn La", org_class=OrgClass.DEPARTMENT, level=Level.PROVINCE, symbol="VPUB", valid_from=None
    )
    staff = {"audience": (Audience.STAFF,), "level": Level.PROVINCE, "host_org_id": OFFICE, "form": Form.EMBEDDED}
    await world.tell(office, concluded("phien-1", date(2025, 12, 18), plan_year=2026, **staff))
    assert (await rows(world, 2026))[OFFICE, "STAFF"]["standing"] == "MET"
    assert (await rows(world, 2026))[OFFICE, "STAFF"]["held"] == {"periodic": 1, "embedded": 1, "ad_hoc": 0}
    assert (await rows(world, 2025))[OFFICE, "STAFF"]["standing"] == "BREACHED"


async def test_a_plan_that_promises_more_binds_more(world: World) -> None:
    planned = (
        sessions.PlannedDialogue(audience=Audience.ORG_TTHC, regime=Regime.PERIODIC, form=Form.CONFERENCE, min_count=2),
        sessions.PlannedDialogue(audience=Audience.PEOPLE, regime=Regime.AD_HOC, form=Form.CONFERENCE, min_count=1),
    )
    plan = sessions.AnnualPlanIssuedV1(plan_id="kh-1", plan_year=2026, org_id=OFFICE, doc=paper("74", "KH-VPUB"), planned=planned)
    held = concluded("phien-1", date(2026, 4, 2), audience=(Audience.ORG_TTHC,), host_org_id=OFFICE, level=Level.PROVINCE)
    await world.tell(plan, held)
    [(key, row)] = (await rows(world, 2026)).items()
    assert (key, row["required"], row["standing"], row["source"]) == ((OFFICE, "ORG_TTHC"), 2, "OPEN", "Kế hoạch 74/KH-VPUB")


async def test_an_organisation_that_no_longer_exists_owes_nothing(world: World) -> None:
    gone = organisation("sl-xa-cu", "UBND xã cũ", valid_from=None, valid_to=date(2025, 6, 30))
    await world.tell(gone)
    assert await rows(world, 2026) == {}


async def test_the_successor_takes_over_the_duty_and_what_was_held_before_it(world: World) -> None:
    await world.tell(
        organisation(COMMUNE, "UBND xã Mường Bú"),
        organisation(OTHER, "UBND xã Chiềng Sơn"),
        concluded("phien-1", date(2026, 3, 18)),
        sessions.OrgUnitClosedV1(unit_id=COMMUNE, valid_to=date(2026, 4, 1), successor_ids=(OTHER,)),
    )
    [(key, row)] = (await rows(world, 2026)).items()
    assert (key, row["standing"], row["held"]) == ((OTHER, "PEOPLE"), "MET", {"periodic": 1, "embedded": 0, "ad_hoc": 0})


async def test_a_renamed_organisation_owed_its_dialogue_before_it_was_renamed(world: World) -> None:
    entry = {"unit_id": COMMUNE, "org_class": OrgClass.GOV, "level": Level.COMMUNE, "symbol": "UBND"}
    changed = sessions.OrgUnitChangedV1(**entry, name="UBND phường Mường Bú", valid_from=date(2026, 5, 1))
    await world.tell(organisation(COMMUNE, "UBND xã Mường Bú"), changed)
    [row] = (await rows(world, 2026)).values()
    assert row["name"] == "UBND xã Mường Bú", "the new name is not yet its name on 20 April"


async def test_a_list_that_says_there_is_nothing_is_not_silence(world: World) -> None:
    def listed(list_id: str, *opinions: str) -> intake.UnitOpinionListSubmittedV1:
        return intake.UnitOpinionListSubmittedV1(
            list_id=list_id,
            unit_org_id=COMMUNE,
            session_id="phien-1",
            cutoff_on=date(2026, 3, 16),
            submitted_at=noon(date(2026, 3, 16)),
            opinion_ids=opinions,
            late=False,
            nil_return=not opinions,
        )

    await world.tell(
        organisation(COMMUNE, "UBND xã Mường Bú"), concluded("phien-1", date(2026, 3, 18)), listed("ds-1"), listed("ds-2", "yk-1")
    )
    [row] = (await rows(world, 2026)).values()
    assert row["returned"] == {"lists": 2, "nil": 1, "late": 0}


def _story(chance: Random, communes: list[str]) -> list[sessions.SessionConcludedV1]:
    """Sessions of all kinds around two plan years; some are told twice."""
    told = []
    for number in range(60):
        on = date(2025, 11, 1) + timedelta(days=chance.randrange(400))
        told.append(
            concluded(
                f"phien-{number}",
                on,
                plan_year=chance.choice((2025, 2026, 2027)),
                host_org_id=chance.choice(communes),
                regime=chance.choice((Regime.PERIODIC, Regime.PERIODIC, Regime.AD_HOC)),
                form=chance.choice((Form.CONFERENCE, Form.EMBEDDED)),
                audience=chance.choice(((Audience.PEOPLE,), (Audience.STAFF,), (Audience.PEOPLE, Audience.ORG_TTHC))),
            )
        )
    return [*told, *chance.sample(told, 12)]


async def test_the_register_equals_an_independent_recount_of_a_random_story(world: World) -> None:
    communes = [f"sl-xa-{number:05}-ubnd" for number in range(12)]
    story = _story(Random(429), communes)
    await world.tell(*(organisation(each, f"UBND xã {each}") for each in communes), *story)
    for year in (2025, 2026, 2027):
        once = {each.session_id: each for each in story}.values()
        counted = Counter(
            (each.host_org_id, audience.value)
            for each in once
            for audience in each.audience
            if each.plan_year == year and each.regime is Regime.PERIODIC
        )
        owed = {key: row for key, row in (await rows(world, year)).items() if key[1] == "PEOPLE"}
        assert set(owed) == ({(each, "PEOPLE") for each in communes} if year >= 2026 else set())
        for key, row in owed.items():
            assert row["held"]["periodic"] == counted[key]  # type: ignore[index]
            assert (row["standing"] == "MET") is (counted[key] >= 1)
