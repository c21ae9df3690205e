"""The duty register asks of every head what followup's packs ask, chosen the same way: by province, organisation, level and year."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from contracts.vocabulary import Level, OrgClass
from followup.rules.pack import RulePack
from followup.rules.read import public_rules, shipped_rule_packs
from followup.rules.select import select
from reporting.readmodel.frequency_rules import AskedInYear
from reporting.readmodel.organisations import Directory, Unit
from reporting.readmodel.rule_packs import PackInForce

SON_LA = "14"
OFFICE = "sl-vpub"


def unit(unit_id: str, level: str, org_class: str, symbol: str | None, parent_id: str | None = None) -> Unit:
    return Unit(unit_id, unit_id, unit_id, org_class, level, symbol, None, None, (), parent_id)


def of_reporting(packs: Sequence[RulePack], province: str, year: int) -> AskedInYear:
    """As the rows of the table come, oldest first."""
    first = date(year, 1, 1)
    own = [
        each
        for each in packs
        if each.province_code in (None, province) and each.valid_from <= first and (each.valid_to is None or first <= each.valid_to)
    ]
    ordered = sorted(own, key=lambda each: each.valid_from)
    return AskedInYear(year, [PackInForce(each.org_scope, each.additive, public_rules(each)) for each in ordered])


def asked_by_followup(packs: Sequence[RulePack], province: str, year: int, one: Unit, line: Sequence[str]) -> set[tuple[str, str, int]]:
    chosen = select(packs, province_code=province, organisations=line, level=Level(one.level), on=date(year, 1, 1))
    following = (*((chosen.main,) if chosen.main else ()), *chosen.additive)
    return {
        (rule.rule_id, rule.audience.value, rule.at_least)
        for each in following
        for rule in each.frequency
        if rule.binds(one.level, one.org_class, one.symbol, year)
    }


def asked_by_reporting(asked: AskedInYear, one: Unit, line: Sequence[str]) -> set[tuple[str, str, int]]:
    return {(rule.rule_id, rule.audience, rule.at_least) for rule in asked.of(one, line)}


def one_office_asks_for_two() -> RulePack:
    """A pack for one office and those below it, more recent than the province's own."""
    main = next(each for each in shipped_rule_packs() if each.rule_pack_id == "SL-429-provisional-1")
    [rule] = main.frequency
    return replace(main, rule_pack_id="SL-VPUB", org_scope=OFFICE, valid_from=date(2024, 1, 1), frequency=(replace(rule, at_least=2),))


@pytest.mark.parametrize("year", range(2018, 2029))
@pytest.mark.parametrize("province", [SON_LA, "12", "99"])
def test_register_and_duties_ask_the_same_of_every_kind_of_organisation(province: str, year: int) -> None:
    packs = [*shipped_rule_packs(), one_office_asks_for_two()]
    asked = of_reporting(packs, province, year)
    for level in Level:
        for org_class in OrgClass:
            for symbol in ("UBND", "HĐND", None):
                for unit_id, line in ((OFFICE, (OFFICE, "sl")), ("phong", ("phong", OFFICE, "sl")), ("khac", ("khac", "sl"))):
                    one = unit(unit_id, level.value, org_class.value, symbol)
                    assert asked_by_reporting(asked, one, line) == asked_by_followup(packs, province, year, one, line)


def test_the_law_binds_commune_committees_from_2026_and_not_their_councils() -> None:
    commune, council = unit("xa", "COMMUNE", "GOV", "UBND"), unit("hdnd", "COMMUNE", "GOV", "HĐND")
    assert asked_by_reporting(of_reporting(shipped_rule_packs(), SON_LA, 2026), commune, ("xa",)) == {("xa-nhan-dan", "PEOPLE", 1)}
    assert asked_by_reporting(of_reporting(shipped_rule_packs(), SON_LA, 2026), council, ("hdnd",)) == set()
    assert asked_by_reporting(of_reporting(shipped_rule_packs(), SON_LA, 2025), commune, ("xa",)) == set()


def test_a_district_is_bound_where_its_own_province_says_so_and_only_while_there_are_districts() -> None:
    district = unit("huyen", "DISTRICT", "GOV", "UBND")
    assert asked_by_reporting(of_reporting(shipped_rule_packs(), "12", 2024), district, ("huyen",)) == {("huyen-nhan-dan", "PEOPLE", 1)}
    assert asked_by_reporting(of_reporting(shipped_rule_packs(), "12", 2026), district, ("huyen",)) == set()
    assert asked_by_reporting(of_reporting(shipped_rule_packs(), SON_LA, 2024), district, ("huyen",)) == set()


def test_a_pack_for_one_office_holds_for_those_below_it_and_for_nobody_else() -> None:
    packs = [*shipped_rule_packs(), one_office_asks_for_two()]
    directory = Directory(
        {
            each.unit_id: each
            for each in (
                unit(OFFICE, "PROVINCE", "DEPARTMENT", "VPUB"),
                unit("phong", "PROVINCE", "DEPARTMENT", None, OFFICE),
                unit("so", "PROVINCE", "DEPARTMENT", "SNV"),
            )
        }
    )
    asked = of_reporting(packs, SON_LA, 2026)
    found = {each: [rule.at_least for rule in asked.of(one, directory.line(each))] for each, one in directory.units.items()}
    assert found == {OFFICE: [2], "phong": [2], "so": [1]}


def test_those_above_an_organisation_are_told_nearest_first_and_a_circle_ends() -> None:
    directory = Directory(
        {each.unit_id: each for each in (unit("a", "PROVINCE", "GOV", None, "b"), unit("b", "PROVINCE", "GOV", None, "a"))}
    )
    assert directory.line("a") == ("a", "b")
    assert directory.line("khong-biet") == ("khong-biet",)
