"""One row per case: open or answered, in time or late, as of a local date."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa

from contracts.vocabulary import Authority, Timeliness
from reporting.readmodel.case_facts import CLOSED, REFERRED_UP, REPLIED, CaseFact
from reporting.readmodel.case_histories import CaseHolder
from reporting.readmodel.facts import table_of
from reporting.readmodel.opinion_facts import OpinionFact
from reporting.readmodel.opinion_rows import UNKNOWN_DOMAIN, newest_replies
from reporting.readmodel.session_facts import SessionFact

ON_TIME, LATE, NO_LIMIT = Timeliness.ON_TIME.value, Timeliness.LATE.value, Timeliness.NO_LIMIT.value
IN_TIME, OVERDUE, STOPPED, OPEN_NO_LIMIT = "IN_TIME", "OVERDUE", "STOPPED", "OPEN_NO_LIMIT"
STANDING_NAMES: Mapping[str, str] = {
    ON_TIME: "Trả lời đúng hạn",
    LATE: "Trả lời quá hạn",
    NO_LIMIT: "Trả lời, không có thời hạn",
    IN_TIME: "Đang giải quyết, trong hạn",
    OVERDUE: "Đang giải quyết, quá hạn",
    STOPPED: "Trình cấp trên, tạm dừng tính hạn",
    OPEN_NO_LIMIT: "Đang giải quyết, không có thời hạn",
}
STANDING_TONES: Mapping[str, str] = {ON_TIME: "good", LATE: "bad", NO_LIMIT: "muted", IN_TIME: "info", OVERDUE: "bad", STOPPED: "warn"}


def case_rows(today: date) -> sa.Subquery:
    """Every case has exactly one `standing` of STANDING_NAMES, so the parts add up to the whole; no limit is never "on time".

    `agency_id` holds the case now; `held_by` held it on the day it was answered (an open one: today), whatever became of that organisation.
    `anchor_on` is the day of its session, corrected or not.
    """
    fact, session, opinion, reply = table_of(CaseFact), table_of(SessionFact), table_of(OpinionFact), newest_replies()
    joined = (
        fact.outerjoin(session, session.c.session_id == fact.c.session_id)
        .outerjoin(opinion, opinion.c.opinion_id == fact.c.opinion_id)
        .outerjoin(reply, reply.c.case_id == fact.c.case_id)
    )
    answered = fact.c.state.in_([REPLIED, CLOSED])
    finished_on = sa.func.coalesce(fact.c.replied_on, reply.c.replied_on, fact.c.closed_on)
    late = sa.case((fact.c.timeliness.is_not(None), fact.c.timeliness == LATE), else_=finished_on > fact.c.due_on)
    no_limit = sa.or_(fact.c.due_on.is_(None), fact.c.timeliness == NO_LIMIT)
    standing = sa.case(
        (sa.and_(answered, no_limit), sa.literal(NO_LIMIT)),
        (sa.and_(answered, late), sa.literal(LATE)),
        (answered, sa.literal(ON_TIME)),
        (fact.c.state == REFERRED_UP, sa.literal(STOPPED)),
        (fact.c.due_on.is_(None), sa.literal(OPEN_NO_LIMIT)),
        (fact.c.due_on < today, sa.literal(OVERDUE)),
        else_=sa.literal(IN_TIME),
    )
    holder = table_of(CaseHolder)
    until = sa.func.coalesce(sa.case((answered, finished_on)), today)
    held_then = sa.select(holder.c.org_id).where(holder.c.case_id == fact.c.case_id, holder.c.since <= until)
    held_by = held_then.order_by(holder.c.since.desc(), holder.c.position.desc()).limit(1).scalar_subquery()
    anchor_on = sa.func.coalesce(session.c.held_on, fact.c.anchor_on)
    beyond = sa.or_(fact.c.referred_on.is_not(None), fact.c.authority == Authority.BEYOND.value)
    return (
        sa.select(
            *(column for column in fact.c if column.name not in {"replied_on", "anchor_on"}),
            fact.c.case_id.label("id"),
            fact.c.agency_id.label("org_id"),
            sa.func.coalesce(held_by, fact.c.agency_id).label("held_by"),
            sa.func.coalesce(session.c.calendar_year, fact.c.anchor_calendar_year).label("calendar_year"),
            sa.func.coalesce(session.c.plan_year, fact.c.anchor_calendar_year).label("plan_year"),
            sa.func.coalesce(session.c.reporting_year, fact.c.anchor_reporting_year).label("reporting_year"),
            session.c.level,
            session.c.regime,
            session.c.form,
            session.c.audience,
            session.c.held_on,
            anchor_on.label("anchor_on"),
            anchor_on.label("day"),
            sa.func.coalesce(opinion.c.domain_code, UNKNOWN_DOMAIN).label("domain"),
            sa.case((answered, finished_on)).label("replied_on"),
            sa.case((answered, reply.c.outcome)).label("outcome"),
            standing.label("standing"),
            sa.not_(answered).label("is_open"),
            beyond.label("is_beyond"),
        )
        .select_from(joined)
        .subquery("cases")
    )
