"""Looking at a file before anything is registered: each row new, duplicate, with a warning or with an error, kept sealed for being applied as shown."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.decider import Refused
from chassis.handle import Handled, Handler, Unit
from chassis.identity.actor import Actor
from chassis.privacy.local import LocalVault
from contracts.lookup_codes import UnreadableCode, read_lookup_code
from intake.import_batch.commands import PreviewImport
from intake.import_batch.decide import IMPORT_BATCH, stream_of
from intake.import_batch.events import ImportEvent
from intake.importing.judging import JudgedRow, judge
from intake.importing.raw import RawFile
from intake.importing.readers import read_file
from intake.opinion.decide import stream_of as opinion_stream
from intake.readmodel import lookup_codes, possible_duplicates
from intake.readmodel.imports import ImportedNoteRow, ImportedRow
from intake.refusals import REFUSALS
from intake.registering import Surroundings, foresee, opinion_id_from, surroundings_of

_REGISTERED = sa.text("SELECT stream FROM event WHERE stream = ANY(:streams) AND version = 1")
_ROWS: sa.Table = ImportedRow.__table__  # type: ignore[attr-defined]
_NOTES: sa.Table = ImportedNoteRow.__table__  # type: ignore[attr-defined]
_DETAILS = {"field": "tóm tắt", "most": "", "cutoff_on": ""}


@dataclass(frozen=True)
class Upload:
    """A file and what its rows leave out. `source` names its origin when the rows have keys of their own."""

    content: bytes
    defaults: Mapping[str, Any]
    source: str = ""
    name: str = ""

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()

    @property
    def org_id(self) -> str:
        return str(self.defaults["received_by_org_id"])

    @property
    def session_id(self) -> str | None:
        return self.defaults.get("target_session_id")


@dataclass(frozen=True)
class Finding:
    """What the preview says about one row."""

    row: JudgedRow
    state: str
    opinion_id: str | None
    slugs: Sequence[str] = ()
    messages: Sequence[str] = ()


async def preview(handler: Handler, vault: LocalVault, actor: Actor, upload: Upload, batch_id: str) -> Handled:
    """Read, judge and keep the file under `batch_id`. Raises Refused for a file that cannot be used at all."""
    raw, judged = await asyncio.to_thread(_read, upload)
    async with handler.engine.connect() as connection:
        findings = await _findings(connection, upload, judged, handler, actor)

    async def work(unit: Unit) -> Sequence[ImportEvent]:
        events = await unit.handle(IMPORT_BATCH, stream_of(batch_id), _command(unit, actor, upload, raw, batch_id, findings))
        if events:
            await _keep(unit, vault, upload, raw, batch_id, findings)
        return events

    return await handler.perform(work, IMPORT_BATCH, stream_of(batch_id), actor=actor)


def _read(upload: Upload) -> tuple[RawFile, list[JudgedRow]]:
    raw = read_file(upload.content)
    return raw, [judge(row, upload.defaults) for row in raw.rows]


async def _findings(
    connection: AsyncConnection, upload: Upload, judged: Sequence[JudgedRow], handler: Handler, actor: Actor
) -> list[Finding]:
    ids = [_opinion_id(upload, row) for row in judged]
    registered = await registered_among(connection, ids)
    around = await surroundings_of(connection, upload.org_id, upload.session_id)
    alike = await possible_duplicates.load(connection)
    known = await _by_code(connection, judged)
    looking = _Looking(upload, around, registered, alike, handler, actor)

    def look() -> list[Finding]:
        return [_by_its_code(row, known) if row.code else looking.at(row, opinion_id) for row, opinion_id in zip(judged, ids, strict=True)]

    return await asyncio.to_thread(look)


async def _by_code(connection: AsyncConnection, judged: Sequence[JudgedRow]) -> Mapping[str, str]:
    """What rows call an opinion's code, and the opinion it stands for."""
    read: dict[str, str] = {}
    for row in judged:
        with suppress(UnreadableCode):
            read[row.code or ""] = read_lookup_code(row.code or "")
    found = await lookup_codes.find_all(connection, sorted(set(read.values())))
    return {said: found[code] for said, code in read.items() if code in found}


def _by_its_code(row: JudgedRow, known: Mapping[str, str]) -> Finding:
    """A row of a list that was exported here: its opinion is registered, or its code is wrong."""
    if opinion_id := known.get(row.code or ""):
        return Finding(row, "duplicate", opinion_id, ["registered_already"], ["Ý kiến đã có trong hệ thống; dòng này không thêm gì."])
    said = "Không có ý kiến nào mang mã tra cứu ghi ở dòng này; sửa mã, hoặc xóa mã nếu đây là ý kiến mới."
    return Finding(row, "error", None, ["lookup_code_unknown"], [said])


class _Looking:
    """Goes through the rows in the order of the file, remembering those before."""

    def __init__(
        self,
        upload: Upload,
        around: Surroundings,
        registered: frozenset[str],
        alike: possible_duplicates.Likeness,
        handler: Handler,
        actor: Actor,
    ) -> None:
        self.upload = upload
        self.around = around
        self.registered = registered
        self.alike = alike
        self.now = handler.clock.now()
        self.by = actor.ref
        self.seen: dict[str, JudgedRow] = {}

    def at(self, row: JudgedRow, opinion_id: str) -> Finding:
        if row.opinion is None:
            return Finding(row, "error", None, [f"field_{name}" for name, _ in row.errors], [said for _, said in row.errors])
        if opinion_id in self.registered:
            return Finding(row, "duplicate", opinion_id, ["registered_already"], ["Ý kiến đã có trong hệ thống; dòng này không thêm gì."])
        if before := self.seen.get(opinion_id):
            return self._repeats(row, before, opinion_id)
        try:
            self._foresee(row)
        except Refused as refusal:
            return Finding(row, "error", None, [refusal.slug], [sentence_of(refusal)])
        self.seen[opinion_id] = row
        messages = list(row.warnings)
        slugs = ["row_warning"] if messages else []
        summary = row.opinion.summary_redacted
        if near := self.alike.nearest(summary):
            messages.append(f"Gần giống một ý kiến đã có ({near.summary[:80]}…); nếu là một, bỏ dòng này khỏi tệp.")
            slugs.append("possible_duplicate")
        return Finding(row, "warning" if messages else "new", opinion_id, slugs, messages)

    def _repeats(self, row: JudgedRow, before: JudgedRow, opinion_id: str) -> Finding:
        where = f"dòng {before.raw.number}" + (f" trang «{before.raw.sheet}»" if before.raw.sheet else "")
        if row.explicit_key:
            return Finding(row, "error", None, ["field_row_key"], [f"Mã dòng trùng với {where} trong tệp; mỗi dòng cần một mã riêng."])
        said = f"Trùng hoàn toàn với {where} trong tệp; nếu là hai ý kiến khác nhau, thêm cột «Mã dòng» để phân biệt."
        return Finding(row, "duplicate", opinion_id, ["repeated_in_file"], [said])

    def _foresee(self, row: JudgedRow) -> None:
        if row.opinion is not None:
            if row.opinion.received_by_org_id != self.upload.org_id:
                raise Refused("received_by_another")
            foresee(row.opinion.received("", self.now), self.around, self.now, self.by)


def _opinion_id(upload: Upload, row: JudgedRow) -> str:
    if row.opinion is not None and row.opinion.opinion_id:
        return row.opinion.opinion_id
    if row.explicit_key:
        return opinion_id_from("import", upload.source or f"{upload.org_id}|{upload.session_id or ''}", row.key)
    return opinion_id_from("import-row", upload.org_id, upload.session_id or "", row.key)


async def registered_among(connection: AsyncConnection, opinion_ids: Sequence[str]) -> frozenset[str]:
    """Those of these opinions that are in the log."""
    streams = {opinion_stream(each): each for each in opinion_ids}
    found = (await connection.execute(_REGISTERED, {"streams": list(streams)})).scalars()
    return frozenset(streams[str(stream)] for stream in found)


def sentence_of(refusal: Refused) -> str:
    """The refusal in the office's words."""
    return REFUSALS[refusal.slug].format_map({**_DETAILS, **refusal.details})


def _command(unit: Unit, actor: Actor, upload: Upload, raw: RawFile, batch_id: str, findings: Sequence[Finding]) -> PreviewImport:
    states = [each.state for each in findings]
    counted = {state: states.count(state) for state in ("new", "duplicate", "warning", "error")}
    return PreviewImport(unit.clock.now(), actor.ref, batch_id, upload.digest, raw.form, upload.org_id, upload.session_id, **counted)


def subject_of(batch_id: str) -> str:
    """Under whose key a file's rows are sealed."""
    return f"import-{batch_id}"


async def _keep(unit: Unit, vault: LocalVault, upload: Upload, raw: RawFile, batch_id: str, findings: Sequence[Finding]) -> None:
    within, subject = vault.within(unit.connection), subject_of(batch_id)
    rows = []
    for ordinal, each in enumerate(findings, 1):
        opinion = each.row.opinion.model_dump(mode="json", exclude_none=True) if each.row.opinion else None
        content = orjson.dumps({"opinion": opinion, "kept": dict(each.row.raw.kept)}).decode()
        rows.append(
            {
                "batch_id": batch_id,
                "ordinal": ordinal,
                "sheet": each.row.raw.sheet[:100],
                "number": each.row.raw.number,
                "row_key": each.row.key[:200],
                "state": each.state,
                "opinion_id": each.opinion_id,
                "slugs": list(each.slugs),
                "messages": list(each.messages),
                "sealed": (await within.seal(subject, f"row-{ordinal}", content)).model_dump(),
            }
        )
    for start in range(0, len(rows), 1_000):
        await unit.connection.execute(sa.insert(_ROWS), rows[start : start + 1_000])
    said = orjson.dumps({"name": upload.name, "notes": list(raw.notes)}).decode()
    sealed = (await within.seal(subject, "notes", said)).model_dump()
    await unit.connection.execute(sa.insert(_NOTES), [{"batch_id": batch_id, "sealed": sealed}])
