"""What the committed sample holds, counted from its files."""

from collections import Counter
from datetime import date

from contracts.vocabulary import Audience, DomainCode, Form, Level, OrgClass, Regime, SubmitterKind, Urgency
from doithoai.sample.audiences import audiences
from doithoai.sample.reading import dialogues, organisations, plans, published_history
from doithoai.sample.submitters import CANARY, placeholder

OPINIONS = [opinion for dialogue in dialogues() for opinion in dialogue.opinions]


def test_there_are_69_dialogues_of_three_levels_and_251_opinions() -> None:
    assert Counter(dialogue.level for dialogue in dialogues()) == {Level.PROVINCE: 16, Level.DISTRICT: 28, Level.COMMUNE: 25}
    assert len(OPINIONS) == 251


def test_twenty_two_dialogues_are_played_with_81_opinions_of_which_63_are_not_answered_at_once() -> None:
    live = [dialogue for dialogue in dialogues() if dialogue.live]
    opinions = [opinion for dialogue in live for opinion in dialogue.opinions]
    assert (len(live), len(opinions), sum(not opinion.answered_on_spot for opinion in opinions)) == (22, 81, 63)


def test_a_date_is_kept_only_as_exactly_as_its_report_gives_it() -> None:
    assert Counter(dialogue.precision for dialogue in dialogues()) == {"DAY": 47, "MONTH": 5, "YEAR": 6, "UNKNOWN": 11}
    assert all((dialogue.held_on is not None) == (dialogue.precision == "DAY") for dialogue in dialogues())
    assert all((dialogue.period is not None) == (dialogue.precision in {"MONTH", "YEAR"}) for dialogue in dialogues())


def test_every_code_is_one_the_contracts_know() -> None:
    for dialogue in dialogues():
        Regime(dialogue.regime), Form(dialogue.form)
        assert all(Audience(audience) for audience in dialogue.audience)
        assert (dialogue.topic is not None) == (dialogue.form == Form.SINGLE_TOPIC)
    for opinion in OPINIONS:
        DomainCode(opinion.domain), Urgency(opinion.urgency), SubmitterKind(opinion.submitter_kind)
    for unit in organisations():
        OrgClass(unit.org_class), Level(unit.level)


def test_every_organisation_a_dialogue_names_is_in_the_directory() -> None:
    known = {unit.id for unit in organisations()}
    named = {ident for d in dialogues() for ident in (d.host_org_id, d.office_org_id, d.party_org_id, d.government_org_id) if ident}
    stated = {opinion.stated_agency for opinion in OPINIONS if opinion.stated_agency}
    parents = {unit.parent_id for unit in organisations() if unit.parent_id}
    assert named | stated | parents | {plan["org_id"] for plan in plans()} <= known


def test_every_host_played_in_full_and_every_commune_of_son_la_has_the_committee_of_its_level() -> None:
    units = {unit.id: unit for unit in organisations()}
    beside = {d.host_org_id: d.party_org_id for d in dialogues() if d.live and d.host_org_id != d.party_org_id}
    assert {host: units[host].party_committee_id for host in beside} == beside
    communes = [unit for unit in units.values() if unit.parent_id == "sl-ubnd-tinh" and unit.level == Level.COMMUNE]
    committees = {units[unit.party_committee_id or ""] for unit in communes}
    assert len(communes) == len(committees) == 75
    assert {(each.org_class, each.level, each.parent_id) for each in committees} == {("PARTY", "COMMUNE", "sl-tinh-uy")}


def test_no_district_unit_lives_beyond_june_2025() -> None:
    assert all(unit.valid_to and unit.valid_to <= date(2025, 6, 30) for unit in organisations() if unit.level == "DISTRICT")


def test_a_dialogue_played_in_full_has_an_office_a_committee_and_a_government_beside_it() -> None:
    assert all(d.office_org_id and d.party_org_id and d.government_org_id for d in dialogues() if d.live)


def test_several_audiences_keep_the_order_of_the_report_and_appear_once() -> None:
    assert audiences("Nhân dân; Doanh nghiệp; Hợp tác xã") == ("PEOPLE", "ORG_TTHC")


def test_the_published_totals_add_up() -> None:
    history = published_history()
    assert history.by_level == {"PROVINCE": 90, "DISTRICT": 219, "COMMUNE": 674}
    assert sum(history.by_level.values()) == history.sessions == 983
    assert history.opinions_more_than == 8680


def test_a_plan_keeps_an_empty_number_where_the_text_has_none() -> None:
    numbers = {plan["plan_id"]: plan["doc"]["number"] for plan in plans()}
    assert numbers == {"sl-snv-2019": None, "lc-tamduong-2019": "570", "sl-vpub-2026": None}


def test_a_made_up_submitter_is_the_same_every_time_and_never_the_canary() -> None:
    assert placeholder(17) == placeholder(17)
    assert CANARY.name not in {opinion.submitter.name for opinion in OPINIONS}
