"""Public announcements of one session: published on every channel of the province, and taken back the same way."""

from collections.abc import Iterator

from chassis.handle import Unit
from notify.inbound.asking import Practice, ask
from notify.notice.commands import Withdraw
from notify.notice.decide import decider
from notify.notice.events import About
from notify.notice.identity import about, stream_of
from notify.notice.letters import SessionLetter
from notify.notice.notice import REACHED, Attempting, Unknown
from notify.notice.recipients import Everyone
from notify.notice.vocabulary import Purpose, Target
from notify.readmodel.sessions import Session


def _announcements(session: Session, purpose: Purpose, practice: Practice) -> Iterator[tuple[About, Everyone]]:
    for channel in practice.announcement_channels:
        for language in practice.announcement_languages:
            everyone = Everyone(channel, language)
            yield (
                about(purpose, Target.SESSION, session.session_id, everyone.ref, str(session.round), language=language),
                everyone,
            )


async def announce(unit: Unit, session: Session, letter: SessionLetter, practice: Practice) -> None:
    """PRE-6: on mass media and portal; not for sessions that concern only staff or are embedded in a meeting."""
    if not session.is_public:
        return
    for what, everyone in _announcements(session, Purpose.ANNOUNCEMENT, practice):
        await ask(unit, what, everyone, letter, expires_at=session.starts_at)


async def take_back(unit: Unit, session: Session, letter: SessionLetter, purpose: Purpose, reason: str, *, practice: Practice) -> None:
    """Stop announcements that wait; where one was published, publish the change on the same channel."""
    changes = dict(_by_person(_announcements(session, purpose, practice)))
    for what, everyone in _announcements(session, Purpose.ANNOUNCEMENT, practice):
        stream = stream_of(what.notice_id)
        notice = await unit.state(decider, stream)
        if isinstance(notice, Unknown):
            continue
        await unit.handle(decider, stream, Withdraw(reason, unit.clock.now()))
        if isinstance(notice, (*REACHED, Attempting)):
            await ask(unit, changes[what.person], everyone, letter)


def _by_person(announcements: Iterator[tuple[About, Everyone]]) -> Iterator[tuple[str, About]]:
    for what, _ in announcements:
        yield what.person, what
