"""Signing in and out in the browser: a signed, HttpOnly cookie that all sections share; no server-side session."""

import asyncio
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chassis.identity.accounts import Accounts, WrongSecret
from chassis.identity.current import COOKIE, signed_in
from chassis.identity.tokens import SignedIn, Tokens
from chassis.observability.log import get_log
from chassis.observability.log_events import LogEvent
from chassis.web.dependencies import ThePages

log = get_log(__name__)
WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng."


def sign_in_router() -> APIRouter:
    """`GET /sign-in`, `POST /sign-in`, `POST /sign-out`; needs `app.state.accounts`."""
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/sign-in", show_sign_in, methods=["GET"])
    router.add_api_route("/sign-in", sign_in, methods=["POST"])
    router.add_api_route("/sign-out", sign_out, methods=["POST"])
    return router


async def show_sign_in(request: Request, pages: ThePages, wanted: Annotated[str, Query(alias="next")] = "") -> Response:
    return pages.render(request, "chassis/sign_in.html", {"next": wanted, "login": "", "errors": {}})


async def sign_in(
    request: Request,
    pages: ThePages,
    login: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    wanted: Annotated[str, Form(alias="next")] = "",
) -> Response:
    accounts: Accounts = request.app.state.accounts
    try:
        who = await asyncio.to_thread(accounts.check, login, password)
    except WrongSecret:
        log.warning(LogEvent.SIGN_IN_FAILED)
        context = {"next": wanted, "login": login, "errors": {"login": WRONG}}
        return pages.render(request, "chassis/sign_in.html", context, status=422)
    log.info(LogEvent.SIGNED_IN, actor=who.actor.ref)
    return let_in(request, who, wanted)


def let_in(request: Request, who: SignedIn, wanted: str) -> Response:
    """Set the cookie and go where the reader wanted to go, within this site."""
    tokens: Tokens = request.app.state.tokens
    response = RedirectResponse(_within(request, wanted), 303)
    secure = request.url.scheme == "https"
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
