"""Offices sign in at their own issuer; what it vouches for is who they are here, and nothing forged or unknown gets in."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx2
import pytest
from web_client import visiting
from web_issuer import Issuer, running_issuer

OFFICER = {"sub": "off-77", "role": "writer", "org": "org-9", "reach": "subtree", "label": "Văn phòng UBND"}


@pytest.fixture(scope="module")
def running() -> Iterator[Issuer]:
    with running_issuer() as found:
        yield found


@pytest.fixture
def issuer(running: Issuer) -> Issuer:
    running.claims, running.forge = dict(OFFICER), False
    return running


async def come_back(client: httpx2.AsyncClient, wanted: str = "/example/write") -> httpx2.Response:
    """Walk the browser's way: our site, the issuer, and back with what it gave."""
    away = await client.get("/example/sign-in/office", params={"next": wanted})
    assert away.status_code == 302
    async with httpx2.AsyncClient() as outside:
        back = await outside.get(away.headers["location"])
    parts = urlsplit(back.headers["location"])
    return await client.get(f"{parts.path}?{parts.query}")


async def test_an_officer_comes_back_signed_in_to_where_the_way_began(issuer: Issuer) -> None:
    async with visiting(oidc_issuer=issuer.address) as client:
        entered = await come_back(client)
        page = await client.get(entered.headers["location"])
    assert (entered.status_code, entered.headers["location"]) == (303, "/example/write")
    assert page.status_code == 200
    assert "Văn phòng UBND" in page.text


@pytest.mark.parametrize(
    "claims", [{"role": None}, {"role": []}, {"role": "writer", "reach": "galaxy"}, {"nonce": "another"}, {"aud": "another"}]
)
async def test_an_account_that_does_not_fit_is_told_so(issuer: Issuer, claims: dict[str, object]) -> None:
    issuer.claims = {**OFFICER, **claims}
    async with visiting(oidc_issuer=issuer.address) as client:
        refused = await come_back(client)
    assert refused.status_code == 422
    assert "chưa được cấp vai trò" in refused.text
    assert "doithoai_session" not in refused.headers.get("set-cookie", "")


async def test_an_answer_signed_by_somebody_else_is_refused(issuer: Issuer) -> None:
    issuer.forge = True
    async with visiting(oidc_issuer=issuer.address) as client:
        assert (await come_back(client)).status_code == 422


async def test_a_callback_nobody_asked_for_is_refused(issuer: Issuer) -> None:
    async with visiting(oidc_issuer=issuer.address) as client:
        assert (await client.get("/example/sign-in/callback?code=one-time-code&state=x")).status_code == 422


async def test_an_issuer_that_is_away_is_a_busy_page(issuer: Issuer) -> None:
    async with visiting(oidc_issuer="http://127.0.0.1:1") as client:
        answer = await client.get("/example/sign-in/office", headers={"accept": "text/html"})
    assert answer.status_code == 503


async def test_behind_a_proxy_the_way_back_and_the_cookie_are_https(issuer: Issuer) -> None:
    async with visiting(oidc_issuer=issuer.address, public_url="https://doithoai.example.vn") as client:
        client.cookies.clear()
        away = await client.get("/example/sign-in/office")
        page = await client.get("/example/sign-in?next=/example/write")
    assert "redirect_uri=https%3A%2F%2Fdoithoai.example.vn%2Fexample%2Fsign-in%2Fcallback" in away.headers["location"]
    assert "secure" in away.headers["set-cookie"].lower()
    assert "/example/sign-in/office?next=" in page.text


async def test_without_an_issuer_there_is_no_such_way() -> None:
    async with visiting() as client:
        assert (await client.get("/example/sign-in/office", headers={"accept": "text/html"})).status_code == 404
