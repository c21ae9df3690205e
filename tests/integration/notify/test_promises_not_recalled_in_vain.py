"""A promise's notice that waits for the morning is not sent when the promise was kept, taken back or moved, or the reply came, meanwhile."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from notify_desk import mail_server, notify_desk
from notify_examples import local
from notify_news import AGENCY, HOST, ORGANISATIONS, case, replied

from contracts.cases import (
    CommitmentRemindedV1,
    CommitmentRescheduledV1,
    CommitmentWithdrawnV1,
    InterimReplyIssuedV1,
    ResolutionRecordedV1,
)
from contracts.envelope import Document, PublicEvent
from contracts.followup import CaseClosedV1, CaseReopenedV1, DelayNoticeSentToSubmitterV1, ExtensionGrantedV1
from contracts.vocabulary import Timeliness
from doithoai.embedded.databases import Database
from notify.notice import events as e

EVENING, MORNING = local("2026-03-04 18:00"), local("2026-03-05 08:00")
TODAY, EXPECTED_ON = date(2026, 3, 4), date(2026, 3, 11)
PAPER = Document(number="70", symbol="SNV-VP", issued_on=TODAY)
OF_CASE = {"case_id": "case-1", "opinion_ids": ("opinion-1",)}
PROMISE = {"case_id": "case-1", "commitment_id": "reply-1"}
KEPT = ResolutionRecordedV1(**OF_CASE, commitment_id="reply-1", resolved_on=TODAY, summary_plain="Đã xong.")
TAKEN_BACK = CommitmentWithdrawnV1(**PROMISE, withdrawn_on=TODAY, reason="Đã trả lời lại.")
MOVED = CommitmentRescheduledV1(**PROMISE, old_expected_on=EXPECTED_ON, new_expected_on=date(2026, 5, 29), reason="Mưa lũ")
OTHER_KEPT = KEPT.model_copy(update={"commitment_id": "reply-9"})
CLOSED = CaseClosedV1(case_id="case-1", closed_on=TODAY, timeliness=Timeliness.ON_TIME, working_days_late=0)
ANSWERED = replied().model_copy(update={"answers_all": True})
DELAYED = DelayNoticeSentToSubmitterV1(case_id="case-1", doc=PAPER, expected_reply_on=date(2026, 3, 25))
GRANTED = ExtensionGrantedV1(
    case_id="case-1", requested_on=TODAY, proposed_due_on=date(2026, 3, 25), reason="Xác minh", decided_by_role="chairperson"
)


def interim(expected_on: date | None, *opinions: str) -> InterimReplyIssuedV1:
    said = {"reply_id": "interim-2", "issuing_org_id": AGENCY, "reply_doc": PAPER, "issued_on": TODAY, "summary_plain": "Đang xác minh."}
    return InterimReplyIssuedV1(case_id="case-1", opinion_ids=opinions, expected_reply_on=expected_on, **said)


def recalled(**changes: Any) -> CommitmentRemindedV1:
    return CommitmentRemindedV1(**{**PROMISE, "owner_org_id": AGENCY, "expected_on": EXPECTED_ON, "passed": False, **changes})


OF_REPLY = recalled(commitment_id="interim-1", of_reply=True)
NEEDLESS, ELSEWHEN = "no_longer_needed", "deadline_moved"


@pytest.mark.parametrize(
    ("reminder", "meanwhile", "why"),
    [
        pytest.param(recalled(), KEPT, NEEDLESS, id="kept"),
        pytest.param(recalled(passed=True), KEPT, NEEDLESS, id="kept after its day"),
        pytest.param(recalled(), TAKEN_BACK, NEEDLESS, id="taken back"),
        pytest.param(recalled(), MOVED, ELSEWHEN, id="moved"),
        pytest.param(recalled(), OTHER_KEPT, None, id="another promise of the case was kept"),
        pytest.param(recalled(), CLOSED, None, id="the promise outlives its case"),
        pytest.param(recalled(), DELAYED, None, id="a day for a reply says nothing about another promise"),
        pytest.param(OF_REPLY, ANSWERED, NEEDLESS, id="the reply came"),
        pytest.param(OF_REPLY, replied().model_copy(update={"answers_all": False}), None, id="somebody still waits for a reply"),
        pytest.param(OF_REPLY, DELAYED, ELSEWHEN, id="a notice of delay named another day"),
        pytest.param(OF_REPLY, GRANTED, ELSEWHEN, id="more time was granted"),
        pytest.param(OF_REPLY, interim(date(2026, 3, 25), "opinion-1"), ELSEWHEN, id="a later first word named another day"),
        pytest.param(OF_REPLY, interim(None, "opinion-1"), None, id="a later first word named none"),
        pytest.param(OF_REPLY, KEPT, None, id="a kept promise is no reply"),
    ],
)
async def test_what_waits_for_the_morning_is_said_only_if_it_is_still_true(
    database: Database, tmp_path: Path, reminder: CommitmentRemindedV1, meanwhile: PublicEvent, why: str | None
) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, EVENING, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        await desk.hear(*ORGANISATIONS, case(), reminder, meanwhile)
        await desk.pass_time(MORNING)
        offices = 2 if reminder.passed else 1
        withdrawn = [one.reason for one in await desk.log(e.NoticeWithdrawn)]
        assert (withdrawn, len(room.mails)) == (([why] * offices, 0) if why else ([], offices))


async def test_a_first_word_to_one_of_two_people_leaves_the_others_day_as_it_was(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, EVENING, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        later = interim(date(2026, 3, 25), "opinion-1")
        await desk.hear(*ORGANISATIONS, case(opinion_ids=("opinion-1", "opinion-2")), OF_REPLY, later)
        await desk.pass_time(MORNING)
        assert len(room.mails) == 1


async def test_a_case_taken_up_again_is_not_reminded_of_the_day_announced_in_its_first_round(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, EVENING, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        again = CaseReopenedV1(case_id="case-1", reason="Chưa đồng ý", reopened_on=TODAY)
        await desk.hear(*ORGANISATIONS, case(), OF_REPLY, ANSWERED, CLOSED, again)
        await desk.pass_time(MORNING)
        assert room.mails == []


async def test_a_moved_promise_is_recalled_for_its_new_day(database: Database, tmp_path: Path) -> None:
    async with mail_server() as room, notify_desk(database, tmp_path, EVENING, smtp_url=f"smtp://127.0.0.1:{room.port}") as desk:
        await desk.hear(*ORGANISATIONS, case(), recalled(), MOVED, recalled(expected_on=date(2026, 5, 29)))
        await desk.pass_time(MORNING)
        [mail] = room.mails
        assert "29/05/2026" in str(mail["Subject"])
        assert HOST not in str(mail["To"])
