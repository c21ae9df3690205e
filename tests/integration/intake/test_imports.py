"""A file of opinions: looked at first, registered as it was shown, each row alone; sending it again is harmless, and every row is answered."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import orjson
import sqlalchemy as sa
from intake_world import START, World

CSV = """Mã dòng,Nội dung,Tóm tắt,Họ tên,Điện thoại,Lĩnh vực,Mức độ,Cần phiên dịch
r-1,"Tôi là Mùa A Súa, đường vào bản hỏng",Đường vào bản hỏng,Mùa A Súa,0912345678,INFRASTRUCTURE,HIGH,x
r-2,"Thiếu nước sinh hoạt, gọi 0987654321",Thiếu nước gọi 0987654321,Vừ Thị Chá,,ENVIRONMENT,HOT,
r-3,Xin thêm giáo viên,Xin thêm giáo viên,,,Giáo dục,GAP,
r-4,Xin mở lớp xóa mù chữ,Xin mở lớp xóa mù chữ,Tổ dân phố 3,,EDUCATION,NORMAL,
"""
QUERY = {"source": "xa-moc-2026-1", "received_by_org_id": "org-1", "audience": "PEOPLE", "submitter_kind": "CITIZEN"}


def keyed(world: World) -> dict[str, str]:
    return world.headers(**{"idempotency-key": str(uuid4())})


async def upload(world: World, content: str | bytes, *, expect: int = 200, **more: Any) -> dict[str, Any]:
    data = content.encode() if isinstance(content, str) else content
    answer = await world.web.post("/intake/api/v1/imports", content=data, params={**QUERY, **more}, headers=keyed(world))
    assert answer.status_code == expect, answer.text
    found: dict[str, Any] = answer.json()
    return found


def seen(told: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(row["row_key"], row["state"], row["outcome"]) for row in told["rows"]]


async def test_every_row_is_registered_or_says_why_not_and_harms_no_other(world: World) -> None:
    told = await upload(world, CSV)
    assert told["state"] == "FINISHED"
    assert seen(told) == [
        ("r-1", "new", "registered"),
        ("r-2", "error", None),
        ("r-3", "error", None),
        ("r-4", "new", "registered"),
    ]
    assert [row["slugs"] for row in told["rows"][1:3]] == [["personal_data_in_plain_text"], ["field_urgency"]]
    assert "Mức độ" in told["rows"][2]["messages"][0]
    assert "0987654321" not in str(told)
    await world.settle()
    row = await world.get(f"/opinions/{told['rows'][0]['opinion_id']}")
    assert (row["needs_interpreter"], row["urgency"], row["channel"]) == (True, "HIGH", "UNIT_LIST")
    assert row["source_ref"] == f"import/{told['import_id']}/1"


async def test_the_file_sent_again_with_its_mistakes_mended_adds_only_what_is_new(world: World) -> None:
    await upload(world, CSV)
    again = await upload(world, CSV.replace("GAP", "HIGH").replace("gọi 0987654321,Vừ", "ở bản Cang,Vừ"))
    assert [(row["state"], row["outcome"]) for row in again["rows"]] == [
        ("duplicate", None),
        ("new", "registered"),
        ("new", "registered"),
        ("duplicate", None),
    ]
    assert (await world.happened()).count("OpinionRegistered") == 4


async def test_a_preview_registers_nothing_and_is_applied_exactly_as_it_was_shown(world: World) -> None:
    told = await upload(world, CSV, preview="true")
    assert told["state"] == "PREVIEWED"
    assert {name: told["counts"][name] for name in ("new", "duplicate", "warning", "error")} == {
        "new": 2,
        "duplicate": 0,
        "warning": 0,
        "error": 2,
    }
    assert await world.happened() == ["ImportPreviewed"]
    done = await world.post(f"/imports/{told['import_id']}/apply?wait=20&digest={told['digest']}")
    assert (done["state"], done["counts"]["registered"]) == ("FINISHED", 2)
    await world.post(f"/imports/{told['import_id']}/apply?wait=20")
    assert (await world.happened()).count("OpinionRegistered") == 2


async def test_a_row_refused_among_many_of_one_transaction_undoes_none_of_the_others(world: World) -> None:
    rows = "".join(f"r-{number},Xin sửa đường số {number}\n" for number in range(1, 41))
    told = await upload(world, f"Mã dòng,Tóm tắt\n{rows}", preview="true")
    async with world.runtime.engine.begin() as connection:
        broken = (
            "UPDATE imported_row SET sealed = jsonb_set(sealed, '{ciphertext}', '\"AAAA\"') WHERE row_key IN ('r-1', 'r-7', 'r-8', 'r-40')"
        )
        await connection.execute(sa.text(broken))
    done = await world.post(f"/imports/{told['import_id']}/apply?wait=20")
    assert (done["counts"]["registered"], done["counts"]["refused"], done["counts"]["left"]) == (36, 4, 0)
    refused = [row["row_key"] for row in (await world.get(f"/imports/{told['import_id']}"))["rows"] if row["outcome"] == "refused"]
    assert refused == ["r-1", "r-7", "r-8", "r-40"]
    assert (await world.happened()).count("OpinionRegistered") == 36


async def test_another_file_than_the_one_shown_is_not_applied(world: World) -> None:
    told = await upload(world, CSV, preview="true")
    refused = await world.post(f"/imports/{told['import_id']}/apply?digest=0", expect=409)
    assert refused["slug"] == "import_file_changed"


async def test_what_came_in_between_is_said_before_anything_is_registered(world: World) -> None:
    shown = await upload(world, CSV, preview="true")
    await upload(world, CSV)
    refused = await world.post(f"/imports/{shown['import_id']}/apply", expect=409)
    assert refused["slug"] == "import_changed_since_preview"
    assert "2 dòng" in refused["detail"]
    now = await world.get(f"/imports/{shown['import_id']}")
    assert [row["state"] for row in now["rows"]] == ["duplicate", "error", "error", "duplicate"]
    assert (await world.post(f"/imports/{shown['import_id']}/apply?wait=20"))["state"] == "FINISHED"


async def test_no_content_of_a_file_lies_open_and_none_is_left_when_it_is_done(world: World) -> None:
    told = await upload(world, CSV, preview="true")
    stored = str(await world.rows("SELECT * FROM imported_row")) + str(await world.rows("SELECT data FROM event"))
    assert not any(word in stored for word in ("Mùa", "0912345678", "đường", "Đường"))
    await world.post(f"/imports/{told['import_id']}/apply?wait=20")
    await world.settle()
    kept = await world.rows("SELECT ordinal FROM imported_row WHERE sealed IS NOT NULL")
    assert [row.ordinal for row in kept] == [2, 3]


async def test_what_a_file_said_is_destroyed_after_thirty_days(world: World) -> None:
    told = await upload(world, CSV)
    await world.settle()
    await world.move_to(START + timedelta(days=31))
    assert (await world.get(f"/imports/{told['import_id']}"))["state"] == "FORGOTTEN"
    assert await world.rows("SELECT 1 FROM imported_row WHERE sealed IS NOT NULL") == []
    assert await world.rows(f"SELECT 1 FROM subject_key WHERE subject = 'import-{told['import_id']}' AND wrapped IS NOT NULL") == []


async def test_a_preview_given_up_is_gone_and_can_no_longer_be_applied(world: World) -> None:
    told = await upload(world, CSV, preview="true")
    assert (await world.post(f"/imports/{told['import_id']}/discard"))["state"] == "FORGOTTEN"
    assert (await world.post(f"/imports/{told['import_id']}/apply", expect=409))["slug"] == "import_forgotten"


async def test_the_same_rows_come_in_as_json(world: World) -> None:
    rows = [{"row_key": "a", "text": "Xin mở rộng chợ", "summary_redacted": "Xin mở rộng chợ", "name": "Hợp tác xã Mận"}]
    told = await upload(world, orjson.dumps({"opinions": rows}))
    assert told["counts"]["registered"] == 1


async def test_a_file_that_is_none_is_refused_in_words(world: World) -> None:
    for content, slug in ((b"\x81\x82\x83", "file_unreadable"), (b"[]", "file_empty"), (b"%PDF-1.7", "file_other_kind")):
        told = await upload(world, content, expect=409)
        assert told["slug"] == slug


async def test_two_rows_with_one_key_are_not_both_taken(world: World) -> None:
    told = await upload(world, "Mã dòng,Tóm tắt\n1,Xin sửa cầu\n1,Xin sửa đường\n")
    assert [row["state"] for row in told["rows"]] == ["new", "error"]


async def test_nobody_sees_or_applies_the_files_of_an_organisation_out_of_reach(world: World) -> None:
    told = await upload(world, CSV, preview="true")
    stranger = {"role": "unit_head", "org_id": "org-2", "reach": "own"}
    await world.get(f"/imports/{told['import_id']}", expect=403, **stranger)
    await world.post(f"/imports/{told['import_id']}/apply", expect=403, **stranger)


async def test_a_row_cannot_speak_for_another_organisation_than_the_file(world: World) -> None:
    rows = [{"text": "Xin mở rộng chợ", "name": "Hợp tác xã Mận", "received_by_org_id": "org-2"}]
    told = await upload(world, orjson.dumps(rows))
    assert [(row["state"], row["slugs"]) for row in told["rows"]] == [("error", ["received_by_another"])]
