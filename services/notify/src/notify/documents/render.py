"""From the facts of a notice to its Vietnamese text in every form; a person's name comes in as an argument and stays nowhere."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, TemplateNotFound, select_autoescape

from notify.documents.sms import one_part
from notify.documents.wording import FILTERS, ROLES
from notify.notice.events import About
from notify.notice.letters import DeadlineLetter, Letter, ReplyLetter, SessionLetter, document_symbol
from notify.notice.message import Message
from notify.notice.recipients import Everyone, Office, Person, Recipient
from notify.notice.vocabulary import Purpose


@dataclass(frozen=True)
class Desk:
    """The office as it signs: where it sits and how it is reached."""

    place: str = "Sơn La"
    contact: str | None = None


@dataclass(frozen=True)
class Addressee:
    full: str
    short: str
    sms: str


def addressee(recipient: Recipient, name: str | None = None) -> Addressee:
    match recipient:
        case Person():
            return Addressee(f"Ông/Bà {name}" if name else "Ông/Bà", "ông/bà", "ông/bà")
        case Office():
            attention = ROLES.get(recipient.attention, recipient.attention)
            full = f"{attention[:1].upper()}{attention[1:]} – {recipient.name}" if attention else recipient.name
            return Addressee(full, "quý cơ quan", "quý cơ quan")
        case Everyone():
            return Addressee("Nhân dân", "bà con", "bà con")
        case _:
            assert_never(recipient)


def render(about: About, recipient: Recipient, letter: Letter, *, key: str, today: date, desk: Desk, name: str | None = None) -> Message:
    """Every form of one notice. `today` is the local date printed on the document."""
    template = _template(about)
    facts = {"l": letter, "to": addressee(recipient, name), "notice_id": about.notice_id, "contact": desk.contact}
    subject, body, _, script = _parts(template, facts, None)
    subject, body = " ".join(subject.split()), _tidy(body)
    addressed = not isinstance(recipient, Person) or name is not None
    return Message(
        key=key,
        subject=subject,
        body=body,
        sms=one_part(lambda limit: _parts(template, facts, limit)[2]),
        page=_page(about, letter, subject, body, today=today, desk=desk) if addressed else "",
        script=_tidy(script),
    )


def _page(about: About, letter: Letter, subject: str, body: str, *, today: date, desk: Desk) -> str:
    lines = [line for line in body.splitlines() if line]
    return (
        _environment()
        .get_template("document.html.j2")
        .render(
            title=subject,
            organ=issuer(letter),
            symbol=document_symbol(about.purpose, letter) or "TB",
            place=desk.place,
            issued_on=today,
            kind="GIẤY MỜI" if about.purpose is Purpose.INVITATION else "THÔNG BÁO",
            subject_line=heading(subject),
            paragraphs=[line for line in lines if not line.startswith("Mã ")],
            recipients=["Như trên"] if lines and lines[0].startswith("Kính gửi") else ["Cổng thông tin điện tử", "Bảng tin xã, phường"],
        )
    )


def heading(subject: str) -> str:
    """The line below the kind of document, which need not repeat the kind."""
    if subject.startswith("Giấy mời") and ": " in subject:
        return "Dự " + subject.split(": ", 1)[1]
    return "Về việc " + subject.removeprefix("Thông báo ") if subject.startswith("Thông báo ") else subject


def issuer(letter: Letter) -> str:
    """The organisation in whose name the notice goes out."""
    match letter:
        case SessionLetter():
            return letter.host_name
        case ReplyLetter():
            return letter.office_name
        case DeadlineLetter():
            return "Bộ phận theo dõi, đôn đốc"
        case _:
            assert_never(letter)


def _template(about: About) -> Template:
    name = about.purpose.lower()
    try:
        return _environment().select_template([f"{name}.{about.language}.txt.j2", f"{name}.txt.j2"])
    except TemplateNotFound as missing:
        raise LookupError(f"no template for {about.purpose}") from missing


def _parts(template: Template, facts: dict[str, Any], limit: int | None) -> list[str]:
    """Subject, body, SMS and loudspeaker script; `limit` shortens names in the SMS."""
    return template.render({**facts, "limit": limit}).split("\f")


def _tidy(text: str) -> str:
    """No trailing blanks, never more than one empty line."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for at, line in enumerate(lines) if line or lines[at - 1]]
    return "\n".join(kept)


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("notify.documents", "templates"),
        autoescape=select_autoescape(("html.j2",)),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(FILTERS)
    return environment
