"""decide(command, opinion) → events, or Refused with a slug: every command has an answer in every state."""

from collections.abc import Sequence

from chassis.decider import Decider, Refused
from intake.opinion.before_session import decide_before, register
from intake.opinion.commands import BeforeSession, OpinionCommand, RegisterOpinion
from intake.opinion.events import OpinionEvent
from intake.opinion.from_others import decide_from_others
from intake.opinion.opinion import Opinion, Unknown, evolve


def decide(command: OpinionCommand, opinion: Opinion) -> Sequence[OpinionEvent]:
    """What follows from the command; said twice, it happens once."""
    if isinstance(command, RegisterOpinion):
        return register(command) if isinstance(opinion, Unknown) else []
    if isinstance(opinion, Unknown):
        raise Refused("opinion_unknown")
    if isinstance(command, BeforeSession):
        return decide_before(command, opinion)
    return decide_from_others(command, opinion)


OPINION: Decider[OpinionCommand, Opinion, OpinionEvent] = Decider(decide, evolve, Unknown())


def stream_of(opinion_id: str) -> str:
    """The stream of one opinion."""
    return f"opinion-{opinion_id}"
