"""The local mail server and gateway keep what services send, so that a demonstration can show it."""

import asyncio
import json
import signal
import smtplib
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import httpx2
import pytest

from doithoai.embedded import child
from doithoai.embedded.ports import answers, free_port


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[tuple[int, int]]:
    smtp, http = free_port(), free_port()
    process = child.spawn([sys.executable, "-m", "doithoai.gateways", tmp_path, str(smtp), str(http)], tmp_path / "log")
    assert answers(smtp, 20), child.tail(tmp_path / "log")
    assert answers(http, 20), child.tail(tmp_path / "log")
    yield smtp, http
    assert child.stop(process, signal.SIGTERM, 10) in (0, -signal.SIGTERM)


def test_a_mail_becomes_a_file_with_its_vietnamese_text(ports: tuple[int, int], tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@coquan.example", "b@coquan.example", "Giấy mời đối thoại"
    mail.set_content("Trân trọng kính mời.")
    with smtplib.SMTP("127.0.0.1", ports[0], timeout=10) as server:
        server.send_message(mail)
    (kept,) = (tmp_path / "mail").glob("*.eml")
    assert b"X-Envelope-To: b@coquan.example" in kept.read_bytes()


async def test_short_messages_are_answered_like_the_real_gateways_do(ports: tuple[int, int], tmp_path: Path) -> None:
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{ports[1]}") as client:
        sms, zalo = await asyncio.gather(
            client.post("/sms/messages", json={"to": "+84900000000", "text": "Moi du doi thoai"}),
            client.post("/zalo/message/template", json={"phone": "84900000000"}),
        )
    assert sms.json()["id"]
    assert zalo.json()["error"] == 0
    lines = [json.loads(line) for line in (tmp_path / "messages.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {line["channel"] for line in lines} == {"sms", "zalo"}
