"""The README draws what the code does."""

from pathlib import Path

from notify.log_events import LogEvent
from notify.notice.diagram import mermaid
from notify.notice.vocabulary import REASONS
from notify.settings import Settings

README = (Path(__file__).resolve().parents[3] / "services" / "notify" / "README.md").read_text(encoding="utf-8")


def test_the_state_diagram_equals_the_decisions() -> None:
    drawn = README.split("```mermaid\n", 1)[1].split("\n```", 1)[0]
    assert drawn == mermaid()


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_log_events_and_reasons_are_slugs() -> None:
    assert all(event.value == event.name.lower() for event in LogEvent)
    assert all(reason.replace("_", "").isalpha() for reason in REASONS)
