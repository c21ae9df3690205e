"""What happened to an uploaded file, as stored: counts and references, never a row's content."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias


@dataclass(frozen=True)
class ImportPreviewed:
    batch_id: str
    digest: str
    form: str
    received_by_org_id: str
    target_session_id: str | None
    new: int
    duplicate: int
    warning: int
    error: int
    previewed_by: str
    previewed_at: datetime


@dataclass(frozen=True)
class ImportApproved:
    batch_id: str
    approved_by: str
    approved_by_role: str
    approved_by_org_id: str | None
    approved_at: datetime


@dataclass(frozen=True)
class ImportFinished:
    batch_id: str
    registered: int
    repeated: int
    refused: int
    finished_at: datetime


@dataclass(frozen=True)
class ImportForgotten:
    """The file's content is destroyed; the opinions that came from it stay."""

    batch_id: str
    forgotten_at: datetime


ImportEvent: TypeAlias = ImportPreviewed | ImportApproved | ImportFinished | ImportForgotten

EVENTS: dict[str, type] = {
    "import-batch.import-previewed.v1": ImportPreviewed,
    "import-batch.import-approved.v1": ImportApproved,
    "import-batch.import-finished.v1": ImportFinished,
    "import-batch.import-forgotten.v1": ImportForgotten,
}
