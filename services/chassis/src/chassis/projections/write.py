"""Writing changes in bulk: a batch is folded in memory first, then each table is written once per kind of change."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.projections.change import Add, Change, Drop, Patch, Put

_KeyOf = tuple[tuple[str, Any], ...]


@dataclass
class _Fold:
    """What a batch comes to for one table; a drop ends what was folded before it."""

    puts: dict[_KeyOf, dict[str, Any]] = field(default_factory=dict)
    patches: dict[_KeyOf, dict[str, Any]] = field(default_factory=dict)
    adds: dict[_KeyOf, dict[str, int]] = field(default_factory=dict)

    def empty(self) -> bool:
        return not (self.puts or self.patches or self.adds)

    def clashes(self, key: _KeyOf, change: Put | Patch | Add) -> bool:
        """Say whether the change must come after what is folded: different kinds of change to one row do not commute."""
        match change:
            case Put():
                return False
            case Patch():
                return key in self.adds
            case Add():
                return key in self.puts or key in self.patches

    def take(self, key: _KeyOf, change: Put | Patch | Add) -> None:
        match change:
            case Put():
                self.adds.pop(key, None)
                self.patches.pop(key, None)
                self.puts[key] = dict(change.values)
            case Patch():
                (self.puts if key in self.puts else self.patches).setdefault(key, {}).update(change.values)
            case Add():
                sums = self.adds.setdefault(key, {})
                for column, amount in change.values.items():
                    sums[column] = sums.get(column, 0) + amount


def _key(change: Change) -> _KeyOf:
    return tuple(change.key.items()) if len(change.key) == 1 else tuple(sorted(change.key.items()))


async def write(connection: AsyncConnection, tables: Mapping[str, sa.Table], changes: Iterable[Change]) -> None:
    """Apply changes in order of meaning; raises KeyError for a table that was not declared."""
    folds: defaultdict[str, _Fold] = defaultdict(_Fold)
    for change in changes:
        table, fold = tables[change.table], folds[change.table]
        if isinstance(change, Drop):
            await _flush(connection, table, fold)
            await connection.execute(sa.delete(table).where(*(table.c[name] == value for name, value in change.key.items())))
        else:
            key = _key(change)
            if fold.clashes(key, change):
                await _flush(connection, table, fold)
            fold.take(key, change)
    for name, fold in folds.items():
        await _flush(connection, tables[name], fold)


async def _flush(connection: AsyncConnection, table: sa.Table, fold: _Fold) -> None:
    if fold.empty():
        return
    for columns, rows in _by_columns(fold.puts).items():
        await _put(connection, table, columns, rows)
    for columns, rows in _by_columns(fold.patches).items():
        if columns:
            await _patch(connection, table, columns, rows)
    for columns, rows in _by_columns(fold.adds).items():
        if columns:
            await _add(connection, table, columns, rows)
    fold.puts.clear()
    fold.patches.clear()
    fold.adds.clear()


def _by_columns(entries: Mapping[_KeyOf, Mapping[str, Any]]) -> dict[tuple[str, ...], list[dict[str, Any]]]:
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for key, values in entries.items():
        groups.setdefault(tuple(sorted(values)), []).append({**dict(key), **values})
    return groups


async def _put(connection: AsyncConnection, table: sa.Table, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    await connection.execute(_upsert(table, columns), rows)


async def _add(connection: AsyncConnection, table: sa.Table, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    await connection.execute(_increment(table, columns), rows)


async def _patch(connection: AsyncConnection, table: sa.Table, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    keys = tuple(name for name in rows[0] if name not in columns)
    parameters = [{f"{'new' if name in columns else 'key'}_{name}": value for name, value in row.items()} for row in rows]
    await connection.execute(_update(table, columns, keys), parameters)


@cache
def _upsert(table: sa.Table, columns: tuple[str, ...]) -> sa.Insert:
    statement = insert(table)
    if not columns:
        return statement.on_conflict_do_nothing()
    fresh = {column: statement.excluded[column] for column in columns}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=fresh)


@cache
def _increment(table: sa.Table, columns: tuple[str, ...]) -> sa.Insert:
    statement = insert(table)
    sums = {column: table.c[column] + statement.excluded[column] for column in columns}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=sums)


@cache
def _update(table: sa.Table, columns: tuple[str, ...], keys: tuple[str, ...]) -> sa.Update:
    return (
        sa.update(table)
        .where(*(table.c[name] == sa.bindparam(f"key_{name}", type_=table.c[name].type) for name in keys))
        .values({column: sa.bindparam(f"new_{column}", type_=table.c[column].type) for column in columns})
    )
