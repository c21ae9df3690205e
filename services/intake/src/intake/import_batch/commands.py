"""What may be asked of one uploaded file of opinions."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias


@dataclass(frozen=True)
class PreviewImport:
    """The file was read and every row judged; nothing is registered yet. `digest` is the SHA-256 of the file."""

    now: datetime
    by: str
    batch_id: str
    digest: str
    form: str
    received_by_org_id: str
    target_session_id: str | None
    new: int
    duplicate: int
    warning: int
    error: int


@dataclass(frozen=True)
class ApproveImport:
    """Register what the preview showed; `digest` names the file the person means, when they say it."""

    now: datetime
    by: str
    by_role: str
    by_org_id: str | None
    digest: str | None = None


@dataclass(frozen=True)
class FinishImport:
    """Every row has its outcome."""

    now: datetime
    by: str
    registered: int
    repeated: int
    refused: int


@dataclass(frozen=True)
class ForgetImport:
    """Throw away what the file said: it was given up, or kept long enough."""

    now: datetime
    by: str


ImportCommand: TypeAlias = PreviewImport | ApproveImport | FinishImport | ForgetImport
