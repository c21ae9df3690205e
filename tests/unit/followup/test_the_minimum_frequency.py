"""How often a head must hold a dialogue (DL-18): by the packs in force on the first day of the plan year, or by the organisation's own plan."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from followup_cases import calendar, day, pack

from contracts.sessions import PlannedDialogue
from contracts.vocabulary import Audience, Form, Level, OrgClass, Regime
from followup.inbound.plan_year import Bound, bound_by_plan, bound_by_rules, titled
from followup.readmodel.organisations import Organisation, Organisations
from followup.readmodel.rulebook import Rulebook
from followup.rules.pack import RulePack
from followup.rules.read import shipped_rule_packs

STAFF, PEOPLE = Bound(Audience.STAFF, 1), Bound(Audience.PEOPLE, 1)
SON_LA, LAI_CHAU = "14", "12"


def unit(level: Level, org_class: OrgClass, symbol: str | None = "UBND", **valid: date) -> Organisation:
    return Organisation(org_id="o", name="Cơ quan", org_class=org_class.value, level=level.value, symbol=symbol, **valid)


COMMUNE, COUNCIL = unit(Level.COMMUNE, OrgClass.GOV), unit(Level.COMMUNE, OrgClass.GOV, "HĐND")
DEPARTMENT, DISTRICT = unit(Level.PROVINCE, OrgClass.DEPARTMENT, "SNV"), unit(Level.DISTRICT, OrgClass.GOV)


def bounds(row: Organisation, year: int, *beside: RulePack, province: str = SON_LA) -> list[Bound]:
    return bound_by_rules(Rulebook(calendar(), (*shipped_rule_packs(), *beside), Organisations({"o": row}), province, {}), "o", year)


@pytest.mark.parametrize(
    ("row", "year", "province", "expected"),
    [
        pytest.param(COMMUNE, 2026, SON_LA, [PEOPLE], id="a commune committee from 2026, the first 1 January under the law"),
        pytest.param(COMMUNE, 2025, SON_LA, [], id="not in the year in which the law came into force"),
        pytest.param(COUNCIL, 2026, SON_LA, [], id="not the commune's council"),
        pytest.param(DEPARTMENT, 2020, SON_LA, [STAFF], id="a department from the first 1 January under the first rule"),
        pytest.param(DEPARTMENT, 2019, SON_LA, [], id="the first rule is of February 2019"),
        pytest.param(DEPARTMENT, 2026, SON_LA, [STAFF], id="a department under the current rule"),
        pytest.param(DEPARTMENT, 2026, LAI_CHAU, [], id="no department of the other province"),
        pytest.param(DISTRICT, 2025, LAI_CHAU, [PEOPLE], id="a district of Lai Châu in the last year of districts"),
        pytest.param(DISTRICT, 2026, LAI_CHAU, [], id="no district afterwards"),
        pytest.param(DISTRICT, 2025, SON_LA, [], id="no district of Sơn La"),
    ],
)
def test_the_packs_bind(row: Organisation, year: int, province: str, expected: list[Bound]) -> None:
    assert bounds(row, year, province=province) == expected


@pytest.mark.parametrize(
    ("valid", "expected"),
    [
        ({"valid_from": day("2026-12-31")}, [STAFF]),
        ({"valid_from": day("2027-01-01")}, []),
        ({"valid_from": day("2020-01-01"), "valid_to": day("2026-01-01")}, [STAFF]),
        ({"valid_from": day("2020-01-01"), "valid_to": day("2025-12-31")}, []),
    ],
)
def test_an_organisation_is_bound_in_a_year_at_whose_first_or_last_day_it_exists(valid: dict[str, date], expected: list[Bound]) -> None:
    assert bounds(unit(Level.PROVINCE, OrgClass.DEPARTMENT, "SNV", **valid), 2026) == expected


def test_nobody_is_bound_whom_the_directory_does_not_know() -> None:
    assert bound_by_rules(Rulebook(calendar(), shipped_rule_packs(), Organisations({}), SON_LA, {}), "o", 2026) == []


def test_of_two_packs_the_stricter_counts_whichever_comes_first() -> None:
    [law] = pack("COMMUNE-72-2025-D43").frequency
    twice = replace(pack("COMMUNE-72-2025-D43"), rule_pack_id="xa-2", frequency=(replace(law, at_least=2),))
    assert bounds(COMMUNE, 2026, twice) == [Bound(Audience.PEOPLE, 2)]
    assert bounds(COMMUNE, 2026, replace(twice, valid_from=day("2025-06-01"))) == [Bound(Audience.PEOPLE, 2)]


def planned(regime: Regime, audience: Audience, min_count: int) -> PlannedDialogue:
    values: dict[str, Any] = {"audience": audience, "regime": regime, "form": Form.CONFERENCE, "min_count": min_count}
    return PlannedDialogue(**values)


def test_a_plan_binds_to_its_periodic_dialogues_added_up_by_audience() -> None:
    plan = [
        planned(Regime.PERIODIC, Audience.STAFF, 1),
        planned(Regime.PERIODIC, Audience.ORG_TTHC, 1),
        planned(Regime.PERIODIC, Audience.ORG_TTHC, 1),
        planned(Regime.PERIODIC, Audience.PEOPLE, 0),
        planned(Regime.AD_HOC, Audience.PEOPLE, 3),
    ]
    assert bound_by_plan(plan) == [STAFF, Bound(Audience.ORG_TTHC, 2)]
    assert titled(STAFF, 2026).startswith("Đối thoại định kỳ năm 2026 với ")
    assert titled(STAFF, 2026).endswith(": ít nhất 01 lần")
