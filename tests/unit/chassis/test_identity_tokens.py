"""A token is its actor's word for as long as it lasts, under one key only."""

from datetime import UTC, datetime, timedelta

import pytest

from chassis.clock import FakeClock
from chassis.identity.actor import ANONYMOUS, SYSTEM, Actor, Reach
from chassis.identity.tokens import InvalidToken, KeyTooShort, Tokens

KEY = "k" * 32
NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
CLERK = Actor("acc-1", "clerk", "org-1", Reach.SUBTREE)


def test_a_token_gives_its_actor_back_until_it_expires() -> None:
    clock = FakeClock(NOON)
    tokens = Tokens(KEY, clock, lifetime=timedelta(hours=1))
    token = tokens.issue(CLERK, label="Văn phòng")
    clock.advance(timedelta(minutes=59))
    assert tokens.read(token).label == "Văn phòng"
    assert tokens.verify(token) == CLERK
    clock.advance(timedelta(minutes=2))
    with pytest.raises(InvalidToken):
        tokens.verify(token)


def test_another_key_an_altered_token_and_no_token_are_refused() -> None:
    tokens = Tokens(KEY, FakeClock(NOON))
    good = tokens.issue(CLERK)
    head, body, mark = good.split(".")
    bad = [Tokens("x" * 32, FakeClock(NOON)).issue(CLERK), f"{head}.{body}A.{mark}", f"{head}.{body}.", "", "a.b.c", "Đối thoại"]
    unsigned = "eyJhbGciOiJub25lIn0." + body + "."
    for token in [*bad, unsigned]:
        with pytest.raises(InvalidToken):
            tokens.verify(token)


def test_a_weak_key_is_not_accepted() -> None:
    with pytest.raises(KeyTooShort):
        Tokens("short", FakeClock(NOON))


def test_reach_is_own_everything_below_or_everything() -> None:
    own = Actor("a", "clerk", "org-1")
    assert own.reaches("org-1")
    assert not own.reaches("org-2", ancestors=["org-1"])
    assert CLERK.reaches("org-2", ancestors=["org-0", "org-1"])
    assert not CLERK.reaches("org-2", ancestors=["org-0"])
    assert SYSTEM.reaches("anything")
    assert not ANONYMOUS.reaches(None)
