"""A file of opinions: each row alone, its key makes sending it again harmless, and every row is answered."""

from typing import Any

import orjson
from intake_world import World

CSV = """Mã dòng,Nội dung,Tóm tắt,Họ tên,Điện thoại,Lĩnh vực,Mức độ,Cần phiên dịch
r-1,"Tôi là Mùa A Súa, đường vào bản hỏng",Đường vào bản hỏng,Mùa A Súa,0912345678,INFRASTRUCTURE,HIGH,x
r-2,"Thiếu nước sinh hoạt, gọi 0987654321",Thiếu nước gọi 0987654321,Vừ Thị Chá,,ENVIRONMENT,HOT,
r-3,Xin thêm giáo viên,Xin thêm giáo viên,,,SCHOOL,NORMAL,
,Không có mã dòng,Không có mã dòng,,,,,
r-4,Xin thêm giáo viên,Xin thêm giáo viên,Tổ dân phố 3,,EDUCATION,NORMAL,
"""
QUERY = {"source": "xa-moc-2026-1", "received_by_org_id": "org-1", "audience": "PEOPLE", "submitter_kind": "CITIZEN"}


async def upload(world: World, content: str | bytes, kind: str = "text/csv", *, expect: int = 200, **more: Any) -> dict[str, Any]:
    data = content.encode() if isinstance(content, str) else content
    headers = world.headers(**{"content-type": kind})
    answer = await world.web.post("/intake/api/v1/imports", content=data, params={**QUERY, **more}, headers=headers)
    assert answer.status_code == expect, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_every_row_is_registered_or_says_why_not_and_harms_no_other(world: World) -> None:
    told = await upload(world, CSV)
    assert [(row["row_key"], row["outcome"], row["slugs"]) for row in told["rows"]] == [
        ("r-1", "registered", []),
        ("r-2", "refused", ["personal_data_in_plain_text"]),
        ("r-3", "invalid", ["field_domain_code"]),
        ("#4", "invalid", ["field_row_key"]),
        ("r-4", "registered", []),
    ]
    assert all(row["message"].endswith(".") for row in told["rows"] if row["outcome"] != "registered")
    assert "0987654321" not in str(told)
    await world.settle()
    seen = await world.get(f"/opinions/{told['rows'][0]['opinion_id']}")
    assert (seen["needs_interpreter"], seen["urgency"], seen["channel"]) == (True, "HIGH", "UNIT_LIST")


async def test_the_file_sent_again_with_its_mistakes_mended_adds_only_what_is_new(world: World) -> None:
    await upload(world, CSV)
    again = await upload(world, CSV.replace("SCHOOL", "EDUCATION").replace("gọi 0987654321,Vừ", "ở bản Cang,Vừ"))
    assert [row["outcome"] for row in again["rows"]] == ["repeated", "registered", "registered", "invalid", "repeated"]
    assert (await world.happened()).count("OpinionRegistered") == 4
    kept = await world.get(f"/imports/{again['import_id']}")
    assert [row["outcome"] for row in kept["rows"] if row["row_key"].startswith("r-")] == ["registered"] * 4


async def test_a_preview_writes_nothing(world: World) -> None:
    told = await upload(world, CSV, preview="true")
    assert [row["outcome"] for row in told["rows"]] == ["would_register", "refused", "invalid", "invalid", "would_register"]
    assert await world.log() == []
    assert await world.rows("SELECT 1 FROM subject_key") == []
    await upload(world, CSV)
    assert (await upload(world, CSV, preview="true"))["counts"]["repeated"] == 2


async def test_the_same_rows_come_in_as_json(world: World) -> None:
    rows = [{"row_key": "a", "text": "Xin mở rộng chợ", "summary_redacted": "Xin mở rộng chợ", "name": "Hợp tác xã Mận"}]
    told = await upload(world, orjson.dumps({"opinions": rows}), "application/json")
    assert told["counts"]["registered"] == 1


async def test_a_file_that_is_none_is_refused_in_words(world: World) -> None:
    for content, kind, slug in ((b"\xff\xfe\x00", "text/csv", "file_unreadable"), (b"[]", "application/json", "file_empty")):
        told = await upload(world, content, kind, expect=409)
        assert told["slug"] == slug


async def test_two_rows_with_one_key_are_not_both_taken(world: World) -> None:
    told = await upload(world, "Mã dòng,Tóm tắt\n1,Xin sửa cầu\n1,Xin sửa đường\n")
    assert [row["outcome"] for row in told["rows"]] == ["registered", "invalid"]
