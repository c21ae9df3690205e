"""What leaves the offices and agencies of the demonstration: files that intake reads, messages that show nobody's name."""

from collections import Counter
from datetime import UTC, datetime

from contracts.agencies import OpinionRegisteredInV1, SessionConcludedInV1
from contracts.envelope import from_headers
from contracts.seal import new_key_pair, open_with
from contracts.subjects import parse_inbound_subject
from doithoai.demo_agencies import mail
from doithoai.demo_letters import event_id, opinion_registered, session_concluded
from doithoai.demo_play_intake import file_of
from doithoai.history_letters import disordered, opinion_letter, session_letter
from doithoai.history_plan import past_sessions
from doithoai.sample.reading import dialogues
from doithoai.sample.submitters import CANARY
from intake.importing.judging import judge
from intake.importing.readers import read_file

NOW = datetime(2024, 10, 14, 2, tzinfo=UTC)
PRIVATE, PUBLIC = new_key_pair()
DIALOGUE = next(dialogue for dialogue in dialogues() if dialogue.id == "DT-001")
FIRST = past_sessions()[0]
DEFAULTS = {"received_by_org_id": "sl-vpub", "audience": "PEOPLE", "channel": "UNIT_LIST"}


def test_intake_reads_every_row_of_the_file_an_office_sends() -> None:
    opinions = [opinion for dialogue in dialogues() for opinion in dialogue.opinions]
    rows = [judge(row, DEFAULTS) for row in read_file(file_of(opinions).encode()).rows]
    assert [row.key for row in rows if row.opinion] == [opinion.key for opinion in opinions]


def test_a_sealed_opinion_shows_neither_name_nor_telephone_and_opens_with_the_key() -> None:
    told = opinion_registered(DIALOGUE.opinions[0], CANARY, PUBLIC, "van-phong", NOW, "PEOPLE")
    letter = mail("sop-cop", event_id("x"), told, NOW, told.opinion_ref)
    assert CANARY.name.encode() not in letter.body
    assert CANARY.phone.encode() not in letter.body
    submitter = OpinionRegisteredInV1.read(letter.body).submitter
    assert submitter is not None and submitter.name is not None
    assert open_with(PRIVATE, submitter.name) == CANARY.name


def test_a_letter_says_the_same_agency_in_its_subject_and_its_source() -> None:
    told = opinion_registered(DIALOGUE.opinions[0], CANARY, PUBLIC, "van-phong", NOW, "PEOPLE")
    letter = mail("sop-cop", event_id("x"), told, NOW, told.opinion_ref)
    assert parse_inbound_subject(letter.subject).agency == "sop-cop"
    assert from_headers(letter.headers).source.endswith(":sop-cop")


def test_a_concluded_session_of_the_back_file_assigns_nothing() -> None:
    nam_sach = next(dialogue for dialogue in dialogues() if dialogue.id == "DT-095")
    assert nam_sach.held_on is not None
    told = session_concluded(nam_sach, nam_sach.held_on, {opinion.key: opinion.key for opinion in nam_sach.opinions})
    assert (told.totals.registered, told.totals.assigned) == (6, 0)
    assert Counter(opinion.disposition.value for opinion in told.opinions) == {"NOT_STATED": 6}


def test_disorder_keeps_every_message_and_sends_a_tenth_twice() -> None:
    letters = [opinion_letter(session, opinion, PUBLIC) for session in past_sessions()[:40] for opinion in session.opinions]
    mixed = disordered(letters, seed=7)
    times = Counter(letter.about for letter in mixed)
    assert len(times) == len(letters)
    assert Counter(times.values())[2] == len(letters) // 10
    assert [letter.about for letter in mixed] != [letter.about for letter in letters]


def test_the_second_copy_carries_no_message_id_so_that_the_broker_keeps_it() -> None:
    letters = [opinion_letter(FIRST, opinion, PUBLIC) for opinion in FIRST.opinions]
    copies = [letter for letter in disordered(letters, seed=1) if "Nats-Msg-Id" not in letter.headers]
    assert len(copies) == 1
    assert from_headers(copies[0].headers).id == copies[0].event_id


def test_a_past_session_counts_what_it_lists() -> None:
    told = SessionConcludedInV1.read(session_letter(FIRST, {opinion.ref: opinion.ref for opinion in FIRST.opinions}).body)
    answered = sum(opinion.disposition == "ANSWERED_ON_SPOT" for opinion in told.opinions)
    assert (told.totals.registered, told.totals.answered_on_spot) == (len(told.opinions), answered)
