"""What both sides of the benchmark store: the same kind of fact, the same 700 bytes of JSON, on the same server."""

from dataclasses import dataclass

TEXT = "Đường vào bản bị sạt lở sau mưa lớn, đề nghị sớm sửa chữa để học sinh đi lại an toàn. " * 6


@dataclass(frozen=True)
class Noted:
    """Today's shape of the sample event."""

    number: int
    text: str
    commune: str
    urgency: str


EVENTS = {"sample.noted.v2": Noted}
STREAM_LENGTH = 1000


def noted(number: int) -> Noted:
    return Noted(number, TEXT[:500], "03646", "NORMAL")


def lift(raw: dict[str, object]) -> dict[str, object]:
    """From the first shape to today's: urgency was added."""
    return {**raw, "urgency": "NORMAL"}


UPCASTERS = {"sample.noted.v1": ("sample.noted.v2", lift)}
