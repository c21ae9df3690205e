"""The letters of a case over HTTP: a draft before the reply, the registered letter after it, nothing for strangers."""

from followup_cases import HELD_ON, at
from followup_world import CASE, HOST, SESSION, World, concluded, reply_body
from sheets import pdf_text, word_text, words

from contracts.sessions import SessionScheduledV1
from contracts.vocabulary import Audience, Form, Level, Regime, Trigger

AT = f"/followup/api/v1/cases/{CASE}"


async def fetch(world: World, path: str, *, role: str | None = "assigned_agency") -> tuple[int, bytes]:
    answer = await world.web.get(path, headers=world.headers(role=role, org_id="sl-snv") if role else {})
    return answer.status_code, answer.content


async def test_an_agency_gets_its_draft_and_then_its_letter(world: World) -> None:
    await world.tell("sessions", concluded())
    status, draft = await fetch(world, f"{AT}/papers/reply-letter.docx")
    assert status == 200
    assert "V/v trả lời ý kiến, kiến nghị" in word_text(draft)
    assert "Kết quả giải quyết" not in word_text(draft)
    status, slip = await fetch(world, f"{AT}/papers/forwarding-slip.pdf")
    assert (status, slip[:5]) == (200, b"%PDF-")
    assert "11/03/2026." in words(pdf_text(slip))

    await world.act("replies", reply_body("2026-02-11"), role="assigned_agency", org_id="sl-snv")
    reply_id = (await world.get(f"/cases/{CASE}"))["replies"][0]["reply"]["reply_id"]
    status, letter = await fetch(world, f"{AT}/replies/{reply_id}/letter.docx")
    assert status == 200
    assert "Kết quả giải quyết:" in word_text(letter)
    assert "ngày 11 tháng 02 năm 2026" in word_text(letter)
    page = await world.page(f"/cases/{CASE}")
    assert f"/followup/cases/{CASE}/replies/{reply_id}/letter.pdf" in page
    assert (await fetch(world, f"/followup/cases/{CASE}/replies/{reply_id}/letter.pdf"))[0] == 200


async def test_strangers_and_wrong_addresses_get_nothing(world: World) -> None:
    await world.tell("sessions", concluded())
    assert (await fetch(world, f"{AT}/papers/reply-letter.docx", role=None))[0] in {401, 403}
    assert (await fetch(world, f"{AT}/papers/reply-letter.docx", role="fatherland_front"))[0] == 403
    assert (await fetch(world, f"{AT}/papers/unknown.docx"))[0] == 422
    assert (await fetch(world, f"{AT}/replies/unknown/letter.docx"))[0] == 404
    missing = "/followup/api/v1/cases/00000000-0000-0000-0000-000000000000/papers/reply-letter.pdf"
    assert (await fetch(world, missing))[0] == 404


async def test_a_joint_session_is_named_with_all_hosts_and_whoever_prints_names_the_signer(world: World) -> None:
    planned = SessionScheduledV1(
        session_id=SESSION,
        plan_year=2026,
        regime=Regime.PERIODIC,
        audience=(Audience.PEOPLE,),
        form=Form.CONFERENCE,
        level=Level.PROVINCE,
        host_org_id=HOST,
        co_host_org_ids=("sl-stc",),
        chair_role="chairperson",
        starts_at=at(HELD_ON, 8),
        ends_at=at(HELD_ON, 11),
        venue="Hội trường",
        trigger=Trigger.PLAN,
    )
    await world.tell("sessions", planned, concluded())
    headers = world.headers(role="assigned_agency", org_id="sl-snv", accept="text/html", **{"sec-fetch-site": "same-origin"})
    fields = {"signer_name": "Người Ký Minh Họa", "signed_as": "KT"}
    answer = await world.web.post(f"/followup/cases/{CASE}/papers/reply-letter.docx", data=fields, headers=headers)
    assert answer.status_code == 200
    letter = word_text(answer.content)
    assert "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNgười Ký Minh Họa" in letter
    assert "phối hợp với Sở Tài chính" in letter
    assert "In kèm họ tên người ký" in await world.page(f"/cases/{CASE}")
