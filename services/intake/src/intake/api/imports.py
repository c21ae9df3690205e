"""/api/v1/imports: a file of opinions, row by row; a row's key makes it safe to send the file again."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.decider import Refused
from chassis.handle import Handler, Unit
from chassis.identity.actor import Actor
from chassis.identity.permissions import permit
from chassis.ids import derived_id
from chassis.observability.log import get_log
from chassis.privacy.local import LocalVault
from chassis.projections.change import Put
from chassis.projections.projection import tables_of
from chassis.projections.write import write
from chassis.web.dependencies import CurrentActor, Reader, TheClock, TheHandler
from chassis.web.problems import NotFound
from contracts.fields import Id
from contracts.vocabulary import Audience, OpinionChannel, OpinionKind, SubmitterKind
from intake.api.acting import TheVault
from intake.api.import_file import FileRow, read_file
from intake.api.shapes import OpinionIn
from intake.log_events import LogEvent
from intake.opinion.decide import OPINION, stream_of
from intake.opinion.events import OpinionEvent
from intake.opinion.permissions import READ, REGISTER
from intake.reach import must_reach
from intake.readmodel import imports
from intake.readmodel.imports import ImportedRow
from intake.refusals import REFUSALS
from intake.registering import opinion_id_from, register

log = get_log(__name__)
router = APIRouter(prefix="/api/v1/imports", tags=["imports"])

_WRITTEN = tables_of(ImportedRow)
Outcome = Literal["registered", "repeated", "refused", "invalid", "would_register"]


class RowResult(BaseModel):
    """What became of one row. `slugs` are for programs, `message` is for the office that made the file."""

    line: int
    row_key: str
    outcome: Outcome
    opinion_id: str | None = None
    slugs: list[str] = []
    message: str = ""


class Imported(BaseModel):
    """`preview`: nothing was written."""

    import_id: str
    preview: bool
    counts: dict[str, int]
    rows: list[RowResult]


@router.post("", dependencies=[permit(REGISTER)])
async def import_file(
    request: Request,
    handler: TheHandler,
    vault: TheVault,
    actor: CurrentActor,
    reader: Reader,
    clock: TheClock,
    source: Annotated[Id, Query(description="names the file's origin; row keys are unique within it")],
    received_by_org_id: Annotated[Id, Query()],
    audience: Audience | None = None,
    submitter_kind: SubmitterKind | None = None,
    channel: OpinionChannel = OpinionChannel.UNIT_LIST,
    kind: OpinionKind = OpinionKind.RECOMMENDATION,
    target_session_id: str | None = None,
    preview: bool = False,
) -> Imported:
    """Body: the file itself, `text/csv` or `application/json`. Each row is its own transaction; the answer names every row."""
    await must_reach(reader, actor, received_by_org_id, REGISTER)
    given = {
        "audience": audience,
        "submitter_kind": submitter_kind,
        "channel": channel,
        "kind": kind,
        "target_session_id": target_session_id,
    }
    defaults = {name: value for name, value in given.items() if value is not None} | {"received_by_org_id": received_by_org_id}
    form = "json" if request.headers.get("content-type", "").startswith("application/json") else "csv"
    rows = read_file(await request.body(), form, defaults)
    import_id = str(derived_id("import", source))
    importer = Importer(handler, vault, actor, source, import_id)
    results = [await (importer.preview(row) if preview else importer.row(row)) for row in rows]
    counts = _counts(results)
    if not preview:
        log.info(LogEvent.FILE_IMPORTED, import_id=import_id, **counts)
    return Imported(import_id=import_id, preview=preview, counts=counts, rows=results)


@router.get("/{import_id}", dependencies=[permit(READ)])
async def read_import(import_id: str, reader: Reader) -> dict[str, Any]:
    """What became of every row, also long afterwards."""
    rows = await imports.find(reader, import_id)
    if not rows:
        raise NotFound
    return {"import_id": import_id, "rows": [row.model_dump(mode="json", exclude={"import_id"}) for row in rows]}


class Importer:
    """Writes rows one by one and remembers what became of each in the same transaction."""

    def __init__(self, handler: Handler, vault: LocalVault, actor: Actor, source: str, import_id: str) -> None:
        self._handler = handler
        self._vault = vault
        self._actor = actor
        self._source = source
        self._import_id = import_id

    async def row(self, row: FileRow) -> RowResult:
        """Register it; a row seen before is repeated, a bad one says why and harms no other."""
        opinion_id = opinion_id_from("import", self._source, row.row_key)
        if row.opinion is None:
            result = _invalid(row)
        else:
            try:
                return await self._register(row, row.opinion, opinion_id)
            except Refused as refusal:
                result = _refused(row, refusal)
        async with self._handler.engine.begin() as connection:
            await self._remember(connection, result)
        return result

    async def preview(self, row: FileRow) -> RowResult:
        """What `row` would answer: registered in a transaction that is undone."""
        opinion_id = opinion_id_from("import", self._source, row.row_key)
        if row.opinion is None:
            return _invalid(row)
        try:
            async with self._handler.unit(actor=self._actor) as unit:
                received = row.opinion.received(opinion_id, unit.clock.now())
                raise _UndoneError(bool(await register(unit, self._vault.within(unit.connection), received, self._actor.ref)))
        except _UndoneError as undone:
            outcome: Outcome = "would_register" if undone.is_new else "repeated"
            return RowResult(line=row.line, row_key=row.row_key, outcome=outcome, opinion_id=opinion_id)
        except Refused as refusal:
            return _refused(row, refusal)

    async def _register(self, row: FileRow, asked: OpinionIn, opinion_id: str) -> RowResult:
        done = RowResult(line=row.line, row_key=row.row_key, outcome="registered", opinion_id=opinion_id)

        async def work(unit: Unit) -> Sequence[OpinionEvent]:
            received = asked.received(opinion_id, unit.clock.now())
            events = await register(unit, self._vault.within(unit.connection), received, self._actor.ref)
            if events:
                await self._remember(unit.connection, done)
            return events

        handled = await self._handler.perform(work, OPINION, stream_of(opinion_id), actor=self._actor)
        return done if handled.events else done.model_copy(update={"outcome": "repeated"})

    async def _remember(self, connection: AsyncConnection, result: RowResult) -> None:
        values = {
            "line": result.line,
            "outcome": result.outcome,
            "opinion_id": result.opinion_id,
            "slugs": result.slugs,
            "message": result.message,
            "at": self._handler.clock.now(),
        }
        await write(connection, _WRITTEN, [Put("imported_row", {"import_id": self._import_id, "row_key": result.row_key}, values)])


class _UndoneError(Exception):
    def __init__(self, is_new: bool) -> None:
        super().__init__()
        self.is_new = is_new


def _invalid(row: FileRow) -> RowResult:
    message = " ".join(f"{name}: {said}" for name, said in row.errors.items())
    return RowResult(line=row.line, row_key=row.row_key, outcome="invalid", slugs=[f"field_{name}" for name in row.errors], message=message)


def _refused(row: FileRow, refusal: Refused) -> RowResult:
    message = REFUSALS[refusal.slug].format_map({"field": "", "most": "", "cutoff_on": "", **refusal.details})
    return RowResult(line=row.line, row_key=row.row_key, outcome="refused", slugs=[refusal.slug], message=message)


def _counts(results: Sequence[RowResult]) -> Mapping[str, int]:
    found: dict[str, int] = {"registered": 0, "repeated": 0, "refused": 0, "invalid": 0}
    for result in results:
        found[result.outcome] = found.get(result.outcome, 0) + 1
    return found
