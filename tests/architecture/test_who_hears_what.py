"""Every public event is acted on by a service that the catalogue names, or is listed here as being for the record and for outsiders."""

import pytest
from house import SERVICES, composed

from contracts.catalogue import CATALOGUE

FOR_THE_RECORD = {
    "agenda-approved",
    "internal-review-held",
    "minutes-adopted",
    "minutes-corrected",
    "minimum-frequency-breached",
    "opinion-cutoff-closed",
    "preparation-assigned",
    "prepared-answer-submitted",
    "report-compiled",
    "report-overdue",
    "role-assigned",
    "role-ended",
    "secretary-appointed",
    "security-arranged",
}


def heard(name: str) -> set[tuple[str, str]]:
    """(service heard, event type) for each handler of a service."""
    return {(source.service, kind.event_type) for source in composed(name).sources for kind in source.handlers}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_hears_only_what_the_catalogue_lets_it_hear(name: str) -> None:
    assert {event for _, event in heard(name) if name not in CATALOGUE[event].consumers} == set()


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_hears_an_event_only_from_its_owner(name: str) -> None:
    assert {(service, event) for service, event in heard(name) if CATALOGUE[event].service != service} == set()


def test_every_public_event_is_acted_on_or_is_for_the_record() -> None:
    acted_on = {event for name in SERVICES for _, event in heard(name)}
    idle = {entry.event for entry in CATALOGUE.values() if entry.stream == "EVENTS" and entry.type not in acted_on}
    assert idle == FOR_THE_RECORD
