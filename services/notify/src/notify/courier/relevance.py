"""A last look before a message leaves: is it still needed, and by which limit is it measured."""

from sqlalchemy.ext.asyncio import AsyncConnection

from notify.notice.events import Lead
from notify.notice.letters import DeadlineLetter, Letter, SessionLetter
from notify.notice.timing import renewed
from notify.readmodel.calendars import newest_calendar
from notify.readmodel.deadlines import EXPECTED, DeadlineTarget, find_target
from notify.readmodel.rule_packs import invitation_rule
from notify.readmodel.sessions import find_session

ALWAYS_SAID = frozenset({"URGED", "ASSIGNED", "SUCCEEDED", "HANDED_OVER"})
PROMISED = frozenset({"PROMISE_NEAR", "PROMISE_PASSED"})


async def why_pointless(connection: AsyncConnection, letter: Letter) -> str | None:
    """A reminder of something done, or of a date that has moved, only annoys; what a person urges or hands on is always said."""
    if not isinstance(letter, DeadlineLetter) or letter.level in ALWAYS_SAID:
        return None
    target = await find_target(connection, letter.target_id)
    if letter.promise is not None:
        return await _why_recalled_in_vain(connection, letter, letter.promise, target)
    if target is None or letter.level in PROMISED:
        return None
    if not target.is_open:
        return "no_longer_needed"
    return "deadline_moved" if target.due_on and letter.due_on and target.due_on > letter.due_on else None


async def _why_recalled_in_vain(
    connection: AsyncConnection, letter: DeadlineLetter, promise: str, case: DeadlineTarget | None
) -> str | None:
    """The promise was kept or taken back, the reply is there, or another date was named."""
    known = await find_target(connection, promise)
    if known is None:
        return None
    of_reply = known.kind == EXPECTED
    over = case is not None and not case.is_open if of_reply else not known.is_open
    if over:
        return "no_longer_needed"
    return None if known.is_open and known.due_on == letter.due_on else "deadline_moved"


async def renewed_lead(connection: AsyncConnection, lead: Lead | None, letter: Letter, province_code: str) -> Lead | None:
    """The invitation limit by the newest calendar and rule pack: both may have changed since the invitation was asked for."""
    if lead is None or not isinstance(letter, SessionLetter):
        return lead
    session = await find_session(connection, letter.session_id)
    host = session.host_org_id if session else ""
    rule = await invitation_rule(connection, province_code, host, lead.starts_on)
    return renewed(lead, await newest_calendar(connection), rule)
