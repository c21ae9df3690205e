"""How long a loop rests after a page: not at all in a quiet hour, three times as long as it worked in a busy one."""

import pytest

from chassis.pace import LONGEST_SECONDS, SAVED_SECONDS, SHORTEST_SECONDS, Pace


def busy(page: float, pages: int) -> list[float]:
    """The rests of a loop that always finds another page."""
    pace, now, rests = Pace(0.0), 0.0, []
    for _ in range(pages):
        now += page
        rests.append(pace.owes(page, now))
        now += rests[-1]
    return rests


def test_pages_of_a_quiet_hour_follow_one_another_at_once() -> None:
    pace = Pace(0.0)
    assert [pace.owes(0.03, number * 0.2) for number in range(1, 200)] == [0.0] * 199


def test_a_loop_that_always_finds_more_works_a_quarter_of_the_time() -> None:
    assert busy(0.04, 100)[-1] == pytest.approx(0.12)


def test_what_was_saved_is_used_before_the_first_rest() -> None:
    rests = busy(0.04, 20)
    first = next(number for number, rest in enumerate(rests) if rest)
    assert first * 0.04 >= SAVED_SECONDS


@pytest.mark.parametrize(("page", "rest"), [(0.001, SHORTEST_SECONDS), (5.0, LONGEST_SECONDS)])
def test_no_rest_is_too_short_to_gather_anything_or_long_enough_to_be_noticed(page: float, rest: float) -> None:
    assert max(busy(page, 2000)) == pytest.approx(rest)


def test_no_more_is_saved_than_a_quarter_of_a_second_however_long_nothing_came() -> None:
    pace = Pace(0.0)
    assert pace.owes(SAVED_SECONDS + 0.02, 3600.0) == pytest.approx(0.08)
