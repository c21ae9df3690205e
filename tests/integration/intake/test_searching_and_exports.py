"""Finding opinions as people type, and taking the list out so that it can come in again (scenario AS-23)."""

import csv
import io
from html import unescape
from typing import Any

import pytest
from intake_world import KEY, Register, World
from openpyxl import load_workbook

from chassis.clock import WallClock
from chassis.identity.actor import Actor, Reach
from chassis.identity.tokens import Tokens

SUMMARIES = {
    "o-1": "Mong tổ chức Đối thoại thường xuyên hơn",
    "o-2": "Tranh chấp Đất đai giữa hai bản",
    "o-3": "Đường vào xã Liên Hoà",
    "o-4": "Chợ xã Liên Hòa",
    "o-5": '=HYPERLINK("http://x","bấm")',
}
NAMES = (
    "Lò Văn Vân",
    "Vừ Thị Ún",
    "Hà Nghĩa",
    "Cầm Thị Minh",
    "Lường Văn Hòa",
    "Quàng Thị Hà",
    "Tòng Đôi",
    "Giàng A Dơ",
    "Lò Ánh",
    "Vì An",
)


async def fetched(world: World, path: str, role: str = "dialogue_office", *, expect: int = 200) -> bytes:
    token = Tokens(KEY, WallClock()).issue(Actor(f"acc-{role}", role, "org-1", Reach.EVERYWHERE))
    answer = await world.web.get(path, headers={"cookie": f"doithoai_session={token}", "accept": "text/html"})
    assert answer.status_code == expect, answer.text
    return answer.content


async def rows_of(world: World, path: str, **who: str) -> list[list[Any]]:
    sheet = load_workbook(io.BytesIO(await fetched(world, path, **who))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


@pytest.fixture
async def gathered(world: World, register: Register) -> World:
    for opinion_id, summary in SUMMARIES.items():
        await register(opinion_id=opinion_id, summary_redacted=summary)
    await world.settle()
    return world


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("doi thoai", {"o-1"}),
        ("dat dai", {"o-2"}),
        ("Lien Hoa", {"o-3", "o-4"}),
        ("liên hoà", {"o-3", "o-4"}),
        ("tranh chapp", {"o-2"}),
        ("kilimanjaro", set()),
    ],
)
async def test_as_23_opinions_are_found_without_diacritics_and_with_a_misprint(gathered: World, typed: str, found: set[str]) -> None:
    told = await gathered.get(f"/opinions?q={typed}")
    assert {row["opinion_id"] for row in told["opinions"]} == found


async def test_a_misprint_is_said_and_a_code_is_found(gathered: World) -> None:
    shown = unescape((await fetched(gathered, "/intake/?q=tranh chapp")).decode())
    assert "đang hiển thị kết quả cho «tranh chap»" in shown
    code = (await gathered.get("/opinions/o-4"))["lookup_code"]
    told = await gathered.get(f"/opinions?q={code.lower().replace('-', ' ')}")
    assert [row["opinion_id"] for row in told["opinions"]] == ["o-4"]


async def test_the_list_taken_out_comes_in_again_and_adds_nothing(gathered: World) -> None:
    for ending in ("xlsx", "csv"):
        content = await fetched(gathered, f"/intake/opinions.{ending}")
        answer = await gathered.web.post(
            "/intake/api/v1/imports",
            content=content,
            params={"received_by_org_id": "org-1"},
            headers=gathered.headers(**{"idempotency-key": ending}),
        )
        counts = answer.json()["counts"]
        assert (counts["duplicate"], counts["new"], counts["warning"], counts["error"]) == (5, 0, 0, 0), answer.json()


async def test_what_begins_like_a_formula_is_text_in_both_files(gathered: World) -> None:
    sheet = load_workbook(io.BytesIO(await fetched(gathered, "/intake/opinions.xlsx"))).active
    [cell] = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=HYPERLINK")]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    told = list(csv.reader(io.StringIO((await fetched(gathered, "/intake/opinions.csv")).decode("utf-8-sig"))))
    assert [text for row in told for text in row if "HYPERLINK" in text] == ["'" + SUMMARIES["o-5"]]


async def test_as_23_people_are_sorted_by_given_name_for_those_who_may_see_them(world: World, register: Register) -> None:
    for number, name in enumerate(NAMES):
        await register(opinion_id=f"o-{number}", submitter={"name": name, "phone": "0912345678"}, text="Nội dung đầy đủ")
    await world.settle()
    rows = await rows_of(world, "/intake/opinions.xlsx?personal=true")
    assert [row[0].split()[-1] for row in rows[1:]] == ["An", "Ánh", "Dơ", "Đôi", "Hà", "Hòa", "Minh", "Nghĩa", "Ún", "Vân"]
    assert (rows[0][0], rows[1][2], rows[1][4]) == ("Họ tên", "0912345678", "Nội dung đầy đủ")


async def test_personal_columns_are_not_for_everybody(gathered: World) -> None:
    rows = await rows_of(gathered, "/intake/opinions.xlsx")
    assert "Họ tên" not in rows[0]
    assert "Giàng" not in str(rows)
    await fetched(gathered, "/intake/opinions.xlsx?personal=true", "propaganda_mobilisation_board", expect=403)
