from datetime import timedelta

from sessions_life import ADOPTED, BEFORE, CONCLUDING, DURING, ENDS, MINUTES, OPENED, STARTS, S, answered, listed, slip, spoke

from chassis.testing.spec import given
from contracts.vocabulary import Outcome
from sessions.dialogue_session import commands as ask
from sessions.dialogue_session import events as e
from sessions.dialogue_session.decide import decider
from sessions.dialogue_session.facts import PROGRAMME, ProgrammeStep

JUST_OPEN = (*BEFORE, OPENED)
REASON = "Chủ trì quyết định rút gọn chương trình"


def step(step: ProgrammeStep, **more: object) -> e.ProgrammeStepTaken:
    return e.ProgrammeStepTaken(S, step, ENDS, **more)  # type: ignore[arg-type]


def take(step: ProgrammeStep, reason: str | None = None) -> ask.TakeStep:
    return ask.TakeStep(ENDS, step, ENDS, reason)


def test_the_steps_are_taken_one_after_the_other_each_with_its_time() -> None:
    life: tuple[e.DialogueSessionEvent, ...] = JUST_OPEN
    for each in PROGRAMME[1:6]:
        given(decider, *life).when(take(each)).then(step(each))
        given(decider, *life).when(take(each, REASON)).then(step(each))  # a step in its turn overrides nothing
        life = (*life, step(each))
        given(decider, *life).when(take(each)).then()
    given(decider, *life).when(ask.AdoptMinutes(ENDS, MINUTES, ENDS)).then(ADOPTED)


def test_a_step_out_of_order_is_refused_without_the_chairs_reason_and_names_the_steps_passed_over() -> None:
    given(decider, *JUST_OPEN).when(take(ProgrammeStep.SPEAKING)).refused("step_out_of_order")
    given(decider, *JUST_OPEN).when(take(ProgrammeStep.SPEAKING, " ")).refused("step_out_of_order")
    skipping = step(ProgrammeStep.SPEAKING, skipped=(ProgrammeStep.PURPOSE, ProgrammeStep.SLIPS), override_reason=REASON)
    given(decider, *JUST_OPEN).when(take(ProgrammeStep.SPEAKING, REASON)).then(skipping)
    back = step(ProgrammeStep.PURPOSE, override_reason=REASON)
    given(decider, *JUST_OPEN, skipping).when(take(ProgrammeStep.PURPOSE)).refused("step_out_of_order")
    given(decider, *JUST_OPEN, skipping).when(take(ProgrammeStep.PURPOSE, REASON)).then(back)


def test_opening_and_minutes_are_steps_with_an_act_of_their_own() -> None:
    given(decider, *JUST_OPEN).when(take(ProgrammeStep.MINUTES, REASON)).refused("step_has_its_own_act")
    given(decider, *DURING).when(ask.AdoptMinutes(ENDS, MINUTES, ENDS)).refused("step_out_of_order")


def test_an_act_on_the_floor_begins_its_own_step_when_that_is_next() -> None:
    record = ask.RecordSlip(ENDS, "a", submitter_ref="s-a", recorded_at=ENDS)
    given(decider, *JUST_OPEN, listed("a")).when(record).refused("step_out_of_order")
    asked = given(decider, *JUST_OPEN, listed("a"), step(ProgrammeStep.PURPOSE)).when(record)
    assert asked.events[0] == step(ProgrammeStep.SLIPS)
    life = (*JUST_OPEN, listed("a"), step(ProgrammeStep.PURPOSE), step(ProgrammeStep.SLIPS), slip(1, "a"))
    given(decider, *life).when(ask.AnswerOnSpot("a", "chairperson", Outcome.EXPLAINED, ENDS)).refused("step_out_of_order")
    given(decider, *life).when(ask.TakeSpeakingTurn(1, now=ENDS)).then(step(ProgrammeStep.SPEAKING), spoke(1, 1))
    life = (*life, step(ProgrammeStep.SPEAKING), spoke(1, 1))
    given(decider, *life).when(ask.AnswerOnSpot("a", "chairperson", Outcome.EXPLAINED, ENDS)).then(
        step(ProgrammeStep.ANSWERS), answered("a")
    )


def test_once_the_chair_concludes_nobody_registers_or_speaks_any_more() -> None:
    life = (*DURING, listed("a"), slip(1, "a"), CONCLUDING)
    given(decider, *life).when(ask.TakeSpeakingTurn(1)).refused("session_concluding")
    given(decider, *life).when(ask.RecordSlip(ENDS, "b")).refused("session_concluding")
    given(decider, *life).when(ask.AnswerOnSpot("a", "chairperson", Outcome.EXPLAINED)).then(answered("a"))


def test_a_step_is_taken_after_the_opening_and_not_in_the_future() -> None:
    early = ask.TakeStep(ENDS, ProgrammeStep.PURPOSE, STARTS - timedelta(minutes=1))
    given(decider, *JUST_OPEN).when(early).refused("before_opening")
    given(decider, *JUST_OPEN).when(ask.TakeStep(STARTS, ProgrammeStep.PURPOSE, ENDS)).refused("in_the_future")
