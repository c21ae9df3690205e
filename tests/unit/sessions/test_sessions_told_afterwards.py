import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sessions_life import DAY, DURING, ENDS, ORGS, SCHEDULED, S, concluded, told

from chassis.testing.spec import given
from contracts.vocabulary import Audience, DatePrecision, Disposition, Form, Level, Regime
from sessions.dialogue_session import events as e
from sessions.dialogue_session.commands import RecordSession
from sessions.dialogue_session.decide import decider
from sessions.dialogue_session.facts import OpinionResult, Totals
from sessions.dialogue_session.session import Concluded

RECORD = RecordSession(
    now=ENDS,
    session_id=S,
    held_on_precision=DatePrecision.DAY,
    level=Level.PROVINCE,
    regime=Regime.PERIODIC,
    audience=(Audience.STAFF,),
    form=Form.EMBEDDED,
    host_org_id="vpub",
    held_on=date(2025, 12, 18),
    plan_year=2026,
    orgs=ORGS,
)
UNDATED = replace(RECORD, held_on=None, plan_year=None)


def recorded(command: RecordSession) -> e.SessionRecorded:
    asked = given(decider).when(command)
    assert asked.refusal is None, asked.refusal
    [event] = asked.events
    assert isinstance(event, e.SessionRecorded)
    return event


def test_the_staff_session_of_december_counts_for_the_plan_and_report_of_the_next_year() -> None:
    event = recorded(RECORD)
    assert (event.held_on, event.plan_year, event.reporting_year) == (date(2025, 12, 18), 2026, 2026)
    second = recorded(replace(RECORD, held_on=date(2026, 12, 16), now=datetime(2027, 1, 1, tzinfo=UTC)))
    assert (second.plan_year, second.reporting_year) == (2026, 2027)


@pytest.mark.parametrize(
    ("precision", "period", "reporting_year"),
    [
        (DatePrecision.MONTH, "2024-05", 2024),
        (DatePrecision.MONTH, "2024-12", None),
        (DatePrecision.YEAR, "2024", None),
        (DatePrecision.UNKNOWN, None, None),
    ],
)
def test_a_date_is_kept_as_precisely_as_it_is_known(precision: DatePrecision, period: str | None, reporting_year: int | None) -> None:
    event = recorded(replace(UNDATED, held_on_precision=precision, held_period=period))
    assert (event.held_on, event.held_period, event.reporting_year) == (None, period, reporting_year)


@pytest.mark.parametrize(
    ("command", "slug"),
    [
        (replace(RECORD, held_on=None), "date_precision_differs"),
        (replace(RECORD, held_period="2025"), "date_precision_differs"),
        (replace(UNDATED, held_on_precision=DatePrecision.MONTH, held_period="2024"), "date_precision_differs"),
        (replace(UNDATED, held_on_precision=DatePrecision.MONTH, held_period="2024-13"), "date_precision_differs"),
        (replace(UNDATED, held_on_precision=DatePrecision.YEAR), "date_precision_differs"),
        (replace(RECORD, held_from=date(2025, 12, 19)), "ends_before_it_starts"),
        (replace(RECORD, held_on=date(2026, 2, 12)), "in_the_future"),
        (replace(RECORD, held_on=date(1999, 5, 1)), "date_too_old"),
        (replace(RECORD, audience=()), "audience_missing"),
        (replace(RECORD, host_org_id="nobody"), "org_unknown"),
        (replace(RECORD, host_org_id="sop-cop"), "org_not_valid_on_date"),
        (replace(RECORD, level=Level.DISTRICT), "district_level_ended"),
        (
            replace(UNDATED, level=Level.DISTRICT, held_on_precision=DatePrecision.MONTH, held_period="2025-07", host_org_id="sop-cop"),
            "district_level_ended",
        ),
        (replace(RECORD, totals=Totals(registered=1, answered_on_spot=2)), "totals_inconsistent"),
        (replace(RECORD, opinions=(OpinionResult("o", Disposition.NOT_STATED),) * 2), "opinion_listed_twice"),
        (replace(RECORD, totals=Totals(registered=1, assigned=1)), "assigned_opinions_missing"),
        (replace(RECORD, opinions=(OpinionResult("o", Disposition.ASSIGNED, "nobody"),)), "org_unknown"),
    ],
)
def test_a_record_that_contradicts_itself_or_the_directory_is_refused(command: RecordSession, slug: str) -> None:
    given(decider).when(command).refused(slug)


def test_a_session_is_recorded_once_and_never_beside_one_held_here() -> None:
    event = recorded(RECORD)
    given(decider, event).when(RECORD).then()
    given(decider, event).when(replace(RECORD, form=Form.CONFERENCE)).refused("session_already_known")
    given(decider, SCHEDULED).when(RECORD).refused("session_already_known")


def test_an_agencys_conclusion_becomes_ours() -> None:
    asked = given(decider).when(told())
    assert isinstance(asked.state, Concluded)
    assert asked.state.conclusion == concluded(totals=told().totals, opinions=told().opinions, by_agency="son-la", scheduled_here=False)
    assert given(decider, *asked.events).when(told(message_id="message-2")).events == ()


def test_a_session_scheduled_here_may_be_concluded_elsewhere_by_its_host_only() -> None:
    [event] = given(decider, SCHEDULED).when(told()).events
    assert isinstance(event, e.SessionConcluded)
    assert event.scheduled_here
    assert slugs(given(decider, SCHEDULED).when(told(host_org_id="snn")).events) == ("session_of_another_org",)
    assert slugs(given(decider, *DURING).when(told()).events) == ("session_held_here",)
    assert slugs(given(decider, concluded()).when(told()).events) == ("session_already_concluded",)


def slugs(events: Sequence[object]) -> tuple[str, ...]:
    [event] = events
    assert isinstance(event, e.ConclusionRefused)
    return event.slugs


@pytest.mark.parametrize(
    ("changes", "slug"),
    [
        ({"speakers": frozenset({"other"})}, "agency_speaks_for_another"),
        ({"orgs": {}, "opinions": (), "totals": Totals()}, "org_unknown"),
        ({"host_org_id": "sop-cop"}, "org_not_valid_on_date"),
        ({"held_from": DAY + timedelta(days=1)}, "ends_before_it_starts"),
        ({"now": ENDS - timedelta(days=1)}, "in_the_future"),
        ({"concluded_at": ENDS - timedelta(days=1)}, "concluded_before_held"),
        ({"held_from": date(1999, 1, 2), "held_on": date(1999, 1, 2)}, "date_too_old"),
        ({"audience": ()}, "audience_missing"),
        ({"opinions": (OpinionResult("o", Disposition.ASSIGNED),)}, "assigned_agency_missing"),
        ({"opinions": (OpinionResult("o", Disposition.ASSIGNED, "nobody"),)}, "agency_unknown"),
        ({"opinions": (OpinionResult("o", Disposition.ASSIGNED, "sop-cop"),)}, "agency_not_valid_on_date"),
        ({"opinions": ()}, "assigned_opinions_missing"),
        ({"totals": Totals(registered=1, raised=2, assigned=1)}, "totals_inconsistent"),
        ({"totals": Totals(registered=1, raised=1, assigned=1, routed_out=1)}, "totals_inconsistent"),
        ({"totals": Totals(registered=1, raised=1, assigned=1, beyond_authority=1)}, "totals_inconsistent"),
        ({"opinions": (OpinionResult("o", Disposition.ASSIGNED, "snn"),) * 2}, "opinion_listed_twice"),
    ],
)
def test_a_conclusion_that_breaks_a_rule_is_kept_as_refused(changes: dict[str, object], slug: str) -> None:
    assert slug in slugs(given(decider).when(told(**changes)).events)


def test_what_was_answered_on_the_spot_may_be_counted_without_being_listed() -> None:
    totals = Totals(registered=3, raised=3, answered_on_spot=3)
    assert isinstance(given(decider).when(told(opinions=(), totals=totals)).state, Concluded)


def test_a_refused_conclusion_can_be_told_again_correctly() -> None:
    wrong = given(decider).when(told(opinions=())).events
    assert isinstance(given(decider, *wrong).when(told(message_id="message-2")).state, Concluded)


def test_a_denunciation_may_be_counted_without_being_listed() -> None:
    totals = Totals(registered=2, raised=2, assigned=1, routed_out=1)
    assert isinstance(given(decider).when(told(totals=totals)).state, Concluded)


def test_three_years_of_sessions_doubled_and_shuffled_are_counted_once_by_level() -> None:
    counts = {Level.PROVINCE: 90, Level.DISTRICT: 219, Level.COMMUNE: 674}
    plain = {"opinions": (), "totals": Totals(registered=9, raised=9)}
    messages = [
        told(session_id=f"{level}-{number}", level=level, message_id=f"{level}-{number}", held_on=day, held_from=day, **plain)
        for level, count in counts.items()
        for number in range(count)
        for day in [date(2019, 1, 7) + timedelta(days=number)]
    ]
    draw = random.Random(983)
    messages += draw.sample(messages, len(messages) // 10)
    draw.shuffle(messages)
    streams: dict[str, list[object]] = {}
    for message in messages:
        asked = given(decider, *streams.get(message.session_id, [])).when(message)  # type: ignore[arg-type]
        streams.setdefault(message.session_id, []).extend(asked.events)
    found = [event for events in streams.values() for event in events]
    assert all(isinstance(event, e.SessionConcluded) for event in found)
    assert len(found) == 983
    assert {level: sum(event.level is level for event in found) for level in counts} == counts  # type: ignore[attr-defined]


def test_the_last_day_of_the_districts_is_accepted_and_the_next_is_not() -> None:
    last = {"level": Level.DISTRICT, "host_org_id": "sop-cop", "opinions": (), "totals": Totals()}
    day = date(2025, 6, 30)
    assert isinstance(given(decider).when(told(held_on=day, held_from=day, **last)).state, Concluded)
    day = date(2025, 7, 1)
    assert slugs(given(decider).when(told(held_on=day, held_from=day, **last)).events) == ("org_not_valid_on_date", "district_level_ended")
