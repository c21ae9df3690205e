"""Office hours, pauses between attempts, and the lead time of invitations, on the real calendar."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from notify_examples import LEAD, local

from contracts.vocabulary import Audience, Form
from contracts.workdays import OutsideCalendar, shipped_calendar
from notify.notice.timing import DEFAULT_RULE, InvitationRule, lead_of, may_go_out_at, next_opening, pause_after, renewed
from notify.notice.vocabulary import Purpose

CALENDAR = shipped_calendar()
PEOPLE = (Audience.PEOPLE,)


@pytest.mark.parametrize(
    ("asked", "opens"),
    [
        ("2026-02-09 07:29", "2026-02-09 07:30"),  # Monday, just before opening
        ("2026-02-09 07:30", "2026-02-09 07:30"),
        ("2026-02-09 11:29", "2026-02-09 11:29"),
        ("2026-02-09 11:30", "2026-02-09 13:30"),  # the midday pause begins
        ("2026-02-09 13:30", "2026-02-09 13:30"),
        ("2026-02-09 16:59", "2026-02-09 16:59"),
        ("2026-02-09 17:00", "2026-02-10 07:30"),  # the office is closed at 17:00 local
        ("2026-02-10 00:00", "2026-02-10 07:30"),
        ("2026-02-07 09:00", "2026-02-09 07:30"),  # an ordinary Saturday
        ("2026-02-13 17:00", "2026-02-23 07:30"),  # Friday before Tết: the next opening is Monday 23 February
        ("2026-02-17 09:00", "2026-02-23 07:30"),  # first day of the lunar year
        ("2026-01-02 09:00", "2026-01-05 07:30"),  # swapped for Saturday 10 January
        ("2026-01-10 09:00", "2026-01-10 09:00"),  # the working Saturday itself
        ("2026-01-09 17:30", "2026-01-10 07:30"),  # Friday evening before the working Saturday
        ("2026-04-29 17:00", "2026-05-04 07:30"),  # 30 April, 1 May, weekend
    ],
)
def test_an_office_opens_on_working_days_at_its_hours(asked: str, opens: str) -> None:
    assert next_opening(CALENDAR, local(asked)) == local(opens)


def test_only_what_can_wait_waits_for_the_office() -> None:
    evening = local("2026-02-13 20:00")
    assert may_go_out_at(Purpose.INVITATION, CALENDAR, evening) == local("2026-02-23 07:30")
    assert may_go_out_at(Purpose.ESCALATION, CALENDAR, evening) == local("2026-02-23 07:30")
    assert may_go_out_at(Purpose.CANCELLATION, CALENDAR, evening) == evening
    assert may_go_out_at(Purpose.REPLY, CALENDAR, evening) == evening


def test_where_the_calendar_ends_nothing_waits() -> None:
    beyond = local("2028-01-03 20:00")
    with pytest.raises(OutsideCalendar):
        next_opening(CALENDAR, beyond)
    assert may_go_out_at(Purpose.REMINDER, CALENDAR, beyond) == beyond


def test_as_06_limit_and_target_of_an_invitation() -> None:
    lead = lead_of(CALENDAR, DEFAULT_RULE, date(2026, 2, 26), PEOPLE, Form.CONFERENCE)  # Thursday after Tết
    assert lead is not None
    assert (lead.limit_on, lead.target_on) == (date(2026, 2, 10), date(2026, 2, 9))  # Tuesday, Monday
    assert lead.binding
    assert lead.calendar_version == CALENDAR.version


@pytest.mark.parametrize(
    ("audience", "form", "binding"),
    [
        ((Audience.STAFF,), Form.CONFERENCE, False),
        ((Audience.STAFF, Audience.PEOPLE), Form.CONFERENCE, True),
        ((Audience.ORG_TTHC,), Form.SINGLE_TOPIC, True),
        ((Audience.PEOPLE,), Form.EMBEDDED, False),
    ],
)
def test_the_limit_binds_for_people_not_for_staff_or_embedded_meetings(audience: tuple[Audience, ...], form: Form, binding: bool) -> None:
    lead = lead_of(CALENDAR, DEFAULT_RULE, date(2025, 12, 18), audience, form)
    assert lead is not None
    assert lead.binding is binding


def test_no_limit_is_guessed_beyond_the_calendar() -> None:
    assert lead_of(CALENDAR, DEFAULT_RULE, date(2019, 1, 4), PEOPLE, Form.CONFERENCE) is None
    assert lead_of(CALENDAR, DEFAULT_RULE, date(2029, 1, 4), PEOPLE, Form.CONFERENCE) is None


def test_a_newer_calendar_or_rule_moves_the_limit() -> None:
    without_confirm = shipped_calendar(applies_confirm_rows=False)
    session = replace(LEAD, starts_on=date(2026, 12, 3), limit_on=date(2026, 11, 23), target_on=date(2026, 11, 20))
    again = renewed(session, without_confirm, DEFAULT_RULE)  # 24/11 works: Tuesday 24/11 is the seventh day back
    assert (again.limit_on, again.calendar_version) == (date(2026, 11, 24), without_confirm.version)
    shorter = renewed(LEAD, CALENDAR, InvitationRule(3, 4, PEOPLE))
    assert (shorter.limit_on, shorter.target_on) == (date(2026, 2, 23), date(2026, 2, 13))
    assert renewed(LEAD, CALENDAR, None) is LEAD


def test_pauses_grow_to_four_hours_and_are_spread() -> None:
    pauses = [pause_after(failures, "notice-1") for failures in range(8)]
    assert timedelta(minutes=1) <= pauses[0] <= timedelta(minutes=1, seconds=6)
    assert pauses == sorted(pauses[:6]) + pauses[6:]
    assert all(timedelta(hours=4) <= pause <= timedelta(hours=4, minutes=24) for pause in pauses[5:])
    assert pause_after(3, "notice-1") != pause_after(3, "notice-2")
    assert pause_after(3, "notice-1") == pause_after(3, "notice-1")
