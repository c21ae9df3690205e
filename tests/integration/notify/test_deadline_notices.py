"""Reminders and escalations reach the right office once, in office hours, and only while there is something to remind of."""

from datetime import date
from pathlib import Path

from notify_desk import mail_server, notify_desk
from notify_examples import local
from notify_news import AGENCY, HOST, ORGANISATIONS, PARTY, approaching, case, escalated, missed, opinion, organisation, replied

from contracts.duties import DutyFulfilledV1, DutyLiftedV1, DutyOpenedV1
from contracts.envelope import Document
from contracts.followup import (
    CaseClosedV1,
    CaseReassignedV1,
    DeadlineRecalculatedV1,
    DelayNoticeSentToSubmitterV1,
    EscalationAddressee,
    ReferredToSuperiorV1,
)
from contracts.intake import OpinionAcknowledgedV1, OpinionRoutedOutV1
from contracts.sessions import OrgUnitClosedV1, SessionDateCorrectedV1
from contracts.vocabulary import Audience, DeadlineLevel, DutyKind, Level, RecalculationCause, Route, TargetKind, Timeliness
from doithoai.embedded.databases import Database
from notify.notice import events as e
from notify.notice.letters import DeadlineLetter
from notify.notice.vocabulary import Purpose

WEDNESDAY = local("2026-03-04 09:00")
EVE = date(2026, 3, 4)
AGENCY_MAIL, HOST_MAIL = "vanthu@snv.sonla.gov.vn", "vanthu@tohieu.sonla.gov.vn"


async def test_the_ladder_reaches_agency_coordinator_and_those_above(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, WEDNESDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        await desk.hear(*ORGANISATIONS, case(), approaching(DeadlineLevel.D5), approaching(DeadlineLevel.D5))
        await desk.settle()
        assert [str(mail["To"]) for mail in room.mails] == [AGENCY_MAIL]
        await desk.hear(approaching(DeadlineLevel.D2))
        await desk.settle()
        assert sorted(str(mail["To"]) for mail in room.mails[1:]) == [AGENCY_MAIL, HOST_MAIL]
        await desk.hear(missed(), escalated(1, "unit_head", AGENCY, 1), escalated(2, "chairperson", None, 3))
        await desk.settle()
        subjects = [str(mail["Subject"]) for mail in room.mails[3:]]
        assert sum(subject.startswith("Đã quá hạn") for subject in subjects) == 2
        assert sum("mức một" in subject for subject in subjects) == 1
        assert [str(mail["To"]) for mail in room.mails if "mức hai" in str(mail["Subject"])] == [HOST_MAIL]
        also = (EscalationAddressee(role="inspectorate", org_id=HOST),)
        await desk.hear(escalated(3, "party_committee", PARTY, 5, also_to=also))
        await desk.settle()
        third = [sent for sent in await desk.log(e.NoticeSent) if sent.about.level == "L3"]
        assert {(sent.about.org_id, sent.channel.value) for sent in third} == {(PARTY, "PRINTED"), (HOST, "EMAIL")}


async def test_a_reminder_of_a_closed_or_moved_case_is_withdrawn(database: Database, tmp_path: Path) -> None:
    evening = local("2026-03-04 18:00")
    async with mail_server() as room, notify_desk(database, tmp_path, evening, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        await desk.hear(*ORGANISATIONS, case(), approaching(DeadlineLevel.D5))
        closed = CaseClosedV1(case_id="case-1", closed_on=date(2026, 3, 4), timeliness=Timeliness.ON_TIME, working_days_late=0)
        await desk.hear(closed)
        await desk.pass_time(local("2026-03-05 08:00"))
        assert room.mails == []
        await desk.hear(case(case_id="case-2"), case())
        desk.clock.move_to(local("2026-03-05 17:30"))
        await desk.hear(approaching(DeadlineLevel.D2))
        moved = DeadlineRecalculatedV1(
            case_id="case-1", new_due_on=date(2026, 3, 25), cause=RecalculationCause.EXTENDED, calendar_version="2026-1"
        )
        await desk.hear(moved)
        await desk.pass_time(local("2026-03-06 08:00"))
        assert room.mails == []
        assert {one.reason for one in await desk.log(e.NoticeWithdrawn)} == {"no_longer_needed", "deadline_moved"}
        await desk.hear(approaching(DeadlineLevel.D2, date(2026, 3, 25)))
        await desk.settle()
        assert len(room.mails) == 2


async def test_letters_name_the_day_on_which_the_session_was_really_held(database: Database, tmp_path: Path) -> None:
    async with notify_desk(database, tmp_path, WEDNESDAY) as desk:
        truly = SessionDateCorrectedV1(
            session_id="session-1",
            held_from=date(2026, 2, 12),
            held_on=date(2026, 2, 12),
            previous_held_on=date(2026, 2, 11),
            reporting_year=2026,
            reason="Biên bản ghi nhầm ngày",
            level=Level.PROVINCE,
            audience=(Audience.PEOPLE,),
            host_org_id=HOST,
        )
        other = truly.model_copy(update={"session_id": "session-2", "held_on": date(2026, 2, 13)})
        await desk.hear(*ORGANISATIONS, case(), truly, other, approaching(DeadlineLevel.D5))
        [letter] = [one.letter for one in await desk.log(e.NoticeRequested)]
        assert isinstance(letter, DeadlineLetter)
        assert letter.held_on == date(2026, 2, 12)


async def test_a_case_that_changed_hands_reminds_the_new_agency(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, WEDNESDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        moved = CaseReassignedV1(
            case_id="case-1", from_agency_id=AGENCY, to_agency_id=HOST, decided_by_role="chairperson", reason="Đúng thẩm quyền"
        )
        await desk.hear(*ORGANISATIONS, case(), moved, approaching(DeadlineLevel.D0))
        await desk.settle()
        assert [str(mail["To"]) for mail in room.mails] == [HOST_MAIL, HOST_MAIL]
        assert any("Chuyển giao" in str(mail["Subject"]) for mail in room.mails)


async def test_a_closed_organisation_is_followed_to_its_successor(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, WEDNESDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        await desk.hear(*ORGANISATIONS, organisation("sl-moi", "Sở mới tỉnh Sơn La", "vanthu@moi.sonla.gov.vn"))
        await desk.hear(OrgUnitClosedV1(unit_id=AGENCY, valid_to=date(2026, 2, 28), successor_ids=("sl-moi",)))
        await desk.hear(case(), approaching(DeadlineLevel.D5))
        await desk.settle()
        assert [str(mail["To"]) for mail in room.mails] == ["vanthu@moi.sonla.gov.vn"]


async def test_the_chairs_office_is_reminded_of_its_own_duty(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, WEDNESDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        duty = DutyOpenedV1(
            duty_id="duty-1",
            session_id="session-1",
            kind=DutyKind.CONCLUSION_NOTICE,
            owner_org_id=HOST,
            anchor_on=date(2026, 2, 27),
            due_on=date(2026, 3, 6),
        )
        reminder = approaching(DeadlineLevel.D2, date(2026, 3, 6)).model_copy(
            update={"target_kind": TargetKind.DUTY, "target_id": "duty-1", "case_id": None}
        )
        await desk.hear(*ORGANISATIONS, duty, reminder)
        await desk.settle()
        [mail] = room.mails
        assert str(mail["Subject"]) == "Nhắc thời hạn lần hai: Thông báo kết luận, thời hạn 06/03/2026"
        assert str(mail["To"]) == HOST_MAIL


async def test_a_reminder_that_waits_for_the_morning_is_not_sent_about_a_duty_done_in_the_evening(
    database: Database, tmp_path: Path
) -> None:
    evening = local("2026-03-04 18:00")
    async with mail_server() as room, notify_desk(database, tmp_path, evening, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        kind = DutyKind.CONCLUSION_NOTICE
        for name in ("done", "lifted", "owed"):
            owed = DutyOpenedV1(duty_id=name, session_id="s-1", kind=kind, owner_org_id=HOST, anchor_on=EVE, due_on=date(2026, 3, 6))
            about = {"target_kind": TargetKind.DUTY, "target_id": name, "case_id": None}
            await desk.hear(*ORGANISATIONS, owed, approaching(DeadlineLevel.D2, date(2026, 3, 6)).model_copy(update=about))
        ended = {"session_id": "s-1", "kind": kind}
        done = DutyFulfilledV1(duty_id="done", **ended, fulfilled_on=EVE, timeliness=Timeliness.ON_TIME, working_days_late=0)
        lifted = DutyLiftedV1(duty_id="lifted", **ended, reason="Hội nghị không tổ chức")
        await desk.hear(done, lifted)
        await desk.pass_time(local("2026-03-05 08:00"))
        assert [mail["To"] for mail in room.mails] == [HOST_MAIL]
        assert [one.reason for one in await desk.log(e.NoticeWithdrawn)] == ["no_longer_needed"] * 2


async def test_a_case_answered_in_the_evening_is_not_recalled_in_the_morning_though_it_is_not_closed(
    database: Database, tmp_path: Path
) -> None:
    evening = local("2026-03-04 18:00")
    async with mail_server() as room, notify_desk(database, tmp_path, evening, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        await desk.hear(*ORGANISATIONS, case(), approaching(DeadlineLevel.D5), replied().model_copy(update={"answers_all": False}))
        await desk.pass_time(local("2026-03-05 08:00"))
        assert [mail["To"] for mail in room.mails] == [AGENCY_MAIL], "part of it is unanswered"
        desk.clock.move_to(local("2026-03-05 18:00"))
        await desk.hear(approaching(DeadlineLevel.D2), replied("reply-2").model_copy(update={"answers_all": True}))
        await desk.pass_time(local("2026-03-06 08:00"))
        assert len(room.mails) == 1
        assert {one.reason for one in await desk.log(e.NoticeWithdrawn)} == {"no_longer_needed"}


async def test_delay_referral_and_receipt_are_told_to_the_submitter(database: Database, tmp_path: Path) -> None:
    async with notify_desk(database, tmp_path, WEDNESDAY, smtp_url="training:") as desk:
        doc = Document(number="9", symbol="UBND-NC", issued_on=date(2026, 3, 4))
        ack = OpinionAcknowledgedV1(opinion_id="opinion-1", ack_doc=doc, accepted_or_forwarded="ACCEPTED")
        await desk.hear(*ORGANISATIONS, opinion(), case(), ack)
        await desk.hear(DelayNoticeSentToSubmitterV1(case_id="case-1", doc=doc, expected_reply_on=date(2026, 3, 25)))
        await desk.hear(ReferredToSuperiorV1(case_id="case-1", superior_org_id=PARTY, doc=doc, referred_on=date(2026, 3, 4)))
        await desk.hear(replied())
        purposes = {asked.about.purpose for asked in await desk.log(e.NoticeRequested)}
        assert purposes == {Purpose.ACKNOWLEDGEMENT, Purpose.DELAY, Purpose.REFERRAL, Purpose.REPLY}


async def test_nothing_of_a_routed_out_opinion_stays(database: Database, tmp_path: Path) -> None:
    async with notify_desk(database, tmp_path, WEDNESDAY) as desk:
        await desk.hear(opinion())
        await desk.hear(OpinionRoutedOutV1(opinion_id="opinion-1", route=Route.DENUNCIATION))
        assert await desk.rows("SELECT 1 FROM submitter_contact") == []
