"""Agencies' own software replies over NATS: accepted, held ahead of its case, refused, counted once, always answered."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from followup_cases import at, day
from followup_world import AGENCY, CASE, LEGS, OPINION, START, World, concluded

from contracts.agencies import ReplyIssuedInV1, SealedBox
from contracts.envelope import Document
from contracts.vocabulary import Outcome


def reply(issued_on: str = "2026-02-11", **changes: Any) -> ReplyIssuedInV1:
    values: dict[str, Any] = {
        "reply_id": "tra-loi-1",
        "case_id": CASE,
        "opinion_ids": (OPINION,),
        "issuing_org_id": AGENCY,
        "reply_doc": Document(number="77", symbol="SNV-VP", issued_on=day(issued_on)),
        "outcome": Outcome.EXPLAINED,
        "issued_on": day(issued_on),
        "simultaneous_report_to": tuple(LEGS),
        "summary_plain": "Đã trả lời.",
        **changes,
    }
    return ReplyIssuedInV1(**values)


async def test_a_reply_to_an_open_case_is_accepted_and_answers_it(world: World) -> None:
    await world.tell("sessions", concluded())
    sent = await world.send("so-noi-vu", reply(text=SealedBox(key_id="k", ciphertext="AAAA")))
    [told] = await world.receipts("so-noi-vu", sent)
    assert '"status":"accepted"' in told
    assert CASE in told
    assert (await world.get("/cases"))["items"][0]["state"] == "REPLIED"
    assert not any("AAAA" in str(each.event) for each in await world.log())


async def test_a_reply_that_comes_before_its_session_is_held_then_applied_and_never_overdue(world: World) -> None:
    sent = await world.send("so-noi-vu", reply())
    assert await world.happened("ReplyHeld", "FollowUpOpened") == ["ReplyHeld"]
    await world.tell("sessions", concluded())
    first, last = await world.receipts("so-noi-vu", sent)
    assert '"status":"held"' in first
    assert '"status":"accepted"' in last
    assert (await world.get("/cases"))["items"][0]["state"] == "REPLIED"
    await world.move_to(at(day("2026-04-20")))
    assert not [each for each in await world.log() if type(each.event).__name__ in {"DeadlineMissed", "EscalationRaised"}]


async def test_a_held_reply_sent_again_after_it_was_applied_gets_the_final_answer(world: World) -> None:
    event_id = str(uuid4())
    await world.send("so-noi-vu", reply(), event_id=event_id)
    await world.tell("sessions", concluded())
    await world.send("so-noi-vu", reply(), event_id=event_id)
    told = await world.receipts("so-noi-vu", event_id)
    assert ['"status":"held"' in each for each in told] == [True, False, False]
    assert '"status":"accepted"' in told[-1]


async def test_a_reply_whose_case_never_comes_is_refused_after_thirty_days(world: World) -> None:
    sent = await world.send("so-noi-vu", reply())
    await world.move_to(START + timedelta(days=29))
    assert await world.happened("HeldReplyRefused") == []
    await world.move_to(START + timedelta(days=30, hours=1))
    assert await world.happened("HeldReplyRefused") == ["HeldReplyRefused"]
    assert '"case_unknown"' in (await world.receipts("so-noi-vu", sent))[-1]


async def test_the_wrong_issuer_is_refused_whether_the_case_is_open_or_opens_later(world: World) -> None:
    early = await world.send("so-tai-chinh", reply(issuing_org_id="sl-stc"))
    await world.tell("sessions", concluded())
    late = await world.send("so-tai-chinh", reply(issuing_org_id="sl-stc", reply_id="tra-loi-2"))
    assert '"wrong_issuer"' in (await world.receipts("so-tai-chinh", early))[-1]
    assert '"wrong_issuer"' in (await world.receipts("so-tai-chinh", late))[-1]
    assert (await world.get("/cases"))["items"][0]["state"] == "OPEN"


async def test_an_agency_cannot_reply_in_anothers_name(world: World) -> None:
    await world.tell("sessions", concluded())
    sent = await world.send("so-tai-chinh", reply())
    assert '"agency_acts_for_itself"' in (await world.receipts("so-tai-chinh", sent))[-1]
    unknown = await world.send("nobody", reply())
    assert '"agency_acts_for_itself"' in (await world.receipts("nobody", unknown))[-1]


async def test_the_same_reply_in_two_messages_is_one_reply_and_both_are_accepted(world: World) -> None:
    await world.tell("sessions", concluded())
    for _ in range(2):
        [told] = await world.receipts("so-noi-vu", await world.send("so-noi-vu", reply()))
        assert '"status":"accepted"' in told
    assert await world.happened("ReplyIssued") == ["ReplyIssued"]


async def test_what_cannot_be_a_reply_is_refused_with_a_reason_and_stops_nobody(world: World) -> None:
    await world.tell("sessions", concluded())
    for event, slug in (
        (reply(case_id="khong-phai-ma"), "case_id_unreadable"),
        (reply("2026-02-12"), "reply_dated_in_the_future"),
        (reply("2026-02-10"), "reply_before_the_session"),
        (reply(opinion_ids=("opinion-9",)), "opinion_not_in_case"),
    ):
        told = await world.receipts("so-noi-vu", await world.send("so-noi-vu", event))
        assert f'"{slug}"' in told[-1], slug
        assert '"status":"refused"' in told[-1]
    assert '"status":"accepted"' in (await world.receipts("so-noi-vu", await world.send("so-noi-vu", reply())))[-1]


async def test_a_reply_without_the_chair_is_accepted_and_flagged(world: World) -> None:
    await world.tell("sessions", concluded())
    await world.send("so-noi-vu", reply(simultaneous_report_to=("sl-tinh-uy", "sl-ubnd-tinh")))
    [item] = (await world.get("/cases"))["items"]
    assert (item["state"], item["flags"]) == ("REPLIED", ["INCOMPLETE_REPORTING"])
    problem = await world.act("close", expect=409)
    assert (problem["slug"], "(Người chủ trì đối thoại)" in problem["detail"]) == ("reporting_incomplete", True)
    await world.act("replies/tra-loi-1/reporting", {"reported_to": ["chair"]})
    await world.act("close")
    assert (await world.get("/cases"))["items"][0]["state"] == "CLOSED"
