"""A mail reads the same after its way over the wire, and says no secret of ours."""

import email
import email.policy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notify_examples import MONDAY

from notify.channels.email import Email, MailServer
from notify.notice.message import Message
from notify.notice.vocabulary import Purpose

WORDS = st.lists(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấ ,:-", min_size=1, max_size=12), min_size=1, max_size=30)
MAILER = Email(MailServer.parse("smtp://127.0.0.1:25"), "doi-thoai@sonla.gov.vn", sender_name="Đối thoại – tỉnh Sơn La")


@given(WORDS.map(lambda words: " ".join(" ".join(words).split())).filter(bool))
def test_no_space_of_a_subject_is_lost(subject: str) -> None:
    composed = MAILER.compose("do@example.vn", Purpose.REPLY, Message("key-1", subject, "Nội dung.", ""), MONDAY)
    wire = composed.as_bytes()
    assert all(len(line) <= 998 for line in wire.split(b"\r\n"))
    read = email.message_from_bytes(wire, policy=email.policy.default)
    assert str(read["Subject"]) == subject
    assert read["Message-ID"] == "<key-1@sonla.gov.vn>"


def test_a_mail_server_is_named_by_its_address() -> None:
    server = MailServer.parse("smtp+starttls://thong%40bao:m%3At@mail.sonla.gov.vn")
    assert (server.host, server.port, server.tls, server.start_tls) == ("mail.sonla.gov.vn", 587, False, True)
    assert (server.user, server.password) == ("thong@bao", "m:t")
    assert "m:t" not in repr(server)
    assert MailServer.parse("smtps://mail").port == 465


@pytest.mark.parametrize("address", ["nobody", "@example.vn", "a b@example.vn", "a@b\r\nBcc: c@d"])
async def test_what_is_no_address_is_refused_for_good(address: str) -> None:
    answer = await MAILER.send(address, Purpose.REPLY, Message("key-1", "x", "y", ""), MONDAY)
    assert (getattr(answer, "reason", ""), getattr(answer, "permanent", False)) == ("mailbox_refused", True)
