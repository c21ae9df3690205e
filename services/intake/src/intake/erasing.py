"""Destroying keys: of a person who asks for it, with every text that was theirs; and of a text that must not exist."""

from collections.abc import Sequence

from chassis.handle import Unit
from chassis.privacy.local import TransactionVault
from intake.opinion.commands import RejectOpinion, RouteOutOpinion, ShredText
from intake.opinion.decide import OPINION, stream_of
from intake.opinion.events import OpinionEvent, OpinionRejected, OpinionRoutedOut
from intake.opinion.opinion import Unknown
from intake.opinion.redaction import must_not_name_a_person
from intake.submitter.commands import EraseSubmitter
from intake.submitter.decide import SUBMITTER
from intake.submitter.decide import stream_of as submitter_stream
from intake.submitter.events import SubmitterErased, SubmitterEvent


async def erase(unit: Unit, vault: TransactionVault, submitter_ref: str, by: str, reason: str = "") -> Sequence[SubmitterEvent]:
    """Erase a person in this transaction; once erased, nothing more happens. Raises Refused."""
    must_not_name_a_person("reason", reason)
    holds_key = await vault.key(submitter_ref) is not None
    command = EraseSubmitter(unit.clock.now(), by, submitter_ref, holds_key, reason)
    events = await unit.handle(SUBMITTER, submitter_stream(submitter_ref), command)
    for event in events:
        if isinstance(event, SubmitterErased):
            await vault.erase(event.subject)
            for opinion_id in event.opinion_ids:
                await vault.erase(opinion_id)
                opinion = await unit.state(OPINION, stream_of(opinion_id))
                if not isinstance(opinion, Unknown):
                    await unit.handle(OPINION, stream_of(opinion_id), ShredText(unit.clock.now(), by))
    return events


async def end(
    unit: Unit, vault: TransactionVault, opinion_id: str, command: RejectOpinion | RouteOutOpinion, *, expected_version: int | None
) -> Sequence[OpinionEvent]:
    """Reject or route out; where the rules say that no text may remain, its key goes in the same transaction."""
    events = await unit.handle(OPINION, stream_of(opinion_id), command, expected_version=expected_version)
    for event in events:
        if isinstance(event, OpinionRejected | OpinionRoutedOut) and event.text_shredded:
            await vault.erase(opinion_id)
    return events
