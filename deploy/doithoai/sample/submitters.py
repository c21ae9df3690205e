"""Made-up submitters: no published report names a person, so every name, telephone number and address here is a visible placeholder."""

from dataclasses import dataclass
from typing import Final

FAMILIES: Final = ("Lò", "Nguyễn", "Giàng", "Quàng", "Trần", "Cà", "Thào", "Lường", "Hoàng", "Đinh", "Mùa", "Vì")
MIDDLES: Final = ("Văn", "Thị", "A", "Thị")
GIVENS: Final = ("Thử", "Mẫu", "Ví Dụ", "Giả Định", "Minh Họa")
CANARY_NAME: Final = "Nguyễn Thị Hoàng Yến Thử Nghiệm"
CANARY_PHONE: Final = "0990000999"
CANARY_ADDRESS: Final = "Số nhà 999, bản Hoàng Yến Thử Nghiệm"


@dataclass(frozen=True)
class Submitter:
    name: str
    phone: str
    address: str


CANARY: Final = Submitter(CANARY_NAME, CANARY_PHONE, CANARY_ADDRESS)


def placeholder(number: int) -> Submitter:
    """The made-up person number `number` (from 1): always the same one."""
    family = FAMILIES[number % len(FAMILIES)]
    middle = MIDDLES[number % len(MIDDLES)]
    given = GIVENS[number % len(GIVENS)]
    return Submitter(f"{family} {middle} {given}", f"0990000{number:03d}", f"Số nhà {number}, bản Ví Dụ")
