"""The keeper of the keys: one row per data subject, the key wrapped by the master key; a destroyed key leaves only its date."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from chassis.clock import Clock
from chassis.privacy.keys import KeyCache, SubjectErased, Vault
from chassis.privacy.master import MasterKeys
from chassis.privacy.sealing import SubjectKey, new_key

SUBJECT_KEY = sa.Table(
    "subject_key",
    sa.MetaData(),
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("key_version", sa.Integer, nullable=False),
    sa.Column("master", sa.Text, nullable=False),
    sa.Column("wrapped", sa.LargeBinary),
    sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("erased_at", sa.DateTime(timezone=True)),
)
_ROW = sa.select(SUBJECT_KEY).where(SUBJECT_KEY.c.subject == sa.bindparam("wanted"))
_HELD_ROW = _ROW.with_for_update(read=True)
_KEEP = sa.text(
    "INSERT INTO subject_key (subject, key_version, wrapped, master, made_at) SELECT *, CAST(:master AS text), CAST(:now AS timestamptz)"
    " FROM unnest(CAST(:subjects AS text[]), CAST(:versions AS integer[]), CAST(:wrapped AS bytea[]))"
    " ON CONFLICT DO NOTHING RETURNING subject"
)


class LocalVault(Vault):
    """Reads keys on connections of its own, keeping them a minute; what belongs to a transaction goes through `within`."""

    def __init__(self, engine: AsyncEngine, masters: MasterKeys, clock: Clock) -> None:
        self.engine = engine
        self.masters = masters
        self.clock = clock
        self.cache = KeyCache()

    def within(self, connection: AsyncConnection) -> "TransactionVault":
        """The same keys inside a transaction: a key made or destroyed there stands or falls with it."""
        return TransactionVault(self.masters, self.clock, connection, cache=self.cache)

    async def key(self, subject: str, *, create: bool = False) -> SubjectKey | None:
        if not create and (kept := self.cache.get(subject)):
            return kept
        async with self.engine.begin() as connection:
            key = await self.within(connection).key(subject, create=create)
        if key is not None:
            self.cache.put(key)
        return key

    async def erase(self, subject: str) -> bool:
        """Destroy a key in a transaction of its own; True when there was one."""
        async with self.engine.begin() as connection:
            return await self.within(connection).erase(subject)

    def forget(self, *subjects: str) -> None:
        """Drop keys from memory, once the transaction that destroyed them is committed."""
        for subject in subjects:
            self.cache.drop(subject)

    async def rewrap(self, *, batch: int = 500) -> int:
        """Wrap every key anew under the current master key; how many there were. Sealed texts stay as they are."""
        done = 0
        while moved := await self._rewrap_some(batch):
            done += moved
        return done

    async def _rewrap_some(self, batch: int) -> int:
        stale = sa.select(SUBJECT_KEY).where(SUBJECT_KEY.c.wrapped.is_not(None), SUBJECT_KEY.c.master != self.masters.current)
        async with self.engine.begin() as connection:
            rows = (await connection.execute(stale.limit(batch).with_for_update(skip_locked=True))).all()
            for row in rows:
                key = self.masters.unwrap(row.master, row.subject, row.key_version, row.wrapped)
                await connection.execute(
                    sa.update(SUBJECT_KEY)
                    .where(SUBJECT_KEY.c.subject == row.subject)
                    .values(wrapped=self.masters.wrap(key), master=self.masters.current)
                )
        return len(rows)


class TransactionVault(Vault):
    """Keys as one transaction sees them. It never fills the shared cache: an uncommitted key must not outlive a rollback."""

    def __init__(self, masters: MasterKeys, clock: Clock, connection: AsyncConnection, *, cache: KeyCache | None = None) -> None:
        self._masters = masters
        self._clock = clock
        self._connection = connection
        self._cache = cache
        self._seen: dict[str, SubjectKey] = {}

    async def key(self, subject: str, *, create: bool = False) -> SubjectKey | None:
        if subject in self._seen:
            return self._seen[subject]
        if create and (made := await self._make(subject)):
            self._seen[subject] = made
            return made
        row = await self._row(subject, locked=create)
        if row is None:
            return None
        if row.wrapped is None:
            if create:
                raise SubjectErased(subject)
            return None
        key = self._seen[subject] = self._masters.unwrap(row.master, subject, row.key_version, row.wrapped)
        return key

    async def make(self, subjects: Sequence[str]) -> None:
        """Keys for those that never had one, all in one statement."""
        keys = {subject: new_key(subject) for subject in subjects if subject not in self._seen}
        if keys:
            rows = {
                "subjects": list(keys),
                "versions": [key.version for key in keys.values()],
                "wrapped": [self._masters.wrap(key) for key in keys.values()],
            }
            made = await self._connection.execute(_KEEP, {**rows, "master": self._masters.current, "now": self._clock.now()})
            self._seen |= {subject: keys[subject] for subject in made.scalars()}

    async def erase(self, subject: str) -> bool:
        """Destroy the subject's key; True when there was one. What it sealed opens as `Erased` from the commit on."""
        self._seen.pop(subject, None)
        if self._cache:
            self._cache.drop(subject)
        gone = await self._connection.execute(
            sa.update(SUBJECT_KEY)
            .where(SUBJECT_KEY.c.subject == subject, SUBJECT_KEY.c.wrapped.is_not(None))
            .values(wrapped=None, erased_at=self._clock.now())
        )
        return bool(gone.rowcount)

    async def _row(self, subject: str, *, locked: bool) -> sa.Row[tuple[object, ...]] | None:
        return (await self._connection.execute(_HELD_ROW if locked else _ROW, {"wanted": subject})).one_or_none()

    async def _make(self, subject: str) -> SubjectKey | None:
        """A new key, or None when the subject has, or had, one."""
        await self.make([subject])
        return self._seen.get(subject)


def subject_key_v1() -> list[str]:
    """Statements that make the key table; released, never edited."""
    return [
        """
CREATE TABLE subject_key (
  subject text NOT NULL CONSTRAINT subject_key_pkey PRIMARY KEY,
  key_version integer NOT NULL, master text NOT NULL, wrapped bytea,
  made_at timestamptz NOT NULL, erased_at timestamptz,
  CONSTRAINT subject_key_gone CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL)))""",
        "CREATE INDEX subject_key_master ON subject_key (master) WHERE wrapped IS NOT NULL",
    ]
