"""Which opinion a look-up code stands for: given at registration, in the same transaction, so that no two opinions ever share one."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.lookup_codes import lookup_code

ATTEMPTS = 100
_TAKE = sa.text("INSERT INTO lookup_code (code, opinion_id) VALUES (:code, :opinion_id) ON CONFLICT DO NOTHING RETURNING code")
_TAKE_ALL = sa.text(
    "INSERT INTO lookup_code (code, opinion_id) SELECT * FROM unnest(CAST(:codes AS text[]), CAST(:opinion_ids AS text[]))"
    " ON CONFLICT DO NOTHING RETURNING opinion_id, code"
)
_HAS = sa.text("SELECT code FROM lookup_code WHERE opinion_id = :opinion_id")
_FIND = sa.text("SELECT opinion_id FROM lookup_code WHERE code = :code")
_FIND_ALL = sa.text("SELECT code, opinion_id FROM lookup_code WHERE code = ANY(:codes)")


class NoCodeLeft(Exception):
    """A hundred codes in a row are taken: the table was written by other means."""


async def give(connection: AsyncConnection, opinion_id: str) -> str:
    """The opinion's code, a new one when it has none."""
    for attempt in range(ATTEMPTS):
        taken = (await connection.execute(_TAKE, {"code": lookup_code(opinion_id, attempt), "opinion_id": opinion_id})).scalar()
        found = taken or (await connection.execute(_HAS, {"opinion_id": opinion_id})).scalar()
        if found:
            return str(found)
    raise NoCodeLeft(opinion_id)


async def give_all(connection: AsyncConnection, opinion_ids: Sequence[str]) -> dict[str, str]:
    """The codes of several opinions, in one statement as far as their first code is free."""
    values = {"codes": [lookup_code(opinion_id, 0) for opinion_id in opinion_ids], "opinion_ids": list(opinion_ids)}
    given = {str(opinion_id): str(code) for opinion_id, code in (await connection.execute(_TAKE_ALL, values)).all()}
    return {opinion_id: given.get(opinion_id) or await give(connection, opinion_id) for opinion_id in opinion_ids}


async def find(connection: AsyncConnection, code: str) -> str | None:
    """The opinion that has this code (as `read_lookup_code` gives it), or None."""
    found: str | None = (await connection.execute(_FIND, {"code": code})).scalar()
    return found


async def find_all(connection: AsyncConnection, codes: list[str]) -> dict[str, str]:
    """Opinions by code; codes nobody has are left out."""
    return {str(code): str(opinion_id) for code, opinion_id in (await connection.execute(_FIND_ALL, {"codes": codes})).all()}
