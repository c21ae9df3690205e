"""Nothing lost, nothing twice: what was acknowledged is in the logs, and what is in the logs is counted once by reporting."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from chassis.eventstore.verify import verify_chain
from chassis.runtime import Runtime

STREAMS: Final[Mapping[str, tuple[str, str, tuple[str, ...]]]] = {
    "opinions": ("intake", "opinion-", ("opinion.opinion-registered.v1",)),
    "sessions": ("sessions", "dialogue-session-", ("dialogue-session.session-concluded.v1", "dialogue-session.session-recorded.v1")),
    "cases": ("followup", "case-", ("case.follow-up-opened.v1",)),
}
_LOGGED = sa.text("SELECT stream FROM event WHERE type = ANY(:types)")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, in words for a reader of the report."""

    kind: str
    what: str


@dataclass(frozen=True)
class Checked:
    lost: list[Finding] = field(default_factory=list)
    doubled: list[Finding] = field(default_factory=list)


def compare(what: str, acknowledged: Sequence[str], logged: Sequence[str], counted: int) -> Checked:
    """Pure: acknowledged ids against the ids in the log (as often as they are there) against reporting's count."""
    times = Counter(logged)
    lost = [Finding(what, f"{ident} was acknowledged and is not in the log") for ident in acknowledged if ident not in times]
    doubled = [Finding(what, f"{ident} is in the log {often} times") for ident, often in times.items() if often > 1]
    lost += [Finding(what, "in the log and not counted")] * max(0, len(times) - counted)
    doubled += [Finding(what, "counted more often than it happened")] * max(0, counted - len(times))
    return Checked(lost, doubled)


async def logged(runtime: Runtime, prefix: str, types: Sequence[str]) -> list[str]:
    """Ids of the streams that hold an event of one of these stored types, once per event."""
    async with runtime.reader() as connection:
        return [stream.removeprefix(prefix) for stream in (await connection.execute(_LOGGED, {"types": list(types)})).scalars()]


async def check(runtimes: Mapping[str, Runtime], acknowledged: Mapping[str, Sequence[str]], figures: Mapping[str, Any]) -> Checked:
    """Everything that was acknowledged in this run, against the logs and against the figures reporting shows."""
    counted = {"opinions": figures["opinions"], "sessions": figures["sessions"]["total"], "cases": figures["cases"]}
    whole = Checked()
    for what, (service, prefix, types) in STREAMS.items():
        part = compare(what, acknowledged.get(what, ()), await logged(runtimes[service], prefix, types), counted[what])
        whole.lost.extend(part.lost)
        whole.doubled.extend(part.doubled)
    return whole


async def chains_hold(runtimes: Mapping[str, Runtime]) -> dict[str, str | None]:
    """By service, what broke its hash chain, or None."""
    found: dict[str, str | None] = {}
    for name, runtime in runtimes.items():
        async with runtime.reader() as connection:
            async for state in verify_chain(connection):
                found[name] = state.broken
        found.setdefault(name, None)
    return found
