"""The README shows what reporting hears today."""

from pathlib import Path

from reporting.picture import picture
from reporting.report.diagram import mermaid

README = Path(__file__).resolve().parents[3] / "services" / "reporting" / "README.md"


def test_the_picture_in_the_readme_is_what_is_heard() -> None:
    assert f"```mermaid\n{picture()}\n```" in README.read_text(encoding="utf-8")


def test_the_state_diagram_of_a_report_equals_the_decisions() -> None:
    assert f"```mermaid\n{mermaid()}\n```" in README.read_text(encoding="utf-8")
