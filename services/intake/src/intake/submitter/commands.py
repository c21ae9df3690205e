"""What may be asked about a submitter."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias


@dataclass(frozen=True)
class LinkOpinion:
    now: datetime
    by: str
    submitter_ref: str
    opinion_id: str


@dataclass(frozen=True)
class EraseSubmitter:
    """`holds_key`: a key exists for a subject who never submitted an opinion (an invitee). `reason` names the request, not the person."""

    now: datetime
    by: str
    submitter_ref: str
    holds_key: bool
    reason: str = ""


SubmitterCommand: TypeAlias = LinkOpinion | EraseSubmitter
