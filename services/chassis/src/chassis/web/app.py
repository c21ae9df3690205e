"""Turns a service's description into its web application, and several of them into one site."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

import chassis.ui
from chassis.clock import WallClock
from chassis.composition import Service
from chassis.identity.accounts import load_accounts
from chassis.identity.oidc import Offices
from chassis.identity.permissions import ANYONE, Permissions, permit
from chassis.identity.tokens import Tokens
from chassis.observability.health import Check, Checks, health_router
from chassis.observability.log import get_log
from chassis.observability.log_events import LogEvent
from chassis.observability.requests import UnitOfWork
from chassis.runtime import Runtime
from chassis.settings import ServiceSettings
from chassis.web.address import ReadableAddress
from chassis.web.csrf import SameOriginOnly
from chassis.web.errors import install, respond
from chassis.web.headers import SecurityHeaders
from chassis.web.openapi import OPENAPI, ServiceApp
from chassis.web.pages import Pages, Section
from chassis.web.problems import UNEXPECTED
from chassis.web.request_size import RequestSize
from chassis.web.sign_in import sign_in_router

log = get_log(__name__)
HASHING_AT_ONCE = 2
UI = Path(chassis.ui.__file__).parent
Start = Callable[[], AbstractAsyncContextManager[Runtime]]


def build_app(service: Service, *, start: Start | None = None, sections: Sequence[Section] = ()) -> FastAPI:
    """The application of one service, to be mounted at `/<service>`.

    `start` opens the running core for the application's lifetime; without it only pages that need no core work.
    `sections` fills the header; by default it shows this service alone.
    """
    own = Section(service.name, service.title, service.summary)
    app = ServiceApp(title=service.title, openapi_url=OPENAPI, docs_url=None, redoc_url=None, lifespan=_lifespan(start))
    pages = Pages(name=service.name, title=service.title, sections=sections or (own,), folder=service.templates)
    _equip(app, service.settings, pages, service.permissions, service.refusals)
    app.include_router(health_router(_checks_of(app)))
    for router in service.routers:
        app.include_router(router)
    return app


def site(services: Sequence[Service], *, starts: Mapping[str, Start] | None = None) -> FastAPI:
    """All services in one process, each at `/<service>`, with the front page at `/`; `starts` are theirs by name.

    A process with one service uses this too, so addresses are the same behind a proxy; its settings then name the other sections.
    """
    named = services[0].settings.sections
    shown = tuple(Section(*each) for each in named.items()) or tuple(Section(each.name, each.title, each.summary) for each in services)
    apps = {each.name: build_app(each, start=(starts or {}).get(each.name), sections=shown) for each in services}
    front = _front(services[0].settings, shown, apps)
    root = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, lifespan=_together(list(apps.values()), front))
    for name, app in apps.items():
        root.mount(f"/{name}", app)
    root.mount("", front)
    root.state.services = apps
    return root


def _front(settings: ServiceSettings, shown: Sequence[Section], apps: Mapping[str, FastAPI]) -> FastAPI:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    pages = Pages(sections=shown)
    _equip(app, settings, pages, Permissions(), {})
    app.include_router(
        health_router(lambda: [Check(f"{name}.{check.name}", check.run) for name, each in apps.items() for check in _checks_of(each)()])
    )

    async def front_page(request: Request) -> Response:
        return pages.render(request, "chassis/front.html")

    app.add_api_route("/", front_page, dependencies=[permit(ANYONE)])
    for name in apps:
        app.add_api_route(f"/{name}", _to_slash, dependencies=[permit(ANYONE)])
    return app


def _equip(app: FastAPI, settings: ServiceSettings, pages: Pages, permissions: Permissions, refusals: Mapping[str, str]) -> None:
    app.state.permissions = permissions
    app.state.pages_public = settings.pages_public
    app.state.pages = pages
    app.state.refusals = refusals
    key = settings.auth_key.get_secret_value() or secrets.token_hex(32)
    app.state.tokens = Tokens(key, WallClock())
    app.state.accounts = load_accounts(settings.accounts_file)
    app.state.hashing = asyncio.Semaphore(HASHING_AT_ONCE)
    app.state.public_url = settings.public_url
    app.state.offices = Offices(settings) if settings.oidc_issuer else None
    install(app, refusals)
    app.include_router(sign_in_router())
    for folder in ("vendor", "assets"):
        app.mount(f"/ui/{folder}", _Assets(directory=UI / folder))
    if app.state.offices:
        https = (settings.public_url or "").startswith("https:")
        app.add_middleware(SessionMiddleware, secret_key=key, session_cookie="doithoai_sign_in", max_age=600, https_only=https)
    app.add_middleware(SameOriginOnly)
    app.add_middleware(RequestSize)
    app.add_middleware(ReadableAddress)
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    app.add_middleware(UnitOfWork, service=pages.name or "site", on_failure=_unexpected)
    app.add_middleware(SecurityHeaders)


async def _unexpected(request: Request) -> Response:
    return respond(request, UNEXPECTED)


async def _to_slash(request: Request) -> Response:
    return RedirectResponse(f"{request.url.path}/", 307)


def _checks_of(app: FastAPI) -> Checks:
    def checks() -> Sequence[Check]:
        runtime = getattr(app.state, "runtime", None)
        return () if runtime is None else tuple(runtime.checks)

    return checks


def _lifespan(start: Start | None) -> Any:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if start is None:
            yield
            return
        async with start() as runtime:
            app.state.runtime = runtime
            log.info(LogEvent.SERVICE_STARTED, service=runtime.name)
            yield
        log.info(LogEvent.SERVICE_STOPPED, service=runtime.name)

    return lifespan


def _together(apps: Sequence[FastAPI], front: FastAPI) -> Any:
    @asynccontextmanager
    async def lifespan(_root: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for app in apps:
                await stack.enter_async_context(app.router.lifespan_context(app))
            front.state.runtime = getattr(apps[0].state, "runtime", None)
            yield

    return lifespan


class _Assets(StaticFiles):
    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["cache-control"] = "public, max-age=86400"
        return response
