"""Intake's part of the demonstration: opinions at the counter, in files and from agencies, lists, classification, erasure."""

import csv
import io
from base64 import b64decode
from typing import TypeAlias, assert_never

from doithoai.demo_acts import ClassifyOpinion, CloseCutoff, EraseSubmitter, ImportOpinions, RegisterOpinion, SubmitUnitList
from doithoai.demo_agencies import mail
from doithoai.demo_cases import fate_of
from doithoai.demo_letters import event_id, opinion_registered
from doithoai.demo_offices import Offices
from doithoai.demo_stage import DIALOGUES, OFFICE, OPINIONS, Stage, dialogue_of, opinion_id, receiver_of, session_id, submitter_of
from doithoai.sample.reading import Opinion

IntakeAct: TypeAlias = RegisterOpinion | ImportOpinions | ClassifyOpinion | SubmitUnitList | CloseCutoff | EraseSubmitter
OPINIONS_PATH = "/intake/api/v1/opinions"


class RowRefused(Exception):
    """A row of a file was not taken; the message is the service's."""


class NotErased(Exception):
    """The submitter is still readable."""


async def seal_key(offices: Offices) -> bytes:
    """The public key agencies seal personal fields for."""
    return b64decode((await offices.get("/intake/api/v1/seal-key"))["public_key"])


async def play_intake(stage: Stage, act: IntakeAct) -> None:
    """Play one act."""
    match act:
        case RegisterOpinion():
            await (_sealed(stage, act.opinion_key, act.agency) if act.agency else _registered(stage, act.opinion_key))
        case ImportOpinions():
            await _imported(stage, act)
        case ClassifyOpinion():
            await _classified(stage, OPINIONS[act.opinion_key])
        case SubmitUnitList():
            await _listed(stage, act)
        case CloseCutoff():
            dialogue = DIALOGUES[act.dialogue_id]
            path = f"/intake/api/v1/lists/{stage.book.sessions[act.dialogue_id]}/close"
            await stage.offices.post(path, None, key=f"close {act.dialogue_id}", role=OFFICE, org_id=receiver_of(dialogue))
        case EraseSubmitter():
            await _erased(stage, act.opinion_key)
        case _:
            assert_never(act)


def target(opinion_key: str) -> str | None:
    """The session an opinion is meant for: only those that are played are announced beforehand."""
    dialogue = dialogue_of(opinion_key)
    return session_id(dialogue.id) if dialogue.live else None


async def _registered(stage: Stage, key: str) -> None:
    opinion, person, office = OPINIONS[key], submitter_of(OPINIONS[key]), receiver_of(dialogue_of(key))
    body = {
        "opinion_id": opinion_id(key),
        "channel": "IN_PERSON",
        "received_by_org_id": office,
        "submitter_kind": opinion.submitter_kind,
        "submitter": {"name": person.name, "phone": person.phone, "address": person.address},
        "text": opinion.text,
        "summary_redacted": opinion.text,
        "audience": dialogue_of(key).audience[0],
        "domain_code": opinion.domain,
        "urgency": opinion.urgency,
        "target_session_id": target(key),
        "source_ref": key,
    }
    answer = await stage.offices.post(OPINIONS_PATH, body, key=f"opinion {key}", role=OFFICE, org_id=office)
    stage.book.opinions[key] = answer["opinion_id"]


async def _sealed(stage: Stage, key: str, agency: str) -> None:
    dialogue, opinion = dialogue_of(key), OPINIONS[key]
    told = opinion_registered(opinion, submitter_of(opinion), stage.public_key, receiver_of(dialogue), stage.now, dialogue.audience[0])
    told = told.model_copy(update={"target_session_id": target(key)})
    (receipt,) = await stage.agencies.send([mail(agency, event_id(f"opinion {key}"), told, stage.now, key)])
    if receipt.our_id is None:
        raise RowRefused(f"{key}: {receipt.message_vi}")
    stage.book.opinions[key] = receipt.our_id


async def _imported(stage: Stage, act: ImportOpinions) -> None:
    query = {
        "source": f"tep-{act.dialogue_id}",
        "received_by_org_id": act.unit_org_id,
        "audience": DIALOGUES[act.dialogue_id].audience[0],
        "channel": "UNIT_LIST",
    }
    if session := target(act.opinion_keys[0]):
        query["target_session_id"] = session
    content, key = file_of([OPINIONS[key] for key in act.opinion_keys]), f"file {act.dialogue_id}"
    answer = await stage.offices.upload(
        "/intake/api/v1/imports", content, "text/csv", key=key, role=OFFICE, org_id=act.unit_org_id, **query
    )
    for row in answer["rows"]:
        if row["state"] != "duplicate" and row["outcome"] not in {"registered", "repeated"}:
            raise RowRefused(f"{row['row_key']}: {' '.join(row['messages'])}")
        stage.book.opinions[row["row_key"]] = row["opinion_id"]


def file_of(opinions: list[Opinion]) -> str:
    """The file an office sends: one row an opinion, Vietnamese column names."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("Mã dòng", "Nội dung", "Tóm tắt", "Họ tên", "Điện thoại", "Địa chỉ", "Lĩnh vực", "Mức độ", "Loại người gửi"))
    for opinion in opinions:
        person = submitter_of(opinion)
        codes = (opinion.domain, opinion.urgency, opinion.submitter_kind)
        writer.writerow((opinion.key, opinion.text, opinion.text, person.name, person.phone, person.address, *codes))
    return file.getvalue()


async def _classified(stage: Stage, opinion: Opinion) -> None:
    body = {
        "domain_code": opinion.domain,
        "urgency": opinion.urgency,
        "complexity": "COMPLEX" if fate_of(opinion).complex else "ORDINARY",
        "authority": "WITHIN",
        "reason": "Phân loại theo nội dung và mức độ cấp thiết",
    }
    path = f"{OPINIONS_PATH}/{stage.book.opinions[opinion.key]}/classify"
    await stage.offices.post(path, body, key=f"classify {opinion.key}", role=OFFICE, org_id=receiver_of(dialogue_of(opinion.key)))


async def _listed(stage: Stage, act: SubmitUnitList) -> None:
    body = {
        "session_id": stage.book.sessions[act.dialogue_id],
        "unit_org_id": act.unit_org_id,
        "opinion_ids": [stage.book.opinions[key] for key in act.opinion_keys],
        "nil_return": not act.opinion_keys,
    }
    await stage.offices.post(
        "/intake/api/v1/lists", body, key=f"list {act.dialogue_id} {act.unit_org_id}", role=OFFICE, org_id=act.unit_org_id
    )


async def _erased(stage: Stage, key: str) -> None:
    office, opinion = receiver_of(dialogue_of(key)), stage.book.opinions[key]
    ref = (await stage.offices.get(f"{OPINIONS_PATH}/{opinion}"))["submitter_ref"]
    await stage.offices.delete(f"/intake/api/v1/submitters/{ref}", key=f"erase {key}", role=OFFICE, org_id=office)
    if not (await stage.offices.get(f"{OPINIONS_PATH}/{opinion}/text"))["erased"]:
        raise NotErased(ref)
