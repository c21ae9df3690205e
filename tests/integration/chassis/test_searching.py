"""Search without diacritics in the database is the same as in Python, and forgives misprints."""

from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from chassis.runtime import asyncpg_url
from chassis.searching import folded, holds, understood
from contracts.vocabulary import fold
from doithoai.embedded.databases import Database

TEXTS = (
    "Đối thoại trực tiếp",
    "ĐẤT ĐAI",
    "Liên Hoà",
    "Liên Hòa",
    "Ɖường Ðất ðồng",
    "Giàng A Dơ, bản Ún",
    "Lie\u0302n Hoa\u0300",
    "Straße naïve coöp",
    "100% _ \\ ' số",
)
TABLE = sa.table("said", sa.column("text"))


@pytest.fixture
async def connection(database: Database) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(asyncpg_url(database.owner_dsn))
    async with engine.begin() as opened:
        await opened.execute(sa.text("CREATE TABLE said (text text NOT NULL)"))
        await opened.execute(sa.text("INSERT INTO said VALUES (:text)"), [{"text": text} for text in TEXTS])
        yield opened
    await engine.dispose()


async def hits(connection: AsyncConnection, query: str) -> list[str]:
    words = await understood(connection, folded(TABLE.c.text), TABLE, fold(query).split())
    found = await connection.execute(sa.select(TABLE.c.text).where(*holds(folded(TABLE.c.text), words)))
    return sorted(str(text) for text in found.scalars())


async def test_the_database_folds_as_the_contracts_do(connection: AsyncConnection) -> None:
    rows = await connection.execute(sa.select(TABLE.c.text, folded(TABLE.c.text)))
    assert {text: bare for text, bare in rows if "ß" not in text} == {text: fold(text) for text in TEXTS if "ß" not in text}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("doi thoai", ["Đối thoại trực tiếp"]),
        ("DAT dai", ["ĐẤT ĐAI"]),
        ("Lien Hoa", sorted({"Liên Hoà", "Liên Hòa", "Lie\u0302n Hoa\u0300"})),
        ("thaoi", ["Đối thoại trực tiếp"]),
        ("trucs tiep", ["Đối thoại trực tiếp"]),
        ("100% _", ["100% _ \\ ' số"]),
        ("kilimanjaro", []),
        ("", sorted(TEXTS)),
    ],
)
async def test_words_are_found_without_diacritics_and_with_a_misprint(connection: AsyncConnection, query: str, found: list[str]) -> None:
    assert await hits(connection, query) == found
