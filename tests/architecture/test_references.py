"""What operators look up is written from the code and is not older than it."""

from pathlib import Path

import pytest

from doithoai.places import CHECKOUT
from doithoai.references import files

FILES = files()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_a_generated_reference_is_as_the_code_has_it(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == FILES[path], "run: python -m doithoai.references"


def test_no_example_holds_a_secret() -> None:
    for path, text in FILES.items():
        if path.name.endswith(".env.example"):
            given = [
                line
                for line in text.splitlines()
                if "=" in line and any(word in line.split("=")[0] for word in ("KEY", "PASSWORD", "SECRET"))
            ]
            assert all(line.endswith("=") for line in given), path
