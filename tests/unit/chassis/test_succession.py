"""Who may act for an organisation that has ended: who took over from it, with the reach they have; before the day nobody but itself."""

from datetime import date

import pytest

from chassis.identity.actor import Actor, Reach
from chassis.identity.succession import Place, Places

LAST = date(2026, 2, 28)
PLACES = Places(
    {
        "tinh": Place(None),
        "huyen": Place("tinh", date(2025, 6, 30)),
        "cu": Place("huyen", LAST, ("moi", "khac")),
        "moi": Place("tinh", valid_from=date(2026, 3, 1)),
        "khac": Place("tinh"),
        "het": Place("huyen", LAST),
    }
)


@pytest.mark.parametrize(
    ("own", "reach", "org_id", "before", "after"),
    [
        ("cu", Reach.OWN, "cu", True, True),
        ("moi", Reach.OWN, "cu", False, True),
        ("khac", Reach.OWN, "cu", False, False),
        ("tinh", Reach.OWN, "cu", False, False),
        ("tinh", Reach.SUBTREE, "cu", True, True),
        ("tinh", Reach.OWN, "het", False, True),
        ("moi", Reach.OWN, "unknown", False, False),
        ("moi", Reach.EVERYWHERE, "unknown", True, True),
    ],
)
def test_from_the_first_day_without_it_an_organisation_is_reached_by_who_took_over(
    own: str, reach: Reach, org_id: str, *, before: bool, after: bool
) -> None:
    actor = Actor("account-1", "dialogue_office", own, reach)
    assert (PLACES.reached_by(actor, org_id, LAST), PLACES.reached_by(actor, org_id, date(2026, 3, 1))) == (before, after)


def test_a_directory_that_goes_in_a_circle_ends_somewhere() -> None:
    round_and_round = Places({"a": Place("b", LAST, ("b",)), "b": Place("a", LAST, ("a",))})
    assert round_and_round.line("a") == ("a", "b")
    assert round_and_round.takes_over("a", date(2026, 3, 1)) is None
    assert round_and_round.acts_for("a", date(2026, 3, 1)) == ("a",)


def test_an_organisation_exists_from_its_first_to_its_last_day_and_unknown_ones_do_not() -> None:
    assert [PLACES.exists("moi", day) for day in (LAST, date(2026, 3, 1))] == [False, True]
    assert [PLACES.exists("cu", day) for day in (LAST, date(2026, 3, 1))] == [True, False]
    assert not PLACES.exists("unknown", LAST)
