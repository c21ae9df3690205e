"""What the journeys do to a running system: offices at their screens, agencies at the broker, an operator who looks inside."""

from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chassis.clock import WallClock
from chassis.ids import derived_id
from chassis.runtime import Runtime
from contracts.agencies import OpinionRegisteredInV1, SealedBox, SubmitterBoxes
from contracts.seal import seal_for
from contracts.vocabulary import Audience, OpinionChannel, OpinionKind, SubmitterKind
from doithoai.demo_agencies import Agencies, Mail, mail
from doithoai.demo_offices import Offices
from doithoai.demo_time import Timekeeper, timekeeper
from doithoai.places import SERVICES
from doithoai.reach import reached
from doithoai.running import Running

OFFICE = "dialogue_office"
WALL = WallClock()
HOST, AGENCY = "so-thu", "binh-dinh"
HOST_ENTRY = {"unit_id": HOST, "name": "Sở Thử nghiệm", "class": "DEPARTMENT", "level": "PROVINCE", "agency_code": AGENCY}


@dataclass
class World:
    """A running system and everybody around it."""

    running: Running
    offices: Offices
    agencies: Agencies
    runtimes: dict[str, Runtime]
    keeper: Timekeeper
    public_key: bytes

    async def register(self, number: int, *, text: str = "Đề nghị sửa đường.", **more: Any) -> str:
        """One opinion at the counter; the same number is the same act however often it is sent."""
        opinion_id = str(derived_id("journey-opinion", str(number)))
        body = {
            "opinion_id": opinion_id,
            "channel": "IN_PERSON",
            "received_by_org_id": HOST,
            "submitter_kind": "CITIZEN",
            "audience": "PEOPLE",
            "text": text,
            "summary_redacted": "Đề nghị sửa đường.",
            **more,
        }
        await self.offices.post("/intake/api/v1/opinions", body, key=f"opinion-{number}", role=OFFICE)
        return opinion_id

    def letter(self, number: int, *, text: str = "Đề nghị kéo điện.", name: str = "Người Gửi") -> Mail:
        """One sealed opinion from an agency's software."""
        event = OpinionRegisteredInV1(
            opinion_ref=f"A-{number}",
            channel=OpinionChannel.IN_PERSON,
            received_at=WALL.now(),
            received_by_org_id=HOST,
            submitter_kind=SubmitterKind.CITIZEN,
            submitter=SubmitterBoxes(name=self.box(name)),
            text=self.box(text),
            audience=Audience.PEOPLE,
            kind=OpinionKind.RECOMMENDATION,
            summary_redacted="Đề nghị kéo điện.",
        )
        identity: UUID = derived_id("journey-letter", str(number))
        return mail(AGENCY, identity, event, WALL.now(), event.opinion_ref)

    def box(self, text: str) -> SealedBox:
        return seal_for(self.public_key, text)


@asynccontextmanager
async def acting(running: Running) -> AsyncIterator[World]:
    """Everybody is at work; the office that receives is in the directory."""
    async with AsyncExitStack() as stack:
        offices = await stack.enter_async_context(Offices(running))
        agencies = await stack.enter_async_context(Agencies(running))
        keeper = await stack.enter_async_context(timekeeper(running, WALL.now()))
        runtimes = {name: (await stack.enter_async_context(reached(running, name)))[1] for name in SERVICES}
        await offices.post("/sessions/api/v1/org-units", HOST_ENTRY, key="host", role="administrator")
        told = await offices.get("/intake/api/v1/seal-key")
        await keeper.quiet()
        yield World(running, offices, agencies, runtimes, keeper, b64decode(told["public_key"]))
