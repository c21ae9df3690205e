"""Sending a list from a browser without scripts: choose, look, agree, mend."""

import asyncio
from html import unescape
from uuid import uuid4

from intake_world import KEY, World
from office_lists import office_list

from chassis.clock import WallClock
from chassis.identity.actor import Actor, Reach
from chassis.identity.tokens import Tokens

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS = [(1, "Cử tri bản Cang", "Đường vào bản hỏng", "Hạ tầng"), (2, "", "", "Hạ tầng"), (3, "Giàng A Dơ", "Chợ thiếu nước", "Sao Hỏa")]


def browser(role: str = "dialogue_office", org: str = "org-1", reach: Reach = Reach.EVERYWHERE) -> dict[str, str]:
    token = Tokens(KEY, WallClock()).issue(Actor(f"acc-{role}", role, org, reach), label="Văn phòng")
    return {"cookie": f"doithoai_session={token}", "accept": "text/html", "sec-fetch-site": "same-origin"}


async def send(world: World, content: bytes, name: str = "danh sach.xlsx", **fields: str) -> tuple[int, str, str]:
    data = {"received_by_org_id": "org-1", "idempotency_key": str(uuid4()), **fields}
    answer = await world.web.post("/intake/imports/new", headers=browser(), data=data, files={"file": (name, content, XLSX)})
    return answer.status_code, answer.headers.get("location", ""), unescape(answer.text)


async def page(world: World, path: str, *, expect: int = 200, **who: str) -> str:
    answer = await world.web.get(path, headers=browser(**who))
    assert answer.status_code == expect, answer.text
    return unescape(answer.text)


async def test_a_list_is_sent_looked_at_and_registered(world: World) -> None:
    assert "Xem trước" in await page(world, "/intake/imports/new")
    status, shown_at, _ = await send(world, office_list(ROWS))
    assert status == 303
    shown = await page(world, shown_at)
    for words in ("danh sach.xlsx", "Đường vào bản hỏng", "Chưa có nội dung ý kiến", "Cần lưu ý", "Nhập 2 ý kiến", "Tải 1 dòng cần sửa"):
        assert words in shown
    assert "Giàng" not in shown
    answer = await world.web.post(f"{shown_at}/apply", headers=browser())
    assert answer.status_code == 303
    async with asyncio.timeout(60):
        while "Đã nhập xong" not in (shown := await page(world, shown_at)):
            await asyncio.sleep(0.05)
    await world.settle()
    assert "Xem ý kiến" in shown
    assert "Đã nhập xong" in await page(world, "/intake/imports")
    assert "Đường vào bản hỏng" in await page(world, "/intake/")


async def test_an_opinion_says_which_row_of_which_file_it_came_from(world: World) -> None:
    _, shown_at, _ = await send(world, office_list(ROWS))
    told = await world.post(f"/imports/{shown_at.rsplit('/', 1)[1]}/apply?wait=20")
    await world.settle()
    shown = await page(world, f"/intake/opinions/{told['rows'][0]['opinion_id']}")
    assert "tệp danh sách, dòng 3, trang Mường Lạn" in shown
    assert f'href="{shown_at}"' in shown


async def test_a_file_that_cannot_be_used_brings_the_form_again_with_the_reason(world: World) -> None:
    status, _, shown = await send(world, b"<html><table></table></html>", "danh sach.xls")
    assert (status, "Lưu thành" in shown) == (409, True)
    status, _, shown = await send(world, b"")
    assert (status, "Chưa chọn tệp" in shown) == (422, True)


async def test_the_empty_list_to_fill_in_is_understood_when_it_is_filled_in(world: World) -> None:
    answer = await world.web.get("/intake/imports/template.xlsx", headers=browser())
    assert answer.headers["content-type"] == XLSX
    status, _, shown = await send(world, answer.content)
    assert (status, "không có dòng ý kiến nào" in shown) == (409, True)


async def test_a_preview_given_up_is_gone(world: World) -> None:
    _, shown_at, _ = await send(world, office_list(ROWS))
    assert (await world.web.post(f"{shown_at}/discard", headers=browser())).status_code == 303
    shown = await page(world, shown_at)
    assert "Đã xóa nội dung tệp" in shown
    assert "Đường vào bản hỏng" not in shown


async def test_nobody_without_the_right_sends_or_sees_files(world: World) -> None:
    _, shown_at, _ = await send(world, office_list(ROWS))
    await page(world, "/intake/imports", expect=403, role="propaganda_mobilisation_board")
    await page(world, shown_at, expect=403, role="propaganda_mobilisation_board")
