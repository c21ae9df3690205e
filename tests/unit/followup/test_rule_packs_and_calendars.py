"""Rule packs and calendar versions as data: read, chosen, loaded once, never changed."""

from dataclasses import replace
from datetime import date

import pytest
from followup_cases import day, pack

from chassis.decider import Refused
from chassis.testing.spec import given
from contracts.formula import UnreadableFormula, read_formula
from contracts.vocabulary import Audience, DayStatus, Level
from contracts.workdays import shipped_calendar
from followup.refusals import REFUSALS
from followup.rule_pack import decide as rule_pack
from followup.rule_pack.commands import LoadRulePack
from followup.rule_pack.events import RulePackLoaded
from followup.rules.pack import RuleKind, RulePack
from followup.rules.read import UnreadableRulePack, public_rules, read_rule_pack, shipped_rule_packs, shipped_text
from followup.rules.select import select
from followup.working_calendar import decide as working_calendar
from followup.working_calendar.commands import LoadCalendar
from followup.working_calendar.events import CalendarRow, WorkingCalendarLoaded

SON_LA, LAI_CHAU, COMMUNE = (pack(each) for each in ("SL-429-provisional-1", "LC-06-QC-2019", "COMMUNE-72-2025-D43"))


def chosen(
    province: str, on: str, level: Level = Level.PROVINCE, organisations: tuple[str, ...] = (), packs: tuple[RulePack, ...] = ()
) -> list[str]:
    found = select(packs or shipped_rule_packs(), province_code=province, organisations=organisations, level=level, on=day(on))
    return [each.rule_pack_id for each in (*((found.main,) if found.main else ()), *found.additive)]


@pytest.mark.parametrize(
    ("province", "on", "level", "expected"),
    [
        ("14", "2019-02-26", Level.PROVINCE, []),
        ("14", "2019-06-01", Level.PROVINCE, ["SL-12-QD-2019"]),
        ("14", "2022-06-30", Level.PROVINCE, ["SL-12-QD-2019", "DOCUMENTS-30-2020"]),
        ("14", "2022-07-01", Level.PROVINCE, ["SL-429-provisional-1", "DOCUMENTS-30-2020"]),
        ("12", "2019-06-24", Level.DISTRICT, ["LC-06-QC-2019"]),
        ("12", "2019-04-03", Level.DISTRICT, []),
        ("14", "2025-06-30", Level.COMMUNE, ["SL-429-provisional-1", "DOCUMENTS-30-2020"]),
        ("14", "2025-07-01", Level.COMMUNE, ["SL-429-provisional-1", "DOCUMENTS-30-2020", "COMMUNE-72-2025-D43"]),
        ("14", "2026-01-01", Level.PROVINCE, ["SL-429-provisional-1", "DOCUMENTS-30-2020", "PERSONAL-DATA-356-2025"]),
        ("01", "2025-07-01", Level.COMMUNE, ["DOCUMENTS-30-2020", "COMMUNE-72-2025-D43"]),
        ("01", "2020-03-04", Level.PROVINCE, []),
    ],
)
def test_packs_are_chosen_by_province_level_and_the_day_of_the_session(province: str, on: str, level: Level, expected: list[str]) -> None:
    assert chosen(province, on, level) == expected


def test_a_pack_of_one_organisation_beats_the_provinces_and_the_later_beats_the_earlier() -> None:
    local = replace(SON_LA, rule_pack_id="local", org_scope="sl-snv", valid_from=day("2020-01-01"))
    later = replace(SON_LA, rule_pack_id="later", valid_from=day("2026-01-01"))
    packs = (SON_LA, local, later)
    assert chosen("14", "2026-02-11", organisations=("sl-snv-van-phong", "sl-snv"), packs=packs) == ["local"]
    assert chosen("14", "2026-02-11", organisations=("sl-stc",), packs=packs) == ["later"]
    assert chosen("14", "2026-02-11", packs=packs) == ["later"]
    assert chosen("14", "2025-12-31", packs=packs) == ["SL-429-provisional-1"]


def test_a_pack_that_has_ended_is_not_chosen() -> None:
    assert chosen("14", "2026-02-11", packs=(replace(SON_LA, valid_to=day("2025-12-31")),)) == []


@pytest.mark.parametrize("each", shipped_rule_packs(), ids=lambda each: each.rule_pack_id)
def test_every_shipped_number_has_a_source_and_the_pack_its_provenance(each: RulePack) -> None:
    assert each.provenance
    assert all(rule.source for rule in each.rules)
    given(rule_pack.decider).when(LoadRulePack(pack=each, loaded_by="x")).then(RulePackLoaded(each, "x"))


def test_the_numbers_that_stand_in_another_provinces_plan_are_marked_as_assumptions_in_son_la() -> None:
    assumed = {rule.rule_id: rule.assumption for rule in SON_LA.rules}
    assert assumed["DL-05"] == assumed["DL-07"] == "A-01"
    assert {rule.rule_id: rule.assumption for rule in LAI_CHAU.rules}["DL-07"] is None


def test_the_invitation_rule_does_not_bind_staff_dialogues() -> None:
    assert SON_LA.rule(RuleKind.INVITATION_LIMIT, Level.PROVINCE, (Audience.STAFF,)) is None
    assert SON_LA.rule(RuleKind.REPLY_ORDINARY, Level.PROVINCE, (Audience.STAFF,)) is not None


def test_a_misspelt_key_is_refused_with_its_place() -> None:
    with pytest.raises(UnreadableRulePack, match="provenance"):
        read_rule_pack(shipped_text("COMMUNE-72-2025-D43").replace("provenance", "provenence"))
    with pytest.raises(UnreadableRulePack):
        read_rule_pack("rule_pack_id = ")


@pytest.mark.parametrize(
    "text",
    [
        "WD(E,15)",
        "WD(S,-7)",
        "CAL(E,10)",
        "DAY(S,-7)",
        "WD(R,1)",
        "BEFORE(C)",
        "BEFORE(20/6)",
        "ON(31/12)",
        "WD(D,-5)",
        "WD(N,2)",
        "WD(I,1)",
        "ORDER",
    ],
)
def test_a_formula_reads_back_as_it_is_written(text: str) -> None:
    assert str(read_formula(text)) == text


@pytest.mark.parametrize(
    "text", ["", "WD(E)", "WD(X,5)", "15", "wd(E,15)", "WD(E,15); drop", "BEFORE(30/2)", "BEFORE(20/13)", "ON(S)", "BEFORE(S,1)"]
)
def test_anything_else_is_no_formula(text: str) -> None:
    with pytest.raises(UnreadableFormula):
        read_formula(text)


def test_a_plain_calendar_period_is_not_rolled_and_says_so() -> None:
    told = read_formula("DAY(S,-7)").explain(day("2026-04-20"), shipped_calendar())
    assert told.result == day("2026-04-13")
    assert told.lines[0].endswith("– 07 ngày trước mốc, tính cả ngày nghỉ")
    assert read_formula("DAY(D,0)").explain(day("2026-04-20"), shipped_calendar()).lines[0].endswith("– 00 ngày sau mốc, tính cả ngày nghỉ")
    assert (
        read_formula("DAY(S,-1)").explain(day("2026-04-20"), shipped_calendar()).lines[0].endswith("– 01 ngày trước mốc, tính cả ngày nghỉ")
    )


def test_the_limits_are_published_with_kind_formula_and_source() -> None:
    told = public_rules(SON_LA)
    limits = {rule["kind"]: rule for rule in told["rules"]}
    assert limits["REPLY_ORDINARY"]["formula"] == "WD(E,15)"
    assert limits["INVITATION_LIMIT"]["audiences"] == ["PEOPLE", "ORG_TTHC"]
    assert all(rule["source"] for rule in told["rules"])
    assert [step["name"] for step in told["ladder"]] == ["D5", "D2", "D0", "L1", "L2", "L3", "L4"]


def test_other_content_under_a_loaded_id_is_refused_and_the_same_changes_nothing() -> None:
    history = (RulePackLoaded(SON_LA, "x"),)
    given(rule_pack.decider, *history).when(LoadRulePack(pack=SON_LA, loaded_by="y")).then()
    given(rule_pack.decider, *history).when(LoadRulePack(pack=replace(SON_LA, title="x"), loaded_by="y")).refused("rule_pack_id_taken")


@pytest.mark.parametrize(
    ("changed", "slug"),
    [
        (replace(SON_LA, provenance=()), "rule_pack_without_source"),
        (replace(SON_LA, rules=(replace(SON_LA.rules[0], source=" "),)), "rule_pack_without_source"),
        (replace(SON_LA, rules=()), "rule_pack_never_in_force"),
        (replace(SON_LA, valid_to=day("2020-01-01")), "rule_pack_never_in_force"),
        (replace(SON_LA, rules=(SON_LA.rules[0], SON_LA.rules[0])), "rule_stands_twice"),
        (replace(SON_LA, rules=(replace(SON_LA.rules[0], formula="15 ngày"),)), "formula_unreadable"),
    ],
)
def test_a_pack_that_makes_no_sense_is_refused(changed: RulePack, slug: str) -> None:
    given(rule_pack.decider).when(LoadRulePack(pack=changed, loaded_by="x")).refused(slug)


def row(on: str, *, working: bool = False, source: str = "Công văn 1") -> CalendarRow:
    return CalendarRow(day(on), working, "Nghỉ", source, DayStatus.OFFICIAL)


def load(*days: CalendarRow, version: str = "2026-2", covers: tuple[date, date] | None = None) -> LoadCalendar:
    covers_from, covers_to = covers or (day("2026-01-01"), day("2026-12-31"))
    return LoadCalendar(
        calendar_version=version, covers_from=covers_from, covers_to=covers_to, applies_confirm_rows=True, days=days, loaded_by="operator"
    )


def loaded(command: LoadCalendar) -> WorkingCalendarLoaded:
    [event] = given(working_calendar.decider).when(command).events
    return event


def test_a_loaded_version_counts_like_the_calendar_it_names() -> None:
    rows = tuple(
        CalendarRow(each.date, each.is_working, each.reason, each.source_document, each.status)
        for each in shipped_calendar().special.values()
    )
    event = loaded(load(*rows, covers=(day("2019-01-01"), day("2027-12-31"))))
    assert event.calendar().add_working_days(day("2026-02-11"), 15) == day("2026-03-11")


def test_a_version_is_loaded_once_and_never_changed() -> None:
    first = load(row("2026-03-02"))
    given(working_calendar.decider, loaded(first)).when(replace(first, loaded_by="somebody else")).then()
    given(working_calendar.decider, loaded(first)).when(load(row("2026-03-03"))).refused("calendar_version_taken")


@pytest.mark.parametrize(
    ("command", "slug"),
    [
        (load(), "calendar_covers_nothing"),
        (load(row("2026-03-02"), covers=(day("2026-12-31"), day("2026-01-01"))), "calendar_covers_nothing"),
        (load(row("2026-03-02"), row("2026-03-02")), "calendar_day_twice"),
        (load(row("2027-03-02")), "calendar_day_outside_coverage"),
        (load(row("2026-03-02", source=" ")), "calendar_day_without_source"),
    ],
)
def test_a_calendar_that_makes_no_sense_is_refused(command: LoadCalendar, slug: str) -> None:
    given(working_calendar.decider).when(command).refused(slug)


def test_a_pack_may_be_in_force_for_a_single_day() -> None:
    given(rule_pack.decider).when(LoadRulePack(pack=replace(SON_LA, valid_to=SON_LA.valid_from), loaded_by="x")).then(
        RulePackLoaded(replace(SON_LA, valid_to=SON_LA.valid_from), "x")
    )


@pytest.mark.parametrize(
    ("rule_id", "formula", "anchor"),
    [("DL-07", "WD(S,15)", "E"), ("DL-03-LIMIT", "WD(E,-7)", "S"), ("DL-18", "WD(E,5)", "ngày trong năm hoặc văn bản yêu cầu")],
)
def test_a_refused_formula_is_told_with_the_day_it_should_count_from(rule_id: str, formula: str, anchor: str) -> None:
    rules = tuple(replace(rule, formula=formula) if rule.rule_id == rule_id else rule for rule in SON_LA.rules)
    with pytest.raises(Refused) as refused:
        rule_pack.decide(LoadRulePack(pack=replace(SON_LA, rules=rules), loaded_by="x"), rule_pack.NotLoaded())
    assert REFUSALS[refused.value.slug].format(**refused.value.details) == (
        f"Công thức {formula} của quy tắc {rule_id} ghi mốc khác với mốc của nhiệm vụ này ({anchor})."
    )


def test_the_pack_of_the_test_is_the_shipped_one() -> None:
    assert pack() == SON_LA
    assert COMMUNE.additive
