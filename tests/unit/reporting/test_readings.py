"""Every event reporting hears becomes rows its tables can hold, for the fullest and the barest body."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from chassis.projections.change import Drop, Patch, Put
from chassis.projections.projection import tables_of
from contracts.catalogue import HEARD_BY
from contracts.envelope import Envelope, PublicEvent
from reporting.heard_tables import HEARD_TABLES
from reporting.inbound import READINGS
from reporting.inbound.heard import changes
from reporting.readmodel.event_names import EVENT_NAMES

ROOT = Path(__file__).resolve().parents[3]
TABLES = tables_of(*HEARD_TABLES)
HEARD = [model for readings in READINGS.values() for model in readings]


def rows_of(model: type[PublicEvent], kind: str) -> list[Put | Patch | Drop]:
    event = model.read((ROOT / "contracts" / "examples" / f"{model.event_type}.{kind}.json").read_bytes())
    source = f"urn:doithoai:son-la:{model.event_type.split('.')[3]}"
    envelope = Envelope(UUID(int=1), model.event_type, source, "stream-1", datetime(2026, 3, 18, tzinfo=UTC), position=7, previous=6)
    reading = next(readings[model] for readings in READINGS.values() if model in readings)
    return [change for change in changes(envelope, reading(envelope, event)) if isinstance(change, Put | Patch | Drop)]


@pytest.mark.parametrize("kind", ["full", "minimal"])
@pytest.mark.parametrize("model", HEARD, ids=lambda model: model.__name__)
def test_an_event_becomes_rows_of_known_tables(model: type[PublicEvent], kind: str) -> None:
    found = rows_of(model, kind)
    assert found
    for change in found:
        table = TABLES[change.table]
        assert set(change.key) <= set(table.primary_key.columns.keys())
        if isinstance(change, Put | Patch):
            assert set(change.key) == set(table.primary_key.columns.keys())
            assert set(change.values) <= set(table.columns.keys())
        if isinstance(change, Put):
            written = {*change.key, *change.values}
            assert {column.name for column in table.columns if not column.nullable} <= written


@pytest.mark.parametrize("model", HEARD, ids=lambda model: model.__name__)
def test_each_table_is_written_by_one_source_only(model: type[PublicEvent]) -> None:
    writers: dict[str, set[str]] = {}
    for other in HEARD:
        for change in rows_of(other, "full"):
            if change.table != "fact_event":
                writers.setdefault(change.table, set()).add(other.event_type.split(".")[3])
    for change in rows_of(model, "full"):
        assert change.table == "fact_event" or len(writers[change.table]) == 1


def test_every_event_heard_has_a_vietnamese_name() -> None:
    assert {model.event_type for model in HEARD} == set(EVENT_NAMES)


def test_reporting_hears_the_services_the_catalogue_says_it_hears() -> None:
    assert {service for service, hearers in HEARD_BY.items() if "reporting" in hearers} == set(READINGS)
