# ruff: noqa: INP001
"""Publish one opinion as an agency and wait for the receipt. Needs nats-py[nkeys] and doithoai-contracts[seal], nothing else.

python publish_opinion.py nats://broker:4222 sl-stnmt sl-xa-03847-ubnd seal.pub --nkey agency.seed

`seal.pub` holds the province's public key (base64), `agency.seed` the agency's own NKey seed.
"""

import argparse
import asyncio
import os
import sys
import time
from base64 import b64decode
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import nats

from contracts.agencies import OpinionRegisteredInV1, ReceiptV1, SubmitterBoxes
from contracts.envelope import Envelope, to_headers
from contracts.seal import seal_for
from contracts.subjects import INBOUND, agency_source, inbound_subject, receipt_subject
from contracts.vocabulary import Audience, DomainCode, OpinionChannel, OpinionKind, ReceiptStatus, SubmitterKind


def uuid7() -> UUID:
    """A time-ordered id (RFC 9562): 48 bits of milliseconds, the rest random."""
    bits = (int(time.time() * 1000) << 80) | int.from_bytes(os.urandom(10), "big")
    return UUID(int=(bits & ~(0xF << 76) & ~(0x3 << 62)) | (0x7 << 76) | (0x2 << 62))


def opinion(org_id: str, province_key: bytes, now: datetime) -> OpinionRegisteredInV1:
    return OpinionRegisteredInV1(
        opinion_ref=f"STN-{now:%Y%m%d%H%M%S}",
        channel=OpinionChannel.PORTAL,
        received_at=now,
        received_by_org_id=org_id,
        submitter_kind=SubmitterKind.CITIZEN,
        submitter=SubmitterBoxes(name=seal_for(province_key, "Lò Thị Ánh"), phone=seal_for(province_key, "+84912345678")),
        text=seal_for(province_key, "Gia đình tôi được đo đất từ năm 2024 nhưng chưa nhận giấy chứng nhận."),
        audience=Audience.PEOPLE,
        kind=OpinionKind.REFLECTION,
        domain_code=DomainCode.LAND,
        summary_redacted="Đề nghị sớm cấp giấy chứng nhận quyền sử dụng đất đã đo đạc năm 2024.",
    )


async def publish(server: str, agency: str, event: OpinionRegisteredInV1, options: dict[str, str], wait: float) -> ReceiptV1 | None:
    """Publish, then wait for the receipt; None when it has not come in `wait` seconds (it stays readable on the stream RECEIPTS)."""
    now, event_id = datetime.now(UTC), uuid7()
    envelope = Envelope(event_id, event.event_type, agency_source(agency), event.opinion_ref, now, org_id=event.received_by_org_id)
    connection = await nats.connect(server, inbox_prefix=f"_INBOX.{agency}".encode(), **options)
    try:
        receipts = await connection.subscribe(receipt_subject(agency, str(event_id)))
        stream = connection.jetstream()
        await stream.publish(inbound_subject(agency, "opinion-registered"), event.body(), stream=INBOUND, headers=to_headers(envelope))
        message = await receipts.next_msg(timeout=wait)
        return ReceiptV1.read(message.data)
    except TimeoutError:
        return None
    finally:
        await connection.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server")
    parser.add_argument("agency")
    parser.add_argument("org_id")
    parser.add_argument("province_key", type=Path)
    parser.add_argument("--nkey", type=Path)
    parser.add_argument("--wait", type=float, default=30)
    given = parser.parse_args()
    event = opinion(given.org_id, b64decode(given.province_key.read_text()), datetime.now(UTC))
    options = {"nkeys_seed": str(given.nkey)} if given.nkey else {}
    receipt = asyncio.run(publish(given.server, given.agency, event, options, given.wait))
    print(receipt.model_dump_json(indent=2) if receipt else "no receipt yet")  # noqa: T201
    return 0 if receipt and receipt.status is not ReceiptStatus.REFUSED else 1


if __name__ == "__main__":
    sys.exit(main())
