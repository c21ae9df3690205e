"""Rule packs that were loaded, in the order they were loaded."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Put
from chassis.projections.projection import Projection
from followup.readmodel.columns import Row, instant_column
from followup.rule_pack.events import RulePackLoaded
from followup.rules.pack import RuleKind, RulePack
from followup.rules.read import rule_pack_json, rule_pack_of_json


class LoadedRulePack(Row, table=True):
    __tablename__ = "loaded_rule_pack"

    rule_pack_id: str = Field(primary_key=True)
    position: int
    province_code: str | None = None
    valid_from: date
    valid_to: date | None = None
    additive: bool
    title: str
    pack: str
    loaded_by: str = ""
    loaded_at: datetime = instant_column()


def apply(recorded: Recorded) -> Iterator[Change]:
    """One row per pack."""
    event = recorded.event
    if isinstance(event, RulePackLoaded):
        pack = event.pack
        values = {
            "position": recorded.position,
            "province_code": pack.province_code,
            "valid_from": pack.valid_from,
            "valid_to": pack.valid_to,
            "additive": pack.additive,
            "title": pack.title,
            "pack": rule_pack_json(pack),
            "loaded_by": event.loaded_by,
            "loaded_at": recorded.at,
        }
        yield Put("loaded_rule_pack", {"rule_pack_id": pack.rule_pack_id}, values)


projection = Projection("rule_packs", 1, (LoadedRulePack,), apply)

_table: sa.Table = LoadedRulePack.__table__  # type: ignore[attr-defined]


@lru_cache(maxsize=64)
def _pack(text: str) -> RulePack:
    return rule_pack_of_json(text)


async def loaded_packs(connection: AsyncConnection) -> Sequence[RulePack]:
    """Every pack, oldest load first."""
    texts = (await connection.execute(sa.select(_table.c.pack).order_by(_table.c.position))).scalars()
    return [_pack(text) for text in texts]


async def some_pack_asks(connection: AsyncConnection, kind: RuleKind) -> bool:
    """Say whether any loaded pack has a rule of this kind that applies: cheap, before the whole rulebook is read for each opinion."""
    return any(rule.kind is kind and rule.applies for pack in await loaded_packs(connection) for rule in pack.rules)


async def loaders(connection: AsyncConnection) -> Mapping[str, str]:
    """Pack → the opaque reference of who loaded it."""
    rows = await connection.execute(sa.select(_table.c.rule_pack_id, _table.c.loaded_by))
    return {row.rule_pack_id: row.loaded_by for row in rows}


async def pack_of(connection: AsyncConnection, rule_pack_id: str) -> RulePack | None:
    """Return one pack, None when it was never loaded here."""
    text = (await connection.execute(sa.select(_table.c.pack).where(_table.c.rule_pack_id == rule_pack_id))).scalar()
    return _pack(text) if text else None
