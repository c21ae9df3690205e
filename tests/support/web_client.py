"""Talking to an application as a browser or as software would, without a network."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from fastapi import FastAPI
from web_example.example import KEY, example

from chassis.clock import WallClock
from chassis.identity.actor import Actor
from chassis.identity.tokens import Tokens
from chassis.web.app import site


def token(role: str, ref: str = "acc-1") -> str:
    return Tokens(KEY, WallClock()).issue(Actor(ref, role, "org-1"), label="Văn phòng")


def as_software(role: str, **headers: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token(role)}", **headers}


def as_browser(role: str, **headers: str) -> dict[str, str]:
    return {"cookie": f"doithoai_session={token(role)}", "accept": "text/html", "sec-fetch-site": "same-origin", **headers}


def example_site(**settings: Any) -> FastAPI:
    return site([example(**settings)])


@asynccontextmanager
async def visiting(app: FastAPI | None = None, **settings: Any) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app or example_site(**settings), raise_app_exceptions=True)
    async with httpx2.AsyncClient(transport=transport, base_url="http://dialogue.test") as client:
        yield client
