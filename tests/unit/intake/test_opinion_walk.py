"""Every command has an answer in every state: the walk leaves no pair undecided, and what is decided can be folded."""

from dataclasses import fields
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.decider import Refused
from intake.opinion.commands import OpinionCommand
from intake.opinion.decide import OPINION
from intake.opinion.diagram import SAMPLES, diagram, name_of, reachable
from intake.opinion.events import EVENTS, OpinionEvent
from intake.opinion.opinion import STATES, Known, Opinion, Unknown
from intake.opinion.vocabulary import StateName
from intake.refusals import REFUSALS


def test_every_command_is_sampled() -> None:
    assert {type(command) for command in SAMPLES} == set(get_args(OpinionCommand))


def test_every_state_and_every_event_is_reached() -> None:
    walked = list(reachable())
    assert {name_of(step[2]) for step in walked} == {state.value for state in StateName}
    everything = {event for _, event, _ in walked}
    assert everything == {event.__name__ for event in get_args(OpinionEvent)}


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SAMPLES), max_size=12))
def test_any_series_of_commands_is_decided_or_refused_with_a_sentence(commands: list[OpinionCommand]) -> None:
    opinion: Opinion = Unknown()
    for command in commands:
        try:
            events = OPINION.decide(command, opinion)
        except Refused as refusal:
            assert refusal.slug in REFUSALS
            continue
        for event in events:
            opinion = OPINION.evolve(opinion, event)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SAMPLES), max_size=10), st.sampled_from(SAMPLES))
def test_what_is_said_twice_happens_once(commands: list[OpinionCommand], command: OpinionCommand) -> None:
    opinion: Opinion = Unknown()
    for each in [*commands, command]:
        try:
            events = OPINION.decide(each, opinion)
        except Refused:
            continue
        for event in events:
            opinion = OPINION.evolve(opinion, event)
    try:
        again = OPINION.decide(command, opinion)
    except Refused:
        return
    assert not again, f"{command} on {opinion}"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(SAMPLES), max_size=10))
def test_an_event_that_names_a_state_leads_there(commands: list[OpinionCommand]) -> None:
    opinion: Opinion = Unknown()
    for command in commands:
        try:
            events = OPINION.decide(command, opinion)
        except Refused:
            continue
        for event in events:
            opinion = OPINION.evolve(opinion, event)
            if hasattr(event, "state"):
                assert name_of(opinion) == event.state.value


def test_in_every_state_each_command_said_twice_happens_once() -> None:
    for _, _, opinion in reachable():
        for command in SAMPLES:
            try:
                after = opinion
                for event in OPINION.decide(command, opinion):
                    after = OPINION.evolve(after, event)
                assert not OPINION.decide(command, after), f"{command} on {name_of(opinion)}"
            except Refused as refusal:
                assert refusal.slug in REFUSALS


def test_every_state_has_one_name() -> None:
    assert {state.name for state in STATES.values()} == set(StateName)
    assert all(issubclass(state, Known) for state in STATES.values())


def test_every_event_has_one_stored_name() -> None:
    assert set(EVENTS.values()) == set(get_args(OpinionEvent))
    assert all(name.startswith("opinion.") and name.endswith(".v1") for name in EVENTS)


def test_no_event_field_is_named_like_plain_personal_data() -> None:
    plain = {field.name for event in get_args(OpinionEvent) for field in fields(event)} & {"name", "phone", "address", "full_name"}
    assert not plain


def test_the_diagram_shows_the_way_of_an_answered_opinion() -> None:
    drawn = diagram()
    for arrow in ("[*] --> REGISTERED", "REGISTERED --> CLASSIFIED", "RAISED --> ASSIGNED", "ASSIGNED --> REPLIED", "REPLIED --> CLOSED"):
        assert arrow in drawn
