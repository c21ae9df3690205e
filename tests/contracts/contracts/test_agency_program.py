"""The small program of the contracts README publishes an opinion on a real broker and reads its receipt."""

import asyncio
import base64
import sys
from pathlib import Path

import nats
from nats.aio.client import Client
from nats.aio.msg import Msg

from contracts.agencies import OpinionRegisteredInV1, ReceiptV1
from contracts.envelope import from_headers
from contracts.generated import ROOT
from contracts.seal import new_key_pair, open_with
from contracts.subjects import parse_inbound_subject, receipt_subject
from contracts.vocabulary import ReceiptStatus

PROGRAM = ROOT / "agency" / "publish_opinion.py"


async def answered(client: Client, message: Msg) -> OpinionRegisteredInV1:
    envelope, agency = from_headers(message.headers), parse_inbound_subject(message.subject).agency
    receipt = ReceiptV1(
        event_id=str(envelope.id),
        agency=agency,
        status=ReceiptStatus.ACCEPTED,
        our_id="y-kien-1",
        message_vi="Đã tiếp nhận ý kiến.",
        received_at=envelope.time,
    )
    await client.publish(receipt_subject(agency, str(envelope.id)), receipt.body())
    return OpinionRegisteredInV1.read(message.data)


async def test_an_agency_publishes_with_two_packages_and_gets_its_receipt(nats_url: str, tmp_path: Path) -> None:
    private, public = new_key_pair()
    key = tmp_path / "seal.pub"
    key.write_text(base64.b64encode(public).decode())
    client = await nats.connect(nats_url)
    await client.jetstream().add_stream(name="INBOUND", subjects=["in.>"])
    heard = await client.subscribe("in.*.opinion-registered.v1")
    command = (sys.executable, str(PROGRAM), nats_url, "sl-stnmt", "sl-xa-03847-ubnd", str(key), "--wait", "60")
    program = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    opinion = await answered(client, await heard.next_msg(timeout=60))
    printed, _ = await program.communicate()
    await client.close()
    assert program.returncode == 0
    assert ReceiptV1.read(printed).our_id == "y-kien-1"
    assert opinion.text and "giấy chứng nhận" in open_with(private, opinion.text)
    assert opinion.submitter and opinion.submitter.name and open_with(private, opinion.submitter.name) == "Lò Thị Ánh"
