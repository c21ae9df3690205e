"""Every public event has two golden examples and a schema; the generated files are up to date."""

import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from contracts import asyncapi
from contracts.catalogue import CATALOGUE, HEARD_BY, Entry, entry_for
from contracts.generated import ROOT, stale
from contracts.subjects import SERVICES, event_subject, parse_event_subject

EXAMPLES = ROOT / "examples"
ENTRIES = list(CATALOGUE.values())
KINDS = ("full", "minimal")
names = [entry.type for entry in ENTRIES]


def example(entry: Entry, kind: str) -> str:
    return (EXAMPLES / f"{entry.type}.{kind}.json").read_text(encoding="utf-8")


def test_generated_files_are_up_to_date() -> None:
    assert [path.name for path in stale()] == [], "run make schemas"


def files(entry: Entry) -> dict[str, str]:
    """Every example of an event by its kind: full, minimal, and one more for each field added after a release."""
    found = EXAMPLES.glob(f"{entry.type}.*.json")
    return {path.name.removeprefix(f"{entry.type}.").removesuffix(".json"): path.read_text(encoding="utf-8") for path in found}


def test_no_example_outlives_its_event() -> None:
    assert {path.name for path in EXAMPLES.iterdir()} == {f"{entry.type}.{kind}.json" for entry in ENTRIES for kind in files(entry)}
    assert all({*KINDS} <= {*files(entry)} for entry in ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES, ids=names)
def test_each_golden_example_is_accepted_by_the_producer_the_consumer_and_the_schema(entry: Entry) -> None:
    schema = json.loads((ROOT / "schemas" / f"{entry.type}.json").read_text(encoding="utf-8"))
    for text in files(entry).values():
        strict = entry.model.model_validate_json(text)
        assert entry.model.read(text) == strict
        Draft202012Validator(schema).validate(json.loads(text))
        assert entry.model.read(strict.body()) == strict


@pytest.mark.parametrize("entry", ENTRIES, ids=names)
def test_the_examples_fill_every_field_and_the_minimal_one_what_is_required(entry: Entry) -> None:
    fields = entry.model.model_fields
    required = {field.alias or name for name, field in fields.items() if field.is_required()}
    bodies = {kind: json.loads(text) for kind, text in files(entry).items()}
    filled = {name for body in bodies.values() for name, value in body.items() if value is not None}
    assert filled == {field.alias or name for name, field in fields.items()}
    assert all(value is not None for value in bodies["full"].values())
    assert required <= set(bodies["minimal"])


@pytest.mark.parametrize("entry", ENTRIES, ids=names)
def test_a_consumer_ignores_fields_it_does_not_know_and_a_producer_may_not_send_them(entry: Entry) -> None:
    body = json.loads(example(entry, "full"))
    newer = json.dumps({**body, "field_of_a_later_version": {"any": 1}})
    assert entry.model.read(newer) == entry.model.model_validate(body)
    with pytest.raises(ValueError, match="field_of_a_later_version"):
        entry.model.model_validate_json(newer)


def test_unknown_fields_are_ignored_at_any_depth() -> None:
    entry = entry_for("vn.gov.doithoai.sessions.dialogue-session.session-concluded.v1")
    body = json.loads(example(entry, "full"))
    body["opinions"][0]["later"] = True
    body["totals"]["later"] = 3
    assert entry.model.read(json.dumps(body)) == entry.model.read(example(entry, "full"))


@pytest.mark.parametrize("entry", ENTRIES, ids=names)
def test_class_and_type_agree(entry: Entry) -> None:
    inward = "In" if entry.stream == "INBOUND" else ""
    words = "".join(word.capitalize() for word in entry.event.split("-"))
    assert entry.model.__name__ in {f"{words}{inward}V{entry.version}", "ReceiptV1"}
    assert entry_for(entry.model) is entry


def test_canonical_subjects_read_back_as_their_type() -> None:
    for entry in ENTRIES:
        if entry.stream == "EVENTS":
            assert parse_event_subject(event_subject("son-la", entry.type)).type == entry.type
            assert entry.service in SERVICES
            assert set(HEARD_BY[entry.service]) <= set(SERVICES)


def test_a_denunciation_has_nowhere_to_put_text() -> None:
    routed_out = entry_for("vn.gov.doithoai.intake.opinion.opinion-routed-out.v1")
    assert set(routed_out.model.model_fields) == {"opinion_id", "route", "to_org_id"}


def test_the_asyncapi_document_holds_together() -> None:
    document = yaml.safe_load((ROOT / "asyncapi.yaml").read_text(encoding="utf-8"))
    assert document["asyncapi"] == "3.0.0"
    assert list(asyncapi.problems(document, frozenset(path.name for path in (ROOT / "schemas").iterdir()))) == []
    assert {message["name"] for message in document["components"]["messages"].values()} == set(names)
    assert {"evt.{org}.followup.case.reply-issued.v1", "in.{agency}.reply-issued.v1", "receipt.{agency}.{event_id}"} <= {
        channel["address"] for channel in document["channels"].values()
    }


def test_a_reference_to_nothing_is_found() -> None:
    broken = asyncapi.document("0")
    broken["operations"]["ghost"] = {"action": "shout", "channel": {"$ref": "#/channels/nowhere"}}
    found = set(asyncapi.problems(broken, frozenset(f"{name}.json" for name in names)))
    assert found == {"no such part: #/channels/nowhere", "operation ghost neither sends nor receives"}


def test_examples_are_written_in_plain_vietnamese() -> None:
    text = example(entry_for("vn.gov.doithoai.followup.case.reply-issued.v1"), "full")
    assert "Xã sẽ trao giấy chứng nhận" in text
