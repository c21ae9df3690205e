"""Any commands in any order: decide always answers, and what it says keeps the promises."""

from datetime import datetime, timedelta
from functools import reduce

from hypothesis import given, settings
from hypothesis import strategies as st
from notify_examples import MONDAY, REQUEST, STARTS

from chassis.decider import Refused
from contracts.vocabulary import Channel, Rsvp
from notify.notice import commands as c
from notify.notice import events as e
from notify.notice.decide import decider
from notify.notice.notice import Notice, Unknown
from notify.notice.vocabulary import REASONS
from notify.refusals import REFUSALS

MOMENTS = st.integers(0, 60 * 24 * 20).map(lambda minutes: MONDAY + timedelta(minutes=minutes))
CHANNELS = st.sampled_from([Channel.EMAIL, Channel.SMS, Channel.IN_PERSON])
NUMBERS = st.integers(1, 4)
FAILURES = st.sampled_from(["server_busy", "mailbox_refused", "gateway_unreachable"])
MAKERS = st.one_of(
    st.just(lambda _now: REQUEST),
    NUMBERS.map(lambda number: lambda now: c.MakeDue(number, now)),
    CHANNELS.map(lambda channel: lambda now: c.BeginAttempt(channel, now)),
    NUMBERS.map(lambda number: lambda now: c.RecordSent(number, "x", now)),
    st.builds(
        lambda number, reason, permanent, left: (
            lambda now: c.RecordFailure(number, reason, permanent, left, now + timedelta(minutes=5), now)
        ),
        NUMBERS,
        FAILURES,
        st.booleans(),
        st.booleans(),
    ),
    st.just(lambda now: c.PutOff("keys_unavailable", now + timedelta(minutes=5), now)),
    st.sampled_from(["subject_erased", "no_contact"]).map(lambda reason: lambda now: c.GiveUp(reason, now)),
    st.just(lambda now: c.ConfirmDelivery("report:1", now)),
    st.just(lambda now: c.ReportBounce("bounced", now)),
    st.sampled_from([*Rsvp, None]).map(lambda rsvp: lambda now: c.Acknowledge(rsvp, now)),
    st.just(lambda now: c.Withdraw("session_postponed", now)),
    NUMBERS.map(lambda number: lambda now: c.RaiseAlarm(number, now + timedelta(hours=24), now)),
    st.just(lambda now: c.Resend("acc-1", now)),
    CHANNELS.map(lambda channel: lambda now: c.RecordHandOver(channel, now, "acc-1", now)),
)
ASKED = st.lists(st.tuples(MAKERS, MOMENTS), max_size=25)


@settings(max_examples=300, deadline=None)
@given(ASKED)
def test_every_command_on_every_state_is_decided(asked: list[tuple[object, datetime]]) -> None:
    state: Notice = Unknown()
    history: list[e.NoticeEvent] = []
    for make, now in [(lambda _now: REQUEST, MONDAY), *sorted(asked, key=lambda pair: pair[1])]:
        command = make(now)  # type: ignore[operator]
        try:
            events = decider.decide(command, state)
        except Refused as refusal:
            assert refusal.slug in REFUSALS
            continue
        history.extend(events)
        state = reduce(decider.evolve, events, state)
        if not isinstance(command, c.RequestNotice):
            assert len(decider.decide(c.RequestNotice(**vars(REQUEST)), state)) == 0
    _keeps_its_promises(history)


def _keeps_its_promises(history: list[e.NoticeEvent]) -> None:
    rounds = 1 + sum(isinstance(event, e.ResendRequested | e.NoticeUndeliverable) for event in history)
    assert sum(isinstance(event, e.NoticeSent) for event in history) <= rounds
    assert sum(isinstance(event, e.NoticeRequested) for event in history) == 1
    attempts = [event for event in history if isinstance(event, e.DeliveryAttempted)]
    assert [event.attempt_no for event in attempts] == sorted(event.attempt_no for event in attempts)
    for event in history:
        if isinstance(event, e.DeliveryFailed | e.NoticeUndeliverable | e.NoticeWithdrawn):
            assert event.reason in REASONS
    assert all(event.attempted_at < STARTS for event in attempts)


@given(MAKERS, MOMENTS)
def test_nothing_but_a_request_begins_a_notice(make: object, now: datetime) -> None:
    command = make(now)  # type: ignore[operator]
    try:
        events = decider.decide(command, Unknown())
    except Refused as refusal:
        assert refusal.slug == "notice_unknown"
    else:
        assert isinstance(events[0], e.NoticeRequested)
