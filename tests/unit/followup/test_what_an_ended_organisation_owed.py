"""What an organisation that ended owed goes on to who takes over, with its date; what was done or lifted stays where it was."""

from typing import Any

from followup_cases import HOST, NOTICE, SESSION, at, calendar, day, pack

from chassis.testing.spec import given
from contracts.vocabulary import Audience, DutyKind, Level
from followup.deadlines.deadline import Terms
from followup.duty import commands as c
from followup.duty import events as e
from followup.duty.decide import decider
from followup.duty.duty import Pending
from followup.readmodel.organisations import Organisation, Organisations

HEIR, COMMITTEE, NEW_COMMITTEE = "sl-moi", "sl-tinh-uy", "sl-dang-uy-moi"


def owed(**changes: Any) -> c.OpenDuty:
    values: dict[str, Any] = {
        "duty_id": "duty-1",
        "kind": DutyKind.CONCLUSION_NOTICE,
        "about": c.About.session(SESSION),
        "owner_org_id": HOST,
        "anchor_on": day("2026-02-11"),
        "level": Level.PROVINCE,
        "audiences": (Audience.PEOPLE,),
        "terms": Terms(pack(), calendar(), COMMITTEE),
        "now": at(day("2026-02-11"), 17),
    }
    return c.OpenDuty(**{**values, **changes})


def pass_on(gone: str = HOST) -> c.PassDutyOn:
    return c.PassDutyOn(from_org_id=gone, to_org_id=HEIR, last_day=day("2026-02-20"), decision_doc=NOTICE, party_committee_id=NEW_COMMITTEE)


def history(*commands: c.DutyCommand) -> tuple[e.DutyEvent, ...]:
    told: tuple[e.DutyEvent, ...] = ()
    for command in commands:
        told = (*told, *given(decider, *told).when(command).events)
    return told


def state(*commands: c.DutyCommand) -> Pending:
    found = decider.initial
    for event in history(*commands):
        found = decider.evolve(found, event)
    assert isinstance(found, Pending)
    return found


def test_the_duty_goes_to_who_takes_over_with_its_date_and_names_the_decision() -> None:
    before, after = state(owed()).facts, state(owed(), pass_on()).facts
    assert (after.owner_org_id, after.schedule, after.anchor_on) == (HEIR, before.schedule, before.anchor_on)
    passed = history(owed(), pass_on())[-1]
    assert isinstance(passed, e.DutyPassedToSuccessor)
    assert (passed.from_org_id, passed.to_org_id, passed.effective_on, passed.decision_doc) == (HOST, HEIR, day("2026-02-21"), NOTICE)


def test_from_then_on_reminders_and_steps_name_who_took_over_and_its_committee() -> None:
    passed = history(owed(), pass_on())
    late = c.PassDutyStep(name="L3", generation=1, open_at=at(day("2026-03-05"), 9), now=at(day("2026-03-05"), 9))
    raised = [each for each in given(decider, *passed).when(late).events if isinstance(each, e.DutyEscalationRaised)]
    assert [(each.owner_org_id, each.to_org_id) for each in raised] == [(HEIR, NEW_COMMITTEE)]


def test_where_only_the_host_of_a_units_list_ends_the_unit_still_owes_it_and_another_leads() -> None:
    facts = state(owed(owner_org_id="sl-don-vi", host_org_id=HOST), pass_on()).facts
    assert (facts.owner_org_id, facts.host_org_id, facts.party_committee_id) == ("sl-don-vi", HEIR, NEW_COMMITTEE)
    facts = state(owed(owner_org_id="sl-don-vi", host_org_id=HOST), pass_on("sl-don-vi")).facts
    assert (facts.owner_org_id, facts.host_org_id, facts.party_committee_id) == (HEIR, HOST, COMMITTEE)


def test_what_is_done_or_lifted_or_already_passed_on_or_anothers_stays() -> None:
    done = c.FulfilDuty(duty_id="duty-1", fulfilled_on=day("2026-02-12"), doc=NOTICE, calendar=calendar(), now=at(day("2026-02-12")))
    lifted = c.LiftDuty(reason="Hội nghị đã hủy", now=at(day("2026-02-12")))
    for commands in ((owed(), done), (owed(), lifted), (owed(), pass_on())):
        given(decider, *history(*commands)).when(pass_on()).then()
    given(decider, *history(owed())).when(pass_on("sl-khac")).then()
    given(decider).when(pass_on()).then()


def directory(**rows: tuple[str | None, str | None, str]) -> Organisations:
    """Id → (organisation above, last day, successors)."""
    return Organisations(
        {
            org_id: Organisation(
                org_id=org_id,
                name=org_id,
                org_class="GOV",
                level="COMMUNE",
                parent_id=above,
                valid_to=day(last) if last else None,
                successor_ids=successors,
            )
            for org_id, (above, last, successors) in rows.items()
        }
    )


TODAY = day("2026-03-01")


def test_the_first_successor_takes_over_and_without_one_the_nearest_organisation_above_that_exists() -> None:
    found = directory(
        tinh=(None, None, ""),
        huyen=("tinh", "2025-06-30", ""),
        cu=("huyen", "2026-02-28", "moi khac"),
        moi=("tinh", None, ""),
        khac=("tinh", None, ""),
        het=("huyen", "2026-02-28", ""),
        treo=(None, "2026-02-28", ""),
    )
    assert [found.takes_over(each, TODAY) for each in ("cu", "het", "treo")] == ["moi", "tinh", None]


def test_a_year_is_answered_for_by_the_only_successor_and_by_nobody_else() -> None:
    found = directory(
        a=(None, "2025-06-30", "b"),
        b=(None, "2026-02-28", "c"),
        c=(None, None, ""),
        d=(None, "2026-02-28", "b c"),
        e=(None, "2026-02-28", ""),
        f=(None, "2026-02-28", "g"),
        g=(None, "2026-02-28", "f"),
    )
    assert [found.answering_for(each, TODAY) for each in "abcde"] == ["c", "c", "c", "d", "e"]
    assert found.answering_for("b", day("2026-02-28")) == "b"
    assert found.answering_for("f", TODAY) in {"f", "g"}
