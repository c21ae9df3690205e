"""The documents of a session as the office gets them over HTTP: with due dates and replies that followup told, never for strangers."""

from datetime import date

from sessions_world import START, World, session_body
from sheets import pdf_text, word_text

from contracts.envelope import Document
from contracts.followup import DeadlineRecalculatedV1, FollowUpOpenedV1, ReplyIssuedV1
from contracts.identifiers import case_id
from contracts.intake import OpinionRegisteredV1
from contracts.vocabulary import Audience, Complexity, OpinionChannel, OpinionKind, Outcome, RecalculationCause, SubmitterKind

SESSION = "0198a000-0000-7000-8000-000000000001"
AT = f"/sessions/{SESSION}"
CASE = str(case_id(SESSION, "o-1"))


async def concluded(world: World) -> None:
    opinion = OpinionRegisteredV1(
        opinion_id="o-1",
        channel=OpinionChannel.IN_PERSON,
        received_at=START,
        received_by_org_id="vpub",
        submitter_kind=SubmitterKind.CITIZEN,
        audience=Audience.PEOPLE,
        kind=OpinionKind.RECOMMENDATION,
        summary_redacted="Đề nghị sửa cống thoát nước",
        target_session_id=SESSION,
    )
    await world.post("/sessions", session_body(), role="administrator")
    await world.tell("intake", opinion)
    await world.post(f"{AT}/secretary", {"secretary_ref": "account-2"}, role="administrator")
    await world.post(f"{AT}/open", {"chaired_by_role": "chairperson", "attendance": {"people": 40, "staff": 5}}, role="administrator")
    await world.post(f"{AT}/steps", {"step": "PURPOSE"}, role="secretary")
    await world.post(f"{AT}/slips", {"opinion_id": "o-1", "submitter_ref": "s-1"}, role="administrator")
    await world.post(f"{AT}/turns", {"slip_no": 1}, role="administrator")
    assigned = {"opinion_id": "o-1", "assigned_agency_id": "snn", "complexity": "ORDINARY"}
    await world.post(f"{AT}/assignments", assigned, role="administrator")
    await world.post(f"{AT}/steps", {"step": "CONCLUSION"}, role="secretary")
    await world.post(f"{AT}/minutes", {"minutes_doc": {"symbol": "BB-VPUB"}}, role="administrator")
    await world.post(f"{AT}/conclude", role="administrator")


async def paper(world: World, sort: str, kind: str, **who: str) -> tuple[int, bytes, dict[str, str]]:
    await world.settle()
    answer = await world.web.get(f"/sessions/api/v1{AT}/papers/{sort}.{kind}", headers=world.headers(**who) if who else {})
    return answer.status_code, answer.content, dict(answer.headers)


async def test_the_office_prints_what_happened_and_what_followup_told(world: World) -> None:
    await concluded(world)
    opened = FollowUpOpenedV1(
        case_id=CASE,
        opinion_ids=("o-1",),
        session_id=SESSION,
        host_org_id="vpub",
        assigned_agency_id="snn",
        complexity=Complexity.ORDINARY,
        anchor_on=date(2026, 2, 26),
        due_on=date(2026, 3, 19),
    )
    moved = DeadlineRecalculatedV1(
        case_id=CASE,
        old_due_on=date(2026, 3, 19),
        new_due_on=date(2026, 3, 20),
        cause=RecalculationCause.CALENDAR_VERSION,
        calendar_version="2026-2",
    )
    await world.tell("followup", opened, moved)
    status, made, headers = await paper(world, "conclusion-notice", "docx", role="dialogue_office")
    assert (status, headers["cache-control"]) == (200, "no-store")
    assert headers["content-disposition"] == 'attachment; filename="thong-bao-ket-luan.docx"'
    assert "Đề nghị sửa cống thoát nước\nSở Nông nghiệp và Môi trường\nKhông\n20/03/2026" in word_text(made)
    status, made, headers = await paper(world, "minutes", "pdf", role="secretary")
    assert (status, headers["content-type"], made[:5]) == (200, "application/pdf", b"%PDF-")
    assert "Phiếu số 01: Đề nghị sửa cống thoát nước" in pdf_text(made)

    notice = {"doc": {"number": "7", "symbol": "TB-VPUB", "issued_on": "2026-02-26"}, "signed_as": "KT."}
    await world.post(f"{AT}/conclusion-notice", notice, role="administrator")
    _, made, _ = await paper(world, "conclusion-notice", "docx", role="dialogue_office")
    assert "KT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG" in word_text(made)
    assert "ngày 26 tháng 02 năm 2026" in word_text(made)

    reply = ReplyIssuedV1(
        reply_id="r-1",
        case_id=CASE,
        opinion_ids=("o-1",),
        issuing_org_id="snn",
        reply_doc=Document(number="125", symbol="SNNMT", issued_on=date(2026, 3, 18)),
        outcome=Outcome.RESOLVED,
        summary_plain="Cống đã được thay.",
    )
    await world.tell("followup", reply)
    _, made, _ = await paper(world, "result-notice", "docx", role="dialogue_office")
    assert "Sở Nông nghiệp và Môi trường\nSố 125/SNNMT ngày 18/03/2026\nĐã giải quyết. Cống đã được thay." in word_text(made)


async def test_strangers_and_wrong_addresses_get_nothing(world: World) -> None:
    await concluded(world)
    assert (await paper(world, "minutes", "pdf"))[0] in {401, 403}
    assert (await paper(world, "minutes", "exe", role="dialogue_office"))[0] == 422
    missing = await world.web.get("/sessions/api/v1/sessions/nothing/papers/minutes.pdf", headers=world.headers())
    assert missing.status_code == 404
    page = await world.page(AT)
    assert f"/sessions/sessions/{SESSION}/papers/conclusion-notice.docx" in page
    linked = await world.web.get(f"/sessions/sessions/{SESSION}/papers/conclusion-notice.pdf", headers=world.headers())
    assert (linked.status_code, linked.content[:5]) == (200, b"%PDF-")


async def test_whoever_prints_says_who_signed_and_nothing_keeps_the_name(world: World) -> None:
    await concluded(world)
    await world.settle()
    headers = world.headers(role="secretary", accept="text/html", **{"sec-fetch-site": "same-origin"})
    fields = {"signer_name": "Người Ký Minh Họa", "secretary_name": "Thư Ký Minh Họa"}
    answer = await world.web.post(f"/sessions{AT}/papers/minutes.docx", data=fields, headers=headers)
    assert answer.status_code == 200
    assert "Thư ký (người ghi biên bản): Thư Ký Minh Họa" in word_text(answer.content)
    assert "THƯ KÝ\nThư Ký Minh Họa\nCHỦ TỌA\nNgười Ký Minh Họa" in word_text(answer.content)
    too_long = await world.web.post(f"/sessions{AT}/papers/minutes.docx", data={"signer_name": "x" * 200}, headers=headers)
    assert too_long.status_code == 422
    assert "Minh Họa" not in str([each.event for each in await world.log()])
    assert "In kèm họ tên người ký" in await world.page(AT, role="secretary")
