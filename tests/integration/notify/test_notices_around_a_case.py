"""Around a case: the submitter hears of a first word, a new date, a correction and a kept promise; the holder is urged; a successor takes over."""

from datetime import date
from pathlib import Path

from notify_desk import Mailroom, mail_server, notify_desk
from notify_examples import local
from notify_news import AGENCY, HOST, ORGANISATIONS, PARTY, approaching, case, opinion, organisation, replied

from contracts.cases import (
    CasePassedToSuccessorV1,
    CaseUrgedV1,
    CommitmentRemindedV1,
    InterimReplyIssuedV1,
    OpinionsJoinedCaseV1,
    ResolutionRecordedV1,
)
from contracts.duties import DutyOpenedV1, DutyPassedToSuccessorV1
from contracts.envelope import Document
from contracts.followup import CaseClosedV1, CaseReassignedV1, ExtensionGrantedV1
from contracts.sessions import OrgUnitClosedV1
from contracts.vocabulary import DeadlineLevel, DutyKind, TargetKind, Timeliness
from doithoai.embedded.databases import Database
from notify.notice import events as e
from notify.notice.letters import DeadlineLetter
from notify.notice.vocabulary import Purpose

WEDNESDAY = local("2026-03-04 09:00")
PAPER = Document(number="70", symbol="SNV-VP", issued_on=date(2026, 3, 3))
CLOSED = CaseClosedV1(case_id="case-1", closed_on=date(2026, 3, 4), timeliness=Timeliness.ON_TIME, working_days_late=0)


async def test_the_submitter_hears_of_every_step_that_concerns_them(database: Database, tmp_path: Path) -> None:
    async with notify_desk(database, tmp_path, WEDNESDAY) as desk:
        await desk.hear(*ORGANISATIONS, opinion("opinion-1"), case(opinion_ids=("opinion-1",)))
        about = {"case_id": "case-1", "opinion_ids": ("opinion-1",)}
        await desk.hear(
            InterimReplyIssuedV1(
                **about, reply_id="i-1", issuing_org_id=AGENCY, reply_doc=PAPER, issued_on=date(2026, 3, 3), summary_plain="Đang xác minh."
            ),
            ExtensionGrantedV1(
                case_id="case-1",
                requested_on=date(2026, 3, 3),
                proposed_due_on=date(2026, 3, 25),
                reason="Xác minh",
                citizen_notice_doc=PAPER,
                decided_by_role="chairperson",
            ),
            replied(),
            replied("reply-2").model_copy(update={"corrects": "reply-1"}),
            ResolutionRecordedV1(**about, commitment_id="reply-1", resolved_on=date(2026, 3, 3), summary_plain="Đã xong.", doc=PAPER),
        )
        asked = [one.about.purpose for one in await desk.log(e.NoticeRequested)]
        assert asked == [Purpose.INTERIM, Purpose.DELAY, Purpose.REPLY, Purpose.REPLY, Purpose.RESULT]


async def test_urging_reaches_the_holder_each_time_even_after_the_case_closed(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, WEDNESDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        urged = CaseUrgedV1(
            case_id="case-1",
            urged_on=date(2026, 3, 4),
            by_role="dialogue_office",
            by_org_id=HOST,
            to_org_id=AGENCY,
            note="Đề nghị báo cáo.",
        )
        await desk.hear(*ORGANISATIONS, case(), urged, urged, CLOSED)
        await desk.settle()
        assert [str(mail["To"]) for mail in room.mails] == ["vanthu@snv.sonla.gov.vn"] * 2
        assert all("Đôn đốc" in str(mail["Subject"]) for mail in room.mails)


HEIR = organisation("sl-moi", "Sở mới tỉnh Sơn La", "vanthu@moi.sonla.gov.vn")
DECISION = Document(number="1681", symbol="NQ-UBTVQH15", issued_on=date(2026, 2, 1))
PASSED = CasePassedToSuccessorV1(
    case_id="case-1",
    from_org_id=AGENCY,
    to_org_id="sl-moi",
    effective_on=date(2026, 3, 1),
    decision_doc=DECISION,
    assigned_agency_id="sl-moi",
    host_org_id=HOST,
)
ENDED = OrgUnitClosedV1(unit_id=AGENCY, valid_to=date(2026, 2, 28), successor_ids=("sl-moi",))
AGENCY_MAIL, HOST_MAIL, HEIR_MAIL = "vanthu@snv.sonla.gov.vn", "vanthu@tohieu.sonla.gov.vn", "vanthu@moi.sonla.gov.vn"


def to(room: Mailroom) -> dict[str, list[str]]:
    """Subjects by mailbox in the order of the alphabet: letters leave four at once."""
    boxes = {str(mail["To"]) for mail in room.mails}
    return {box: sorted(str(mail["Subject"]).split(":")[0] for mail in room.mails if str(mail["To"]) == box) for box in boxes}


async def test_a_successor_hears_what_it_takes_over_and_those_who_had_it_hear_that_it_went_on(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, WEDNESDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        await desk.hear(*ORGANISATIONS, HEIR, case(), ENDED, PASSED, PASSED)
        await desk.settle()
        assert to(room) == {HEIR_MAIL: ["Tiếp nhận"], AGENCY_MAIL: ["Bàn giao"], HOST_MAIL: ["Bàn giao"]}
        [taken] = [one.letter for one in await desk.log(e.NoticeRequested) if one.about.level == "SUCCEEDED"]
        assert isinstance(taken, DeadlineLetter)
        assert (taken.from_name, taken.due_on, taken.decision) == ("Sở Nội vụ tỉnh Sơn La", date(2026, 3, 11), DECISION)


async def test_a_superior_that_ends_in_a_referral_is_followed_and_the_agency_that_waits_is_told(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, WEDNESDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        upward = {"from_org_id": PARTY, "superior_org_id": "sl-moi", "assigned_agency_id": AGENCY}
        await desk.hear(*ORGANISATIONS, HEIR, case(), PASSED.model_copy(update=upward))
        await desk.settle()
        assert to(room) == {HEIR_MAIL: ["Tiếp nhận"], AGENCY_MAIL: ["Bàn giao"], HOST_MAIL: ["Bàn giao"]}


async def test_a_case_back_from_a_superior_nobody_follows_is_told_with_its_new_date(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, WEDNESDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        back = {"from_org_id": PARTY, "to_org_id": HOST, "assigned_agency_id": HOST, "co_agencies": (AGENCY,)}
        told = PASSED.model_copy(update={**back, "referral_ended": True, "due_on": date(2026, 3, 17)})
        await desk.hear(*ORGANISATIONS, case(), told, told)
        await desk.settle()
        assert {HOST_MAIL: ["Tiếp nhận"], AGENCY_MAIL: ["Bàn giao"]}.items() <= to(room).items()
        letters = [one.letter for one in await desk.log(e.NoticeRequested)]
        assert {(letter.due_on, letter.returned) for letter in letters if isinstance(letter, DeadlineLetter)} == {(date(2026, 3, 17), True)}
        await desk.hear(approaching(DeadlineLevel.D0).model_copy(update={"owner_org_id": HOST, "due_on": date(2026, 3, 17)}))
        await desk.settle()
        assert to(room)[HOST_MAIL] == ["Hôm nay hết thời hạn", "Tiếp nhận"]


async def test_a_case_passed_to_a_successor_reminds_the_successor(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, WEDNESDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        await desk.hear(*ORGANISATIONS, HEIR, case(), PASSED, OpinionsJoinedCaseV1(case_id="case-1", opinion_ids=("opinion-2",)))
        await desk.hear(approaching(DeadlineLevel.D0))
        await desk.settle()
        assert to(room)[HEIR_MAIL] == ["Hôm nay hết thời hạn", "Tiếp nhận"]


async def test_a_duty_passed_to_a_successor_is_told_to_both_and_reminds_the_successor(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, WEDNESDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        kind, due_on = DutyKind.RESULTS_PUBLISHED, date(2026, 3, 6)
        owed = DutyOpenedV1(duty_id="duty-1", session_id="s-1", kind=kind, owner_org_id=AGENCY, anchor_on=date(2026, 2, 24), due_on=due_on)
        passed = DutyPassedToSuccessorV1(
            duty_id="duty-1",
            session_id="s-1",
            kind=kind,
            from_org_id=AGENCY,
            to_org_id="sl-moi",
            effective_on=date(2026, 3, 1),
            decision_doc=DECISION,
            owner_org_id="sl-moi",
        )
        about = {"target_kind": TargetKind.DUTY, "target_id": "duty-1", "case_id": None, "owner_org_id": None}
        await desk.hear(*ORGANISATIONS, HEIR, owed, passed, passed, approaching(DeadlineLevel.D2, due_on).model_copy(update=about))
        await desk.settle()
        assert to(room) == {HEIR_MAIL: ["Nhắc thời hạn lần hai", "Tiếp nhận"], AGENCY_MAIL: ["Bàn giao"]}
        [taken] = [one.letter for one in await desk.log(e.NoticeRequested) if one.about.level == "SUCCEEDED"]
        assert isinstance(taken, DeadlineLetter)
        assert (taken.from_name, taken.due_on, taken.duty) == ("Sở Nội vụ tỉnh Sơn La", due_on, kind.value)
        await desk.hear(passed.model_copy(update={"from_org_id": HOST, "to_org_id": "sl-moi-2", "effective_on": date(2026, 3, 3)}))
        await desk.settle()
        assert len(room.mails) == 3, "only its host is another one"


async def test_what_has_no_limit_is_handed_on_and_urged_without_naming_one(database: Database, tmp_path: Path) -> None:
    async with notify_desk(database, tmp_path, WEDNESDAY) as desk:
        urged = CaseUrgedV1(
            case_id="case-1",
            urged_on=date(2026, 3, 4),
            by_role="dialogue_office",
            by_org_id=HOST,
            to_org_id=AGENCY,
            note="Đề nghị báo cáo.",
        )
        moved = CaseReassignedV1(
            case_id="case-1",
            from_agency_id=AGENCY,
            to_agency_id=PARTY,
            co_agencies=(),
            decided_by_role="chairperson",
            reason="Đúng lĩnh vực.",
        )
        await desk.hear(*ORGANISATIONS, HEIR, case(due_on=None), urged, moved, PASSED)
        letters = [one.letter for one in await desk.log(e.NoticeRequested)]
        assert {letter.level for letter in letters if isinstance(letter, DeadlineLetter)} == {
            "URGED",
            "ASSIGNED",
            "SUCCEEDED",
            "HANDED_OVER",
        }
        assert {letter.due_on for letter in letters if isinstance(letter, DeadlineLetter)} == {None}


async def test_a_promised_date_is_recalled_to_its_holder_and_once_past_to_the_office_too(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, WEDNESDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        near = CommitmentRemindedV1(
            case_id="case-1", commitment_id="reply-1", owner_org_id=AGENCY, expected_on=date(2026, 3, 11), passed=False
        )
        await desk.hear(*ORGANISATIONS, case(), CLOSED, near, near)
        await desk.settle()
        assert to(room) == {AGENCY_MAIL: ["Cam kết sắp đến hạn"]}
        await desk.hear(near.model_copy(update={"expected_on": date(2026, 3, 3), "passed": True}))
        await desk.settle()
        assert to(room) == {AGENCY_MAIL: ["Cam kết quá hạn", "Cam kết sắp đến hạn"], HOST_MAIL: ["Cam kết quá hạn"]}


async def test_the_day_of_an_announced_reply_is_recalled_in_its_own_words(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, WEDNESDAY, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        near = CommitmentRemindedV1(
            case_id="case-1", commitment_id="interim-1", owner_org_id=AGENCY, expected_on=date(2026, 3, 11), passed=False, of_reply=True
        )
        past = near.model_copy(update={"commitment_id": "interim-2", "expected_on": date(2026, 3, 3), "passed": True})
        await desk.hear(*ORGANISATIONS, case(), near, past)
        await desk.settle()
        assert to(room) == {AGENCY_MAIL: ["Quá ngày hẹn trả lời", "Sắp đến ngày hẹn trả lời"], HOST_MAIL: ["Quá ngày hẹn trả lời"]}
