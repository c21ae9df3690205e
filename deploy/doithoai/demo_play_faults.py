"""Agencies' software gets it wrong: each message is stored by the broker, refused with a reason, and stops nothing."""

from datetime import date
from typing import TypeAlias, assert_never

from contracts.vocabulary import ReceiptStatus
from contracts.workdays import local_date
from doithoai.demo_acts import PublishFault, PublishTwice, Reply, instant
from doithoai.demo_agencies import Mail, mail, without_message_id
from doithoai.demo_letters import (
    event_id,
    future_dated,
    not_json,
    opinion_registered,
    plaintext_person,
    reply_issued,
    session_concluded,
    unknown_version,
)
from doithoai.demo_play_followup import reported_to
from doithoai.demo_stage import DIALOGUES, OPINIONS, Stage, dialogue_of, receiver_of, submitter_of

FaultAct: TypeAlias = PublishFault | PublishTwice
AFTER_DISTRICTS = date(2025, 7, 1)
NOT_THE_ASSIGNED = "bo-phan-van-phong-thong-ke-xa-dong-kho"


class FaultTaken(Exception):
    """A faulty message was accepted, or a repeated one had another answer."""


async def play_faults(stage: Stage, act: FaultAct) -> None:
    """Play one act."""
    match act:
        case PublishFault():
            (receipt,) = await stage.agencies.send([_faulty(stage, act)])
            if receipt.status is not ReceiptStatus.REFUSED:
                raise FaultTaken(f"{act.fault}: {receipt.status}")
        case PublishTwice():
            await _again(stage, act.reply)
        case _:
            assert_never(act)


def _faulty(stage: Stage, act: PublishFault) -> Mail:
    """The message with exactly one thing wrong."""
    ident, key = event_id(f"{act.fault} {act.about}"), act.about
    match act.fault:
        case "district-after-its-end":
            told = session_concluded(DIALOGUES[key], AFTER_DISTRICTS, stage.book.opinions)
            told = told.model_copy(update={"session_ref": f"{key}-2025"})
            return mail(act.agency, ident, told, stage.now, told.session_ref)
        case "wrong-issuer":
            session, opinion = stage.book.sessions[dialogue_of(key).id], stage.book.opinions[key]
            reply = Reply(key, NOT_THE_ASSIGNED, local_date(stage.now), "EXPLAINED", 1, act.agency)
            said = reply_issued(reply, session, opinion, reported_to(key)).model_copy(update={"reply_id": f"nham-{key}"})
            return mail(act.agency, ident, said, stage.now, said.reply_id)
        case _:
            return _faulty_opinion(stage, act)


def _faulty_opinion(stage: Stage, act: PublishFault) -> Mail:
    opinion, dialogue = OPINIONS[act.about], dialogue_of(act.about)
    told = opinion_registered(opinion, submitter_of(opinion), stage.public_key, receiver_of(dialogue), stage.now, dialogue.audience[0])
    told = told.model_copy(update={"opinion_ref": f"{act.about}-{act.fault}"})
    letter = mail(act.agency, event_id(f"{act.fault} {act.about}"), told, stage.now, told.opinion_ref)
    match act.fault:
        case "not-json":
            return not_json(letter)
        case "plaintext-person":
            return plaintext_person(letter, submitter_of(opinion))
        case "unknown-version":
            return unknown_version(letter)
        case "unknown-organisation":
            elsewhere = told.model_copy(update={"received_by_org_id": "co-quan-khong-co-that"})
            return mail(act.agency, letter.event_id, elsewhere, stage.now, told.opinion_ref)
        case "future-dated":
            return future_dated(f"{act.fault} {act.about}", letter, told, stage.now)
        case _:
            raise ValueError(act.fault)


async def _again(stage: Stage, reply: Reply) -> None:
    """The same event once more, without the message id by which the broker would drop it: the receipt is the one it got before."""
    key, said_at = reply.opinion_key, instant(reply.issued_on, 10)
    said = reply_issued(reply, stage.book.sessions[dialogue_of(key).id], stage.book.opinions[key], reported_to(key))
    letter = mail(reply.agency or "", event_id(f"reply {key}"), said, said_at, said.reply_id)
    before, after = await stage.agencies.repeat(without_message_id(letter))
    if (after.status, after.our_id) != (before.status, before.our_id):
        raise FaultTaken(f"{key}: {before.status}, then {after.status}")
