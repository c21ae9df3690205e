"""Every event that is kept reads as it was heard: the same rows come of it again."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from chassis.projections.change import Change, Put
from contracts.envelope import Envelope, PublicEvent
from contracts.intake import OpinionRegisteredV1
from reporting.inbound import KEPT, READINGS
from reporting.inbound.heard import kept
from reporting.inbound.heard_again import HeardAgain
from reporting.readmodel.as_known import Again
from reporting.readmodel.evidence import About

ROOT = Path(__file__).resolve().parents[3]
MODELS = [(service, model) for service, details in KEPT.items() if details is not None for model in READINGS[service]]
AGAIN = HeardAgain(*(READINGS[service] for service, details in KEPT.items() if details is not None))


def envelope_of(model: type[PublicEvent], service: str) -> Envelope:
    source = f"urn:doithoai:son-la:{service}"
    return Envelope(UUID(int=1), model.event_type, source, "stream-1", datetime(2026, 3, 18, tzinfo=UTC), position=7, previous=6)


def example(model: type[PublicEvent], kind: str) -> PublicEvent:
    return model.read((ROOT / "contracts" / "examples" / f"{model.event_type}.{kind}.json").read_bytes())


def read_again(model: type[PublicEvent], service: str, event: PublicEvent, *, forgotten: bool = False) -> list[Change]:
    rows = [change for change in kept(envelope_of(model, service), event, KEPT[service] or {}) if isinstance(change, Put)]
    body = next(str(row.values["body"]) for row in rows if row.table == "heard_event")
    details = [str(row.values["body"]) for row in rows if row.table == "heard_detail"]
    return list(AGAIN(Again(envelope_of(model, service), body, None if forgotten or not details else details[0])))


@pytest.mark.parametrize("kind", ["full", "minimal"])
@pytest.mark.parametrize(("service", "model"), MODELS, ids=[model.__name__ for _, model in MODELS])
def test_a_kept_event_makes_the_same_rows_again(service: str, model: type[PublicEvent], kind: str) -> None:
    event = example(model, kind)
    at_first = [each for each in READINGS[service][model](envelope_of(model, service), event) if not isinstance(each, About)]
    expected = [each for each in at_first if each.table != "fact_event"]
    assert read_again(model, service, event) == expected


@pytest.mark.parametrize(("service", "model"), MODELS, ids=[model.__name__ for _, model in MODELS])
def test_nothing_sealed_is_kept(service: str, model: type[PublicEvent]) -> None:
    rows = [change for change in kept(envelope_of(model, service), example(model, "full"), KEPT[service] or {}) if isinstance(change, Put)]
    assert all("ciphertext" not in str(row.values["body"]) for row in rows)


def test_of_a_denunciation_only_day_and_receiving_office_are_read_again() -> None:
    first, then = read_again(OpinionRegisteredV1, "intake", example(OpinionRegisteredV1, "full"), forgotten=True)
    values = {**first.values, **then.values}  # type: ignore[union-attr]
    kept_names = {name for name, value in values.items() if value not in (None, False, 0, 1, "", "REGISTERED")}
    assert kept_names == {"received_on", "received_calendar_year", "received_reporting_year", "received_by_org_id"}
