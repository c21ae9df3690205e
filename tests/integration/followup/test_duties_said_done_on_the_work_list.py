"""What only the office can know is said done by a form on the work list, without scripts; so is that it takes more time."""

from datetime import date
from typing import Any

from followup_cases import HOST
from followup_world import World, concluded, conclusion_notice

from contracts.intake import DataRequestRegisteredV1
from contracts.vocabulary import DataRequestKind


async def send(world: World, path: str, form: dict[str, Any], **who: str) -> tuple[int, str]:
    """(status, page, or the address gone to)."""
    headers = world.headers(**{"role": "dialogue_office", **who}, accept="text/html", **{"sec-fetch-site": "same-origin"})
    answer = await world.web.post(f"/followup{path}", data=form, headers=headers)
    return answer.status_code, answer.headers.get("location") or answer.text


async def owed(world: World, kind: str) -> str:
    return str((await world.get(f"/work-list?kind={kind}"))["items"][0]["id"])


async def test_the_office_says_on_the_work_list_that_a_document_was_sent(world: World) -> None:
    await world.tell("sessions", concluded(), conclusion_notice("2026-02-11"))
    duty = await owed(world, "DOCUMENT_SENT")
    listed = await world.page("/duties?kind=DOCUMENT_SENT")
    assert f'href="/followup/duties/{duty}/done"' in listed
    shown = await world.page(f"/duties/{duty}/done")
    assert 'value="2026-02-11"' in shown
    status, said = await send(world, f"/duties/{duty}/done", {"done_on": "hôm qua"})
    assert (status, "Chưa thực hiện được" in said, 'value="hôm qua"' in said) == (422, True, True)
    status, said = await send(world, f"/duties/{duty}/done", {"done_on": "2026-02-12"})
    assert (status, "nằm ở tương lai" in said) == (409, True)
    assert (await send(world, f"/duties/{duty}/done", {"done_on": "2026-02-11"}, org_id="sl-stc"))[0] == 403
    form = {"done_on": "2026-02-11", "doc_number": "5", "doc_symbol": "TB-VPUB", "doc_issued_on": "2026-02-11"}
    assert await send(world, f"/duties/{duty}/done", form) == (303, f"/followup/duties/{duty}")
    page = await world.page(f"/duties/{duty}")
    assert "11/02/2026" in page
    assert f"/duties/{duty}/done" not in page
    assert "Việc này đã xong" in await world.page(f"/duties/{duty}/done")


async def test_what_another_service_tells_is_not_said_by_hand(world: World) -> None:
    await world.tell("sessions", concluded())
    duty = await owed(world, "CONCLUSION_NOTICE")
    assert f"/duties/{duty}/done" not in await world.page("/duties?kind=CONCLUSION_NOTICE")
    status, said = await send(world, f"/duties/{duty}/done", {"done_on": "2026-02-11"})
    assert (status, "phần mềm nghiệp vụ" in said) == (409, True)


async def test_the_office_takes_more_time_for_a_request_on_its_page(world: World) -> None:
    asked = DataRequestRegisteredV1(
        request_id="r-1", kind=DataRequestKind.OBJECTION, received_on=date(2026, 2, 11), received_by_org_id=HOST
    )
    await world.tell("intake", asked)
    duty = await owed(world, "DATA_REQUEST_DONE")
    assert f'href="/followup/duties/{duty}/extension"' in await world.page(f"/duties/{duty}")
    form = {"due_on": "13/03/2026", "reason": "Phải đối chiếu hồ sơ giấy", "doc_symbol": "VPUB-TH", "doc_issued_on": "11/02/2026"}
    status, said = await send(world, f"/duties/{duty}/extension", {**form, "reason": "  "})
    assert (status, "Chưa thực hiện được" in said, 'value="13/03/2026"' in said) == (422, True, True)
    status, said = await send(world, f"/duties/{duty}/extension", {**form, "due_on": "01/04/2026"})
    assert (status, "Hạn mới không được sau ngày 13/03/2026." in said) == (409, True)
    assert (await send(world, f"/duties/{duty}/extension", form, org_id="sl-stc"))[0] == 403
    assert await send(world, f"/duties/{duty}/extension", form) == (303, f"/followup/duties/{duty}")
    page = await world.page(f"/duties/{duty}")
    assert all(part in page for part in ("13/03/2026", "Phải đối chiếu hồ sơ giấy"))
    assert f"/duties/{duty}/extension" not in page
    assert "đã được gia hạn một lần" in await world.page(f"/duties/{duty}/extension")
