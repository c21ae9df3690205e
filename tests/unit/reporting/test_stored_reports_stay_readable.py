"""Each stored event is frozen twice, complete and with only what must be there. The files are written once and never edited."""

from pathlib import Path

import pytest
from stored_golden import check_read_for_ever, told_from

from chassis.eventstore.codec import Codec
from reporting.contribution import events as contribution
from reporting.outbound import STAYS_PRIVATE, outbound
from reporting.report import year
from reporting.report.events import EVENTS as REPORTS

GOLDEN = Path(__file__).parent / "golden"
EVENTS = {**REPORTS, **year.EVENTS, **contribution.EVENTS}
CODEC = Codec(EVENTS)
EVERY = [(stored, kind, variant) for stored, kind in EVENTS.items() for variant in ("full", "minimal")]


@pytest.mark.parametrize(("stored", "kind", "variant"), EVERY, ids=[f"{stored}-{variant}" for stored, _, variant in EVERY])
def test_what_was_stored_once_is_read_for_ever(stored: str, kind: type, variant: str) -> None:
    check_read_for_ever(CODEC, GOLDEN, stored, kind, variant)


@pytest.mark.parametrize(("stored", "kind", "variant"), EVERY, ids=[f"{stored}-{variant}" for stored, _, variant in EVERY])
def test_what_was_stored_once_can_be_told_to_the_others(stored: str, kind: type, variant: str) -> None:
    told = told_from(CODEC, GOLDEN, stored, variant, outbound)
    if kind in STAYS_PRIVATE:
        assert told is None
    else:
        assert told is not None
        assert told.event_type.endswith(stored)
