"""The Vietnamese words of reports: codes of their data, and how numbers are said."""

from collections.abc import Mapping
from typing import Any

from chassis.web.formats import number
from contracts.labels import LABELS
from contracts.vocabulary import Audience, Level, Outcome, Regime, ReportType
from reporting.documents.words import day_of, said
from reporting.readmodel.duty_register import STANDING_NAMES
from reporting.readmodel.figures import FIGURES
from reporting.readmodel.opinion_rows import STATUS_NAMES
from reporting.readmodel.opinion_table import domain_name
from reporting.readmodel.province_table import audience_name
from reporting.readmodel.report_cases import AGES, COUNTERS
from reporting.report.parts import HEADINGS, NONE_VI, TITLES


def change_of(value: int) -> str:
    """`+3`, `−2`, `0`: the change against the period before."""
    return f"+{number(value)}" if value > 0 else f"−{number(-value)}" if value < 0 else "0"


def share_on_time(data: Mapping[str, Any]) -> float | None:
    """Answered within the limit among the answered that had one."""
    total = data["cases"]["total"]
    in_time = total["early"] + total["on_time"]
    answered = in_time + total["late"]
    return in_time / answered if answered else None


def compared_names(previous: Mapping[str, Any]) -> list[str]:
    """What is compared with the period before, in words."""
    return [FIGURES[row["name"]].title for row in previous["rows"]]


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
