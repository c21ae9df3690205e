"""Field types shared by every contract: what a string, a year and an instant must look like on the wire."""

import unicodedata
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

_CONTROL: dict[int, str | None] = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF))
_LEGIBLE = {**_CONTROL, **{ord(kept): kept for kept in "\t\n\r"}, **{ord(line): "\n" for line in "\v\f\x85"}}


def legible(text: str) -> str:
    """Unicode NFC without control signs: the only form stored or sent (domain rules, section 14). Old line and page breaks become new lines.

    No database column, sheet or XML document holds a null byte; one such text would stop whatever shows it.
    """
    return unicodedata.normalize("NFC", text if text.isprintable() else text.translate(_LEGIBLE))


EARLIEST, LATEST = 1945, 2200


def _to_utc(instant: datetime) -> datetime:
    if not EARLIEST <= instant.year <= LATEST:
        raise ValueError(f"an instant between {EARLIEST} and {LATEST}")
    return instant.astimezone(UTC)


Id = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\s\x00-\x1f]+$")]
Text = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(legible)]
Mark = Annotated[str, StringConstraints(max_length=500), AfterValidator(legible)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(legible)]
Slug = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9_-]+$")]
Role = Annotated[str, StringConstraints(min_length=1, max_length=80), AfterValidator(legible)]
Year = Annotated[int, Field(ge=2000, le=2100)]
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
Position = Annotated[int, Field(ge=0, le=2**63 - 1)]
Instant = Annotated[AwareDatetime, AfterValidator(_to_utc)]
Base64 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/=_-]*$")]
Token = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]
