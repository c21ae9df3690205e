"""Every assumption has a name, a default and a place; the ones that are choices change what happens."""

from dataclasses import fields, replace

from followup_cases import DUE_ON, OFFICER, OPINION, after, at, calendar, day, issue, open_case, pack, terms

from contracts.vocabulary import Audience, Channel, Form, Level, Timeliness
from followup.case import commands as c
from followup.case import events as e
from followup.deadlines.deadline import Terms
from followup.rules.assumptions import KeptIn, register
from followup.rules.pack import Choices, RuleKind, TimelyBy
from followup.rules.read import shipped_rule_packs


def test_a_01_to_a_29_are_all_there_once_each_with_its_words() -> None:
    ids = [each.id for each in register()]
    assert {f"A-{number:02}" for number in range(1, 30)} <= set(ids)
    assert len(ids) == len(set(ids)) == len({each.name for each in register()})
    assert all(each.meaning and each.default and each.where for each in register())


def test_every_choice_of_a_pack_is_described_and_every_described_choice_exists() -> None:
    described = {each.choice for each in register() if each.kept_in is KeptIn.CHOICE}
    assert described == {each.name for each in fields(Choices)}


def test_every_assumption_a_rule_names_stands_in_the_register() -> None:
    known = {each.id for each in register()}
    named = {rule.assumption for each in shipped_rule_packs() for rule in (*each.rules, *each.frequency) if rule.assumption}
    assert named <= known


def test_the_register_shows_what_the_pack_says_today() -> None:
    by_id = {each.id: each for each in register()}
    assert by_id["A-19"].value_in(pack()) == "DL-10 WD(E,30)"
    assert by_id["A-23"].value_in(pack()) == "ISSUE"
    assert by_id["DL-02"].value_in(pack()) == "DL-02 WD(N,10) (không áp dụng)"


def test_a_02_a_rule_does_not_bind_the_forms_it_leaves_out() -> None:
    son_la = pack()
    assert son_la.rule(RuleKind.INVITATION_LIMIT, Level.PROVINCE, (Audience.PEOPLE,), Form.EMBEDDED) is None
    strict = replace(son_la, rules=tuple(replace(rule, except_forms=()) for rule in son_la.rules))
    assert strict.rule(RuleKind.INVITATION_LIMIT, Level.PROVINCE, (Audience.PEOPLE,), Form.EMBEDDED)


def test_a_23_by_delivery_a_reply_issued_in_time_and_delivered_late_closes_late() -> None:
    by_delivery = replace(pack(), choices=replace(pack().choices, reply_timely_by=TimelyBy.DELIVERY))
    delivered = c.RecordDelivery(
        now=at(day("2026-03-13")),
        by=OFFICER,
        reply_id="reply-1",
        opinion_id=OPINION,
        channel=Channel.PAPER_POST,
        delivered_at=at(day("2026-03-13")),
        terms=Terms(by_delivery, calendar()),
    )
    late, on_time = (after(open_case(), issue(DUE_ON), each)[-1] for each in (delivered, replace(delivered, terms=terms())))
    assert isinstance(late, e.CaseClosed)
    assert isinstance(on_time, e.CaseClosed)
    assert (late.timeliness, late.working_days_late) == (Timeliness.LATE, 2)
    assert (on_time.timeliness, on_time.working_days_late) == (Timeliness.ON_TIME, 0)
