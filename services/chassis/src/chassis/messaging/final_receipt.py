"""The last word on a message that was held: a receipt of its own, and what a repetition of the message is answered from then on."""

import orjson
import sqlalchemy as sa

from chassis.handle import Unit
from chassis.messaging.receipts import Answer, receipt, receipt_stream

_SETTLE = sa.text("UPDATE seen SET receipt = :receipt WHERE source = :source AND event_id = :event_id")


async def answer_held(unit: Unit, agency: str, event_id: str, answer: Answer) -> None:
    """Record the final receipt in this unit of work; the relay sends it."""
    await unit.record(receipt_stream(agency, event_id), receipt(agency, event_id, answer, unit.clock.now()))
    kept = {"status": answer.status, "our_id": answer.our_id, "slugs": answer.slugs, "message_vi": answer.message_vi}
    values = {"receipt": orjson.dumps(kept).decode(), "source": f"in:{agency}", "event_id": event_id}
    await unit.connection.execute(_SETTLE, values)
