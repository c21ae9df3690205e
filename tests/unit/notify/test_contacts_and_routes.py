"""What an opened contact means, and which ways lead to whom."""

from pathlib import Path

import pytest
from notify_examples import INVITED, OFFICE, PERSON

from contracts.vocabulary import Channel
from notify.channels.contacts import Card, mobile_of, read_card
from notify.channels.equip import ways_of
from notify.channels.port import Way
from notify.channels.routes import to_everyone, to_office, to_person
from notify.channels.training import Training
from notify.channels.zalo import Zalo
from notify.notice.vocabulary import Purpose
from notify.readmodel.rule_packs import read_invitation_rule
from notify.settings import Settings

WAYS: dict[Channel, Way] = {Channel.EMAIL: Training(), Channel.SMS: Training()}


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0912 345 678", "+84912345678"),
        ("+84 912.345.678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("0212 3852 123", None),  # a landline of Sơn La
        ("0123456789", None),
        ("", None),
    ],
)
def test_only_mobile_numbers_take_messages(written: str, number: str | None) -> None:
    assert mobile_of(written) == number


@pytest.mark.parametrize(
    "contact",
    [
        '{"name": "Giàng A Dơ", "email": "do@example.vn", "phone": "0912345678"}',
        "Giàng A Dơ; do@example.vn; 0912 345 678",
        "0912345678, do@example.vn\nGiàng A Dơ",
    ],
)
def test_a_contact_is_read_however_it_was_written(contact: str) -> None:
    assert read_card({"contact": contact}) == Card("Giàng A Dơ", "do@example.vn", "+84912345678")


def test_fields_sealed_one_by_one_are_read_too() -> None:
    assert read_card({"name": "Lò Thị Ún", "phone": "0987654321"}) == Card("Lò Thị Ún", None, "+84987654321")
    assert read_card({"contact": "{broken"}) == Card()
    assert read_card({"email": "no address"}) == Card()


def test_a_card_never_shows_what_it_holds() -> None:
    assert "Giàng" not in repr(read_card({"contact": "Giàng A Dơ; do@example.vn"}))


def test_a_person_is_reached_by_mail_then_message_and_never_by_a_file() -> None:
    both = Card("x", "do@example.vn", "+84912345678")
    assert [route.channel for route in to_person(both, INVITED, WAYS)] == [Channel.EMAIL, Channel.SMS]
    order = (Channel.SMS, Channel.EMAIL, Channel.PRINTED)
    assert [route.channel for route in to_person(both, INVITED, WAYS, order)] == [Channel.SMS, Channel.EMAIL]
    assert to_person(Card("x"), INVITED, WAYS) == ()


def test_zalo_carries_only_purposes_with_an_approved_template() -> None:
    zalo = Zalo(None, {Purpose.REPLY: "tpl-1"})  # type: ignore[arg-type]
    card = Card(None, None, "+84912345678")
    ways: dict[Channel, Way] = {Channel.SOCIAL_MESSAGING: zalo, Channel.SMS: Training()}
    assert [route.channel for route in to_person(card, INVITED, ways)] == [Channel.SMS]


def test_an_office_without_a_mailbox_gets_a_printed_letter() -> None:
    assert [route.channel for route in to_office("vt@sonla.gov.vn", INVITED, WAYS)] == [Channel.EMAIL, Channel.PRINTED]
    assert [route.channel for route in to_office(None, INVITED, WAYS)] == [Channel.PRINTED]
    assert [route.channel for route in to_everyone(Channel.PORTAL, INVITED)] == [Channel.PORTAL]
    assert OFFICE.ref != PERSON.ref


def settings(**given: object) -> Settings:
    return Settings(database_url="postgresql://nobody@127.0.0.1:1/nothing", **given)  # type: ignore[arg-type]


def test_a_simulation_without_addresses_reaches_nobody(tmp_path: Path) -> None:
    ways = ways_of(settings(clock="broadcast", documents_dir=tmp_path))
    assert isinstance(ways[Channel.EMAIL], Training)
    assert isinstance(ways[Channel.SMS], Training)


def test_a_channel_without_an_address_is_not_there(tmp_path: Path) -> None:
    ways = ways_of(settings(documents_dir=tmp_path))
    assert Channel.EMAIL not in ways
    assert Channel.PRINTED in ways


def test_a_wrong_mail_address_is_found_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a mail server is"):
        ways_of(settings(smtp_url="http://mail.sonla.gov.vn", documents_dir=tmp_path))
    with pytest.raises(ValueError, match="brand name"):
        ways_of(settings(sms_url="http://gateway", sms_brand="12345", documents_dir=tmp_path))


def test_the_invitation_rule_is_read_from_a_rule_pack() -> None:
    pack = {
        "rules": [
            {"kind": "INVITATION_LIMIT", "formula": "WD(S,-7)", "audiences": ["PEOPLE"]},
            {"kind": "INVITATION_TARGET", "formula": "WD(S,-8)", "audiences": ["PEOPLE"]},
            {"kind": "REPLY_ORDINARY", "formula": "WD(E,15)"},
        ]
    }
    rule = read_invitation_rule(pack)
    assert rule is not None
    assert (rule.limit, rule.target, rule.applies_to) == (7, 8, ("PEOPLE",))
    assert read_invitation_rule({"rules": [{"kind": "REPLY_ORDINARY", "formula": "WD(E,15)"}]}) is None
    assert read_invitation_rule({}) is None
