"""Registering what a preview showed: some rows a transaction, in the background, to be resumed at any moment, each row once.

Rows of one transaction stand or fall together; when one of them is refused they are taken again in halves, until it stands alone.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.decider import Refused
from chassis.handle import Handled, Handler, Unit
from chassis.identity.actor import SYSTEM, Actor
from chassis.observability.log import get_log
from chassis.privacy.local import LocalVault, TransactionVault
from chassis.privacy.sealing import Erased, SealBroken
from contracts.envelope import Sealed
from intake.import_batch.commands import ApproveImport, FinishImport, ForgetImport
from intake.import_batch.decide import IMPORT_BATCH, stream_of
from intake.import_batch.events import ImportEvent
from intake.import_batch.import_batch import ImportBatch, Previewed
from intake.importing.previewing import registered_among, sentence_of, subject_of
from intake.log_events import LogEvent
from intake.opinion.decide import OPINION
from intake.opinion.decide import stream_of as opinion_stream
from intake.opinion.events import OpinionEvent
from intake.opinion_in import OpinionIn
from intake.readmodel import imports
from intake.readmodel.imports import ImportedFileRow
from intake.registering import Surroundings, register_all, surroundings_of

log = get_log(__name__)

AT_ONCE = 50
_OPEN = "state IN ('new', 'warning') AND outcome IS NULL"
_BATCH = sa.text("SELECT batch_id FROM imported_file WHERE state = 'APPROVED' ORDER BY approved_at, batch_id LIMIT 1")
_NEXT = sa.text(f"SELECT ordinal, opinion_id FROM imported_row WHERE batch_id = :batch_id AND {_OPEN} ORDER BY ordinal LIMIT :most")  # noqa: S608
_HOLD = sa.text(
    "SELECT ordinal, opinion_id, sealed FROM imported_row"  # noqa: S608
    f" WHERE batch_id = :batch_id AND ordinal = ANY(:ordinals) AND {_OPEN} ORDER BY ordinal FOR UPDATE"
)
_DONE = sa.text(
    "UPDATE imported_row SET outcome = CASE WHEN opinion_id = ANY(:registered) THEN 'registered' ELSE 'repeated' END, sealed = NULL"
    " WHERE batch_id = :batch_id AND ordinal = ANY(:ordinals)"
)
_REFUSED = sa.text(
    "UPDATE imported_row SET outcome = 'refused', slugs = CAST(:slugs AS jsonb), messages = CAST(:messages AS jsonb)"
    " WHERE batch_id = :batch_id AND ordinal = :ordinal"
)
_SINCE = sa.text(
    "UPDATE imported_row SET state = 'duplicate', sealed = NULL, slugs = CAST(:slugs AS jsonb), messages = CAST(:messages AS jsonb)"
    " WHERE batch_id = :batch_id AND opinion_id = ANY(:ids) AND state IN ('new', 'warning') AND outcome IS NULL"
)
_PENDING = sa.text("SELECT count(*) FROM imported_file WHERE state = 'APPROVED'")
_CLEAR = sa.text(
    "UPDATE imported_row SET sealed = NULL WHERE batch_id = :batch_id AND (:everything OR state NOT IN ('error') AND outcome IS DISTINCT FROM 'refused')"
)
_CLEAR_NOTES = sa.text("DELETE FROM imported_note WHERE batch_id = :batch_id")
_GONE = sa.text("UPDATE subject_key SET wrapped = NULL, erased_at = :now WHERE subject = :subject AND wrapped IS NOT NULL")


async def approve(handler: Handler, actor: Actor, batch_id: str, digest: str | None) -> Handled:
    """Have the rows registered. Raises Refused: another file is meant, or what was shown is no longer so (the rows then show what is)."""
    if changed := await _changed_since(handler, batch_id):
        raise Refused("import_changed_since_preview", rows=str(changed))

    async def work(unit: Unit) -> Sequence[ImportEvent]:
        command = ApproveImport(unit.clock.now(), actor.ref, actor.role, actor.org_id, digest)
        return await unit.handle(IMPORT_BATCH, stream_of(batch_id), command)

    return await handler.perform(work, IMPORT_BATCH, stream_of(batch_id), actor=actor)


async def _changed_since(handler: Handler, batch_id: str) -> int:
    async with handler.unit(actor=SYSTEM) as unit:
        batch: ImportBatch = await unit.state(IMPORT_BATCH, stream_of(batch_id))
        if not isinstance(batch, Previewed):
            return 0
        rows = await imports.find_rows(unit.connection, batch_id)
        waiting = [row.opinion_id for row in rows if row.state in imports.WRITTEN and row.opinion_id]
        since = await registered_among(unit.connection, waiting)
        if not since:
            return 0
        said = _json(["registered_already"]), _json(["Ý kiến đã được tiếp nhận sau khi xem trước; dòng này không thêm gì."])
        await unit.connection.execute(_SINCE, {"batch_id": batch_id, "ids": list(since), "slugs": said[0], "messages": said[1]})
        return len(since)


class Applier:
    """The background work of the service's worker; several workers may do it at once."""

    def __init__(self, handler: Handler, vault: LocalVault) -> None:
        self.handler = handler
        self.vault = vault

    async def step(self) -> bool:
        """Some rows of the file approved first, or its end; False when there is nothing to do."""
        async with self.handler.direct.connect() as connection:
            batch_id = (await connection.execute(_BATCH)).scalar()
            file = await imports.find_file(connection, batch_id) if batch_id else None
            if file is None:
                return False
            rows = (await connection.execute(_NEXT, {"batch_id": batch_id, "most": AT_ONCE})).all()
            around = await surroundings_of(connection, file.received_by_org_id, file.target_session_id)
        if not rows:
            return await self._finish(file)
        await self._rows(file, rows, around)
        return True

    async def _rows(self, file: ImportedFileRow, rows: Sequence[Any], around: Surroundings) -> None:
        actor = Actor(file.approved_by or "", file.approved_by_role or "", file.approved_by_org_id)

        async def work(unit: Unit) -> Sequence[OpinionEvent]:
            return await self._register(unit, file, [row.ordinal for row in rows], around, actor.ref)

        try:
            await self.handler.perform(work, OPINION, opinion_stream(rows[0].opinion_id), actor=actor, correlation=file.batch_id)
        except Refused as refusal:
            if middle := len(rows) // 2:
                await self._rows(file, rows[:middle], around)
                await self._rows(file, rows[middle:], around)
            else:
                await self._refuse(file.batch_id, rows[0].ordinal, refusal)

    async def _register(
        self, unit: Unit, file: ImportedFileRow, ordinals: Sequence[int], around: Surroundings, by: str
    ) -> Sequence[OpinionEvent]:
        rows = (await unit.connection.execute(_HOLD, {"batch_id": file.batch_id, "ordinals": ordinals})).all()
        vault = self.vault.within(unit.connection)
        all_received = []
        for row in rows:
            asked = await _opened(vault, file.batch_id, row.ordinal, row.sealed)
            received = asked.received(row.opinion_id, file.previewed_at)
            org_id, session_id = received.received_by_org_id, received.target_session_id
            same = (org_id, session_id) == (file.received_by_org_id, file.target_session_id)
            all_received.append((received, around if same else await surroundings_of(unit.connection, org_id, session_id)))
        events = await register_all(unit, vault, all_received, by)
        place = {"batch_id": file.batch_id, "ordinals": [row.ordinal for row in rows]}
        await unit.connection.execute(_DONE, {**place, "registered": list(events)})
        return [event for each in events.values() for event in each]

    async def _refuse(self, batch_id: str, ordinal: int, refusal: Refused) -> None:
        said = {"slugs": _json([refusal.slug]), "messages": _json([sentence_of(refusal)])}
        async with self.handler.engine.begin() as connection:
            await connection.execute(_REFUSED, {"batch_id": batch_id, "ordinal": ordinal, **said})

    async def _finish(self, file: ImportedFileRow) -> bool:
        async def work(unit: Unit) -> Sequence[ImportEvent]:
            counted = await imports.counts(unit.connection, file.batch_id)
            command = FinishImport(unit.clock.now(), SYSTEM.ref, counted["registered"], counted["repeated"], counted["refused"])
            events = await unit.handle(IMPORT_BATCH, stream_of(file.batch_id), command)
            if events:
                await unit.connection.execute(_CLEAR, {"batch_id": file.batch_id, "everything": False})
                log.info(
                    LogEvent.FILE_IMPORTED,
                    import_id=file.batch_id,
                    registered=command.registered,
                    repeated=command.repeated,
                    refused=command.refused,
                    invalid=counted["error"],
                )
            return events

        handled = await self.handler.perform(work, IMPORT_BATCH, stream_of(file.batch_id), actor=SYSTEM)
        return bool(handled.events)


async def _opened(vault: TransactionVault, batch_id: str, ordinal: int, sealed: dict[str, Any]) -> OpinionIn:
    try:
        text = await vault.open(Sealed.model_validate(sealed), f"row-{ordinal}")
        if isinstance(text, Erased):
            raise Refused("import_forgotten")
        asked = OpinionIn.model_validate(orjson.loads(text)["opinion"])
    except (SealBroken, ValidationError, ValueError) as error:
        raise Refused("import_row_unreadable") from error
    return asked if asked.source_ref else asked.model_copy(update={"source_ref": f"import/{batch_id}/{ordinal}"})


async def pending(connection: AsyncConnection, _now: datetime) -> int:
    """Files that are being registered."""
    return int((await connection.execute(_PENDING)).scalar_one())


async def forget(unit: Unit, batch_id: str, by: str) -> Sequence[ImportEvent]:
    """Destroy what the file said, and its key. Raises Refused while it is being registered."""
    events = await unit.handle(IMPORT_BATCH, stream_of(batch_id), ForgetImport(unit.clock.now(), by))
    if events:
        await unit.connection.execute(_CLEAR, {"batch_id": batch_id, "everything": True})
        await unit.connection.execute(_CLEAR_NOTES, {"batch_id": batch_id})
        await unit.connection.execute(_GONE, {"subject": subject_of(batch_id), "now": unit.clock.now()})
    return events


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
