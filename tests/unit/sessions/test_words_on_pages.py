from datetime import date

import pytest

from sessions.dialogue_session.events import EVENTS
from sessions.dialogue_session.session import Status
from sessions.pages.words import HAPPENED, STATUSES, held
from sessions.paper import BLANK, named
from sessions.readmodel.session_list import SessionRow


def row(**fields: object) -> SessionRow:
    return SessionRow(
        session_id="s",
        stage="RECORDED",
        level="PROVINCE",
        regime="PERIODIC",
        form="EMBEDDED",
        audience="STAFF",
        host_org_id="vpub",
        **fields,
    )


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"held_on": date(2026, 2, 11), "held_from": date(2026, 2, 11)}, "11/02/2026"),
        ({"held_on": date(2026, 2, 12), "held_from": date(2026, 2, 11)}, "11/02/2026 – 12/02/2026"),
        ({"day": date(2026, 3, 1)}, "01/03/2026"),
        ({"held_period": "2024-05"}, "tháng 05/2024"),
        ({"held_period": "2024"}, "năm 2024"),
        ({}, "Không rõ ngày"),
    ],
)
def test_a_date_is_shown_as_precisely_as_it_is_known(fields: dict[str, object], shown: str) -> None:
    assert held(row(**fields)) == shown


def test_documents_of_state_and_party_are_named_each_in_its_way() -> None:
    assert named("05", "TB-UBND") == "05/TB-UBND"
    assert named("429", "QĐ/TU") == "429-QĐ/TU"
    assert named(None, "KH-VPUB") == "KH-VPUB"
    assert named(None, "KH-VPUB", blank=BLANK) == "……/KH-VPUB"


def test_every_standing_and_every_turn_of_a_session_has_a_vietnamese_name() -> None:
    assert set(STATUSES) == set(Status) - {Status.UNKNOWN}
    everyday = {
        "ConclusionRefused",
        "InviteeTold",
        "OpinionAnsweredAtSession",
        "OpinionAssignedAtSession",
        "OpinionClassificationNoted",
        "OpinionDescribed",
        "OpinionScheduled",
        "OpinionTakenOff",
        "RegistrationSlipRecorded",
        "SessionCaseClosed",
        "SpeakingTurnTaken",
        "InviteeToldOfChange",
    }
    assert set(HAPPENED) == {kind.__name__ for kind in EVENTS.values()} - everyday
