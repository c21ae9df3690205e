"""Each organisation writes its own part of a report, as often as it likes, until the report is sent (domain rules, section 18)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from chassis.decider import Decider, Refused
from reporting.contribution.events import ContributionWritten
from reporting.report.decide import LONGEST_TEXT
from reporting.report.parts import Part


@dataclass(frozen=True)
class WriteContribution:
    report_id: str
    org_id: str
    part: Part
    text: str
    now: datetime


@dataclass(frozen=True)
class Contribution:
    """What one organisation wrote for one report."""

    texts: Mapping[Part, str] = field(default_factory=lambda: MappingProxyType({}))


def decide(command: WriteContribution, contribution: Contribution) -> Sequence[ContributionWritten]:
    text = command.text.strip()
    if not text:
        raise Refused("text_missing")
    if len(text) > LONGEST_TEXT:
        raise Refused("text_too_long")
    if contribution.texts.get(command.part) == text:
        return []
    return [ContributionWritten(command.report_id, command.org_id, command.part, text, command.now)]


def evolve(contribution: Contribution, event: ContributionWritten) -> Contribution:
    return Contribution(MappingProxyType({**contribution.texts, event.part: event.text}))


decider: Decider[WriteContribution, Contribution, ContributionWritten] = Decider(decide, evolve, Contribution())


def stream_of(report_id: str, org_id: str) -> str:
    return f"report-contribution-{report_id}:{org_id}"
