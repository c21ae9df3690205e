# ruff: noqa: INP001
"""What an agency's software does all year: three events, each once as it should be and once as it must not be, and their receipts.

python three_events.py nats://user:password@broker:4222 sl-stnmt sl-xa-03847-ubnd seal.pub

Needs nats-py and doithoai-contracts[seal], nothing else. Prints one JSON line per message; exit code 0 when each got the answer it should.
"""

import argparse
import asyncio
import json
import sys
from base64 import b64decode
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import nats
from nats.aio.client import Client

from contracts.agencies import OpinionRegisteredInV1, ReceiptV1, ReplyIssuedInV1, SessionConcludedInV1, SessionOpinionIn, SubmitterBoxes
from contracts.envelope import Document, Envelope, PublicEvent, to_headers
from contracts.identifiers import case_id
from contracts.seal import seal_for
from contracts.sessions import SessionTotals
from contracts.subjects import INBOUND, agency_source, inbound_subject, parse_type, receipt_subject
from contracts.vocabulary import Audience, Disposition, Form, Level, OpinionChannel, OpinionKind, Outcome, Regime, SubmitterKind

PATIENCE_SECONDS = 30


@dataclass
class Agency:
    """One agency at the broker: its token, the organisation it speaks for, the province's key for personal fields."""

    client: Client
    token: str
    org_id: str
    province_key: bytes

    async def send(self, event: PublicEvent, about: str, *, body: bytes | None = None) -> ReceiptV1:
        """Publish and wait for the receipt; `body` replaces the event's own body, to show what is refused."""
        event_id, kind = uuid4(), parse_type(event.event_type)
        envelope = Envelope(event_id, event.event_type, agency_source(self.token), about, datetime.now(UTC))
        subject = inbound_subject(self.token, kind.event, kind.version)
        return await self._published(event_id, subject, body or event.body(), to_headers(envelope))

    async def _published(self, event_id: UUID, subject: str, body: bytes, headers: dict[str, str]) -> ReceiptV1:
        receipts = await self.client.subscribe(receipt_subject(self.token, str(event_id)))
        await self.client.jetstream().publish(subject, body, stream=INBOUND, headers=headers)
        message = await receipts.next_msg(timeout=PATIENCE_SECONDS)
        await receipts.unsubscribe()
        return ReceiptV1.read(message.data)

    def opinion(self, reference: str) -> OpinionRegisteredInV1:
        return OpinionRegisteredInV1(
            opinion_ref=reference,
            channel=OpinionChannel.IN_PERSON,
            received_at=datetime.now(UTC),
            received_by_org_id=self.org_id,
            submitter_kind=SubmitterKind.CITIZEN,
            submitter=SubmitterBoxes(name=seal_for(self.province_key, "Lò Thị Ánh")),
            text=seal_for(self.province_key, "Đề nghị cấp giấy chứng nhận cho thửa đất của gia đình tôi."),
            audience=Audience.PEOPLE,
            kind=OpinionKind.RECOMMENDATION,
            summary_redacted="Đề nghị sớm cấp giấy chứng nhận quyền sử dụng đất.",
        )

    def session(self, reference: str, opinion_id: str, held_on: date, level: Level = Level.PROVINCE) -> SessionConcludedInV1:
        totals = SessionTotals(registered=1, raised=1, answered_on_spot=0, assigned=1, beyond_authority=0, rejected=0, routed_out=0)
        return SessionConcludedInV1(
            session_ref=reference,
            held_from=held_on,
            held_on=held_on,
            concluded_at=datetime.combine(held_on, datetime.min.time(), UTC) + timedelta(hours=4),
            plan_year=held_on.year,
            level=level,
            regime=Regime.PERIODIC,
            audience=(Audience.PEOPLE,),
            form=Form.CONFERENCE,
            host_org_id=self.org_id,
            totals=totals,
            opinions=(SessionOpinionIn(opinion_id=opinion_id, disposition=Disposition.ASSIGNED, assigned_agency_id=self.org_id),),
        )

    def reply(self, session_id: str, opinion_id: str, issuing_org_id: str) -> ReplyIssuedInV1:
        return ReplyIssuedInV1(
            reply_id=str(uuid4()),
            case_id=str(case_id(session_id, opinion_id)),
            opinion_ids=(opinion_id,),
            issuing_org_id=issuing_org_id,
            reply_doc=Document(organ_id=self.org_id, number="17", symbol="CV", issued_on=datetime.now(UTC).date()),
            outcome=Outcome.RESOLVED,
            simultaneous_report_to=(self.org_id,),
            summary_plain="Giấy chứng nhận đã được cấp.",
        )


def say(what: str, receipt: ReceiptV1, *wanted: str) -> bool:
    """Print the receipt as one JSON line; True when it says what it should."""
    print(json.dumps({"message": what, **receipt.model_dump(mode="json")}, ensure_ascii=False))  # noqa: T201
    return receipt.status in wanted


async def talk(agency: Agency) -> bool:
    """Good and bad, in the order of a case; True when every answer was the right one. Ends at the first number that is not given."""
    reference, yesterday = uuid4().hex[:12], datetime.now(UTC).date() - timedelta(days=1)
    opinion = agency.opinion(reference)
    good = await agency.send(opinion, reference)
    if not say("opinion, sealed", good, "accepted") or (opinion_id := good.our_id) is None:
        return False
    plain = json.loads(opinion.body()) | {"submitter": {"name": "Lò Thị Ánh"}}
    right = say("opinion, a name in plaintext", await agency.send(opinion, reference, body=json.dumps(plain).encode()), "refused")
    right &= say("opinion, not JSON", await agency.send(opinion, reference, body=b"{"), "refused")
    session = await agency.send(agency.session(reference, opinion_id, yesterday), reference)
    if not say("session", session, "accepted") or (session_id := session.our_id) is None:
        return False
    abolished = agency.session("x", opinion_id, yesterday, Level.DISTRICT)
    right &= say("session of a level abolished", await agency.send(abolished, "x"), "refused")
    right &= say("reply, another's", await agency.send(agency.reply(session_id, opinion_id, "somebody-else"), reference), "refused")
    reply = await agency.send(agency.reply(session_id, opinion_id, agency.org_id), reference)
    return say("reply", reply, "accepted", "held") and right


async def run(server: str, token: str, org_id: str, province_key: bytes) -> bool:
    client = await nats.connect(server, inbox_prefix=f"_INBOX.{token}".encode())
    try:
        return await talk(Agency(client, token, org_id, province_key))
    finally:
        await client.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("server", "agency", "org_id"):
        parser.add_argument(name)
    parser.add_argument("province_key", type=Path)
    given = parser.parse_args()
    key = b64decode(given.province_key.read_text(encoding="utf-8"))
    return 0 if asyncio.run(run(given.server, given.agency, given.org_id, key)) else 1


if __name__ == "__main__":
    sys.exit(main())
