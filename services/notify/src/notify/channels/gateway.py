"""What the HTTP gateways have in common: one client, JSON, an idempotency key, and transport failures as reasons."""

from collections.abc import Mapping
from typing import Any

import httpx2

from notify.channels.port import NotAccepted


class Gateway:
    """POSTs JSON to one provider. The client is made on first use, so that a process that sends nothing opens nothing."""

    def __init__(self, url: str, *, headers: Mapping[str, str], timeout: float = 15.0) -> None:
        self.url = url
        self._headers = dict(headers)
        self._timeout = timeout
        self._client: httpx2.AsyncClient | None = None

    async def post(self, key: str, body: Mapping[str, Any]) -> tuple[int, dict[str, Any]] | NotAccepted:
        """Status and JSON answer (empty when it is no JSON object); never raises."""
        if self._client is None:
            self._client = httpx2.AsyncClient(headers=self._headers, timeout=self._timeout)
        try:
            response = await self._client.post(self.url, json=dict(body), headers={"Idempotency-Key": key})
        except (httpx2.HTTPError, httpx2.InvalidURL):
            return NotAccepted("gateway_unreachable")
        try:
            answer = response.json()
        except ValueError:
            answer = {}
        return response.status_code, answer if isinstance(answer, dict) else {}

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None
