"""A published announcement put into words again, for the portal page and the open data."""

from datetime import date

from contracts.vocabulary import Channel
from notify.documents.render import Desk, render
from notify.notice.events import About
from notify.notice.letters import SessionLetter
from notify.notice.message import Message
from notify.notice.recipients import Everyone
from notify.notice.vocabulary import Purpose, Target


def told(purpose: str, channel: str, language: str, letter: SessionLetter, *, key: str, today: date, desk: Desk) -> Message:
    """The same words as when it was published; `key` is the notice's id."""
    everyone = Everyone(Channel(channel), language)
    about = About(key, Purpose(purpose), Target.SESSION, letter.session_id, everyone.ref, "", language=language)
    return render(about, everyone, letter, key=key, today=today, desk=desk)
