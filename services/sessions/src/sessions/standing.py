"""Where a session stands right now, folded from its own stream: what may be done next is shown by the very state that decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.eventstore.codec import Codec
from chassis.eventstore.read import read_stream
from sessions.dialogue_session.decide import decider, stream_of
from sessions.dialogue_session.duties import owed
from sessions.dialogue_session.facts import PROGRAMME, ProgrammeStep
from sessions.dialogue_session.session import (
    Adjourned,
    Concluded,
    DialogueSession,
    Listed,
    Open,
    Postponed,
    Proposed,
    Scheduled,
    Status,
    notices_of,
    status,
)


@dataclass(frozen=True)
class Standing:
    """`version` is that of the stream, for the form's hidden field."""

    session_id: str
    state: DialogueSession
    version: int

    @property
    def status(self) -> Status:
        return status(self.state)

    @property
    def hosts(self) -> tuple[str, ...]:
        match self.state:
            case Proposed(proposal=asked):
                return (asked.host_org_id, *asked.co_host_org_ids)
            case Scheduled(plan=plan) | Postponed(plan=plan) | Open(plan=plan) | Adjourned(plan=plan):
                return (plan.scheduled.host_org_id, *plan.scheduled.co_host_org_ids)
            case Concluded(conclusion=told):
                return (told.host_org_id, *told.co_host_org_ids)
            case _:
                return ()

    @property
    def chairs(self) -> tuple[str, ...]:
        state = self.state
        if isinstance(state, Scheduled | Postponed | Open | Adjourned):
            return (state.plan.scheduled.chair_role, *state.plan.scheduled.co_chair_roles)
        return ()

    @property
    def opinions(self) -> Mapping[str, Listed]:
        state = self.state
        known = state.opinions if isinstance(state, Scheduled | Postponed | Open | Adjourned) else {}
        return {opinion_id: opinion for opinion_id, opinion in known.items() if not opinion.off and not opinion.silent}

    @property
    def undecided(self) -> tuple[str, ...]:
        return tuple(opinion_id for opinion_id, opinion in self.opinions.items() if opinion.result is None)

    @property
    def without_slip(self) -> tuple[str, ...]:
        return tuple(opinion_id for opinion_id, opinion in self.opinions.items() if opinion.slip_no is None)

    @property
    def waiting_slips(self) -> Sequence[int]:
        """Slips that have not spoken, in registered order."""
        if not isinstance(self.state, Open):
            return ()
        alive = {opinion.slip_no for opinion in self.opinions.values() if opinion.slip_no is not None}
        return sorted(alive - set(self.state.spoken))

    @property
    def unverified(self) -> tuple[str, ...]:
        if isinstance(self.state, Concluded):
            return tuple(sorted(self.state.duties.unverified))
        if isinstance(self.state, Open | Adjourned):
            return tuple(opinion_id for opinion_id, opinion in self.opinions.items() if opinion.live and not opinion.verified)
        return ()

    @property
    def next_step(self) -> ProgrammeStep | None:
        """The step that comes next while the session goes on; the last one is the adoption of the minutes."""
        if not isinstance(self.state, Open):
            return None
        place = PROGRAMME.index(self.state.step) + 1
        return PROGRAMME[place] if place < len(PROGRAMME) else None

    @property
    def parts_to_hold(self) -> tuple[tuple[int, str], ...]:
        if not isinstance(self.state, Open):
            return ()
        return tuple((part.part_no, part.cluster) for part in self.state.plan.parts if part.part_no not in self.state.parts_held)

    @property
    def owed(self) -> tuple[str, ...]:
        """Besides the shortcomings of its notices, which stand below."""
        return tuple(each for each in owed(self.state) if each not in self.shortcomings) if isinstance(self.state, Concluded) else ()

    @property
    def shortcomings(self) -> tuple[str, ...]:
        notices = notices_of(self.state)
        return tuple(each.value for each in notices.shortcomings) if notices else ()


async def find_standing(connection: AsyncConnection, codec: Codec, session_id: str) -> Standing:
    """Folded anew each time it is asked: a stream of one session is short."""
    history = await read_stream(connection, codec, stream_of(session_id))
    state = decider.initial
    for recorded in history:
        state = decider.evolve(state, recorded.event)
    return Standing(session_id, state, len(history))
