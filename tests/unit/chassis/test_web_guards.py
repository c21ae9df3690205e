"""A foreign page cannot write here, foreign code cannot run here, and nobody can send more than is accepted."""

from collections.abc import AsyncIterator

import pytest
from web_client import as_browser, as_software, visiting

from chassis.web.request_size import LIMIT_BYTES

FORM = {"kind": "A", "amount": "3", "wanted_on": "22/11/2026"}


async def post(headers: dict[str, str]) -> int:
    async with visiting() as client:
        return int((await client.post("/example/write", data=FORM, headers=headers)).status_code)


async def test_the_own_form_is_accepted() -> None:
    assert await post(as_browser("writer")) == 303


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_a_form_on_another_site_is_refused(site: str) -> None:
    assert await post(as_browser("writer", **{"sec-fetch-site": site})) == 403


@pytest.mark.parametrize(("origin", "status"), [("http://dialogue.test", 303), ("http://evil.test", 403), ("null", 403)])
async def test_an_old_browser_is_judged_by_its_origin(origin: str, status: int) -> None:
    headers = {key: value for key, value in as_browser("writer", origin=origin).items() if key != "sec-fetch-site"}
    assert await post(headers) == status


async def test_software_with_a_token_needs_no_origin() -> None:
    assert await post(as_software("writer", **{"sec-fetch-site": "cross-site"})) == 303


@pytest.mark.parametrize(
    "path", ["/", "/example/", "/example/missing", "/example/broken", "/example/api/v1/things/1", "/example/ui/assets/console.css"]
)
async def test_every_answer_forbids_foreign_code_and_framing(path: str) -> None:
    async with visiting(pages_public=True) as client:
        headers = (await client.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
    assert len(headers.get_list("content-security-policy")) == 1


async def test_pages_are_not_kept_by_shared_caches_and_files_are() -> None:
    async with visiting(pages_public=True) as client:
        page, file = await client.get("/example/"), await client.get("/example/ui/vendor/htmx/htmx.min.js")
    assert page.headers["cache-control"] == "no-store"
    assert "max-age" in file.headers["cache-control"]


@pytest.mark.parametrize("path", ["/example/api/v1/things/1?q=%00", "/example/api/v1/things/%00", "/example/?q=a%00b"])
async def test_an_address_with_a_null_byte_is_refused_before_anything_is_looked_up(path: str) -> None:
    async with visiting(pages_public=True) as client:
        assert (await client.get(path, headers=as_software("reader"))).status_code == 400


async def test_too_large_a_request_is_refused_before_it_is_read() -> None:
    async with visiting() as client:
        headers = as_software("writer", **{"content-length": str(LIMIT_BYTES + 1), "content-type": "application/json"})
        answer = await client.post("/example/api/v1/things", content=b"{}", headers=headers)
    assert (answer.status_code, answer.json()["slug"], answer.json()["limit_bytes"]) == (413, "request_too_large", LIMIT_BYTES)
    assert "12 MB" in answer.json()["detail"]


async def test_too_large_a_request_is_refused_though_it_hides_its_length() -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(LIMIT_BYTES // 1_000_000 + 2):
            yield b"x" * 1_000_000

    async with visiting() as client:
        answer = await client.post("/example/api/v1/things", content=endless(), headers=as_software("writer"))
    assert answer.status_code == 413


async def test_a_small_request_of_unknown_length_is_read() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b'{"kind": "A", "amount": 3,'
        yield b'"wanted_on": "2026-11-22"}'

    async with visiting() as client:
        headers = as_software("writer", **{"content-type": "application/json"})
        answer = await client.post("/example/api/v1/things", content=pieces(), headers=headers)
    assert answer.status_code == 201


async def test_nothing_outside_the_shared_look_is_served() -> None:
    async with visiting() as client:
        for path in (
            "/example/ui/templates/chassis/layout.html",
            "/example/ui/assets/../templates/chassis/layout.html",
            "/example/ui/vendor/%2e%2e/__init__.py",
        ):
            assert (await client.get(path)).status_code == 404
