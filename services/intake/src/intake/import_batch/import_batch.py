"""An uploaded file: unknown, previewed, approved and being registered, finished, or forgotten."""

from dataclasses import dataclass
from typing import TypeAlias, assert_never

from intake.import_batch.events import ImportApproved, ImportEvent, ImportFinished, ImportForgotten, ImportPreviewed


@dataclass(frozen=True)
class Unseen:
    """No file is known under this id."""


@dataclass(frozen=True)
class Previewed:
    seen: ImportPreviewed


@dataclass(frozen=True)
class Approved:
    seen: ImportPreviewed
    approval: ImportApproved


@dataclass(frozen=True)
class Finished:
    seen: ImportPreviewed


@dataclass(frozen=True)
class Forgotten:
    seen: ImportPreviewed
    finished: bool


ImportBatch: TypeAlias = Unseen | Previewed | Approved | Finished | Forgotten


class StreamBroken(Exception):
    """An event follows nothing it could follow: the log was written by other means."""


def evolve(batch: ImportBatch, event: ImportEvent) -> ImportBatch:
    """The file after the event."""
    if isinstance(event, ImportPreviewed):
        return Previewed(event)
    if isinstance(batch, Unseen):
        raise StreamBroken(event.batch_id)
    match event:
        case ImportApproved():
            return Approved(batch.seen, event)
        case ImportFinished():
            return Finished(batch.seen)
        case ImportForgotten():
            return Forgotten(batch.seen, isinstance(batch, Finished))
        case _:
            assert_never(event)
