"""What was written for a report, as stored."""

from dataclasses import dataclass
from datetime import datetime

from reporting.report.parts import Part


@dataclass(frozen=True)
class ContributionWritten:
    """One organisation's words for one part; written again they replace the former ones."""

    report_id: str
    org_id: str
    part: Part
    text: str
    written_at: datetime


EVENTS: dict[str, type] = {"report-contribution.contribution-written.v1": ContributionWritten}
