"""The courier: takes due notices one after the other to their channel. Attempt first in the log, then the message, then the outcome.

A crash between message and outcome leaves an open attempt; the next courier sends it again under the same key. So a message
leaves at least once, and at most once where server or gateway honours the key (Message-ID, Idempotency-Key, tracking_id).
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce

from sqlalchemy.exc import DBAPIError

from chassis.decider import Refused
from chassis.documents.document import Document
from chassis.eventstore.errors import StaleVersion
from chassis.eventstore.read import read_stream
from chassis.handle import Handler
from chassis.identity.actor import SYSTEM
from chassis.observability.log import get_log
from chassis.privacy.keys import VaultUnavailable
from contracts.workdays import local_date
from notify.channels.port import Accepted, Answer, NotAccepted, Ways
from notify.channels.routes import Route
from notify.courier.reach import Finder, NotReached, Reach, Reached
from notify.courier.relevance import renewed_lead, why_pointless
from notify.documents.issuing import issuing_office
from notify.documents.render import Desk, render
from notify.documents.sheet import sheet
from notify.log_events import LogEvent
from notify.notice.commands import BeginAttempt, GiveUp, NoticeCommand, PutOff, RecordFailure, RecordSent, Withdraw
from notify.notice.decide import decider
from notify.notice.identity import stream_of
from notify.notice.message import Message
from notify.notice.notice import Attempting, Due, Facts, Notice, is_over, message_key
from notify.notice.timing import may_go_out_at, pause_after
from notify.readmodel.calendars import newest_calendar
from notify.readmodel.courier_queue import in_hand

log = get_log(__name__)

AT_ONCE = 4
TRIES_FOR_CONTACT = 6


@dataclass(frozen=True)
class _Case:
    """One notice in hand."""

    stream: str
    notice: Due | Attempting
    correlation: str


class Courier:
    """One piece of work per `step`: up to four notices side by side."""

    def __init__(self, handler: Handler, finder: Finder, ways: Ways, desk: Desk, *, province_code: str) -> None:
        self.handler = handler
        self.finder = finder
        self.ways = ways
        self.desk = desk
        self.province_code = province_code

    async def step(self) -> bool:
        """True when something was delivered or decided; waits until the queue shows it."""
        async with self.handler.direct.connect() as connection:
            waiting = await in_hand(connection, AT_ONCE)
        if not waiting:
            return False
        positions = await asyncio.gather(*(self.deliver(notice_id) for notice_id in waiting))
        if not any(positions):
            return False
        return await self.handler.wait_for(max(positions))

    async def deliver(self, notice_id: str) -> int:
        """Bring one notice one step further; the log position reached, 0 when there was nothing to do."""
        case = await self._load(stream_of(notice_id))
        if case is None:
            return 0
        try:
            return await self._try(case)
        except VaultUnavailable:
            return await self._put_off(case, "keys_unavailable")
        except (DBAPIError, OSError, Refused, StaleVersion):
            raise
        except Exception:
            log.exception(LogEvent.NOTICE_NOT_MADE, notice_id=notice_id)
            return await self._put_off(case, "internal_fault")

    async def _try(self, case: _Case) -> int:
        facts = case.notice.facts
        today = local_date(self.handler.clock.now())
        async with self.handler.direct.connect() as connection:
            pointless = await why_pointless(connection, facts.letter)
            reach = None if pointless else await self.finder.find(connection, facts.about, facts.recipient, today)
        if reach is None:
            return await self._say(case, Withdraw(pointless or "", self.handler.clock.now()))
        return await self._go(case, reach)

    async def _load(self, stream: str) -> _Case | None:
        async with self.handler.direct.connect() as connection:
            history = await read_stream(connection, self.handler.codec, stream)
        notice: Notice = reduce(decider.evolve, (recorded.event for recorded in history), decider.initial)
        return _Case(stream, notice, history[0].meta.correlation) if isinstance(notice, (Due, Attempting)) else None

    async def _go(self, case: _Case, reach: Reach) -> int:
        notice, now = case.notice, self.handler.clock.now()
        if isinstance(reach, NotReached):
            if reach.later and notice.progress.failures < TRIES_FOR_CONTACT:
                return await self._put_off(case, reach.reason)
            return await self._give_up(case, "no_contact" if reach.later else reach.reason)
        if is_over(notice, now):
            return await self._give_up(case, "event_is_over")
        route = _choose(notice, reach.routes)
        if route is None:
            return await self._give_up(case, "no_channel_left")
        try:
            begun = await self._say(case, BeginAttempt(route.channel, now))
        except Refused:
            return 0
        return await self._hand_over(case, reach, route) or begun

    async def _hand_over(self, case: _Case, reach: Reached, route: Route) -> int:
        facts, number = case.notice.facts, case.notice.progress.attempt_no
        answer = await self._send(case, reach, route)
        if isinstance(answer, Accepted):
            async with self.handler.direct.connect() as connection:
                lead = await renewed_lead(connection, facts.lead, facts.letter, self.province_code)
            log.info(
                LogEvent.NOTICE_SENT, notice_id=facts.about.notice_id, purpose=facts.about.purpose, channel=route.channel, attempt=number
            )
            return await self._say(case, RecordSent(number, answer.evidence, self.handler.clock.now(), lead))
        log.warning(
            LogEvent.DELIVERY_FAILED, notice_id=facts.about.notice_id, purpose=facts.about.purpose, channel=route.channel,
            attempt=number, reason=answer.reason, permanent=answer.permanent,
        )  # fmt: skip
        return await self._failed(case, reach.routes, route, answer)

    async def _send(self, case: _Case, reach: Reached, route: Route) -> Answer:
        facts, now = case.notice.facts, self.handler.clock.now()
        key = message_key(facts.about, case.notice.progress.resend_no)
        message = render(facts.about, facts.recipient, facts.letter, key=key, today=local_date(now), desk=self.desk, name=reach.name)
        if message.page:
            message = replace(message, document=await self._document(facts, message, local_date(now), reach.name))
        return await self.ways[route.channel].send(route.address, facts.about.purpose, message, now)

    async def _document(self, facts: Facts, message: Message, today: date, name: str | None) -> Document:
        async with self.handler.direct.connect() as connection:
            office = await issuing_office(connection, facts.letter, self.desk.place)
        return sheet(facts.about, facts.recipient, facts.letter, message, office=office, today=today, contact=self.desk.contact, name=name)

    async def _failed(self, case: _Case, routes: Sequence[Route], route: Route, answer: NotAccepted) -> int:
        progress, now = case.notice.progress, self.handler.clock.now()
        others = any(each.channel not in (*progress.refused, route.channel) for each in routes)
        again = now if answer.permanent else await self._next_try(case)
        return await self._say(
            case,
            RecordFailure(
                attempt_no=progress.attempt_no,
                reason=answer.reason,
                permanent=answer.permanent,
                others_left=others,
                next_attempt_at=again,
                now=now,
            ),
        )

    async def _put_off(self, case: _Case, reason: str) -> int:
        return await self._say(case, PutOff(reason, await self._next_try(case), self.handler.clock.now()))

    async def _give_up(self, case: _Case, reason: str) -> int:
        about = case.notice.facts.about
        log.warning(LogEvent.NOTICE_UNDELIVERABLE, notice_id=about.notice_id, purpose=about.purpose, reason=reason)
        return await self._say(case, GiveUp(reason, self.handler.clock.now()))

    async def _next_try(self, case: _Case) -> datetime:
        about, failures = case.notice.facts.about, case.notice.progress.failures
        async with self.handler.direct.connect() as connection:
            calendar = await newest_calendar(connection)
        return may_go_out_at(about.purpose, calendar, self.handler.clock.now() + pause_after(failures, about.notice_id))

    async def _say(self, case: _Case, command: NoticeCommand) -> int:
        handled = await self.handler.handle(decider, case.stream, command, actor=SYSTEM, correlation=case.correlation)
        return handled.position


def _choose(notice: Due | Attempting, routes: Sequence[Route]) -> Route | None:
    """An open attempt goes out again on its own channel; otherwise the best one that has not refused for good."""
    if isinstance(notice, Attempting):
        return next((route for route in routes if route.channel == notice.channel), None)
    return next((route for route in routes if route.channel not in notice.progress.refused), None)
