"""One running system for the journeys: five services, a real broker and database, as an operator starts it."""

import os
from collections.abc import Iterator

import pytest

from doithoai.options import Options
from doithoai.processes import running
from doithoai.running import Running


@pytest.fixture(scope="module")
def system() -> Iterator[Running]:
    """A fresh system on wall time for the tests of one file; nothing of it is left afterwards."""
    with running(Options(name=f"journey-{os.getpid()}", fresh=True)) as found:
        yield found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A journey plays weeks: it may take a quarter of an hour on a busy machine, and no longer."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.timeout(900))
