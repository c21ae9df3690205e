"""The README shows what reporting hears today."""

from pathlib import Path

from reporting.picture import picture

README = Path(__file__).resolve().parents[3] / "services" / "reporting" / "README.md"


def test_the_picture_in_the_readme_is_what_is_heard() -> None:
    assert f"```mermaid\n{picture()}\n```" in README.read_text(encoding="utf-8")
