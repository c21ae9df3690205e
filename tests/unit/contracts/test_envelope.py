"""The headers of a message survive the wire, and a bad one is named."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.envelope import Envelope, MalformedEnvelope, decode, encode, from_headers, to_headers

ENVELOPE = Envelope(
    id=UUID("01980c5e-2f10-7a41-9c33-5d2e8b7f1a01"),
    type="vn.gov.doithoai.intake.opinion.opinion-registered.v1",
    source="urn:doithoai:son-la:intake",
    subject="opinion-01980b91-7c22-7e10-8a55-1f0c9d3e4b21",
    time=datetime(2026, 3, 9, 1, 30, 0, 123456, tzinfo=UTC),
    aggregate_version=1,
    position=42,
    previous=40,
    correlation_id="phiên 3 – xã Mường Bú 100%",
    effective_on=date(2026, 3, 9),
    province_code="14",
    admin_unit_code="03847",
)


def test_an_envelope_reads_back_as_it_was_written() -> None:
    headers = to_headers(ENVELOPE)
    assert from_headers(headers) == ENVELOPE
    assert all(value.isascii() and " " not in value for value in headers.values())
    assert headers["Nats-Msg-Id"] == headers["ce-id"] == str(ENVELOPE.id)
    assert "ce-orgid" not in headers


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_percent_encoding_round_trips_any_text(text: str) -> None:
    written = encode(text)
    assert decode(written) == text
    assert all(0x21 <= ord(sign) <= 0x7E for sign in written)


def test_a_percent_sign_and_a_quote_are_encoded_and_a_colon_is_not() -> None:
    assert encode('50% "đạt"') == "50%25%20%22%C4%91%E1%BA%A1t%22"
    assert encode("urn:doithoai:son-la:intake") == "urn:doithoai:son-la:intake"


def test_header_names_are_read_without_regard_to_case() -> None:
    headers = {name.upper(): value for name, value in to_headers(ENVELOPE).items()}
    assert from_headers(headers) == ENVELOPE


@pytest.mark.parametrize(
    ("change", "slug", "header"),
    [
        ({"ce-specversion": "0.3"}, "unknown_specversion", "ce-specversion"),
        ({"ce-id": ""}, "header_missing", "ce-id"),
        ({"ce-id": "17"}, "header_unreadable", "ce-id"),
        ({"ce-time": "2026-03-09T08:30:00"}, "header_unreadable", "ce-time"),
        ({"ce-position": "đầu"}, "header_unreadable", "ce-position"),
        ({"ce-subject": "%ff"}, "header_unreadable", "ce-subject"),
        ({"Nats-Msg-Id": "01980c5e-2f10-7a41-9c33-5d2e8b7f1a99"}, "message_id_differs", "nats-msg-id"),
    ],
)
def test_a_bad_header_is_named(change: dict[str, str], slug: str, header: str) -> None:
    with pytest.raises(MalformedEnvelope) as refused:
        from_headers({**to_headers(ENVELOPE), **change})
    assert (refused.value.slug, refused.value.header) == (slug, header)


def test_no_headers_at_all_is_malformed() -> None:
    with pytest.raises(MalformedEnvelope):
        from_headers(None)
