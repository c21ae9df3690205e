"""What a laptop has instead of the post: a mail server that keeps what it is given, and an SMS and Zalo gateway that writes it down."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import uvicorn
from aiosmtpd.smtp import SMTP, Envelope, Session
from fastapi import FastAPI, Request

from chassis.ids import new_id
from doithoai.embedded.ports import LOOPBACK


class MailFolder:
    """Keeps every message as one .eml file, with its envelope's recipients in the first header."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        identity = new_id().hex
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content or "").encode()
        head = f"X-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n".encode()
        draft = self.folder / f"{identity}.part"
        draft.write_bytes(head + content)
        draft.rename(self.folder / f"{identity}.eml")
        return f"250 2.0.0 kept as {identity}"


def gateway(journal: Path) -> FastAPI:
    """An SMS gateway below /sms and a Zalo one below /zalo; each message is a line of the journal, answered as the real ones do."""
    app = FastAPI(openapi_url=None)

    async def keep(channel: str, request: Request) -> str:
        identity = new_id().hex
        line = {"id": identity, "channel": channel, "body": await request.json()}
        with journal.open("a", encoding="utf-8") as opened:
            opened.write(json.dumps(line, ensure_ascii=False) + "\n")
        return identity

    @app.post("/sms/messages")
    async def sms(request: Request) -> dict[str, Any]:
        return {"id": await keep("sms", request)}

    @app.post("/zalo/message/template")
    async def zalo(request: Request) -> dict[str, Any]:
        return {"error": 0, "message": "Success", "data": {"msg_id": await keep("zalo", request)}}

    return app


async def serve(folder: Path, smtp_port: int, http_port: int, host: str = LOOPBACK) -> None:
    """Until the process is told to end."""
    handler = MailFolder(folder / "mail")
    loop = asyncio.get_running_loop()
    mail = await loop.create_server(lambda: SMTP(handler, enable_SMTPUTF8=True, hostname="localhost"), host, smtp_port)
    config = uvicorn.Config(gateway(folder / "messages.jsonl"), host=host, port=http_port, log_level="warning", access_log=False)
    async with mail:
        await uvicorn.Server(config).serve()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:]))
