"""What the README shows is what the code does."""

import re
from pathlib import Path

from intake.log_events import LogEvent
from intake.main import compose
from intake.opinion.diagram import diagram
from intake.settings import Settings

SERVICE = Path(__file__).parents[3] / "services" / "intake"
README = (SERVICE / "README.md").read_text(encoding="utf-8")


def test_the_drawn_states_are_the_decided_ones() -> None:
    [drawn] = re.findall(r"```mermaid\n(.*?)\n```", README, re.DOTALL)
    assert drawn == diagram()


def test_every_file_named_exists() -> None:
    named = re.findall(r"`((?:opinion|opinion_list|submitter|inbound|readmodel|pages|api)/[\w.]*|[a-z_]+\.py)`", README)
    missing = [name for name in named if not any((SERVICE / "src" / "intake" / folder / name).exists() for folder in (".", "opinion"))]
    assert missing == []


def test_every_log_event_and_setting_is_named() -> None:
    assert [event.value for event in LogEvent if f"`{event.value}`" not in README] == []
    own = set(Settings.model_fields) - set(Settings.__mro__[1].model_fields)  # type: ignore[attr-defined]
    assert [name for name in own if f"`INTAKE_{name.upper()}`" not in README] == []


def test_every_route_of_the_api_is_named() -> None:
    settings = Settings(
        database_url="postgresql://nobody@127.0.0.1:1/nothing",  # type: ignore[arg-type]
        master_key="m1:" + "MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTE=",  # type: ignore[arg-type]
        agency_key="MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTE=",  # type: ignore[arg-type]
    )
    paths = {route.path for router in compose(settings).routers for route in router.routes if route.path.startswith("/api/v1")}  # type: ignore[attr-defined]
    last = {path.removeprefix("/api/v1/").rsplit("/", 1)[-1] for path in paths}
    assert [word for word in last if word not in README.replace("{ref}", "{submitter_ref}").replace("{id}", "{opinion_id}")] == []
