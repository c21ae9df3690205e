"""What is in the log can be read for ever: one golden file for each stored event, written once."""

import json
from pathlib import Path
from typing import Any

import pytest
from intake_examples import STORED
from stored_golden import holds

from chassis.eventstore.codec import Codec
from intake.data_request.events import EVENTS as REQUESTS
from intake.import_batch.events import EVENTS as BATCHES
from intake.opinion.events import EVENTS as OPINION
from intake.opinion_list.events import EVENTS as LISTS
from intake.submitter.events import EVENTS as PEOPLE

CODEC = Codec(OPINION, LISTS, PEOPLE, BATCHES, REQUESTS)
GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("event", STORED, ids=CODEC.name_of)
def test_a_stored_event_is_written_and_read_as_its_golden_file_says(event: Any) -> None:
    name, data = CODEC.encode(event)
    then = (GOLDEN / f"{name}.json").read_text(encoding="utf-8")
    assert holds(json.loads(data), json.loads(then))
    assert CODEC.decode(name, then) == CODEC.decode(name, data) == event


def test_every_stored_event_has_its_golden_file_and_nothing_else_has() -> None:
    assert {file.stem for file in GOLDEN.glob("*.json")} == {*OPINION, *LISTS, *PEOPLE, *BATCHES, *REQUESTS}
    assert {type(event) for event in STORED} == {
        *OPINION.values(),
        *LISTS.values(),
        *PEOPLE.values(),
        *BATCHES.values(),
        *REQUESTS.values(),
    }
