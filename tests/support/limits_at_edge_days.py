"""Each limit of each shipped pack on the days where counting goes wrong: before Tết, across a working Saturday, at a year's end.

The days were counted by hand on the calendars of 2019 to 2027. Tết: 23/1 to 29/1/2020, 10/2 to 16/2/2021, 14/2 to 22/2/2026. Working
Saturdays: 4/5/2019 (29/4 to 1/5 are off), 10/1/2026 (2/1 is off), 22/8/2026. Off at a year's end: Wed 1/1/2020, Fri 1/1/2021, 1/1 to
4/1/2026, 1/1 to 3/1/2027.
"""

from dataclasses import dataclass
from datetime import date

SON_LA, REGIME_2019, LAI_CHAU, COMMUNE, PAPERS, PERSONS = (
    "SL-429-provisional-1",
    "SL-12-QD-2019",
    "LC-06-QC-2019",
    "COMMUNE-72-2025-D43",
    "DOCUMENTS-30-2020",
    "PERSONAL-DATA-356-2025",
)
TET, SATURDAY, YEAR_END = "before Tết", "across a working Saturday", "at a year's end"
DAY_OFF, EVE_OFF, EVE_WORKED = "the day is off", "the eve is off", "the eve is worked"
"""Edges of what names a day of the year, or takes over a day that may be off: it is not moved, or goes back over its eve."""


@dataclass(frozen=True)
class Edge:
    """Counted from `anchor`, the limit of the pack's rule is `due_on`."""

    pack_id: str
    rule_id: str
    edge: str
    anchor: date
    due_on: date

    @property
    def name(self) -> str:
        return f"{self.pack_id} {self.rule_id} from {self.anchor}: {self.edge}"


_DAYS = {
    SON_LA: """
DL-01-CUTOFF    | before Tết                | 2026-02-23 | 2026-02-22
DL-01-CUTOFF    | across a working Saturday | 2026-01-11 | 2026-01-10
DL-01-CUTOFF    | at a year's end           | 2026-01-01 | 2025-12-31
DL-01           | before Tết                | 2026-02-23 | 2026-02-13
DL-01           | across a working Saturday | 2026-01-11 | 2026-01-10
DL-01           | at a year's end           | 2026-01-05 | 2025-12-31
DL-01           | the eve is worked         | 2025-12-17 | 2025-12-16
DL-02           | before Tết                | 2026-02-09 | 2026-03-02
DL-02           | across a working Saturday | 2025-12-29 | 2026-01-13
DL-02           | at a year's end           | 2026-12-24 | 2027-01-08
DL-03-LIMIT     | before Tết                | 2026-02-26 | 2026-02-10
DL-03-LIMIT     | across a working Saturday | 2026-01-14 | 2026-01-06
DL-03-LIMIT     | at a year's end           | 2026-01-08 | 2025-12-26
DL-03-TARGET    | before Tết                | 2026-02-26 | 2026-02-09
DL-03-TARGET    | across a working Saturday | 2026-01-14 | 2026-01-05
DL-03-TARGET    | at a year's end           | 2026-01-08 | 2025-12-25
DL-05           | before Tết                | 2026-02-13 | 2026-02-27
DL-05           | across a working Saturday | 2026-01-05 | 2026-01-10
DL-05           | at a year's end           | 2025-12-30 | 2026-01-08
DL-07           | before Tết                | 2026-02-13 | 2026-03-13
DL-07           | across a working Saturday | 2025-12-18 | 2026-01-10
DL-07           | at a year's end           | 2026-12-18 | 2027-01-11
DL-07-REOPENED  | before Tết                | 2026-02-11 | 2026-03-11
DL-07-REOPENED  | across a working Saturday | 2025-12-24 | 2026-01-15
DL-07-REOPENED  | at a year's end           | 2026-12-18 | 2027-01-11
DL-08           | before Tết                | 2026-02-13 | 2026-04-03
DL-08           | across a working Saturday | 2025-12-18 | 2026-01-30
DL-08           | at a year's end           | 2026-12-18 | 2027-02-01
DL-09           | before Tết                | 2026-02-13 | 2026-02-13
DL-09           | across a working Saturday | 2026-01-10 | 2026-01-10
DL-09           | at a year's end           | 2025-12-31 | 2025-12-31
DL-09           | the day is off            | 2026-02-16 | 2026-02-16
DL-10           | before Tết                | 2026-02-11 | 2026-04-01
DL-10           | across a working Saturday | 2025-12-18 | 2026-01-30
DL-10           | at a year's end           | 2026-12-01 | 2027-01-13
DL-11           | before Tết                | 2026-02-11 | 2026-03-11
DL-11           | across a working Saturday | 2025-12-18 | 2026-01-10
DL-11           | at a year's end           | 2026-12-18 | 2027-01-11
DL-12           | before Tết                | 2026-02-11 | 2026-02-25
DL-12           | across a working Saturday | 2026-01-05 | 2026-01-10
DL-12           | at a year's end           | 2025-12-30 | 2026-01-08
DL-13           | the eve is worked         | 2025-06-14 | 2025-06-19
DL-13           | the day is off            | 2026-06-14 | 2026-06-19
DL-13           | the eve is off            | 2027-06-14 | 2027-06-18
DL-15           | the eve is off            | 2025-12-14 | 2025-12-12
DL-15           | the eve is worked         | 2026-12-14 | 2026-12-14
DL-16           | before Tết                | 2026-02-25 | 2026-02-11
DL-16           | across a working Saturday | 2026-01-14 | 2026-01-08
DL-16           | at a year's end           | 2026-01-07 | 2025-12-29
DL-16           | over 24/11, to be confirmed | 2026-11-30 | 2026-11-20
DL-16           | of the annual report      | 2026-12-14 | 2026-12-07
DL-17           | before Tết                | 2026-02-16 | 2026-02-16
DL-17           | across a working Saturday | 2026-01-10 | 2026-01-10
DL-17           | at a year's end           | 2026-01-01 | 2026-01-01
DL-18           | at a year's end           | 2026-01-01 | 2026-12-31
DL-18           | the day is off            | 2023-01-01 | 2023-12-31
DL-18-WARNING   | of the year               | 2026-01-01 | 2026-10-01
DL-18-WARNING   | the day is off            | 2023-01-01 | 2023-10-01
REOPEN-WINDOW   | before Tết                | 2025-11-17 | 2026-02-23
REOPEN-WINDOW   | across a working Saturday | 2025-10-12 | 2026-01-10
REOPEN-WINDOW   | at a year's end           | 2025-10-03 | 2026-01-05
""",
    LAI_CHAU: """
DL-01-CUTOFF    | before Tết                | 2020-01-30 | 2020-01-29
DL-01-CUTOFF    | across a working Saturday | 2019-05-05 | 2019-05-04
DL-01-CUTOFF    | at a year's end           | 2020-01-01 | 2019-12-31
DL-01           | before Tết                | 2020-01-30 | 2020-01-22
DL-01           | across a working Saturday | 2019-05-06 | 2019-05-04
DL-01           | at a year's end           | 2020-01-02 | 2019-12-31
DL-03-LIMIT     | before Tết                | 2020-01-31 | 2020-01-15
DL-03-LIMIT     | across a working Saturday | 2019-05-08 | 2019-04-25
DL-03-LIMIT     | at a year's end           | 2020-01-07 | 2019-12-26
DL-03-TARGET    | before Tết                | 2020-01-31 | 2020-01-14
DL-03-TARGET    | across a working Saturday | 2019-05-08 | 2019-04-24
DL-03-TARGET    | at a year's end           | 2020-01-07 | 2019-12-25
DL-05           | before Tết                | 2020-01-21 | 2020-02-04
DL-05           | across a working Saturday | 2019-04-24 | 2019-05-04
DL-05           | at a year's end           | 2019-12-27 | 2020-01-06
DL-07           | before Tết                | 2020-01-21 | 2020-02-18
DL-07           | across a working Saturday | 2019-04-09 | 2019-05-04
DL-07           | at a year's end           | 2019-12-18 | 2020-01-09
DL-07-REOPENED  | before Tết                | 2020-01-22 | 2020-02-19
DL-07-REOPENED  | across a working Saturday | 2019-04-10 | 2019-05-06
DL-07-REOPENED  | at a year's end           | 2019-12-19 | 2020-01-10
DL-08           | before Tết                | 2020-01-21 | 2020-03-10
DL-08           | across a working Saturday | 2019-04-09 | 2019-05-24
DL-08           | at a year's end           | 2019-12-18 | 2020-02-06
DL-09           | before Tết                | 2020-01-22 | 2020-01-22
DL-09           | across a working Saturday | 2019-05-04 | 2019-05-04
DL-09           | at a year's end           | 2019-12-31 | 2019-12-31
DL-09           | the day is off            | 2020-01-25 | 2020-01-25
DL-10           | before Tết                | 2020-01-21 | 2020-03-10
DL-10           | across a working Saturday | 2019-04-09 | 2019-05-24
DL-10           | at a year's end           | 2019-12-18 | 2020-02-06
DL-11           | before Tết                | 2020-01-21 | 2020-02-18
DL-11           | across a working Saturday | 2019-04-09 | 2019-05-04
DL-11           | at a year's end           | 2019-12-18 | 2020-01-09
DL-16           | before Tết                | 2020-01-31 | 2020-01-17
DL-16           | across a working Saturday | 2019-05-08 | 2019-05-02
DL-16           | at a year's end           | 2020-01-06 | 2019-12-27
DL-17           | before Tết                | 2020-01-25 | 2020-01-25
DL-17           | across a working Saturday | 2019-05-04 | 2019-05-04
DL-17           | at a year's end           | 2020-01-01 | 2020-01-01
DL-18           | at a year's end           | 2019-01-01 | 2019-12-31
DL-18           | the day is off            | 2022-01-01 | 2022-12-31
DL-18-WARNING   | of the year               | 2019-01-01 | 2019-10-01
DL-18-WARNING   | the day is off            | 2022-01-01 | 2022-10-01
REOPEN-WINDOW   | before Tết                | 2019-10-25 | 2020-01-30
REOPEN-WINDOW   | across a working Saturday | 2019-02-03 | 2019-05-04
REOPEN-WINDOW   | at a year's end           | 2019-10-03 | 2020-01-02
""",
    REGIME_2019: """
DL-13           | the eve is worked         | 2019-06-14 | 2019-06-19
DL-13           | the eve is off            | 2021-06-14 | 2021-06-18
DL-14           | the eve is worked         | 2019-12-14 | 2019-12-09
DL-14           | the eve is off            | 2023-12-14 | 2023-12-08
DL-16           | before Tết                | 2021-02-18 | 2021-02-04
DL-16           | across a working Saturday | 2019-05-07 | 2019-04-26
DL-16           | at a year's end           | 2021-01-06 | 2020-12-29
DL-17           | before Tết                | 2021-02-12 | 2021-02-12
DL-17           | across a working Saturday | 2019-05-04 | 2019-05-04
DL-17           | at a year's end           | 2021-01-01 | 2021-01-01
DL-18           | at a year's end           | 2019-01-01 | 2019-12-31
DL-18           | the day is off            | 2022-01-01 | 2022-12-31
DL-18-WARNING   | of the year               | 2019-01-01 | 2019-10-01
DL-18-WARNING   | the day is off            | 2022-01-01 | 2022-10-01
""",
    COMMUNE: """
DL-04           | before Tết                | 2026-02-22 | 2026-02-15
DL-04           | across a working Saturday | 2026-01-17 | 2026-01-10
DL-04           | at a year's end           | 2026-01-05 | 2025-12-29
DL-06           | before Tết                | 2026-02-06 | 2026-02-23
DL-06           | across a working Saturday | 2025-12-31 | 2026-01-10
DL-06           | at a year's end           | 2025-12-22 | 2026-01-05
DL-18           | at a year's end           | 2026-01-01 | 2026-12-31
DL-18           | the day is off            | 2023-01-01 | 2023-12-31
DL-18-WARNING   | of the year               | 2026-01-01 | 2026-10-01
DL-18-WARNING   | the day is off            | 2023-01-01 | 2023-10-01
""",
    PAPERS: """
DL-19           | before Tết                | 2026-02-13 | 2026-02-23
DL-19           | across a working Saturday | 2026-01-09 | 2026-01-10
DL-19           | at a year's end           | 2025-12-31 | 2026-01-05
""",
    PERSONS: """
DL-20           | before Tết                | 2026-02-13 | 2026-02-24
DL-20           | across a working Saturday | 2026-01-09 | 2026-01-12
DL-20           | at a year's end           | 2026-12-31 | 2027-01-05
DL-20-DONE      | before Tết                | 2026-02-05 | 2026-02-23
DL-20-DONE      | across a working Saturday | 2025-12-26 | 2026-01-10
DL-20-DONE      | at a year's end           | 2026-12-18 | 2027-01-04
DL-20-OTHERS    | before Tết                | 2026-02-02 | 2026-02-23
DL-20-OTHERS    | across a working Saturday | 2025-12-21 | 2026-01-10
DL-20-OTHERS    | at a year's end           | 2026-12-13 | 2027-01-04
DL-20-EXTENSION | before Tết                | 2026-02-05 | 2026-02-23
DL-20-EXTENSION | across a working Saturday | 2025-12-26 | 2026-01-10
DL-20-EXTENSION | at a year's end           | 2026-12-18 | 2027-01-04
""",
}


def _edges() -> tuple[Edge, ...]:
    lines = [(pack_id, line.split("|")) for pack_id, table in _DAYS.items() for line in table.strip().splitlines()]
    return tuple(
        Edge(pack_id, rule_id.strip(), edge.strip(), date.fromisoformat(anchor.strip()), date.fromisoformat(due_on.strip()))
        for pack_id, (rule_id, edge, anchor, due_on) in lines
    )


EDGES = _edges()
