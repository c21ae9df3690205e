"""A file is looked at first, then registered exactly as it was shown, once; its content is kept no longer than needed."""

from collections.abc import Sequence
from typing import assert_never

from chassis.decider import Decider, Refused
from intake.import_batch.commands import ApproveImport, FinishImport, ForgetImport, ImportCommand, PreviewImport
from intake.import_batch.events import ImportApproved, ImportEvent, ImportFinished, ImportForgotten, ImportPreviewed
from intake.import_batch.import_batch import Approved, Finished, Forgotten, ImportBatch, Previewed, Unseen, evolve


def decide(command: ImportCommand, batch: ImportBatch) -> Sequence[ImportEvent]:
    """What follows from the command; said twice, it happens once."""
    match command:
        case PreviewImport():
            return _preview(command) if isinstance(batch, Unseen) else []
        case ApproveImport():
            return _approve(command, batch)
        case FinishImport():
            counts = (command.registered, command.repeated, command.refused)
            return [ImportFinished(batch.seen.batch_id, *counts, command.now)] if isinstance(batch, Approved) else []
        case ForgetImport():
            return _forget(command, batch)
        case _:
            assert_never(command)


def _preview(command: PreviewImport) -> Sequence[ImportEvent]:
    return [
        ImportPreviewed(
            batch_id=command.batch_id,
            digest=command.digest,
            form=command.form,
            received_by_org_id=command.received_by_org_id,
            target_session_id=command.target_session_id,
            new=command.new,
            duplicate=command.duplicate,
            warning=command.warning,
            error=command.error,
            previewed_by=command.by,
            previewed_at=command.now,
        )
    ]


def _approve(command: ApproveImport, batch: ImportBatch) -> Sequence[ImportEvent]:
    match batch:
        case Unseen():
            raise Refused("import_unknown")
        case Forgotten(finished=False):
            raise Refused("import_forgotten")
        case Previewed():
            if command.digest is not None and command.digest != batch.seen.digest:
                raise Refused("import_file_changed")
            return [ImportApproved(batch.seen.batch_id, command.by, command.by_role, command.by_org_id, command.now)]
        case Approved() | Finished() | Forgotten():
            return []
        case _:
            assert_never(batch)


def _forget(command: ForgetImport, batch: ImportBatch) -> Sequence[ImportEvent]:
    match batch:
        case Unseen():
            raise Refused("import_unknown")
        case Approved():
            raise Refused("import_running")
        case Previewed() | Finished():
            return [ImportForgotten(batch.seen.batch_id, command.now)]
        case Forgotten():
            return []
        case _:
            assert_never(batch)


IMPORT_BATCH: Decider[ImportCommand, ImportBatch, ImportEvent] = Decider(decide, evolve, Unseen())


def stream_of(batch_id: str) -> str:
    """The stream of one uploaded file."""
    return f"import-batch-{batch_id}"
