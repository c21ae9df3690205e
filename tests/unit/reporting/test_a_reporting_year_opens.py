"""A reporting year opens once, on 15/12; what the working calendar does not reach yet is looked at again each day."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from chassis.eventstore.recorded import Meta, Recorded
from chassis.timers import Arm
from reporting.report.year import Complete, Incomplete, OpenYear, ReportYearOpened, decide, evolve, stream_of
from reporting.timers import apply

AT = datetime(2025, 12, 14, 17, tzinfo=UTC)


def woken_by(event: ReportYearOpened) -> list[object]:
    recorded = Recorded(
        1, UUID(int=1), stream_of(event.year), 1, "report-year.report-year-opened.v1", event, Meta("system", "c").json(), AT
    )
    return list(apply(recorded))


def test_a_complete_year_opens_once() -> None:
    [opened] = decide(OpenYear(year=2026, missing=()), Incomplete())
    assert opened == ReportYearOpened(2026, 1)
    assert evolve(Incomplete(), opened) == Complete()
    assert decide(OpenYear(year=2026, missing=()), Complete()) == []


def test_the_next_year_begins_at_midnight_in_viet_nam_on_15_12() -> None:
    assert woken_by(ReportYearOpened(2026, 1)) == [Arm("report-year-2027", "open", 1, datetime(2026, 12, 14, 17, tzinfo=UTC))]


def test_a_year_beyond_the_calendar_is_looked_at_again_the_next_day_until_it_is_complete() -> None:
    [first] = decide(OpenYear(year=2028, missing=("6-thang", "nam")), Incomplete())
    assert woken_by(first) == [Arm("report-year-2028", "open", 2, AT + timedelta(days=1))]
    [second] = decide(OpenYear(year=2028, missing=()), evolve(Incomplete(), first))
    assert (second.look, evolve(Incomplete(1), second)) == (2, Complete())
