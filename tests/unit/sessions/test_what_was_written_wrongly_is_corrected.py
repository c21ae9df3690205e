from dataclasses import replace
from datetime import date, timedelta

import pytest
from sessions_life import ADOPTED, DAY, DURING, ENDS, NOTICE, ORGS, S, concluded

from chassis.testing.spec import given
from contracts.envelope import Document
from contracts.vocabulary import Level
from sessions.dialogue_session import commands as ask
from sessions.dialogue_session import events as e
from sessions.dialogue_session.decide import decider

YESTERDAY = DAY - timedelta(days=1)
CORRECT = ask.CorrectSessionDate(ENDS + timedelta(days=30), YESTERDAY, YESTERDAY, "Biên bản ghi nhầm ngày", ORGS)
CORRECTED = e.SessionDateCorrected(
    session_id=S,
    held_from=YESTERDAY,
    held_on=YESTERDAY,
    previous_held_on=DAY,
    reporting_year=2026,
    reason="Biên bản ghi nhầm ngày",
    level=Level.PROVINCE,
    audience=concluded().audience,
    host_org_id="vpub",
    opinion_ids=("o",),
    assigned_opinion_ids=("o",),
)
PAPER = Document(number="02", symbol="BB-VPUB")


def test_the_day_of_a_session_is_corrected_with_a_reason_and_names_the_opinions_whose_limits_move() -> None:
    after = given(decider, concluded()).when(CORRECT).then(CORRECTED)
    assert after.conclusion.held_on == YESTERDAY  # type: ignore[union-attr]
    given(decider, concluded(), CORRECTED).when(CORRECT).then()


def test_a_correction_into_another_reporting_year_moves_the_session_there() -> None:
    december = date(2025, 12, 14)
    [event] = given(decider, concluded()).when(replace(CORRECT, held_from=december, held_on=december)).events
    assert event.reporting_year == 2025  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("changes", "slug"),
    [
        ({"reason": " "}, "reason_missing"),
        ({"held_from": DAY}, "ends_before_it_starts"),
        ({"held_on": date(2027, 1, 1)}, "in_the_future"),
        ({"orgs": {}}, "org_unknown"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(changes: dict[str, object], slug: str) -> None:
    given(decider, concluded()).when(replace(CORRECT, **changes)).refused(slug)  # type: ignore[arg-type]


def test_a_district_session_cannot_be_corrected_beyond_the_end_of_districts() -> None:
    district = concluded(level=Level.DISTRICT, host_org_id="sop-cop", held_from=date(2025, 6, 20), held_on=date(2025, 6, 20))
    july = replace(CORRECT, held_from=date(2025, 7, 1), held_on=date(2025, 7, 1))
    given(decider, district).when(july).refused("district_level_ended")


def test_no_paper_may_be_older_than_the_corrected_day() -> None:
    later = replace(CORRECT, held_from=date(2026, 3, 1), held_on=date(2026, 3, 1))
    given(decider, concluded(), e.ConclusionNoticeIssued(S, NOTICE)).when(later).refused("paper_before_corrected_day")


def test_only_a_concluded_session_that_is_not_closed_has_its_day_corrected() -> None:
    given(decider).when(CORRECT).refused("session_unknown")
    given(decider, *DURING).when(CORRECT).refused("session_not_concluded")
    given(decider, concluded(), e.SessionClosed(S, DAY)).when(CORRECT).refused("session_closed")


def test_the_minutes_stay_and_a_new_document_corrects_them() -> None:
    correct = ask.CorrectMinutes(PAPER, DAY, "Thiếu một ý kiến")
    corrected = e.MinutesCorrected(S, PAPER, DAY, "Thiếu một ý kiến")
    given(decider, *DURING, ADOPTED).when(correct).then(corrected)
    given(decider, *DURING, ADOPTED, corrected).when(correct).then()
    given(decider, concluded()).when(correct).then(corrected)
    given(decider, concluded(), corrected).when(correct).then()
    given(decider, concluded()).when(replace(correct, corrected_on=YESTERDAY)).refused("before_the_session")
    given(decider, *DURING).when(correct).refused("minutes_not_adopted")
    given(decider, concluded(by_agency="son-la")).when(correct).refused("minutes_not_adopted")
    given(decider, *DURING, ADOPTED).when(replace(correct, reason="")).refused("reason_missing")
