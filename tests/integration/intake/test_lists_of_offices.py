"""Workbooks of offices through the door: real ones come in whole and only once, defective ones answer for every row."""

import asyncio
import io
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from defective_list import DEFECTS, defective_list
from intake_world import World
from office_lists import office_list
from openpyxl import load_workbook

from chassis.ending import end
from chassis.privacy.local import LocalVault
from intake.importing.applying import Applier

WORKBOOKS = sorted((Path(__file__).parents[2] / "data" / "workbooks").glob("*.xlsx"))
ORG = {"received_by_org_id": "org-1"}


async def sent(world: World, content: bytes, *, expect: int = 200, **query: Any) -> dict[str, Any]:
    answer = await world.web.post(
        "/intake/api/v1/imports", content=content, params={**ORG, **query}, headers=world.headers(**{"idempotency-key": str(uuid4())})
    )
    assert answer.status_code == expect, answer.text
    found: dict[str, Any] = answer.json()
    return found


def counts(told: dict[str, Any]) -> tuple[int, ...]:
    return tuple(told["counts"][name] for name in ("new", "duplicate", "warning", "error"))


async def test_all_real_workbooks_come_in_without_hand_work_and_a_second_time_add_nothing(world: World) -> None:
    first = [await sent(world, file.read_bytes()) for file in WORKBOOKS]
    assert sum(told["counts"]["registered"] for told in first) == 251
    assert sum(told["counts"]["error"] for told in first) == 0
    again = [await sent(world, file.read_bytes()) for file in WORKBOOKS]
    assert sum(told["counts"]["duplicate"] for told in again) == 251
    assert sum(told["counts"]["registered"] for told in again) == 0
    [registered] = await world.rows("SELECT count(*) FROM event WHERE type = 'opinion.opinion-registered.v1'")
    assert registered == (251,)


async def test_forty_kinds_of_defects_get_forty_clear_answers_and_harm_no_other_row(world: World) -> None:
    told = await sent(world, defective_list(), source="defects")
    assert len({defect.kind for defect in DEFECTS}) >= 40
    rows = {row["row"]: row for row in told["rows"]}
    for number, defect in enumerate(DEFECTS, 4):
        row = rows[number]
        said = " ".join(row["messages"])
        assert (row["state"], row["slugs"][:1]) == (defect.state, [defect.slug]), (defect.kind, row)
        assert defect.says in said, (defect.kind, said)
        assert all(sentence.endswith(".") for sentence in row["messages"]), row["messages"]
    assert rows[3]["outcome"] == "registered"
    assert told["counts"]["error"] == sum(defect.state == "error" for defect in DEFECTS)
    assert "0912345678" not in str(told)
    assert "Giàng" not in str(told)


async def test_the_bad_rows_come_back_as_a_workbook_to_mend_and_send_again(world: World) -> None:
    told = await sent(world, office_list([(1, "Cử tri", "Đường hỏng", "Hạ tầng", "", "hôm qua"), (2, "Cử tri", "Chợ hỏng", "Hạ tầng")]))
    answer = await world.web.get(f"/intake/api/v1/imports/{told['import_id']}/errors.xlsx", headers=world.headers())
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][-2:] == ["Lỗi cần sửa", "Vị trí trong tệp cũ"]
    assert "không phải ngày" in rows[2][-2]
    assert rows[2][-1] == "dòng 3, trang Mường Lạn"
    sheet.cell(3, rows[1].index("Ngày tiếp nhận") + 1).value = "05/02/2026"
    target = io.BytesIO()
    sheet.parent.save(target)
    assert counts(await sent(world, target.getvalue())) == (1, 0, 0, 0)


async def test_a_row_that_nearly_repeats_an_open_opinion_is_taken_with_a_warning(world: World) -> None:
    await sent(world, office_list([(1, "Cử tri bản Cang", "Đề nghị sửa cầu treo bản Cang đã mục ván", "Hạ tầng")]))
    await world.settle()
    told = await sent(world, office_list([(1, "Cử tri bản Nà Vạc", "Đề nghị sửa cầu treo bản Cang đã muc ván", "Hạ tầng")]), preview="true")
    assert counts(told) == (0, 0, 1, 0)
    assert told["rows"][0]["slugs"] == ["possible_duplicate"]


async def test_the_host_of_a_session_receives_what_is_sent_for_it(world: World) -> None:
    refused = await world.web.post("/intake/api/v1/imports?target_session_id=s-9", content=office_list([]), headers=world.headers())
    assert refused.json()["slug"] == "session_unknown"


@pytest.mark.parametrize("asked", ["errors.xlsx", ""])
async def test_a_file_nobody_sent_is_not_found(world: World, asked: str) -> None:
    await world.get(f"/imports/none/{asked}".rstrip("/"), expect=404)


async def test_several_workers_at_one_file_and_a_stop_midway_register_each_row_once(world: World) -> None:
    rows = [(number, f"Cử tri bản {number % 7}", f"Ý kiến thứ {number} về việc số {number * 13}", "Hạ tầng") for number in range(1, 121)]
    told = await sent(world, office_list(rows), preview="true")
    await world.post(f"/imports/{told['import_id']}/apply")
    stopped = [asyncio.create_task(_apply(Applier(world.runtime.handler, world.runtime.part(LocalVault)))) for _ in range(2)]
    registered = "SELECT count(*) FROM event WHERE type = 'opinion.opinion-registered.v1'"
    while (await world.rows(registered))[0][0] < 60:
        await asyncio.sleep(0.01)
    await end(*stopped)
    done = await world.post(f"/imports/{told['import_id']}/apply?wait=40")
    assert (done["state"], done["counts"]["registered"], done["counts"]["left"]) == ("FINISHED", 120, 0)
    [registered] = await world.rows("SELECT count(*), count(DISTINCT stream) FROM event WHERE type = 'opinion.opinion-registered.v1'")
    assert registered == (120, 120)


async def _apply(applier: Applier) -> None:
    while True:
        await applier.step()
        await asyncio.sleep(0)
