"""Taking an opinion in: what is recorded, what is marked, what is refused."""

from datetime import date, timedelta
from typing import Any

import pytest
from intake_examples import NOW, register, registered, sealed

from chassis.testing.spec import given
from contracts.vocabulary import SubmitterKind
from contracts.workdays import OutsideCalendar, shipped_calendar
from intake.opinion import events as e
from intake.opinion.decide import OPINION
from intake.opinion.redaction import names_a_person
from intake.registering import acknowledge_by


def test_an_opinion_is_registered_as_it_was_said() -> None:
    given(OPINION).when(register()).then(registered())


def test_registering_twice_changes_nothing() -> None:
    given(OPINION, registered()).when(register(summary_redacted="Khác hẳn")).then()


def test_an_opinion_after_the_last_day_for_lists_is_marked_and_kept() -> None:
    given(OPINION).when(register(target_session_id="s-1", list_due_on=date(2026, 2, 8))).then(
        registered(target_session_id="s-1", after_cutoff=True)
    )


def test_an_opinion_on_the_last_day_is_in_time() -> None:
    given(OPINION).when(register(target_session_id="s-1", list_due_on=date(2026, 2, 9))).then(registered(target_session_id="s-1"))


def test_an_opinion_raised_live_is_never_late_for_a_list() -> None:
    asked = register(target_session_id="s-1", list_due_on=date(2026, 2, 1), raised_live=True, slip_no=4)
    given(OPINION).when(asked).then(registered(target_session_id="s-1", raised_live=True, slip_no=4))


def test_what_is_refused_at_once_is_registered_without_its_text() -> None:
    asked = register(refused_at_once=True, text=None, summary_redacted="")
    given(OPINION).when(asked).then(registered(text=None, summary_redacted=""))


@pytest.mark.parametrize(
    ("fields", "slug"),
    [
        ({"summary_redacted": "  "}, "summary_missing"),
        ({"refused_at_once": True, "summary_redacted": "", "text": sealed()}, "text_of_refused_opinion"),
        ({"refused_at_once": True, "text": None}, "text_of_refused_opinion"),
        ({"received_at": NOW + timedelta(minutes=6)}, "received_in_future"),
        ({"represented_count": 0}, "represents_nobody"),
        ({"raised_live": True}, "live_without_session"),
        ({"submitter_kind": SubmitterKind.ANONYMOUS}, "anonymous_with_identity"),
        ({"submitter_ref": None}, "identity_without_reference"),
        ({"submitter": e.SealedSubmitter(phone=sealed("p-2"))}, "sealed_for_another_subject"),
        ({"text": sealed("o-2")}, "sealed_for_another_subject"),
        ({"summary_redacted": "Gọi 0912345678"}, "personal_data_in_plain_text"),
    ],
)
def test_an_opinion_that_contradicts_itself_is_refused(fields: dict[str, Any], slug: str) -> None:
    given(OPINION).when(register(**fields)).refused(slug)


def test_clocks_may_differ_by_a_few_minutes() -> None:
    received = NOW + timedelta(minutes=4)
    given(OPINION).when(register(received_at=received)).then(registered(received_at=received))


def test_received_on_monday_9_february_2026_means_acknowledged_by_monday_2_march() -> None:
    """AS-18: Tết lies between."""
    assert acknowledge_by(shipped_calendar(), date(2026, 2, 9)) == date(2026, 3, 2)


def test_where_no_calendar_reaches_no_day_is_given() -> None:
    assert acknowledge_by(shipped_calendar(), date(2035, 2, 9)) is None
    with pytest.raises(OutsideCalendar):
        shipped_calendar().add_working_days(date(2035, 2, 9), 10)


@pytest.mark.parametrize(
    "text",
    [
        "số 0912345678",
        "gọi 0912 345 678 nhé",
        "0912.345.678",
        "+84912345678",
        "máy bàn 0212 3 852 123",
        "căn cước 014086001234",
        "014 086 001 234",
        "thư a.b@example.vn",
    ],
)
def test_numbers_and_addresses_of_a_person_are_seen(text: str) -> None:
    assert names_a_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kinh phí 300.000.000.000 đồng",
        "Nghị định 49/2024/NĐ-CP ngày 25/4/2024",
        "Từ năm 2019 đến 2025 có 1.234 hộ",
        "Km 12+345 quốc lộ 6",
        "Đường 0,5 km",
    ],
)
def test_amounts_dates_and_documents_are_not_mistaken_for_a_person(text: str) -> None:
    assert not names_a_person(text)
