"""Publishing in log order: atomic batches to one stream, and one by one where the broker holds a part already."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import orjson
from nats.aio.client import Client

from chassis.ids import new_id
from chassis.messaging.errors import BatchRefused

ID_STORED_ALREADY = 10201
BATCH_LIMIT = 500
SECONDS = 5


@dataclass(frozen=True)
class Outgoing:
    """One message on its way; `stream` is the JetStream stream that must hold it."""

    stream: str
    subject: str
    headers: dict[str, str]
    body: bytes


async def publish(client: Client, messages: Sequence[Outgoing]) -> None:
    """Publish in order and return when all are stored; repeating it stores nothing twice.

    Raises nats' TimeoutError when the broker does not answer (what was sent may be stored: try again with the same ids).
    """
    for _, same in groupby(messages, key=lambda message: message.stream):
        run = list(same)
        for first in range(0, len(run), BATCH_LIMIT):
            await _publish_run(client, run[first : first + BATCH_LIMIT])


async def _publish_run(client: Client, run: Sequence[Outgoing]) -> None:
    if len(run) > 1:
        try:
            await _atomic(client, run)
        except BatchRefused as refused:
            if refused.code != ID_STORED_ALREADY:
                raise
        else:
            return
    stream = client.jetstream(timeout=SECONDS)
    for message in run:
        await stream.publish(message.subject, message.body, stream=message.stream, headers=message.headers, timeout=SECONDS)


async def _atomic(client: Client, run: Sequence[Outgoing]) -> None:
    batch = new_id().hex
    for number, message in enumerate(run, 1):
        headers = {**message.headers, "Nats-Expected-Stream": message.stream, "Nats-Batch-Id": batch, "Nats-Batch-Sequence": str(number)}
        if number == len(run):
            headers["Nats-Batch-Commit"] = "1"
        if 1 < number < len(run):
            await client.publish(message.subject, message.body, headers=headers)
            continue
        answer = (await client.request(message.subject, message.body, headers=headers, timeout=SECONDS)).data
        if answer and "error" in (told := orjson.loads(answer)):
            raise BatchRefused(told["error"].get("err_code", 0), told["error"].get("description", ""))
