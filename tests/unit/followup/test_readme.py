"""The README shows the state diagrams that the deciders really have, and names every log event, setting and stored event."""

from pathlib import Path

import pytest
from followup_diagram import DIAGRAMS

from chassis.settings import ServiceSettings
from followup.log_events import LogEvent
from followup.settings import Settings

README = (Path(__file__).resolve().parents[3] / "services" / "followup" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(DIAGRAMS))
def test_the_state_diagram_of_the_readme_is_the_one_of_the_code(name: str) -> None:
    assert DIAGRAMS[name]() in README


def test_the_readme_names_every_log_event() -> None:
    assert [event.value for event in LogEvent if f"`{event.value}`" not in README] == []


def test_the_readme_names_every_setting_of_its_own() -> None:
    own = Settings.model_fields.keys() - ServiceSettings.model_fields.keys()
    assert [f"FOLLOWUP_{name.upper()}" for name in own if f"`FOLLOWUP_{name.upper()}`" not in README] == []
