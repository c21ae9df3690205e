"""A notice as an official document: an invitation (GM) or a notice (TB) in the prescribed form, for paper and as attachment.

The office registers number and hand signature; the day printed is the day it goes out.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from chassis.documents.blocks import Block, Item, Paragraph
from chassis.documents.document import Document
from chassis.documents.office import Office, issued
from chassis.documents.wording import END, hour_of_day
from contracts.labels import label
from contracts.mottos import motto_on
from contracts.vocabulary import DomainCode
from notify.documents.render import addressee, heading
from notify.documents.wording import audience, day, role
from notify.notice.events import About
from notify.notice.letters import Letter, SessionLetter, hosts
from notify.notice.message import Message
from notify.notice.recipients import Person, Recipient
from notify.notice.vocabulary import Purpose

BY_HAND = "…" * 24
HEADS = frozenset({"chairperson", "head"})
PUBLIC = ("Cổng thông tin điện tử", "Đài truyền thanh, bảng tin xã, phường")
_FIELD = re.compile(r"^(?:- )?(?P<lead>[^:]{2,40}:) (?P<text>.+)$")


def sheet(
    about: About,
    recipient: Recipient,
    letter: Letter,
    message: Message,
    *,
    office: Office,
    today: date,
    contact: str | None = None,
    name: str | None = None,
) -> Document:
    """`name` is the person's, given at the last moment. Every other notice is printed in the words of its template."""
    if isinstance(letter, SessionLetter) and about.purpose is Purpose.INVITATION:
        to = addressee(recipient, name)
        body = (
            *_invited(office, letter, to.full if name or not isinstance(recipient, Person) else f"{to.full} {BY_HAND}"),
            *_facts(office, letter),
            *_until(letter, to.short, contact),
            Paragraph("Trân trọng."),
        )
        return issued(office, "GM", f"Dự {title(office, letter)}", body, issued_on=today, recipients=("Như trên",), template="invitation")
    if isinstance(letter, SessionLetter) and about.purpose is Purpose.ANNOUNCEMENT:
        body = (*_announced(office, letter), Paragraph(f"{office.name} trân trọng thông báo."))
        subject = f"Tổ chức {title(office, letter)}"
        return issued(office, "TB", subject, (*body,), issued_on=today, recipients=PUBLIC, template="announcement")
    addressees, told = _told(message.body)
    recipients = ("Như trên",) if addressees else PUBLIC
    subject = heading(message.subject).removeprefix("Về việc ")
    return issued(
        office,
        "TB",
        subject[:1].upper() + subject[1:],
        told,
        issued_on=today,
        addressees=addressees,
        recipients=recipients,
        template="notice",
    )


def title(office: Office, letter: SessionLetter) -> str:
    return f"Hội nghị đối thoại trực tiếp giữa {_chair(office, letter)} với {audience(letter.audience)} năm {letter.plan_year}"


def _chair(office: Office, letter: SessionLetter) -> str:
    return office.head_phrase if letter.chair in HEADS else role(letter.chair)


def _hosts(office: Office, letter: SessionLetter) -> str:
    return hosts(replace(letter, host_name=office.name))


def _invited(office: Office, letter: SessionLetter, whom: str) -> Iterator[Block]:
    yield Paragraph(f"{_hosts(office, letter)} trân trọng kính mời: {whom}")
    yield Paragraph(f"Tới dự {title(office, letter)}.")


def _announced(office: Office, letter: SessionLetter) -> Iterator[Block]:
    yield Paragraph(f"{_hosts(office, letter)} thông báo tổ chức {title(office, letter)} như sau:")
    yield from _facts(office, letter)
    if motto := motto_on(date(letter.plan_year, 1, 1)):
        yield Paragraph(f"Hội nghị thực hiện phương châm “{motto}”.")
    if letter.opinions_before:
        yield Paragraph(
            f"Cơ quan, tổ chức và công dân gửi ý kiến, kiến nghị trước ngày {day(letter.opinions_before)}, hoặc đăng ký phát biểu tại hội nghị."
        )
    else:
        yield Paragraph("Cơ quan, tổ chức và công dân có thể đăng ký phát biểu tại hội nghị.")


def _facts(office: Office, letter: SessionLetter) -> Iterator[Block]:
    if letter.topic:
        yield Paragraph(f"{label(DomainCode(letter.topic))}.", "Nội dung:")
    yield Paragraph(f"{_chair(office, letter)}.", "Chủ trì:")
    yield Paragraph(f"{hour_of_day(letter.starts_at)}.", "Thời gian:")
    yield Paragraph(f"{letter.venue}.", "Địa điểm:")
    for each in letter.clusters:
        yield Item(f"{each.cluster}: {hour_of_day(each.starts_at)}, tại {each.venue}.")
    if letter.online_url:
        yield Paragraph(letter.online_url, "Tham dự trực tuyến:")
    if letter.replaces:
        yield Paragraph(f"Văn bản này thay cho văn bản về hội nghị dự kiến vào {hour_of_day(letter.replaces)}.")


def _until(letter: SessionLetter, short: str, contact: str | None) -> Iterator[Block]:
    if letter.opinions_before:
        yield Paragraph(f"Đề nghị {short} gửi ý kiến, kiến nghị trước ngày {day(letter.opinions_before)}.")
    if contact:
        yield Paragraph(f"Mọi trao đổi xin liên hệ: {contact}.")


def _told(body: str) -> tuple[tuple[str, ...], tuple[Block, ...]]:
    """Addressees and blocks of a text made by a template; what follows its closing sign (signature, code) is the form's own matter."""
    text = body.split(END, maxsplit=1)[0] + (END if END in body else "")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("Mã ")]
    to = tuple(line.removeprefix("Kính gửi:").strip() for line in lines if line.startswith("Kính gửi:"))
    return to, tuple(_block(line) for line in lines if not line.startswith("Kính gửi:"))


def _block(line: str) -> Block:
    if not line.startswith("- "):
        return Paragraph(line)
    found = _FIELD.match(line)
    return Paragraph(found["text"], found["lead"]) if found else Item(line.removeprefix("- "))
