"""The seven steps of a session in their fixed order, each with its time (domain rules, section 6).

Opening is the first step and adopting the minutes the last. An act on the floor begins its own step when that step is next.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from chassis.decider import Refused
from sessions.dialogue_session.commands import HoldPart, TakeStep
from sessions.dialogue_session.events import DialogueSessionEvent, ProgrammeStepTaken, SessionPartHeld
from sessions.dialogue_session.facts import PROGRAMME, ProgrammeStep
from sessions.dialogue_session.session import Open

CLOCK_TOLERANCE = timedelta(minutes=5)
_OWN_ACT = (ProgrammeStep.OPENING, ProgrammeStep.MINUTES)


def check_moment(moment: datetime, now: datetime) -> None:
    if moment > now + CLOCK_TOLERANCE:
        raise Refused("in_the_future")


def take_step(command: TakeStep, session: Open) -> Sequence[DialogueSessionEvent]:
    """Passing over steps, or coming back to one that was passed over, needs the chair's reason."""
    if command.step in session.steps:
        return []
    if command.step in _OWN_ACT:
        raise Refused("step_has_its_own_act")
    if command.taken_at < session.opened_at:
        raise Refused("before_opening")
    check_moment(command.taken_at, command.now)
    here, wanted = PROGRAMME.index(session.step), PROGRAMME.index(command.step)
    reason = (command.override_reason or "").strip() or None
    in_order = wanted == here + 1
    if not in_order and reason is None:
        raise _out_of_order(session)
    skipped = PROGRAMME[here + 1 : wanted]
    return [ProgrammeStepTaken(session.plan.session_id, command.step, command.taken_at, skipped, None if in_order else reason)]


def begin(step: ProgrammeStep, at: datetime | None, session: Open) -> Sequence[DialogueSessionEvent]:
    """The step an act belongs to: begun already, begun now because it is next, or refused because another comes first."""
    here, wanted = PROGRAMME.index(session.step), PROGRAMME.index(step)
    if wanted <= here:
        return []
    if wanted > here + 1:
        raise _out_of_order(session)
    latest = session.step_at or session.opened_at
    return [ProgrammeStepTaken(session.plan.session_id, step, max(at or latest, latest))]


def before_the_conclusion(session: Open) -> None:
    """Once the chair concludes, nobody registers or speaks any more."""
    if ProgrammeStep.CONCLUSION in session.steps:
        raise Refused("session_concluding")


def must_be_concluding(session: Open) -> None:
    """The minutes are read and adopted after the chair has concluded; no reason makes up for that."""
    if ProgrammeStep.CONCLUSION not in session.steps:
        raise _out_of_order(session)


def _out_of_order(session: Open) -> Refused:
    following = PROGRAMME[PROGRAMME.index(session.step) + 1]
    return Refused("step_out_of_order", next_step=str(PROGRAMME.index(following) + 1))


def hold_part(command: HoldPart, session: Open) -> Sequence[DialogueSessionEvent]:
    if command.part_no not in {part.part_no for part in session.plan.parts}:
        raise Refused("part_unknown", part_no=str(command.part_no))
    if command.part_no in session.parts_held:
        return []
    if command.held_at < session.opened_at:
        raise Refused("before_opening")
    check_moment(command.held_at, command.now)
    if min(command.attendance.people, command.attendance.staff, command.attendance.orgs) < 0:
        raise Refused("attendance_negative")
    return [SessionPartHeld(session.plan.session_id, command.part_no, command.held_at, command.attendance)]
