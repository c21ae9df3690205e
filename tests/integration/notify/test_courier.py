"""Delivery when things go wrong: crash between message and record, servers down, people forgotten, gateways that refuse."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from notify_desk import NotifyDesk, mail_server, message_gateway, notify_desk
from notify_examples import local
from notify_news import AGENCY, ORGANISATIONS, approved, case, invitee, opinion, replied, scheduled
from sheets import pdf_text, words

from chassis.handle import Handled
from chassis.identity.actor import Actor
from chassis.privacy.keys import VaultUnavailable
from contracts.intake import SealedSubmitter, SubmitterErasedV1
from contracts.vocabulary import Audience, Channel
from doithoai.embedded.databases import Database
from notify.channels.port import Accepted, Answer
from notify.channels.zalo import Zalo
from notify.courier.courier import Courier
from notify.notice import events as e
from notify.notice.commands import NoticeCommand, RecordSent, Resend
from notify.notice.decide import decider
from notify.notice.identity import stream_of
from notify.notice.message import Message
from notify.notice.vocabulary import Purpose

MONDAY, THURSDAY = local("2026-02-09 08:00"), local("2026-02-26 08:00")
STAFF = {"audience": (Audience.STAFF,)}
CLERK = Actor("acc-1", "dialogue_office")


class Killed(BaseException):
    """The process is gone."""


class DiesBeforeRecording(Courier):
    """A courier whose process is killed after the message left and before that was written down."""

    async def _say(self, case: Any, command: NoticeCommand) -> int:
        if isinstance(command, RecordSent):
            raise Killed
        return await super()._say(case, command)


def dying(desk: NotifyDesk) -> Courier:
    whole = desk.courier
    return DiesBeforeRecording(whole.handler, whole.finder, whole.ways, whole.desk, province_code=whole.province_code)


async def invited(desk: NotifyDesk, *others: Any) -> None:
    await desk.hear(*ORGANISATIONS, scheduled(THURSDAY, **STAFF), approved(*(others or (invitee("office-1", org_id=AGENCY),))))


async def test_killed_between_message_and_record_it_goes_out_again_under_the_same_key(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, MONDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        await invited(desk)
        with pytest.raises(Killed):
            await desk.settle(dying(desk))
        assert len(room.mails) == 1
        assert await desk.log(e.NoticeSent) == []
        assert len(await desk.log(e.DeliveryAttempted)) == 1
        await desk.settle()
        assert len(room.mails) == 2
        assert {mail["Message-ID"] for mail in room.mails} == {room.mails[0]["Message-ID"]}
        assert len(await desk.log(e.DeliveryAttempted)) == 1
        assert len(await desk.log(e.NoticeSent)) == 1
        await desk.settle()
        assert len(room.mails) == 2


async def test_a_server_that_takes_the_mail_and_hangs_up_gets_the_same_message_id_again(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, MONDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        room.drop_after_data = True
        await invited(desk)
        await desk.settle()
        [failure] = await desk.log(e.DeliveryFailed)
        assert (failure.reason, failure.permanent) == ("server_unreachable", False)
        room.drop_after_data = False
        await desk.pass_time(MONDAY + timedelta(minutes=5), timedelta(minutes=5))
        assert len({mail["Message-ID"] for mail in room.mails}) == 1
        assert len(await desk.log(e.NoticeSent)) == 1


async def test_a_dead_server_is_tried_for_ever_and_the_alarm_is_raised_after_a_day(database: Database, tmp_path: Path) -> None:
    async with notify_desk(database, tmp_path, MONDAY, smtp_url="smtp://127.0.0.1:1") as desk:
        await desk.hear(*ORGANISATIONS, scheduled(THURSDAY, **STAFF), approved(invitee("office-1", org_id=AGENCY)))
        await desk.pass_time(local("2026-02-10 09:00"), timedelta(hours=1))
        failures = await desk.log(e.DeliveryFailed)
        assert len(failures) >= 4
        assert [failure.retry_no for failure in failures] == list(range(1, len(failures) + 1))
        hours = {(failure.next_attempt_at + timedelta(hours=7)).hour for failure in failures}
        assert hours <= set(range(7, 17)) - {12}
        assert len(await desk.log(e.DeliveryStalled)) == 1
        [row] = await desk.rows("SELECT state, reason, is_stalled FROM notice_list")
        assert row == {"state": "WAITING", "reason": "server_unreachable", "is_stalled": True}
        async with mail_server() as room:
            desk.ways[Channel.EMAIL].server = type(desk.ways[Channel.EMAIL].server)("127.0.0.1", room.port, tls=False, start_tls=False)  # type: ignore[attr-defined]
            await desk.pass_time(local("2026-02-10 16:00"), timedelta(hours=1))
            assert len(room.mails) == 1
        assert await desk.rows("SELECT 1 FROM notice_list WHERE is_stalled") == []
        assert await desk.rows("SELECT 1 FROM timer") == []


async def test_a_busy_server_delays_and_a_clerk_can_try_at_once(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, MONDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        room.busy = True
        await invited(desk)
        await desk.settle()
        assert [failure.reason for failure in await desk.log(e.DeliveryFailed)] == ["server_busy"]
        room.busy = False
        notice_id = (await desk.log(e.NoticeRequested))[0].about.notice_id
        handled = await desk.handler.handle(decider, stream_of(notice_id), Resend(CLERK.ref, desk.clock.now()), actor=CLERK)
        assert isinstance(handled, Handled)
        await desk.settle()
        assert len(room.mails) == 1


async def with_contact(desk: NotifyDesk, **fields: str) -> SealedSubmitter:
    return SealedSubmitter(**{name: await desk.vault.seal("person-1", name, text) for name, text in fields.items()})


async def test_a_submitter_is_told_of_the_reply_by_message(database: Database, tmp_path: Path) -> None:
    async with (
        message_gateway() as gateway,
        notify_desk(database, tmp_path, MONDAY, sms_url=f"{gateway.url}/sms", sms_brand="UBNDTH") as desk,
    ):
        await desk.hear(*ORGANISATIONS, opinion(submitter=await with_contact(desk, name="Lò Thị Ún", phone="0912 345 678")))
        await desk.hear(case(), replied(), replied())
        await desk.settle()
        [taken] = gateway.taken
        assert (taken["to"], taken["from"]) == ("+84912345678", "UBNDTH")
        assert taken["text"].startswith("So Noi vu tinh Son La da tra loi y kien cua ong/ba (VB 123/SNV-TG).")
        [notice] = await desk.log(e.NoticeSent)
        assert (notice.about.target_id, notice.about.opinion_id, notice.evidence) == ("case-1", "opinion-1", "sms:m-1")


async def test_a_forgotten_person_is_not_told_and_that_is_no_error(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, MONDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        await desk.hear(*ORGANISATIONS, opinion(submitter=await with_contact(desk, email="un@example.vn")), case())
        await desk.hear(SubmitterErasedV1(subject="person-1", erased_at=MONDAY), replied())
        await desk.settle()
        assert room.mails == []
        [ended] = await desk.log(e.NoticeUndeliverable)
        assert ended.reason == "subject_erased"
        assert await desk.rows("SELECT sealed::text FROM submitter_contact") == [{"sealed": "{}"}]


async def test_an_invitee_whose_key_is_gone_is_not_reached(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, MONDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        contact = await desk.vault.seal("person-1", "contact", "un@example.vn")
        await desk.vault.erase("person-1")  # type: ignore[attr-defined]
        await invited(desk, invitee("person-1", contact))
        await desk.settle()
        assert [ended.reason for ended in await desk.log(e.NoticeUndeliverable)] == ["subject_erased"]
        assert room.mails == []


async def test_without_the_keeper_of_keys_the_notice_waits(database: Database, tmp_path: Path) -> None:
    async with notify_desk(database, tmp_path, MONDAY, smtp_url="training:") as desk:
        contact = await desk.vault.seal("person-1", "contact", "un@example.vn")
        await invited(desk, invitee("person-1", contact))

        async def unavailable(*_: object) -> str:
            raise VaultUnavailable("away")

        opened, desk.vault.open = desk.vault.open, unavailable  # type: ignore[method-assign, assignment]
        await desk.settle()
        assert [failure.reason for failure in await desk.log(e.DeliveryFailed)] == ["keys_unavailable"]
        desk.vault.open = opened  # type: ignore[method-assign]
        await desk.pass_time(MONDAY + timedelta(minutes=5), timedelta(minutes=5))
        assert len(await desk.log(e.NoticeSent)) == 1


async def test_a_reply_that_arrives_before_its_opinion_finds_the_submitter_later(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, MONDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        await desk.hear(*ORGANISATIONS, case(), replied())
        await desk.settle()
        assert [failure.reason for failure in await desk.log(e.DeliveryFailed)] == ["contact_awaited"]
        await desk.hear(opinion(submitter=await with_contact(desk, email="un@example.vn")))
        await desk.pass_time(MONDAY + timedelta(minutes=5), timedelta(minutes=5))
        assert len(room.to("un@example.vn")) == 1


async def test_an_anonymous_opinion_has_nobody_to_tell(database: Database, tmp_path: Path) -> None:
    async with notify_desk(database, tmp_path, MONDAY, smtp_url="training:") as desk:
        await desk.hear(opinion(submitter_ref=None), case(), replied())
        assert await desk.log() == []


async def test_zalo_refused_by_the_recipient_becomes_a_message(database: Database, tmp_path: Path) -> None:
    async with message_gateway() as gateway:
        given = {
            "sms_url": f"{gateway.url}/sms",
            "zalo_url": f"{gateway.url}/zalo",
            "zalo_token": "t",
            "zalo_templates": {"REPLY": "tpl-7"},
        }
        async with notify_desk(database, tmp_path, MONDAY, **given) as desk:
            gateway.said = {"error": -118, "message": "Zalo account not existed"}
            await desk.hear(*ORGANISATIONS, opinion(submitter=await with_contact(desk, phone="0912345678")), case(), replied())
            await desk.settle()
            zalo, sms = gateway.taken
            assert (zalo["channel"], zalo["phone"], zalo["template_id"]) == ("zalo", "84912345678", "tpl-7")
            assert zalo["tracking_id"] == sms["reference"] == gateway.keys[0]
            assert sms["channel"] == "sms"
            assert isinstance(desk.ways[Channel.SOCIAL_MESSAGING], Zalo)
            [failure] = await desk.log(e.DeliveryFailed)
            assert (failure.channel, failure.reason, failure.permanent) == (Channel.SOCIAL_MESSAGING, "not_opted_in", True)


async def test_killed_on_the_second_way_it_goes_out_again_by_the_second_way(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, message_gateway() as gateway:
        given = {"smtp_url": f"smtp://127.0.0.1:{room.port}", "sms_url": f"{gateway.url}/sms"}
        async with notify_desk(database, tmp_path, MONDAY, **given) as desk:
            room.answers["un@example.vn"] = "550 5.1.1 no such user"
            contact = await with_contact(desk, email="un@example.vn", phone="0912345678")
            await desk.hear(*ORGANISATIONS, opinion(submitter=contact), case(), replied())
            with pytest.raises(Killed):
                await desk.settle(dying(desk))
            room.answers.clear()
            await desk.settle()
            assert (len(room.mails), [taken["channel"] for taken in gateway.taken]) == (0, ["sms", "sms"])
            assert len(set(gateway.keys)) == 1
            assert [sent.channel for sent in await desk.log(e.NoticeSent)] == [Channel.SMS]


@pytest.mark.parametrize(
    ("status", "reason", "ends"),
    [(500, "gateway_busy", False), (401, "gateway_busy", False), (404, "gateway_busy", False), (422, "number_refused", True)],
)
async def test_a_gateway_says_no_for_now_or_for_good(database: Database, tmp_path: Path, status: int, reason: str, ends: bool) -> None:
    async with message_gateway() as gateway, notify_desk(database, tmp_path, MONDAY, sms_url=f"{gateway.url}/sms") as desk:
        gateway.status = status
        await desk.hear(*ORGANISATIONS, opinion(submitter=await with_contact(desk, phone="0912345678")), case(), replied())
        await desk.settle()
        ended = await desk.log(e.NoticeUndeliverable)
        failed = await desk.log(e.DeliveryFailed)
        assert [one.reason for one in (ended if ends else failed)] == [reason]
        assert bool(ended) is ends


class _Faulty:
    """A channel with a fault of its own making."""

    def carries(self, _purpose: Purpose) -> bool:
        return True

    async def send(self, _address: str, _purpose: Purpose, message: Message, _now: object) -> Answer:
        if "Sở Nội vụ" in message.body.split("\n")[0]:
            raise RuntimeError("a fault of ours")
        return Accepted("ok")


async def test_one_notice_that_cannot_be_made_does_not_hold_up_the_others(database: Database, tmp_path: Path) -> None:
    async with notify_desk(database, tmp_path, MONDAY, smtp_url="training:") as desk:
        desk.ways[Channel.EMAIL] = _Faulty()
        await invited(desk, invitee("office-1", org_id=AGENCY), invitee("office-2", org_id="ubnd-to-hieu"))
        await desk.settle()
        assert [sent.about.person for sent in await desk.log(e.NoticeSent)] == ["office-2"]
        assert [failure.reason for failure in await desk.log(e.DeliveryFailed)] == ["internal_fault"]


async def test_a_mail_says_in_its_headers_that_a_machine_sent_it(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, MONDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        await invited(desk)
        await desk.settle()
        [mail] = room.mails
        assert isinstance(mail, EmailMessage)
        text = mail.get_body(("plain",))
        assert text is not None
        assert (mail["Auto-Submitted"], text["Content-Language"]) == ("auto-generated", "vi")
        assert mail["Date"].endswith("+0700")
        assert str(mail["From"]) == "Đối thoại – tỉnh Sơn La <doi-thoai@sonla.gov.vn>"
        assert [part.get_filename() for part in mail.iter_attachments()] == ["giay-moi.pdf"]
        [attached] = mail.iter_attachments()
        assert "trân trọng kính mời" in " ".join(words(pdf_text(attached.get_content())))
