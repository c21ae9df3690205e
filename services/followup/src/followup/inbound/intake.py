"""intake told of an opinion: its public summary names the case later; what left the process leaves no text here."""

from chassis.handle import Unit
from chassis.messaging.inbox import Source
from contracts.envelope import Envelope
from contracts.intake import OpinionRegisteredV1, OpinionRejectedV1, OpinionRoutedOutV1, OpinionWithdrawnV1
from followup.readmodel.opinion_summaries import heard


async def _heard(unit: Unit, _envelope: Envelope, event: OpinionRegisteredV1) -> None:
    unit.change(*heard(event))


def source() -> Source:
    """Handlers for what intake publishes."""
    return Source("intake", dict.fromkeys((OpinionRegisteredV1, OpinionRoutedOutV1, OpinionRejectedV1, OpinionWithdrawnV1), _heard))
