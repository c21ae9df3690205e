"""How a system is to be started."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from doithoai import places
from doithoai.running import ClockKind


class Options(BaseModel):
    """Folder under .run, clock and its first instant, agencies that may connect, whether earlier data is thrown away first, and whether it runs in containers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = places.DEFAULT_NAME
    clock: ClockKind = "wall"
    fresh: bool = False
    agencies: tuple[str, ...] = Field(default_factory=places.shipped_agencies)
    clock_begins: datetime | None = None
    containers: bool = False
