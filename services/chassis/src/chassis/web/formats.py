"""How dates, times and numbers are shown: `22/11/2026`, `09:05, 22/11/2026`, `1.234,5`; local time is Asia/Ho_Chi_Minh (`domain.md` section 14)."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

LOCALE = "vi"
LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
NOTHING = "—"
SOON_DAYS = 3


def local_day(moment: datetime | date) -> date:
    """The local date of a UTC instant; a date is its own."""
    return moment.astimezone(LOCAL).date() if isinstance(moment, datetime) else moment


def day(moment: datetime | date | None) -> str:
    """`22/11/2026`."""
    return NOTHING if moment is None else format_date(local_day(moment), "dd/MM/yyyy", locale=LOCALE)


def instant(moment: datetime | None) -> str:
    """`09:05, 22/11/2026`, in local time."""
    return NOTHING if moment is None else format_datetime(moment, "HH:mm, dd/MM/yyyy", tzinfo=LOCAL, locale=LOCALE)


def clock_time(moment: datetime | None) -> str:
    """`09:05`, in local time."""
    return NOTHING if moment is None else format_datetime(moment, "HH:mm", tzinfo=LOCAL, locale=LOCALE)


def long_day(moment: datetime | date | None) -> str:
    """`Chủ nhật, ngày 22 tháng 11 năm 2026`."""
    return NOTHING if moment is None else format_date(local_day(moment), "EEEE, 'ngày' d 'tháng' M 'năm' yyyy", locale=LOCALE)


def number(value: float | Decimal | None, digits: int | None = None) -> str:
    """`1.234,5`; `digits` fixes the decimals."""
    if value is None:
        return NOTHING
    pattern = "#,##0.###" if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=LOCALE)


def percent(part: float | None, digits: int = 1) -> str:
    """A share between 0 and 1 as `83,5%`."""
    return NOTHING if part is None else format_percent(part, format="#,##0" + ("." + "#" * digits if digits else "") + "%", locale=LOCALE)


def due(limit: date | None, today: date) -> str:
    """How far a limit is, in calendar days: `còn 3 ngày`, `hạn hôm nay`, `quá hạn 2 ngày`, `không có thời hạn`."""
    if limit is None:
        return "không có thời hạn"
    left = (limit - today).days
    if left == 0:
        return "hạn hôm nay"
    return f"còn {number(left)} ngày" if left > 0 else f"quá hạn {number(-left)} ngày"


def due_tone(limit: date | None, today: date) -> str:
    """The badge tone of a limit: `muted`, `bad` when past, `warn` within three days, else `good`."""
    if limit is None:
        return "muted"
    left = (limit - today).days
    return "bad" if left < 0 else "warn" if left <= SOON_DAYS else "good"


def or_dash(value: object) -> object:
    """A dash where there is nothing to show; zero is something."""
    return NOTHING if value is None or value == "" else value


FILTERS = {
    "date": day,
    "datetime": instant,
    "time": clock_time,
    "long_date": long_day,
    "number": number,
    "percent": percent,
    "due": due,
    "due_tone": due_tone,
    "or_dash": or_dash,
}
