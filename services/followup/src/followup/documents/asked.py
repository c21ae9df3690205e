"""What the letters of a case are made of: names already looked up, no person's name, no word but the reviewed summary."""

from dataclasses import dataclass
from datetime import date

from chassis.documents.office import Office


@dataclass(frozen=True)
class Asked:
    """`ref` is the code the person asks with (`mã …`); `held_on` is the session's last day; `due_on` None: no limit."""

    ref: str
    host: Office
    agency: Office
    held_on: date
    summary: str
    complexity: str
    due_on: date | None = None
    co_agencies: tuple[str, ...] = ()
    superior: str | None = None
    co_hosts: tuple[str, ...] = ()

    @property
    def hosts(self) -> str:
        """Who held the session; a joint one names all."""
        return f"{self.host.name} phối hợp với {', '.join(self.co_hosts)}" if self.co_hosts else self.host.name

    @property
    def session(self) -> str:
        return f"Hội nghị đối thoại ngày {self.held_on:%d/%m/%Y}"


@dataclass(frozen=True)
class Said:
    """The reply as issued: `summary` is its plain text, `reported_to` the names of those told at the same time."""

    issuer: Office
    outcome: str
    summary: str
    reported_to: tuple[str, ...]
    number: str | None
    symbol: str
    issued_on: date | None
