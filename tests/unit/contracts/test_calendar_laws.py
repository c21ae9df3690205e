"""Laws every working calendar obeys, on random days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.followup import WorkingCalendarLoadedV1
from contracts.workdays import OutsideCalendar, SpecialDay, WorkingCalendar, local_date, shipped_calendar

CALENDAR = shipped_calendar()
days = st.dates(date(2019, 7, 1), date(2027, 6, 1))
counts = st.integers(1, 60)


@given(day=days, first=counts, second=counts)
def test_counting_in_two_legs_arrives_where_one_leg_does(day: date, first: int, second: int) -> None:
    assert CALENDAR.add_working_days(day, first + second) == CALENDAR.add_working_days(CALENDAR.add_working_days(day, first), second)
    back = CALENDAR.subtract_working_days(CALENDAR.subtract_working_days(day, first), second)
    assert CALENDAR.subtract_working_days(day, first + second) == back


@given(day=days, count=counts)
def test_a_count_never_ends_on_a_rest_day(day: date, count: int) -> None:
    for due in (CALENDAR.add_working_days(day, count), CALENDAR.subtract_working_days(day, count), CALENDAR.add_calendar_days(day, count)):
        assert CALENDAR.is_working(due)


@given(day=days, other=days, count=counts)
def test_a_later_start_never_falls_due_earlier(day: date, other: date, count: int) -> None:
    early, late = sorted((day, other))
    assert CALENDAR.add_working_days(early, count) <= CALENDAR.add_working_days(late, count)
    assert CALENDAR.before(early) <= CALENDAR.before(late)


@given(day=days, count=counts)
def test_the_days_between_are_the_days_counted(day: date, count: int) -> None:
    assert CALENDAR.working_days_between(day, CALENDAR.add_working_days(day, count)) == count
    assert CALENDAR.before(day) < day


@given(day=days, count=counts)
def test_every_explanation_names_each_day_once_and_ends_at_the_result(day: date, count: int) -> None:
    explained = CALENDAR.explain_working_days(day, count)
    assert explained.result == CALENDAR.add_working_days(day, count)
    assert [d.date for d in explained.days] == [day + timedelta(n + 1) for n in range((explained.result - day).days)]
    assert [d.ordinal for d in explained.days if d.ordinal] == list(range(1, count + 1))
    assert len(explained.lines) == len(explained.days) + 2


def test_the_shipped_calendar_covers_next_year() -> None:
    next_year = local_date(datetime.now(UTC)).year + 1
    assert CALENDAR.covers_to >= date(next_year, 12, 31), f"load the official days off of {next_year} and release a new calendar version"


def test_a_count_that_leaves_the_calendar_is_an_error_not_a_guess() -> None:
    with pytest.raises(OutsideCalendar):
        CALENDAR.add_working_days(date(2027, 12, 20), 15)
    with pytest.raises(OutsideCalendar):
        CALENDAR.before(date(2019, 1, 1))


def test_a_working_saturday_is_counted_and_explained_with_its_document() -> None:
    explained = CALENDAR.explain_working_days(date(2025, 12, 18), 15)
    saturday = explained.days[-1]
    assert saturday.date == date(2026, 1, 10)
    assert saturday.text == (
        "Thứ Bảy, 10/01/2026: ngày làm việc thứ 15 – Làm bù cho ngày nghỉ hoán đổi 02/01/2026 (Công văn 12729/VPCP-KGVX, 25/12/2025)"
    )


def test_an_unconfirmed_day_says_so() -> None:
    texts = [day.text for day in CALENDAR.explain_working_days(date(2026, 11, 20), 5).days]
    assert any(text.startswith("Thứ Ba, 24/11/2026: không tính") and text.endswith("[chờ xác nhận]") for text in texts)


def test_a_calendar_day_period_ending_on_a_day_off_explains_each_day_it_rolled_over() -> None:
    explained = CALENDAR.explain_calendar_days(date(2026, 4, 20), 10)
    assert [day.date.day for day in explained.days] == [30, 1, 2, 3]
    assert explained.result == date(2026, 5, 4)


def test_a_date_listed_twice_is_refused() -> None:
    row = SpecialDay(date(2026, 1, 1), is_working=False, reason="Tết Dương lịch", source_document="Điều 112")
    with pytest.raises(ValueError, match="twice"):
        WorkingCalendar.of("x", (date(2026, 1, 1), date(2026, 12, 31)), [row, row])


def test_a_published_calendar_counts_like_the_one_it_announces() -> None:
    event = WorkingCalendarLoadedV1.announcing(CALENDAR, loaded_by="cb-1")
    heard = WorkingCalendarLoadedV1.read(event.body()).calendar()
    assert heard == CALENDAR
    assert heard.add_working_days(date(2026, 2, 11), 15) == date(2026, 3, 11)


def test_an_explanation_says_which_way_it_counts_and_why_a_day_is_skipped() -> None:
    forward = CALENDAR.explain_working_days(date(2026, 3, 6), 1)
    assert [day.text for day in forward.days] == [
        "Thứ Bảy, 07/03/2026: không tính – nghỉ hằng tuần",
        "Chủ nhật, 08/03/2026: không tính – nghỉ hằng tuần",
        "Thứ Hai, 09/03/2026: ngày làm việc thứ 1 – ngày làm việc",
    ]
    assert forward.lines[0] == "Mốc: Thứ Sáu, 06/03/2026 (không tính ngày mốc) – 01 ngày làm việc sau mốc"
    back = CALENDAR.explain_working_days(date(2026, 2, 26), -7)
    assert back.lines[0] == "Mốc: Thứ Năm, 26/02/2026 (không tính ngày mốc) – 07 ngày làm việc trước mốc"
    assert back.lines[-1] == "Kết quả: Thứ Ba, 10/02/2026 – lịch làm việc phiên bản 2026-1"
    eve = CALENDAR.explain_before(date(2026, 1, 12))
    assert (eve.result, [day.date.day for day in eve.days]) == (date(2026, 1, 10), [11, 10])
    assert eve.lines[0].endswith("– ngày làm việc cuối cùng trước ngày 12/01/2026")
    assert CALENDAR.explain_working_days(date(2026, 1, 12), -1).lines[0].endswith("– 01 ngày làm việc trước mốc")


def test_an_instant_without_an_offset_has_no_local_date() -> None:
    with pytest.raises(ValueError, match="offset"):
        local_date(datetime(2026, 3, 11, 17, 0))
