"""One row per opinion: where it stands today, joined from what intake, sessions and followup said of it."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on

from contracts.labels import LABELS
from contracts.vocabulary import Disposition, Outcome
from reporting.readmodel.case_facts import CLOSED, REPLIED, CaseFact, OpinionOfCase, ReplyFact
from reporting.readmodel.facts import newest, table_of
from reporting.readmodel.opinion_facts import REGISTERED, OpinionAtSession, OpinionFact
from reporting.readmodel.session_facts import SessionFact

WAITING = "WAITING"
UNKNOWN_DOMAIN = ""
STATUS_NAMES: Mapping[str, str] = {
    WAITING: "Chờ đối thoại",
    Disposition.ANSWERED_ON_SPOT: LABELS[Disposition]["ANSWERED_ON_SPOT"],
    Disposition.ASSIGNED: "Đã giao, đang giải quyết",
    REPLIED: "Đã trả lời bằng văn bản",
    Disposition.BEYOND_AUTHORITY: LABELS[Disposition]["BEYOND_AUTHORITY"],
    Disposition.NOT_RAISED: LABELS[Disposition]["NOT_RAISED"],
    Disposition.ROUTED_OUT: LABELS[Disposition]["ROUTED_OUT"],
    Disposition.REJECTED: LABELS[Disposition]["REJECTED"],
    Disposition.WITHDRAWN: LABELS[Disposition]["WITHDRAWN"],
    Disposition.NOT_STATED: LABELS[Disposition]["NOT_STATED"],
}


def newest_replies() -> sa.Subquery:
    """The last reply of each case."""
    reply = table_of(ReplyFact)
    order = newest(reply.c.replied_on, reply.c.position)
    return sa.select(reply).ext(distinct_on(reply.c.case_id)).order_by(reply.c.case_id, *order).subquery("newest_reply")


def _last_sessions() -> sa.Subquery:
    at = table_of(OpinionAtSession)
    return (
        sa.select(at)
        .ext(distinct_on(at.c.opinion_id))
        .order_by(at.c.opinion_id, *newest(at.c.held_on), at.c.session_id)
        .subquery("last_session")
    )


def _answers() -> sa.Subquery:
    """The newest case of each opinion, and its last reply when the case stands answered."""
    of, case, reply = table_of(OpinionOfCase), table_of(CaseFact), newest_replies()
    answered = case.c.state.in_([REPLIED, CLOSED])
    joined = of.join(case, case.c.case_id == of.c.case_id).outerjoin(reply, sa.and_(reply.c.case_id == of.c.case_id, answered))
    query = sa.select(of.c.opinion_id, of.c.case_id, reply.c.outcome, reply.c.replied_on, case.c.referred_on).select_from(joined)
    return query.ext(distinct_on(of.c.opinion_id)).order_by(of.c.opinion_id, sa.desc(of.c.anchor_on), of.c.case_id).subquery("answer")


def opinion_rows() -> sa.Subquery:
    """`status` is one of STATUS_NAMES; `answered` and `resolved` are kept apart (57/NQ-HĐND counts both)."""
    fact, last, answer, session = table_of(OpinionFact), _last_sessions(), _answers(), table_of(SessionFact)
    at = table_of(OpinionAtSession)
    ids = sa.union(sa.select(fact.c.opinion_id), sa.select(at.c.opinion_id)).subquery("ids")
    joined = (
        ids.outerjoin(fact, fact.c.opinion_id == ids.c.opinion_id)
        .outerjoin(last, last.c.opinion_id == ids.c.opinion_id)
        .outerjoin(session, session.c.session_id == last.c.session_id)
        .outerjoin(answer, answer.c.opinion_id == ids.c.opinion_id)
    )
    status = sa.case(
        (sa.func.coalesce(fact.c.state, REGISTERED) != REGISTERED, fact.c.state),
        (answer.c.outcome.is_not(None), sa.literal(REPLIED)),
        (last.c.disposition.is_not(None), last.c.disposition),
        else_=sa.literal(WAITING),
    )
    on_spot = status == Disposition.ANSWERED_ON_SPOT.value
    return (
        sa.select(
            ids.c.opinion_id.label("id"),
            last.c.session_id,
            answer.c.case_id,
            sa.func.coalesce(session.c.calendar_year, fact.c.received_calendar_year).label("calendar_year"),
            sa.func.coalesce(session.c.plan_year, fact.c.received_calendar_year).label("plan_year"),
            sa.func.coalesce(session.c.reporting_year, fact.c.received_reporting_year).label("reporting_year"),
            session.c.level,
            session.c.regime,
            session.c.form,
            sa.func.coalesce(session.c.audience, fact.c.audience).label("audience"),
            sa.func.coalesce(session.c.host_org_id, fact.c.received_by_org_id).label("org_id"),
            sa.func.coalesce(fact.c.domain_code, UNKNOWN_DOMAIN).label("domain"),
            fact.c.received_on,
            sa.func.coalesce(session.c.held_on, fact.c.received_on).label("day"),
            fact.c.urgency,
            fact.c.route,
            status.label("status"),
            answer.c.outcome,
            answer.c.replied_on,
            sa.or_(on_spot, status == REPLIED).label("answered"),
            sa.or_(on_spot, sa.and_(status == REPLIED, answer.c.outcome == Outcome.RESOLVED.value)).label("resolved"),
            sa.or_(status == Disposition.BEYOND_AUTHORITY.value, answer.c.referred_on.is_not(None), fact.c.authority == "BEYOND").label(
                "beyond_authority"
            ),
        )
        .select_from(joined)
        .subquery("opinions")
    )
