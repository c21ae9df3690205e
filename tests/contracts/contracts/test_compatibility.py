"""The gate keeps every released promise, and refuses the changes that break one."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from jsoncompat import generate_value

from contracts.catalogue import CATALOGUE
from contracts.compatibility import Release, broken, current, load
from contracts.generated import ROOT

EXAMPLES = ROOT / "examples"
ANSWERED = "vn.gov.doithoai.sessions.dialogue-session.opinion-answered-at-session.v1"
CANCELLED = "vn.gov.doithoai.sessions.dialogue-session.session-cancelled.v1"
Change = Callable[[dict[str, Any]], None]


def drop_required(schema: dict[str, Any]) -> None:
    del schema["properties"]["reason"]
    schema["required"].remove("reason")


def add_required(schema: dict[str, Any]) -> None:
    schema["properties"]["decided_on"] = {"type": "string"}
    schema["required"].append("decided_on")


def add_optional(schema: dict[str, Any]) -> None:
    schema["properties"]["note"] = {"type": "string"}


def change_type(schema: dict[str, Any]) -> None:
    schema["properties"]["reason"] = {"type": "integer"}


def narrow_enum(schema: dict[str, Any]) -> None:
    schema["$defs"]["Outcome"]["enum"].remove("REFERRED")


def widen_enum(schema: dict[str, Any]) -> None:
    schema["$defs"]["Outcome"]["enum"].append("DEFERRED")


@pytest.fixture(scope="module")
def today() -> Release:
    return current(EXAMPLES)


def changed(release: Release, type_: str, change: Change) -> Release:
    later = {type_: copy.deepcopy(release[type_])}
    for side in ("producer", "consumer"):
        change(later[type_][side])
    return later


def reasons(release: Release, type_: str, change: Change) -> list[str]:
    then = {"1.0.0": {type_: release[type_]}}
    return [found.reason for found in broken(then, changed(release, type_, change))]


def test_todays_contracts_keep_every_released_promise(today: Release) -> None:
    assert list(broken(load(ROOT / "released"), today)) == []


def test_todays_reader_understands_todays_writer(today: Release) -> None:
    assert list(broken({"now": today}, today)) == []


NEW_READS_OLD, OLD_READS_NEW = "today's reader refuses the released event", "the released reader refuses today's event"


@pytest.mark.parametrize(
    ("type_", "change", "refused_because"),
    [
        (CANCELLED, drop_required, [OLD_READS_NEW]),
        (CANCELLED, add_required, [NEW_READS_OLD]),
        (CANCELLED, change_type, [NEW_READS_OLD, OLD_READS_NEW]),
        (ANSWERED, narrow_enum, [NEW_READS_OLD]),
        (ANSWERED, widen_enum, [OLD_READS_NEW]),
        (CANCELLED, add_optional, []),
    ],
)
def test_the_gate_refuses_what_one_side_could_no_longer_read(
    today: Release, type_: str, change: Change, refused_because: list[str]
) -> None:
    assert reasons(today, type_, change) == refused_because


def test_an_event_may_not_vanish_and_a_released_example_may_not_change(today: Release) -> None:
    edited = copy.deepcopy(today[CANCELLED])
    edited["examples"]["full"] = "0" * 64
    then: dict[str, Release] = {"1.0.0": {CANCELLED: today[CANCELLED], ANSWERED: today[ANSWERED]}}
    assert [found.reason for found in broken(then, {CANCELLED: edited})] == [
        "a golden example was edited after its release",
        "the event is gone",
    ]


def test_a_field_added_later_may_bring_an_example_of_its_own(today: Release) -> None:
    more = copy.deepcopy(today[CANCELLED])
    more["examples"]["with-note"] = "0" * 64
    assert list(broken({"1.0.0": {CANCELLED: today[CANCELLED]}}, {CANCELLED: more})) == []


@pytest.mark.parametrize("type_", [CANCELLED, ANSWERED])
def test_bodies_generated_from_a_released_schema_are_read_today(today: Release, type_: str) -> None:
    for _ in range(5):
        body = json.loads(generate_value(json.dumps(today[type_]["producer"])))
        assert CATALOGUE[type_].model.read(json.dumps(body))


def test_there_is_a_release_to_keep_and_everything_in_it_is_still_public() -> None:
    released = load(ROOT / "released")
    assert released
    assert all(set(release) <= set(CATALOGUE) for release in released.values())
