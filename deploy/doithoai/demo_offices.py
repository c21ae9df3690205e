"""Offices at their counters: HTTP calls with an idempotency key each, tried again until a server that was killed is back."""

from collections.abc import Mapping
from typing import Any, Final, Self

import httpx2
import stamina

from chassis.identity.actor import Reach
from chassis.ids import derived_id
from doithoai.running import Running

PATIENCE: Final = 90.0
READER: Final = "administrator"
BUSY: Final = frozenset({429, 500, 502, 503, 504})


class Declined(Exception):
    """The service understood and said no; `slug` is the problem's slug."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        super().__init__(f"{status} {problem.get('slug') or problem.get('title')}: {problem.get('detail')} {problem.get('errors') or ''}")
        self.status = status
        self.slug = str(problem.get("slug") or "")


class _NotNow(Exception):
    """The server could not answer; asking again with the same key is safe."""


class Offices:
    """One HTTP client for everybody who sits at a screen; `role` and `org_id` say who asks."""

    def __init__(self, running: Running) -> None:
        self._running = running
        self._client = httpx2.AsyncClient(base_url=running.web_url, timeout=30, limits=httpx2.Limits(max_connections=8))
        self._tokens: dict[tuple[str, str | None], str] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def get(self, path: str, role: str = READER, org_id: str | None = None, **query: str | int) -> Any:
        """The JSON of a read. Raises Declined."""
        answer = await self._ask("GET", path, {"Authorization": f"Bearer {self._token(role, org_id)}"}, params=query)
        return answer.json()

    async def post(self, path: str, body: object, *, key: str, role: str, org_id: str | None = None) -> Any:
        """Write once: the same key is the same act however often it is sent. Raises Declined."""
        return await self._write("POST", path, key, role, org_id, json=body)

    async def put(self, path: str, body: object, *, key: str, role: str, org_id: str | None = None) -> Any:
        """Put one part in place; the same again changes nothing. Raises Declined."""
        return await self._write("PUT", path, key, role, org_id, json=body)

    async def delete(self, path: str, *, key: str, role: str, org_id: str | None = None) -> Any:
        """Destroy once. Raises Declined."""
        return await self._write("DELETE", path, key, role, org_id)

    async def upload(self, path: str, content: str, kind: str, *, key: str, role: str, org_id: str, **query: str) -> Any:
        """Send a file as it is; its rows carry their own keys. Raises Declined."""
        return await self._write("POST", path, key, role, org_id, content=content.encode(), params=query, media_type=kind)

    async def _write(self, method: str, path: str, key: str, role: str, org_id: str | None, media_type: str = "", **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {self._token(role, org_id)}", "Idempotency-Key": str(derived_id("demo", key))}
        answer = await self._ask(method, path, headers | ({"Content-Type": media_type} if media_type else {}), **more)
        return answer.json() if answer.content else None

    async def _ask(self, method: str, path: str, headers: dict[str, str], **more: Any) -> httpx2.Response:
        unreachable = (httpx2.TransportError, _NotNow)
        async for attempt in stamina.retry_context(on=unreachable, attempts=None, timeout=PATIENCE, wait_initial=0.1, wait_max=2):
            with attempt:
                answer = await self._client.request(method, path, headers=headers, **more)
                if answer.status_code in BUSY:
                    raise _NotNow(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
        if answer.status_code >= 400:
            raise Declined(answer.status_code, _problem(answer))
        return answer

    def _token(self, role: str, org_id: str | None) -> str:
        if (role, org_id) not in self._tokens:
            reach = Reach.OWN if org_id else Reach.EVERYWHERE
            self._tokens[role, org_id] = self._running.token(role, org_id, reach=reach)
        return self._tokens[role, org_id]


def _problem(answer: httpx2.Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        return {"title": answer.text[:200]}
    return found if isinstance(found, dict) else {"title": str(found)}
