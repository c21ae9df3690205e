"""The state diagram of a notice, walked out of `decide` and `evolve`: what is drawn is what the code does."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from chassis.decider import Refused
from contracts.vocabulary import Channel, Rsvp
from notify.notice import commands as ask
from notify.notice.commands import NoticeCommand
from notify.notice.decide import decider
from notify.notice.events import Lead
from notify.notice.identity import about
from notify.notice.letters import SessionLetter
from notify.notice.notice import Notice, Unknown
from notify.notice.recipients import Office
from notify.notice.vocabulary import Purpose, Target

NOW = datetime(2026, 2, 9, 2, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
STARTS = NOW + timedelta(days=17)
REQUEST = ask.RequestNotice(
    about=about(Purpose.INVITATION, Target.SESSION, "session-1", "office-1", "1"),
    recipient=Office("org-1", "Sở Nội vụ", "office-1"),
    letter=SessionLetter("session-1", "UBND phường", "Chủ tịch UBND phường", ("PEOPLE",), 2026, STARTS),
    now=NOW,
    not_before=LATER,
    alarm_at=LATER + timedelta(days=1),
    expires_at=STARTS,
    lead=Lead(date(2026, 2, 26), date(2026, 2, 10), date(2026, 2, 9), binding=True, calendar_version="2026-1"),
)
SAMPLES: tuple[NoticeCommand, ...] = (
    REQUEST,
    *(ask.MakeDue(number, LATER) for number in (1, 2)),
    ask.MakeDue(1, STARTS),
    *(ask.BeginAttempt(channel, LATER) for channel in (Channel.EMAIL, Channel.SMS)),
    *(ask.RecordSent(number, "evidence", LATER) for number in (1, 2)),
    *(ask.RecordFailure(1, "server_busy", permanent, others, LATER, LATER) for permanent, others in ((False, False), (True, False))),
    ask.PutOff("keys_unavailable", LATER, LATER),
    ask.GiveUp("subject_erased", LATER),
    ask.ConfirmDelivery("report", LATER),
    ask.ReportBounce("bounced", LATER),
    *(ask.Acknowledge(rsvp, LATER) for rsvp in Rsvp),
    ask.Withdraw("session_postponed", LATER),
    ask.RaiseAlarm(1, LATER, LATER),
    ask.Resend("acc-1", LATER),
    ask.RecordHandOver(Channel.IN_PERSON, LATER, "acc-1", LATER),
)


def steps() -> Iterator[tuple[str, str, str]]:
    """Every (state, event, state) that the samples lead to, each once, in the order found; steps that stay where they are left out."""
    seen_states: list[Notice] = [Unknown()]
    seen_steps: set[tuple[str, str, str]] = set()
    for state in seen_states:
        for command in SAMPLES:
            for before, event, after in _played(state, command):
                step = (type(before).__name__, event, type(after).__name__)
                if step[0] != step[2] and step not in seen_steps:
                    seen_steps.add(step)
                    yield step
                if after not in seen_states and len(seen_states) < 200:
                    seen_states.append(after)


def _played(state: Notice, command: NoticeCommand) -> Iterator[tuple[Notice, str, Notice]]:
    try:
        events = decider.decide(command, state)
    except Refused:
        return
    for event in events:
        after = decider.evolve(state, event)
        yield state, type(event).__name__, after
        state = after


def mermaid() -> str:
    """The diagram as text for the README."""
    lines = ["stateDiagram-v2"]
    for before, event, after in steps():
        lines.append(f"    {'[*]' if before == 'Unknown' else before.upper()} --> {after.upper()}: {event}")
    return "\n".join(lines)
