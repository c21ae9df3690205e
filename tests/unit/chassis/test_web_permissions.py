"""Every route declares its permission; who holds it is data; anonymous readers see only what is public."""

from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from web_client import as_browser, example_site, visiting
from web_example.example import api, example, pages_router

from chassis.identity.accounts import hash_password
from chassis.identity.permissions import declared, permit, undeclared
from chassis.web.app import site


def test_every_route_of_the_example_declares_a_permission() -> None:
    assert undeclared(example_site().routes) == []


def test_a_route_without_a_permission_is_found_wherever_it_is_mounted() -> None:
    careless = APIRouter(prefix="/inner")

    @careless.get("/forgotten")
    async def forgotten() -> str:
        return "seen by everybody"

    outer = APIRouter(prefix="/api/v1")
    outer.include_router(careless)
    app: FastAPI = site([example("example", "Việc mẫu", api, pages_router, outer)])
    assert undeclared(app.routes) == ["/example/api/v1/inner/forgotten"]


def test_a_permission_given_where_the_router_is_included_counts() -> None:
    plain = APIRouter()

    @plain.get("/things")
    async def things() -> str:
        return "things"

    outer = APIRouter(prefix="/api/v1")
    outer.include_router(plain, dependencies=[permit("thing.read")])
    found = dict(declared(site([example("example", "Việc mẫu", outer)]).routes))
    assert found["/example/api/v1/things"] == {"thing.read"}


@pytest.mark.parametrize(("role", "status"), [("writer", 200), ("reader", 403), ("unheard-of", 403)])
async def test_a_role_may_do_what_the_service_lists_for_it(role: str, status: int) -> None:
    async with visiting() as client:
        assert (await client.get("/example/write", headers=as_browser(role))).status_code == status


async def test_nobody_signed_in_is_led_to_the_sign_in_and_software_is_told() -> None:
    async with visiting() as client:
        page = await client.get("/example/write?a=1&b=2", headers={"accept": "text/html"})
        told = await client.post("/example/api/v1/things", json={})
    assert (page.status_code, page.headers["location"]) == (303, "/example/sign-in?next=%2Fexample%2Fwrite%3Fa%3D1%26b%3D2")
    assert (told.status_code, told.json()["slug"], told.headers["www-authenticate"]) == (401, "not_signed_in", "Bearer")


@pytest.mark.parametrize(("public", "path", "status"), [(True, "/example/", 200), (False, "/example/", 303), (True, "/example/write", 303)])
async def test_anonymous_readers_see_public_pages_only_while_pages_are_public(public: bool, path: str, status: int) -> None:
    async with visiting(pages_public=public) as client:
        assert (await client.get(path, headers={"accept": "text/html"})).status_code == status


async def test_a_public_page_hides_what_the_reader_may_not_do() -> None:
    async with visiting(pages_public=True) as client:
        anonymous, writer = await client.get("/example/"), await client.get("/example/", headers=as_browser("writer"))
    assert "Ghi việc mới" not in anonymous.text
    assert "Ghi việc mới" in writer.text


async def test_a_broken_token_is_refused_and_a_stale_cookie_is_nobody() -> None:
    async with visiting() as client:
        token = await client.get("/example/api/v1/things/1", headers={"authorization": "Bearer x.y.z"})
        cookie = await client.get("/example/", headers={"cookie": "doithoai_session=x.y.z", "accept": "text/html"})
    assert (token.status_code, token.json()["slug"]) == (401, "invalid_token")
    assert cookie.status_code == 303


@pytest.fixture
def accounts(tmp_path: Path) -> Path:
    file = tmp_path / "accounts.toml"
    entry = {
        "hash": hash_password("mật khẩu dài"),
        "ref": "acc-1",
        "role": "writer",
        "org_id": "org-1",
        "reach": "own",
        "label": "Văn phòng",
    }
    file.write_text("[accounts.vanphong]\n" + "\n".join(f'{key} = "{value}"' for key, value in entry.items()), encoding="utf-8")
    return file


async def test_signing_in_opens_every_section_and_signing_out_closes_it(accounts: Path) -> None:
    app = site([example("one", "Phần một", accounts_file=accounts), example("two", "Phần hai", accounts_file=accounts)])
    async with visiting(app) as client:
        form = {"login": "vanphong", "password": "mật khẩu dài", "next": "/one/write"}
        entered = await client.post("/one/sign-in", data=form)
        other = await client.get("/two/write")
        await client.post("/two/sign-out")
        gone = await client.get("/one/write")
    assert (entered.status_code, entered.headers["location"]) == (303, "/one/write")
    assert "HttpOnly" in entered.headers["set-cookie"]
    assert other.status_code == 200
    assert "Văn phòng" in other.text
    assert gone.status_code == 303


@pytest.mark.parametrize(("login", "password"), [("vanphong", "sai"), ("khongco", "mật khẩu dài"), ("", "")])
async def test_a_wrong_secret_shows_the_form_again_without_telling_what_was_wrong(accounts: Path, login: str, password: str) -> None:
    async with visiting(accounts_file=accounts) as client:
        answer = await client.post("/sign-in", data={"login": login, "password": password})
    assert answer.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("wanted", ["https://evil.test/", "//evil.test/", "/\\evil.test", "javascript:alert(1)", ""])
async def test_signing_in_never_leads_to_another_site(accounts: Path, wanted: str) -> None:
    async with visiting(accounts_file=accounts) as client:
        answer = await client.post("/example/sign-in", data={"login": "vanphong", "password": "mật khẩu dài", "next": wanted})
    assert answer.headers["location"] == "/example/"
