"""Makes a system ready for its services: newest schemas, streams, consumers, and the first instant of a simulated clock."""

import asyncio
import os
import sys
from collections.abc import Sequence
from datetime import datetime

import nats

from chassis.clock import CLOCK_STREAM, broadcast
from chassis.composition import Service
from chassis.messaging.provision import provision_consumers, provision_streams
from chassis.migrate import upgrade
from contracts.subjects import RECEIPTS
from doithoai.environment import CLOCK_BEGIN, OPERATOR_URL
from doithoai.places import SERVICES
from doithoai.reach import composed_from_environment
from doithoai.rights import OPERATOR, agency_user


async def provision(url: str, services: Sequence[Service], agencies: Sequence[str], begin: datetime) -> None:
    """Streams and durable consumers of every service and agency. Raises Drift when one exists with other settings."""
    simulated = any(service.settings.clock == "broadcast" for service in services)
    client = await nats.connect(url, inbox_prefix=f"_INBOX.{OPERATOR}".encode(), max_reconnect_attempts=3)
    try:
        made = await provision_streams(client, simulated=simulated)
        for service in services:
            made += await provision_consumers(client, service.consumers())
        receipts = {agency_user(agency): (RECEIPTS, f"receipt.{agency}.>") for agency in agencies}
        made += await provision_consumers(client, receipts)
        if CLOCK_STREAM in made:
            await broadcast(client, begin)
    finally:
        await client.close()
    print("made:", ", ".join(made) or "nothing")


def main(agencies: Sequence[str]) -> None:
    """Everything, in an order that may be repeated."""
    services = [composed_from_environment(name) for name in SERVICES]
    for service in services:
        upgrade(service.migrations, service.settings)
        print("migrated:", service.name)
    begin = datetime.fromisoformat(os.environ[CLOCK_BEGIN])
    asyncio.run(provision(os.environ[OPERATOR_URL], services, agencies, begin))


if __name__ == "__main__":
    main(sys.argv[1:])
