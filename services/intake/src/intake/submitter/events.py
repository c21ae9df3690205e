"""What happened to a submitter, as stored: only references, never who it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias


@dataclass(frozen=True)
class SubmitterSpoke:
    """An opinion of theirs; when they are erased, its text goes too."""

    submitter_ref: str
    opinion_id: str


@dataclass(frozen=True)
class SubmitterErased:
    """Their key and the keys of these opinions' texts were destroyed in the same transaction."""

    subject: str
    erased_at: datetime
    opinion_ids: tuple[str, ...]
    reason: str


SubmitterEvent: TypeAlias = SubmitterSpoke | SubmitterErased

EVENTS: dict[str, type] = {
    "submitter.submitter-spoke.v1": SubmitterSpoke,
    "submitter.submitter-erased.v1": SubmitterErased,
}
