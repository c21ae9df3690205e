"""Changing a number of the pack changes what happens: the assumptions kept in packs are settings, not words."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from followup_cases import CHAIR, after, at, calendar, day, extension, facts_of_open_case, open_case, pack, pass_time, referral, state_after

from chassis.decider import Refused
from chassis.identity.actor import SYSTEM
from contracts.vocabulary import Audience, Complexity, DeadlineLevel, DutyKind, Form, Level
from contracts.workdays import OutsideCalendar
from followup.case import commands as c
from followup.case import events as e
from followup.deadlines.deadline import Terms, compute
from followup.duty.commands import About, OpenDuty
from followup.duty.decide import decide as decide_duty
from followup.duty.duty import NotOpened
from followup.rules.pack import Rule, RuleKind, RulePack


def changed(rule_id: str, **values: object) -> Terms:
    """The shipped pack of Sơn La with one rule changed."""
    son_la = pack()
    assert any(rule.rule_id == rule_id for rule in son_la.rules)
    rules = tuple(replace(rule, **values) if rule.rule_id == rule_id else rule for rule in son_la.rules)  # type: ignore[arg-type]
    return Terms(replace(son_la, rules=rules), calendar())


def rule_of(terms: Terms, kind: RuleKind, audience: Audience = Audience.PEOPLE, form: Form = Form.CONFERENCE) -> Rule | None:
    return terms.pack.rule(kind, Level.PROVINCE, (audience,), form)


def due(terms: Terms, kind: RuleKind, anchor: str) -> str:
    rule = rule_of(terms, kind)
    assert rule
    return compute(rule, day(anchor), terms).due_on.isoformat()


@pytest.mark.parametrize(
    ("rule_id", "kind", "anchor", "shipped", "formula", "then"),
    [
        pytest.param("DL-07", RuleKind.REPLY_ORDINARY, "2026-02-11", "2026-03-11", "WD(E,10)", "2026-03-04", id="A-01"),
        pytest.param("DL-16", RuleKind.REPORT_CUTOFF, "2026-12-14", "2026-12-07", "WD(D,-1)", "2026-12-11", id="A-04"),
        pytest.param("DL-03-LIMIT", RuleKind.INVITATION_LIMIT, "2026-02-26", "2026-02-10", "WD(S,-8)", "2026-02-09", id="A-10"),
        pytest.param("DL-12", RuleKind.AFTER_SESSION_REPORT, "2026-02-11", "2026-02-25", "WD(E,3)", "2026-02-23", id="A-21"),
    ],
)
def test_another_formula_gives_another_day(rule_id: str, kind: RuleKind, anchor: str, shipped: str, formula: str, then: str) -> None:
    assert due(Terms(pack(), calendar()), kind, anchor) == shipped
    assert due(changed(rule_id, formula=formula), kind, anchor) == then


def open_with(terms: Terms) -> c.OpenCase:
    return open_case(terms=terms)


def grant(terms: Terms) -> Sequence[c.CaseCommand]:
    return (
        replace(extension(day("2026-03-10"), day("2026-03-25")), terms=terms),
        c.GrantExtension(now=at(day("2026-03-10"), 11), by=CHAIR, terms=terms),
    )


def set_complex(terms: Terms) -> Sequence[c.CaseCommand]:
    return (c.Reclassify(now=at(day("2026-03-09")), by=CHAIR, to=Complexity.COMPLEX, reason="Nhiều ngành", terms=terms),)


def refer(terms: Terms) -> Sequence[c.CaseCommand]:
    return (referral(day("2026-03-09"), terms=terms),)


@pytest.mark.parametrize(
    ("rule_id", "formula", "asked", "slug"),
    [
        pytest.param("DL-09", "DAY(D,-2)", grant, "extension_after_due", id="A-18 asked two days before at the latest"),
        pytest.param("DL-10", "WD(E,20)", grant, "extension_beyond_cap", id="A-19 a lower cap"),
        pytest.param("DL-11", "WD(E,10)", refer, "referral_after_limit", id="A-20 referred within ten days"),
        pytest.param("DL-07", "WD(E,10)", set_complex, "reclassified_too_late", id="A-17 with an earlier ordinary date"),
    ],
)
def test_what_is_allowed_by_the_shipped_pack_is_refused_by_a_stricter_one(
    rule_id: str, formula: str, asked: Callable[[Terms], Sequence[c.CaseCommand]], slug: str
) -> None:
    shipped, strict = Terms(pack(), calendar()), changed(rule_id, formula=formula)
    assert len(after(open_with(shipped), *asked(shipped))) > 1
    opened = open_with(shipped if rule_id != "DL-07" else strict)
    with pytest.raises(Refused, match=slug):
        after(opened, *asked(strict))


def test_a_24_where_the_pack_names_audiences_staff_dialogues_have_no_limit() -> None:
    assert rule_of(Terms(pack(), calendar()), RuleKind.REPLY_ORDINARY, Audience.STAFF)
    assert rule_of(changed("DL-07", audiences=(Audience.PEOPLE,)), RuleKind.REPLY_ORDINARY, Audience.STAFF) is None


def ladder_of(son_la: RulePack) -> list[str]:
    told = pass_time(at(day("2026-03-25")), state_after(open_with(Terms(son_la, calendar()))))
    return [
        each.level.value if isinstance(each, e.DeadlineApproaching) else f"L{each.level}"
        for each in told
        if isinstance(each, e.DeadlineApproaching | e.EscalationRaised)
    ]


def test_a_15_the_ladder_is_the_packs() -> None:
    son_la = pack()
    assert ladder_of(son_la) == ["D5", "D2", "D0", "L1", "L2", "L3", "L4"]
    short = tuple(step for step in son_la.ladder if step.name in {"D2", "L1"})
    assert ladder_of(replace(son_la, ladder=short)) == [DeadlineLevel.D2.value, "L1"]


def test_a_05_who_stands_in_for_the_inspectorate_is_the_packs() -> None:
    son_la = pack()
    other = tuple(
        replace(step, also=tuple(replace(each, to_org="sl-tiep-cong-dan") for each in step.also)) if step.name == "L3" else step
        for step in son_la.ladder
    )
    told = pass_time(at(day("2026-03-18")), state_after(open_with(Terms(replace(son_la, ladder=other), calendar()))))
    [third] = [each for each in told if isinstance(each, e.EscalationRaised) and each.level == 3]
    assert [each.to_org for each in third.also_to] == ["sl-tiep-cong-dan"]


def test_dl_02_an_acknowledgement_is_owed_where_the_pack_says_it_applies() -> None:
    def owed(terms: Terms) -> int:
        command = OpenDuty(
            duty_id="d",
            kind=DutyKind.ACKNOWLEDGEMENT,
            about=About.session("s"),
            owner_org_id="sl-vpub",
            anchor_on=day("2026-02-09"),
            level=Level.PROVINCE,
            audiences=(Audience.PEOPLE,),
            terms=terms,
            now=at(day("2026-02-09")),
        )
        return len(decide_duty(command, NotOpened()))

    assert (owed(Terms(pack(), calendar())), owed(changed("DL-02", applies=True))) == (0, 1)


def test_a_limit_is_never_guessed_beyond_the_calendar_whatever_the_pack_says() -> None:
    far = changed("DL-07", formula="WD(E,900)")
    rule = rule_of(far, RuleKind.REPLY_ORDINARY)
    assert rule
    with pytest.raises(OutsideCalendar):
        compute(rule, facts_of_open_case().anchor_on, far)
    with pytest.raises(Refused, match="outside_calendar"):
        after(replace(open_with(far), by=SYSTEM))
