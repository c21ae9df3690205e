"""What cannot be done is said in Vietnamese to people and with a slug to software, and never shows our insides."""

import pytest
from web_client import as_browser, as_software, visiting

from chassis.web.field_messages import message
from chassis.web.problems import refusal

THING = {"kind": "A", "amount": 3, "wanted_on": "2026-11-22"}
PAGES = [("/missing", 404, "Không tìm thấy"), ("/changed", 412, "Dữ liệu đã thay đổi"), ("/broken", 500, "Hệ thống gặp sự cố")]


@pytest.mark.parametrize(("path", "status", "title"), PAGES)
async def test_a_person_gets_a_vietnamese_page(path: str, status: int, title: str) -> None:
    async with visiting() as client:
        answer = await client.get(f"/example{path}", headers=as_browser("reader"))
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in answer.text
    assert "Việc mẫu" in answer.text, "the page keeps the header"


@pytest.mark.parametrize(("path", "status", "slug"), [("/things/101", 404, "not_found"), ("/broken", 500, "unexpected")])
async def test_software_gets_a_problem_with_a_slug(path: str, status: int, slug: str) -> None:
    async with visiting() as client:
        answer = await client.get(f"/example/api/v1{path}", headers=as_software("reader"))
    assert (answer.status_code, answer.json()["slug"], answer.json()["status"]) == (status, slug, status)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/example/broken", "/example/api/v1/broken"])
async def test_an_unexpected_error_shows_a_trace_id_and_nothing_else(path: str) -> None:
    async with visiting() as client:
        answer = await client.get(path, headers=as_software("reader"))
    assert answer.headers["x-correlation-id"] in answer.text
    assert all(inside not in answer.text for inside in ("RuntimeError", "Traceback", "Lò Văn Thỏa", "0912345678", "example.py"))


async def test_a_refusal_is_told_with_its_slug_and_its_sentence() -> None:
    async with visiting() as client:
        answer = await client.post("/example/api/v1/things", json={**THING, "kind": "B"}, headers=as_software("writer"))
    assert answer.status_code == 409
    assert answer.json()["slug"] == "thing_closed"
    assert answer.json()["detail"] == "Việc này đã đóng từ ngày 01/11/2026, không thể sửa."


def test_dates_of_a_refusal_are_told_as_people_write_them_and_kept_as_software_reads_them() -> None:
    problem = refusal("late", {"due_on": "2026-03-11", "org_id": "so-2026-03-11"}, {"late": "Hạn {due_on} của {org_id}, {unknown}."})
    assert (problem.detail, problem.extra["details"]["due_on"]) == ("Hạn 11/03/2026 của so-2026-03-11, ….", "2026-03-11")


def test_what_only_looks_like_a_date_is_told_as_it_was_sent() -> None:
    assert refusal("unknown", {"org_id": "2026-13-45"}, {"unknown": "Không có {org_id}."}).detail == "Không có 2026-13-45."


async def test_deciding_on_an_old_version_is_answered_with_the_new_one() -> None:
    async with visiting() as client:
        seen = await client.get("/example/api/v1/things/1", headers=as_software("reader"))
        old = await client.post("/example/api/v1/things", json=THING, headers=as_software("writer", **{"if-match": '"6"'}))
        new = await client.post("/example/api/v1/things", json=THING, headers=as_software("writer", **{"if-match": seen.headers["etag"]}))
    assert (old.status_code, old.json()["version"]) == (412, 7)
    assert new.status_code == 201


async def test_every_wrong_field_is_named_in_vietnamese() -> None:
    async with visiting() as client:
        answer = await client.post(
            "/example/api/v1/things", json={"kind": "C", "amount": 0, "note": "x" * 30}, headers=as_software("writer")
        )
    said = {each["field"]: each["message"] for each in answer.json()["errors"]}
    assert answer.status_code == 422
    assert said == {
        "kind": "Chưa đúng định dạng.",
        "amount": "Phải từ 1 trở lên.",
        "wanted_on": "Chưa nhập thông tin này.",
        "note": "Không được dài quá 20 ký tự.",
    }


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[1, 2]", b'"text"', b""])
async def test_a_body_that_is_no_thing_is_refused_clearly(body: bytes) -> None:
    async with visiting() as client:
        headers = as_software("writer", **{"content-type": "application/json"})
        answer = await client.post("/example/api/v1/things", content=body, headers=headers)
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


SOFTWARE_IS_TOLD = [
    (b'{"kind": ', "application/json", {"": "Nội dung gửi lên không phải JSON hợp lệ."}),
    (b'{"kind": "A"}', "text/plain", {"": "Cần một đối tượng JSON, gửi kèm Content-Type: application/json."}),
    (
        b'{"kind": "A", "amount": 3, "wanted_on": "22/11/2026"}',
        "application/json",
        {"wanted_on": "Ngày chưa đúng; gửi theo dạng năm-tháng-ngày (ISO 8601), ví dụ 2026-02-11."},
    ),
]


@pytest.mark.parametrize(("body", "kind", "told"), SOFTWARE_IS_TOLD)
async def test_software_is_told_how_a_program_writes_what_it_wrote_wrongly(body: bytes, kind: str, told: dict[str, str]) -> None:
    async with visiting() as client:
        answer = await client.post("/example/api/v1/things", content=body, headers=as_software("writer", **{"content-type": kind}))
    assert answer.status_code == 422
    assert {each["field"]: each["message"] for each in answer.json()["errors"]} == told


LIMITS = [
    ({"le": 1_000_000}, "Phải từ 1.000.000 trở xuống."),
    ({"le": 2100}, "Phải từ 2100 trở xuống."),
    ({"le": 45.0}, "Phải từ 45 trở xuống."),
    ({"le": 0.5}, "Phải từ 0,5 trở xuống."),
]


@pytest.mark.parametrize(("ctx", "sentence"), LIMITS)
def test_a_limit_is_written_as_people_here_write_numbers_and_years(ctx: dict[str, float], sentence: str) -> None:
    assert message({"type": "less_than_equal", "ctx": ctx}) == sentence


async def test_an_unknown_address_and_a_wrong_method_have_answers_too() -> None:
    async with visiting() as client:
        nowhere = await client.get("/nowhere", headers={"accept": "text/html"})
        wrong = await client.delete("/example/api/v1/things/1", headers=as_software("writer"))
    assert (nowhere.status_code, "Không tìm thấy" in nowhere.text) == (404, True)
    assert (wrong.status_code, wrong.json()["slug"]) == (405, "method_not_allowed")


async def test_htmx_gets_only_the_message() -> None:
    async with visiting() as client:
        answer = await client.get("/example/missing", headers=as_browser("reader", **{"hx-request": "true"}))
    assert answer.status_code == 404
    assert "<html" not in answer.text
    assert 'role="alert"' in answer.text


async def test_the_senders_correlation_id_is_kept_when_it_is_harmless() -> None:
    async with visiting() as client:
        kept = await client.get("/", headers={"x-correlation-id": "order-2026-0001"})
        replaced = await client.get("/", headers={"x-correlation-id": "<script>alert(1)</script>"})
    assert kept.headers["x-correlation-id"] == "order-2026-0001"
    assert "script" not in replaced.headers["x-correlation-id"]
