"""The Vietnamese words of reports: codes of their data, and how numbers are said."""

from collections.abc import Mapping
from typing import Any

from contracts.labels import LABELS
from contracts.vocabulary import Audience, Level, Outcome, Regime, ReportType
from reporting.documents.words import change_of, day_of, said
from reporting.readmodel.duty_register import STANDING_NAMES
from reporting.readmodel.figures import FIGURES
from reporting.readmodel.opinion_rows import STATUS_NAMES
from reporting.readmodel.opinion_table import domain_name
from reporting.readmodel.province_table import audience_name
from reporting.readmodel.report_cases import AGES, COUNTERS
from reporting.readmodel.report_promises import PROMISES
from reporting.report.parts import HEADINGS, NONE_VI, TITLES


def compared_names(previous: Mapping[str, Any]) -> list[str]:
    """What is compared with the period before, in words, with the change."""
    return [f"{FIGURES[row['name']].title} ({change_of(row['change'])})" for row in previous["rows"]]


WORDS: Mapping[str, Any] = {
    "titles": {name: figure.title for name, figure in FIGURES.items()},
    "statuses": STATUS_NAMES,
    "outcomes": LABELS[Outcome],
    "levels": {**LABELS[Level], "": "Không rõ"},
    "regimes": LABELS[Regime],
    "audiences": LABELS[Audience],
    "types": LABELS[ReportType],
    "counters": COUNTERS,
    "ages": AGES,
    "promises": PROMISES,
    "frequency_names": STANDING_NAMES,
    "parts": TITLES,
    "headings": HEADINGS,
    "none_vi": NONE_VI,
    "domain_name": domain_name,
    "audience_name": audience_name,
    "said": said,
    "day_of": day_of,
    "change_of": change_of,
    "compared_names": compared_names,
}
