"""Long lists in pages of a fixed size, by number: addresses can be shared, and work without JavaScript."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

SIZE = 25
LARGEST = 200


@dataclass(frozen=True)
class Page:
    """Which part of a list is asked for; `number` starts at 1."""

    number: int = 1
    size: int = SIZE

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    def of(self, total: int) -> "Pager":
        return Pager(self.number, self.size, total)


@dataclass(frozen=True)
class Pager:
    """What the pager macro shows: which rows of how many, and the neighbouring pages."""

    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first_row(self) -> int:
        return min((self.number - 1) * self.size + 1, self.total)

    @property
    def last_row(self) -> int:
        return min(self.number * self.size, self.total)

    @property
    def near(self) -> list[int | None]:
        """Page numbers to link, with None for a gap: 1 … 4 5 6 … 20."""
        wanted = sorted({1, self.last, *range(max(1, self.number - 1), min(self.last, self.number + 1) + 1)})
        shown: list[int | None] = []
        for each in wanted:
            if shown and shown[-1] is not None and each - shown[-1] > 1:
                shown.append(None)
            shown.append(each)
        return shown


async def get_page(
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    page_size: Annotated[int, Query(ge=1, le=LARGEST)] = SIZE,
) -> Page:
    """Read `?page=2&page_size=50`."""
    return Page(page, page_size)


ThePage = Annotated[Page, Depends(get_page)]
