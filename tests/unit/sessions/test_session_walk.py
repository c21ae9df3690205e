"""Every command has an answer in every state: nothing is left undecided, and whatever is decided can be folded."""

import re
from pathlib import Path
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.decider import Refused
from sessions.dialogue_session.commands import DialogueSessionCommand
from sessions.dialogue_session.decide import decider
from sessions.dialogue_session.diagram import SAMPLES, diagram, walk
from sessions.dialogue_session.events import EVENTS, DialogueSessionEvent
from sessions.dialogue_session.session import DialogueSession, NoSession, Status, status
from sessions.outbound import SAME_WORDS, STAYS_PRIVATE
from sessions.refusals import REFUSALS

README = Path(__file__).parents[3] / "services" / "sessions" / "README.md"


def play(commands: list[DialogueSessionCommand], session: DialogueSession) -> DialogueSession:
    for command in commands:
        try:
            events = decider.decide(command, session)
        except Refused as refusal:
            assert refusal.slug in REFUSALS, refusal.slug
            REFUSALS[refusal.slug].format_map({**dict.fromkeys(re.findall(r"{(\w+)}", REFUSALS[refusal.slug]), "?"), **refusal.details})
            continue
        for event in events:
            session = decider.evolve(session, event)
            status(session)
    return session


def test_every_command_is_sampled() -> None:
    assert {type(command) for command in SAMPLES} == set(get_args(DialogueSessionCommand))


def test_every_state_is_reached_and_every_event_but_the_rare_ones_happens_on_the_way() -> None:
    steps = list(walk())
    assert {status(after) for _, _, after in steps} | {Status.UNKNOWN} == set(Status)
    rare = {"ConclusionRefused"}
    assert {event for _, event, _ in steps} | rare == {kind.__name__ for kind in get_args(DialogueSessionEvent)}


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(SAMPLES), max_size=25))
def test_any_series_of_commands_is_decided_or_refused_with_a_sentence(commands: list[DialogueSessionCommand]) -> None:
    play(commands, NoSession())


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([after for _, _, after in walk()]), st.lists(st.sampled_from(SAMPLES), max_size=6))
def test_from_every_state_any_command_has_an_answer(session: DialogueSession, commands: list[DialogueSessionCommand]) -> None:
    play(commands, session)


def test_a_closed_or_cancelled_session_changes_no_more_but_by_a_reopened_case() -> None:
    for _, _, session in walk():
        if status(session) in (Status.CLOSED, Status.CANCELLED, Status.RECORDED):
            for command in SAMPLES:
                if type(command).__name__ != "NoteCaseReopened":
                    assert status(play([command], session)) is status(session)


def test_every_stored_event_is_either_public_or_private_for_a_reason() -> None:
    stored = set(EVENTS.values())
    assert stored == {kind for kind in {**SAME_WORDS, **STAYS_PRIVATE} if kind in stored}
    assert not set(SAME_WORDS) & set(STAYS_PRIVATE)


def test_the_diagram_in_the_readme_is_what_the_code_does() -> None:
    drawn = re.search(r"```mermaid\n(.*?)\n```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert drawn
    assert drawn.group(1) == diagram()
