"""A notice as a document, made on demand with the person's name, sent to the browser, kept nowhere."""

from dataclasses import dataclass
from datetime import date, datetime

from fastapi import Request, Response
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.documents.answers import FileKind, document_answer
from chassis.documents.document import Document
from chassis.identity.actor import Actor
from chassis.privacy.keys import VaultUnavailable
from chassis.web.problems import NotFound
from contracts.vocabulary import Channel
from contracts.workdays import local_date
from notify.courier.reach import Finder
from notify.documents.announcement import told
from notify.documents.issuing import issuing_office
from notify.documents.render import Desk, render
from notify.documents.sheet import sheet
from notify.notice.events import About
from notify.notice.permissions import PRINT
from notify.notice.recipients import Everyone, Person
from notify.notice.vocabulary import Purpose, Target
from notify.reach import must_act_on
from notify.readmodel.announcements import Announcement, find_announcement
from notify.readmodel.notice_detail import NoticeDetail, find_notice

FILE_NAMES = {Purpose.INVITATION: "giay-moi"}
OTHER_FILE_NAME = "thong-bao"


@dataclass(frozen=True)
class Printing:
    """What printing needs beside the notice: the office's desk and who opens a sealed name."""

    desk: Desk
    finder: Finder

    async def of_notice(self, connection: AsyncConnection, found: NoticeDetail, today: date) -> Document:
        """Without a name when the contact was erased or cannot be opened: the line is then filled in by hand."""
        about, recipient, letter = found.read_about(), found.read_recipient(), found.read_letter()
        name: str | None = None
        if isinstance(recipient, Person):
            try:
                name = await self.finder.name_of(connection, about, recipient)
            except VaultUnavailable:
                name = None
        message = render(about, recipient, letter, key=about.notice_id, today=today, desk=self.desk, name=name or "")
        office = await issuing_office(connection, letter, self.desk.place)
        return sheet(about, recipient, letter, message, office=office, today=today, contact=self.desk.contact, name=name)


async def notice_file(
    request: Request, connection: AsyncConnection, actor: Actor, notice_id: str, kind: FileKind, now: datetime, printing: Printing
) -> Response:
    """Raises NotFound, and NotPermitted for the business of another office."""
    await must_act_on(connection, actor, notice_id, PRINT, local_date(now))
    found = await find_notice(connection, notice_id)
    if found is None:
        raise NotFound
    document = await printing.of_notice(connection, found, local_date(now))
    return await document_answer(request, document, kind, FILE_NAMES.get(found.read_about().purpose, OTHER_FILE_NAME))


async def announcement_file(request: Request, connection: AsyncConnection, notice_id: str, kind: FileKind, desk: Desk) -> Response:
    """Raises NotFound for one that was not published."""
    row = await find_announcement(connection, notice_id)
    if row is None:
        raise NotFound
    return await document_answer(request, await of_announcement(connection, row, desk), kind, OTHER_FILE_NAME)


async def of_announcement(connection: AsyncConnection, row: Announcement, desk: Desk) -> Document:
    """As it was published that day."""
    today, letter = local_date(row.published_at or row.starts_at), row.read_letter()
    message = told(row.purpose, row.channel, row.language, letter, key=row.notice_id, today=today, desk=desk)
    everyone = Everyone(Channel(row.channel), row.language)
    about = About(row.notice_id, Purpose(row.purpose), Target.SESSION, row.session_id, everyone.ref, "", language=row.language)
    office = await issuing_office(connection, letter, desk.place)
    return sheet(about, everyone, letter, message, office=office, today=today, contact=desk.contact)
