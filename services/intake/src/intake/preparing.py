"""The preparation pack of a session as it is read: lines with their texts opened, and how many are ready."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.identity.actor import Actor
from chassis.privacy.local import LocalVault
from chassis.web.problems import NotFound
from intake.opening import opened
from intake.reach import organisations_of
from intake.readmodel import organisations, preparation_pack
from intake.readmodel.organisations import TargetSessionRow
from intake.readmodel.preparation_pack import PreparedLine


@dataclass(frozen=True)
class OpenLine:
    """`text` and `answer` are None for who may not read them, or when they were erased."""

    line: PreparedLine
    text: str | None
    answer: str | None


@dataclass(frozen=True)
class Pack:
    session: TargetSessionRow
    lines: Sequence[OpenLine]

    @property
    def missing(self) -> int:
        return sum(each.line.is_missing for each in self.lines)

    def counts(self) -> dict[str, int]:
        """Outcome → how many; those without one are under MISSING."""
        found: dict[str, int] = {}
        for each in self.lines:
            key = each.line.outcome or "MISSING"
            found[key] = found.get(key, 0) + 1
        return found


async def read_pack(connection: AsyncConnection, vault: LocalVault, actor: Actor, session_id: str, on: date, *, with_text: bool) -> Pack:
    """Within the reader's reach. Raises NotFound for a session nobody told of."""
    session = await organisations.find_session(connection, session_id)
    if session is None:
        raise NotFound
    lines = await preparation_pack.find(connection, session_id, await organisations_of(connection, actor, on))
    return Pack(session, [await _open(vault, line, with_text=with_text) for line in lines])


async def _open(vault: LocalVault, line: PreparedLine, *, with_text: bool) -> OpenLine:
    if not with_text:
        return OpenLine(line, None, None)
    text = await opened(vault, line.sealed_text, "text")
    return OpenLine(line, text, await opened(vault, line.sealed_answer, "prepared_answer"))


def shown(each: OpenLine) -> dict[str, Any]:
    """A line for software."""
    line = {name: value for name, value in vars(each.line).items() if not name.startswith("sealed_")}
    return {**line, "missing": each.line.is_missing, "text": each.text, "answer": each.answer}
