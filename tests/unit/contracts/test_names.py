"""Subjects, sources, identifiers and document numbers."""

import pytest

from contracts.identifiers import (
    PartyNumber,
    StateNumber,
    UnreadableNumber,
    case_id,
    is_agency_id,
    is_old_agency_id,
    parse_document_number,
)
from contracts.subjects import (
    UnknownSubject,
    agency_source,
    event_subject,
    inbound_subject,
    parse_event_subject,
    parse_inbound_subject,
    parse_receipt_subject,
    parse_source,
    receipt_subject,
    service_source,
)

TYPE = "vn.gov.doithoai.followup.case.reply-issued.v1"


def test_an_event_subject_carries_organisation_service_aggregate_and_event() -> None:
    subject = event_subject("son-la", TYPE)
    assert subject == "evt.son-la.followup.case.reply-issued.v1"
    assert parse_event_subject(subject).type == TYPE


def test_agencies_publish_and_read_under_their_own_token() -> None:
    assert parse_inbound_subject(inbound_subject("sl-stnmt", "reply-issued")).agency == "sl-stnmt"
    assert parse_receipt_subject(receipt_subject("sl-stnmt", "01980c5e-2f10-7a41-9c33-5d2e8b7f1a01")).agency == "sl-stnmt"
    assert parse_source(agency_source("sl-stnmt")).agency == "sl-stnmt"
    assert parse_source(service_source("son-la", "intake")).agency is None


@pytest.mark.parametrize("agency", ["", "SL", "a.b", "a>", "sở", "*"])
def test_a_token_that_could_widen_a_subject_is_refused(agency: str) -> None:
    with pytest.raises(UnknownSubject):
        inbound_subject(agency, "reply-issued")


@pytest.mark.parametrize("subject", ["evt.son-la.followup.case.reply-issued", "in.a.b.c.v1", "evt.>", ""])
def test_a_foreign_subject_is_refused(subject: str) -> None:
    with pytest.raises(UnknownSubject):
        parse_event_subject(subject)


def test_anyone_computes_the_same_case_id() -> None:
    assert str(case_id("phien-1", "y-kien-1")) == str(case_id("phien-1", "y-kien-1"))
    assert case_id("phien-1", "y-kien-1") != case_id("phien-1", "y-kien-2")


def test_the_case_id_formula_never_changes() -> None:
    assert str(case_id("s", "o")) == "0986e11d-c01a-580e-898c-1014f386fbf6"


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("1239/UBND-NC", StateNumber(1239, "", None, "UBND-NC")),
        ("834/QĐ- UBND", StateNumber(834, "", None, "QĐ-UBND")),
        ("37/2019/QĐ-UBND", StateNumber(37, "", 2019, "QĐ-UBND")),
        ("429-QĐ/TU", PartyNumber(429, "QĐ", "TU")),
        ("12-QĐi/TU", PartyNumber(12, "QĐ", "TU")),
        ("06-QĐ/ĐUVP", PartyNumber(6, "QĐ", "ĐUVP")),
        ("09-HD/BDVTU", PartyNumber(9, "HD", "BDVTU")),
        ("1037-CV/BDVTU", PartyNumber(1037, "CV", "BDVTU")),
        ("06-QC/TU", PartyNumber(6, "QC", "TU")),
        ("218-QĐ/TW", PartyNumber(218, "QĐ", "TW")),
        ("1017/KH-UBND", StateNumber(1017, "", None, "KH-UBND")),
        ("2380/SNV-TG", StateNumber(2380, "", None, "SNV-TG")),
        ("74/KH-VPUB", StateNumber(74, "", None, "KH-VPUB")),
    ],
)
def test_printed_document_numbers_are_read(printed: str, read: StateNumber | PartyNumber) -> None:
    assert parse_document_number(printed) == read


def test_anything_else_is_not_a_document_number() -> None:
    with pytest.raises(UnreadableNumber):
        parse_document_number("không số")


def test_agency_ids_keep_their_two_generations_apart() -> None:
    assert is_agency_id("H52.41") and not is_old_agency_id("H52.41")
    assert is_old_agency_id("000.01.52.H52") and not is_agency_id("000.01.52.H52")
    assert not is_agency_id("H52" + ".ABCD" * 8)
