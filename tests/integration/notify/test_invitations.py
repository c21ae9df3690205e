"""Invitations from the approved list to the mailbox: once per person and round, in office hours, in time or recorded as late."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from notify_desk import NotifyDesk, mail_server, message_gateway, notify_desk
from notify_examples import local
from notify_news import AGENCY, ORGANISATIONS, PARTY, approved, invitee, scheduled
from sheets import pdf_text, words

from contracts.followup import WorkingCalendarLoadedV1
from contracts.sessions import SessionCancelledV1, SessionPart, SessionPostponedV1
from contracts.vocabulary import Audience, Channel
from contracts.workdays import shipped_calendar
from doithoai.embedded.databases import Database
from notify.notice import events as e
from notify.notice.vocabulary import Purpose

THURSDAY = local("2026-02-26 08:00")
MONDAY = local("2026-02-09 08:00")


def written(folder: Path) -> str:
    return "".join(
        pdf_text(path.read_bytes()) if path.suffix == ".pdf" else path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    )


async def sealed(desk: NotifyDesk, ref: str, text: str) -> Any:
    return await desk.vault.seal(ref, "contact", text)


async def test_everybody_on_the_list_is_invited_once_by_mail(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, MONDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        person = invitee("person-1", await sealed(desk, "person-1", "Giàng A Dơ; do@example.vn"), role="village_head")
        office = invitee("office-1", org_id=AGENCY, role="unit_head")
        await desk.hear(*ORGANISATIONS, scheduled(THURSDAY), approved(person, office), approved(person, office))
        await desk.settle()
        invitations = [mail for mail in room.mails if mail["X-DoiThoai-Purpose"] == "invitation"]
        assert len(invitations) == 2
        [to_person] = room.to("do@example.vn")
        body = to_person.get_body(("plain",))
        assert body is not None
        assert "Kính gửi: Ông/Bà Giàng A Dơ" in body.get_content()
        assert "08 giờ 00, Thứ Năm, ngày 26/02/2026" in body.get_content()
        assert to_person["Message-ID"].endswith("@sonla.gov.vn>")
        assert len(room.to("vanthu@snv.sonla.gov.vn")) == 1
        assert len([sent for sent in await desk.log(e.NoticeSent) if sent.about.purpose is Purpose.INVITATION]) == 2
        assert await desk.log(e.InvitationLate) == []
        assert "Giàng" not in written(tmp_path)
        log = await desk.rows("SELECT data FROM event")
        assert not [row for row in log if "Giàng" in row["data"] or "do@example.vn" in row["data"]]


async def test_as_06_approved_on_tuesday_evening_it_leaves_on_wednesday_and_is_late(database: Database, tmp_path: Path) -> None:
    evening = local("2026-02-10 17:00")
    async with mail_server() as room, notify_desk(database, tmp_path, evening, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        await desk.hear(*ORGANISATIONS, scheduled(THURSDAY), approved(invitee("office-1", org_id=AGENCY)))
        await desk.settle()
        assert room.mails == []
        await desk.pass_time(local("2026-02-11 07:30"))
        assert len(room.mails) == 1
        [late] = await desk.log(e.InvitationLate)
        assert (late.limit_on, late.sent_on, late.advisory) == (date(2026, 2, 10), date(2026, 2, 11), False)
        [row] = await desk.rows("SELECT limit_on, target_on, is_late, state FROM invitation")
        assert row == {"limit_on": date(2026, 2, 10), "target_on": date(2026, 2, 9), "is_late": True, "state": "SENT"}


async def test_for_a_staff_session_late_is_only_advice(database: Database, tmp_path: Path) -> None:
    start = local("2025-12-15 09:00")
    async with notify_desk(database, tmp_path, start, smtp_url="training:") as desk:
        staff = scheduled(local("2025-12-18 08:00"), audience=(Audience.STAFF,))
        await desk.hear(*ORGANISATIONS, staff, approved(invitee("office-1", org_id=AGENCY)))
        await desk.settle()
        [late] = await desk.log(e.InvitationLate)
        assert late.advisory
        assert await desk.rows("SELECT 1 FROM invitation WHERE is_late") == []
        assert await desk.rows("SELECT 1 FROM announcement") == []


async def test_the_newest_calendar_counts(database: Database, tmp_path: Path) -> None:
    """24 November 2026 is off by one version and a working day by the next: the limit moves."""
    start = local("2026-11-18 08:00")
    async with notify_desk(database, tmp_path, start, smtp_url="training:") as desk:
        off, working = shipped_calendar(), shipped_calendar(applies_confirm_rows=False)
        await desk.hear(WorkingCalendarLoadedV1.announcing(off, loaded_by="acc-1"))
        await desk.hear(*ORGANISATIONS, scheduled(local("2026-12-03 08:00")))
        [row] = await desk.rows("SELECT limit_on, calendar_version FROM session")
        assert row == {"limit_on": date(2026, 11, 23), "calendar_version": off.version}
        await desk.hear(WorkingCalendarLoadedV1.announcing(working, loaded_by="acc-1"))
        [row] = await desk.rows("SELECT limit_on, calendar_version FROM session")
        assert row == {"limit_on": date(2026, 11, 24), "calendar_version": working.version}


async def test_a_postponed_session_is_told_to_the_invited_and_invited_to_again(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, MONDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        await desk.hear(*ORGANISATIONS, scheduled(THURSDAY), approved(invitee("office-1", org_id=AGENCY)))
        await desk.settle()
        desk.clock.move_to(local("2026-02-10 20:00"))
        new = local("2026-03-12 08:00")
        await desk.hear(SessionPostponedV1(session_id="session-1", reason="Trùng lịch họp của tỉnh", new_starts_at=new))
        await desk.hear(scheduled(new))
        await desk.settle()
        assert [mail["X-DoiThoai-Purpose"] for mail in room.mails] == ["invitation", "postponement"]
        await desk.pass_time(local("2026-02-11 07:30"))
        assert [mail["X-DoiThoai-Purpose"] for mail in room.mails] == ["invitation", "postponement", "invitation"]
        again = room.mails[-1].get_body(("plain",))
        assert again is not None
        assert "thay cho giấy mời dự hội nghị vào 08 giờ 00, Thứ Năm, ngày 26/02/2026" in again.get_content()
        rows = await desk.rows("SELECT round, limit_on FROM invitation ORDER BY round")
        assert rows == [{"round": 1, "limit_on": date(2026, 2, 10)}, {"round": 2, "limit_on": date(2026, 3, 3)}]


async def test_a_joint_session_in_parts_is_invited_to_in_the_name_of_all_and_its_parts_move_along(
    database: Database, tmp_path: Path
) -> None:
    parts = (
        SessionPart(part_no=1, cluster="Cụm bản Lả", starts_at=THURSDAY, ends_at=THURSDAY + timedelta(hours=2), venue="Nhà văn hóa bản Lả"),
    )
    async with mail_server() as room, notify_desk(database, tmp_path, MONDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        await desk.hear(*ORGANISATIONS, scheduled(THURSDAY, co_host_org_ids=(PARTY,), parts=parts), approved(invitee("o-1", org_id=AGENCY)))
        await desk.settle()
        moved = SessionPostponedV1(session_id="session-1", reason="Mưa lũ", new_starts_at=THURSDAY + timedelta(days=14))
        await desk.hear(moved)
        await desk.settle()
        bodies = [mail.get_body(("plain",)).get_content() for mail in room.mails if mail["X-DoiThoai-Purpose"] == "invitation"]  # type: ignore[union-attr]
        first, again = (" ".join(body.split()) for body in bodies)
        assert "UBND phường Tô Hiệu phối hợp với Tỉnh ủy Sơn La trân trọng kính mời" in first
        assert "Cụm bản Lả: 08 giờ 00, Thứ Năm, ngày 26/02/2026, tại Nhà văn hóa bản Lả" in first
        assert "Cụm bản Lả: 08 giờ 00, Thứ Năm, ngày 12/03/2026, tại Nhà văn hóa bản Lả" in again


async def test_a_waiting_invitation_to_a_postponed_session_never_leaves(database: Database, tmp_path: Path) -> None:
    evening = local("2026-02-09 18:00")
    async with mail_server() as room, notify_desk(database, tmp_path, evening, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        await desk.hear(*ORGANISATIONS, scheduled(THURSDAY), approved(invitee("office-1", org_id=AGENCY)))
        await desk.hear(SessionPostponedV1(session_id="session-1", reason="Chưa ấn định"))
        await desk.pass_time(local("2026-02-10 09:00"))
        assert room.mails == []
        assert {one.reason for one in await desk.log(e.NoticeWithdrawn)} == {"session_postponed"}
        await desk.hear(scheduled(local("2026-03-12 08:00")))
        await desk.settle()
        assert [mail["X-DoiThoai-Purpose"] for mail in room.mails] == ["invitation"]


async def test_a_cancelled_session_is_told_at_once_even_at_night(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, MONDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        await desk.hear(*ORGANISATIONS, scheduled(THURSDAY), approved(invitee("office-1", org_id=AGENCY), invitee("nobody")))
        await desk.settle()
        desk.clock.move_to(local("2026-02-25 23:00"))
        await desk.hear(SessionCancelledV1(session_id="session-1", reason="Thời tiết nguy hiểm"))
        await desk.settle()
        assert [mail["X-DoiThoai-Purpose"] for mail in room.mails] == ["invitation", "cancellation"]


async def test_who_is_taken_off_the_list_is_not_invited_and_who_is_added_is(database: Database, tmp_path: Path) -> None:
    evening = local("2026-02-09 18:00")
    async with notify_desk(database, tmp_path, evening, smtp_url="training:") as desk:
        first, second, third = (invitee(f"office-{number}", org_id=AGENCY) for number in (1, 2, 3))
        await desk.hear(*ORGANISATIONS, scheduled(THURSDAY), approved(first, second), approved(second, third))
        await desk.pass_time(local("2026-02-10 07:30"))
        rows = await desk.rows("SELECT invitee_ref, state FROM invitation ORDER BY invitee_ref")
        assert [(row["invitee_ref"], row["state"]) for row in rows] == [
            ("office-1", "WITHDRAWN"),
            ("office-2", "SENT"),
            ("office-3", "SENT"),
        ]


async def test_a_person_without_any_contact_is_left_to_the_village_head(database: Database, tmp_path: Path) -> None:
    async with notify_desk(database, tmp_path, MONDAY, smtp_url="training:") as desk:
        await desk.hear(*ORGANISATIONS, scheduled(THURSDAY), approved(invitee("person-1")))
        await desk.settle()
        [row] = await desk.rows("SELECT state, reason FROM invitation")
        assert row == {"state": "UNDELIVERABLE", "reason": "no_contact"}


async def test_a_refused_mailbox_is_followed_by_a_message_and_a_missing_one_by_paper(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, message_gateway() as gateway:
        given = {"smtp_url": f"smtp://127.0.0.1:{room.port}", "sms_url": f"{gateway.url}/sms"}
        async with notify_desk(database, tmp_path, MONDAY, **given) as desk:
            room.answers["do@example.vn"] = "550 5.1.1 no such user"
            person = invitee("person-1", await sealed(desk, "person-1", "Giàng A Dơ; do@example.vn; 0912345678"))
            party = invitee("office-1", org_id="sl-tinh-uy")
            await desk.hear(*ORGANISATIONS, scheduled(THURSDAY), approved(person, party))
            await desk.settle()
            assert [one["to"] for one in gateway.taken] == ["+84912345678"]
            assert gateway.taken[0]["text"].isascii()
            assert len(gateway.taken[0]["text"]) <= 160
            sent = {one.about.person: one.channel for one in await desk.log(e.NoticeSent) if one.about.purpose is Purpose.INVITATION}
            assert sent == {"person-1": Channel.SMS, "office-1": Channel.PRINTED}
            [letter] = (tmp_path / "printed").glob(f"{_id_of(await desk.log(e.NoticeSent), 'office-1')}.pdf")
            assert "Tỉnh ủy Sơn La" in " ".join(words(pdf_text(letter.read_bytes())))


def _id_of(events: list[e.NoticeSent], person: str) -> str:
    return next(one.about.notice_id for one in events if one.about.person == person)


async def test_the_public_is_told_on_portal_loudspeaker_and_paper(database: Database, tmp_path: Path) -> None:
    async with notify_desk(database, tmp_path, MONDAY) as desk:
        await desk.hear(*ORGANISATIONS, scheduled(THURSDAY))
        await desk.settle()
        published = {one.channel for one in await desk.log(e.NoticeSent)}
        assert published == {Channel.PORTAL, Channel.LOUDSPEAKER, Channel.PRINTED}
        [script] = (tmp_path / "loudspeaker").glob("*.txt")
        assert script.read_text("utf-8").startswith("Kính thưa bà con Nhân dân!")
        [page] = (tmp_path / "portal").glob("*.html")
        assert "Về việc tổ chức Hội nghị đối thoại" in page.read_text("utf-8")
        await desk.hear(SessionPostponedV1(session_id="session-1", reason="Mưa lũ", new_starts_at=THURSDAY + timedelta(days=14)))
        await desk.settle()
        purposes = [one.about.purpose for one in await desk.log(e.NoticeSent)]
        assert purposes.count(Purpose.ANNOUNCEMENT) == 6
        assert purposes.count(Purpose.ANNOUNCEMENT_POSTPONED) == 3


async def test_history_is_neither_announced_nor_invited_to(database: Database, tmp_path: Path) -> None:
    async with notify_desk(database, tmp_path, local("2026-03-02 08:00"), smtp_url="training:") as desk:
        await desk.hear(*ORGANISATIONS, scheduled(THURSDAY), approved(invitee("office-1", org_id=AGENCY)))
        await desk.settle()
        assert await desk.log() == []
