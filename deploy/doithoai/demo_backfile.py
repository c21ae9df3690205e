"""The dialogues of the sample that are only recorded: their opinions registered, the session written down, or told by the host's own software."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from contracts.workdays import shipped_calendar
from doithoai.demo_acts import Dated, ImportOpinions, PublishConcluded, RecordSession, RegisterOpinion, instant
from doithoai.sample.reading import Dialogue

DISTRICTS_ENDED: Final = date(2025, 6, 30)
RECORDS_OFFICE: Final = "sl-vpub"
TOLD_BY: Final = {"DT-061": "binh-dinh", "DT-062": "binh-dinh", "DT-095": "nam-sach"}


def last_day(dialogue: Dialogue) -> date | None:
    """The last day the dialogue may have been held on; None when the report gives no date at all."""
    if dialogue.held_on or dialogue.period is None:
        return dialogue.held_on
    year, _, month = dialogue.period.partition("-")
    following = date(int(year) + (month in {"", "12"}), int(month or 12) % 12 + 1, 1)
    last = following - timedelta(days=1)
    return min(last, DISTRICTS_ENDED) if dialogue.level == "DISTRICT" else last


def recorded(dialogue: Dialogue, start: date) -> Iterator[Dated]:
    """Written down on the first working day after it is surely over, not before `start`."""
    over = last_day(dialogue) or start
    day = shipped_calendar().add_working_days(over, 1) if over > start else start
    keys = tuple(opinion.key for opinion in dialogue.opinions)
    if len(keys) > 1:
        yield Dated(instant(day, 15), 10, ImportOpinions(dialogue.id, keys, RECORDS_OFFICE))
    else:
        yield from (Dated(instant(day, 15), 10, RegisterOpinion(key)) for key in keys)
    agency = TOLD_BY.get(dialogue.id)
    yield Dated(instant(day, 16), 0, PublishConcluded(dialogue.id, agency) if agency else RecordSession(dialogue.id))
