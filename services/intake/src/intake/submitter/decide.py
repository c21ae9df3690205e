"""Erasure of a person: once, for ever, and with every text that was theirs (Luật 91/2025/QH15; domain rules, section 12)."""

from collections.abc import Sequence
from typing import assert_never

from chassis.decider import Decider, Refused
from intake.submitter.commands import EraseSubmitter, LinkOpinion, SubmitterCommand
from intake.submitter.events import SubmitterErased, SubmitterEvent, SubmitterSpoke
from intake.submitter.submitter import Gone, Silent, Speaking, Submitter, evolve


def decide(command: SubmitterCommand, submitter: Submitter) -> Sequence[SubmitterEvent]:
    """What follows from the command; said twice, it happens once."""
    match command:
        case LinkOpinion():
            if isinstance(submitter, Gone):
                raise Refused("submitter_erased")
            if isinstance(submitter, Speaking) and command.opinion_id in submitter.opinion_ids:
                return []
            return [SubmitterSpoke(command.submitter_ref, command.opinion_id)]
        case EraseSubmitter():
            if isinstance(submitter, Gone):
                return []
            if isinstance(submitter, Silent) and not command.holds_key:
                raise Refused("submitter_unknown")
            opinions = submitter.opinion_ids if isinstance(submitter, Speaking) else ()
            return [SubmitterErased(command.submitter_ref, command.now, opinions, command.reason)]
        case _:
            assert_never(command)


SUBMITTER: Decider[SubmitterCommand, Submitter, SubmitterEvent] = Decider(decide, evolve, Silent())


def stream_of(submitter_ref: str) -> str:
    """The stream of one submitter."""
    return f"submitter-{submitter_ref}"
