"""Field types shared by every contract: what a string, a year and an instant must look like on the wire."""

import unicodedata
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints


def nfc(text: str) -> str:
    """Unicode NFC: the only form stored or sent (domain rules, section 14)."""
    return unicodedata.normalize("NFC", text)


def _to_utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)


Id = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\s\x00-\x1f]+$")]
Text = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(nfc)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(nfc)]
Slug = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9_-]+$")]
Role = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Year = Annotated[int, Field(ge=2000, le=2100)]
Count = Annotated[int, Field(ge=0)]
Instant = Annotated[AwareDatetime, AfterValidator(_to_utc)]
Token = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]
