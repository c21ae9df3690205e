"""Signing in and out in the browser: a signed, HttpOnly cookie that all sections share; no server-side session."""

import asyncio
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chassis.identity.accounts import Accounts, WrongSecret
from chassis.identity.current import COOKIE, signed_in
from chassis.identity.oidc import Offices, SignInRefused
from chassis.identity.tokens import SignedIn, Tokens
from chassis.observability.log import get_log
from chassis.observability.log_events import LogEvent
from chassis.web.dependencies import ThePages
from chassis.web.origin import origin
from chassis.web.pages import Pages
from chassis.web.problems import NotFound

log = get_log(__name__)
NO_ROLE = "Không đăng nhập được bằng tài khoản cơ quan, hoặc tài khoản chưa được cấp vai trò. Hãy thử lại hoặc liên hệ quản trị."
WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng."


def sign_in_router() -> APIRouter:
    """Local accounts, the offices' issuer where one is set, and signing out; needs `app.state.{accounts,offices,public_url}`."""
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/sign-in", show_sign_in, methods=["GET"])
    router.add_api_route("/sign-in", sign_in, methods=["POST"])
    router.add_api_route("/sign-in/office", to_office, methods=["GET"])
    router.add_api_route("/sign-in/callback", from_office, methods=["GET"])
    router.add_api_route("/sign-out", sign_out, methods=["POST"])
    return router


async def show_sign_in(request: Request, pages: ThePages, wanted: Annotated[str, Query(alias="next")] = "") -> Response:
    return _form(request, pages, wanted)


async def sign_in(
    request: Request,
    pages: ThePages,
    login: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    wanted: Annotated[str, Form(alias="next")] = "",
) -> Response:
    accounts: Accounts = request.app.state.accounts
    try:
        async with request.app.state.hashing:
            who = await asyncio.to_thread(accounts.check, login, password)
    except WrongSecret:
        log.warning(LogEvent.SIGN_IN_FAILED)
        return _form(request, pages, wanted, login=login, error=WRONG)
    log.info(LogEvent.SIGNED_IN, actor=who.actor.ref)
    return let_in(request, who, wanted)


async def to_office(request: Request, wanted: Annotated[str, Query(alias="next")] = "") -> Response:
    offices = _offices(request)
    request.session["wanted"] = wanted
    return await offices.send(request, f"{origin(request)}{request.scope.get('root_path', '')}/sign-in/callback")


async def from_office(request: Request, pages: ThePages) -> Response:
    offices = _offices(request)
    wanted = str(request.session.get("wanted", ""))
    try:
        who = await offices.receive(request)
    except SignInRefused as refused:
        log.warning(LogEvent.SIGN_IN_FAILED, reason=str(refused))
        return _form(request, pages, wanted, error=NO_ROLE)
    request.session.clear()
    log.info(LogEvent.SIGNED_IN, actor=who.actor.ref)
    return let_in(request, who, wanted)


def _offices(request: Request) -> Offices:
    offices: Offices | None = request.app.state.offices
    if offices is None:
        raise NotFound
    return offices


def _form(request: Request, pages: Pages, wanted: str, *, login: str = "", error: str = "") -> Response:
    state = request.app.state
    local = bool(state.accounts.by_login) or state.offices is None
    errors = {"login" if local else "": error} if error else {}
    context = {"next": wanted, "login": login, "errors": errors, "offices": state.offices is not None, "local": local}
    return pages.render(request, "chassis/sign_in.html", context, status=422 if error else 200)


def let_in(request: Request, who: SignedIn, wanted: str) -> Response:
    """Set the cookie and go where the reader wanted to go, within this site."""
    tokens: Tokens = request.app.state.tokens
    response = RedirectResponse(_within(request, wanted), 303)
    secure = origin(request).startswith("https:")
    age = int(tokens.lifetime.total_seconds())
    response.set_cookie(
        COOKIE, tokens.issue(who.actor, label=who.label), max_age=age, httponly=True, samesite="lax", secure=secure, path="/"
    )
    return response


async def sign_out(request: Request) -> Response:
    log.info(LogEvent.SIGNED_OUT, actor=signed_in(request).actor.ref)
    response = RedirectResponse(_within(request, ""), 303)
    response.delete_cookie(COOKIE, path="/")
    return response


def _within(request: Request, wanted: str) -> str:
    home = f"{request.scope.get('root_path', '')}/"
    parts = urlsplit(wanted.replace("\\", "/"))
    if parts.scheme or parts.netloc or not wanted.startswith("/") or wanted.startswith("//"):
        return home
    return wanted
