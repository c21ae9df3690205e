"""/api/v1/submitters, /seal-key, /organisations: erasure of a person, the key agencies seal for, the directory as intake knows it."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from chassis.handle import Unit
from chassis.identity.permissions import permit
from chassis.observability.log import get_log
from chassis.web.dependencies import CommandId, CurrentActor, Reader, TheHandler, get_part
from chassis.web.problems import NotFound
from contracts.seal import public_key_of
from intake.api.acting import TheVault
from intake.api.shapes import Reason
from intake.erasing import erase
from intake.log_events import LogEvent
from intake.opinion.permissions import ERASE, READ, READ_SEAL_KEY
from intake.opinion_in import Shape
from intake.reach import must_work_with
from intake.readmodel import organisations
from intake.seal_keys import SealKeys
from intake.submitter.decide import SUBMITTER, stream_of
from intake.submitter.events import SubmitterErased, SubmitterEvent
from intake.submitter.submitter import Speaking

log = get_log(__name__)
router = APIRouter(prefix="/api/v1", tags=["submitters"])


class ErasedSubmitter(BaseModel):
    """Keys destroyed: the person's and those of the texts named; the opinions and their counts stay."""

    submitter_ref: str
    erased: bool
    opinion_ids: list[str]
    position: int


class EraseIn(Shape):
    """`reason` names the request or decision, never the person."""

    reason: Reason = ""


@dataclass(frozen=True)
class Eraser:
    """The parts of an erasure."""

    handler: TheHandler
    vault: TheVault
    actor: CurrentActor
    command_id: CommandId

    async def erase(self, submitter_ref: str, reason: str) -> ErasedSubmitter:
        async def work(unit: Unit) -> Sequence[SubmitterEvent]:
            submitter = await unit.state(SUBMITTER, stream_of(submitter_ref))
            if isinstance(submitter, Speaking):
                await must_work_with(unit, self.actor, *submitter.opinion_ids)
            return await erase(unit, self.vault.within(unit.connection), submitter_ref, self.actor.ref, reason)

        handled = await self.handler.perform(work, SUBMITTER, stream_of(submitter_ref), actor=self.actor, command_id=self.command_id)
        gone = next((event for event in handled.events if isinstance(event, SubmitterErased)), None)
        opinions = list(gone.opinion_ids) if gone else []
        self.vault.forget(submitter_ref, *opinions)
        if gone:
            log.info(LogEvent.SUBMITTER_ERASED, submitter_ref=submitter_ref, opinions=len(opinions))
        return ErasedSubmitter(submitter_ref=submitter_ref, erased=gone is not None, opinion_ids=opinions, position=handled.position)


async def eraser(handler: TheHandler, vault: TheVault, actor: CurrentActor, command_id: CommandId) -> Eraser:
    """The dependency of both ways to ask."""
    return Eraser(handler, vault, actor, command_id)


@router.delete("/submitters/{submitter_ref}", dependencies=[permit(ERASE)])
async def erase_submitter(submitter_ref: str, act: Annotated[Eraser, Depends(eraser)]) -> ErasedSubmitter:
    """Erase a person; asked again, nothing more happens."""
    return await act.erase(submitter_ref, "")


@router.post("/submitters/{submitter_ref}/erase", dependencies=[permit(ERASE)])
async def erase_submitter_for(submitter_ref: str, asked: EraseIn, act: Annotated[Eraser, Depends(eraser)]) -> ErasedSubmitter:
    """The same, naming the request it follows."""
    return await act.erase(submitter_ref, asked.reason)


@router.get("/seal-key", dependencies=[permit(READ_SEAL_KEY)])
async def read_seal_key(keys: Annotated[SealKeys, Depends(get_part(SealKeys))]) -> dict[str, str]:
    """The public key agencies seal personal fields for (libsodium sealed box)."""
    key_id, private = keys.current
    return {"key_id": key_id, "alg": "x25519-sealedbox", "public_key": b64encode(public_key_of(private)).decode()}


@router.get("/organisations/{unit_id}", dependencies=[permit(READ)])
async def read_organisation(unit_id: str, reader: Reader) -> dict[str, Any]:
    """An organisation as heard from sessions; 404 until it was."""
    found = await organisations.find(reader, unit_id)
    if found is None:
        raise NotFound
    return found.model_dump(mode="json", exclude={"sort_key"})
