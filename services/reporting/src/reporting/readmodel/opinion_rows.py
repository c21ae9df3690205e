"""One row per opinion: where it stands today, joined from what intake, sessions and followup said of it."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on

from contracts.labels import LABELS
from contracts.vocabulary import Disposition, Outcome
from reporting.readmodel.case_facts import CLOSED, REPLIED, CaseFact, OpinionOfCase, ReplyFact
from reporting.readmodel.case_histories import OPEN, RESOLVED, CommitmentFact, CommitmentOpinion
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
    replied_on = sa.func.coalesce(case.c.replied_on, reply.c.replied_on).label("replied_on")
    query = sa.select(of.c.opinion_id, of.c.case_id, reply.c.outcome, replied_on, case.c.referred_on).select_from(joined)
    return query.ext(distinct_on(of.c.opinion_id)).order_by(of.c.opinion_id, sa.desc(of.c.anchor_on), of.c.case_id).subquery("answer")


def _promises() -> sa.Subquery:
    """Opinions that a reply put in plan: whether the promise was kept, and until when it is expected while it was not."""
    of, promise = table_of(CommitmentOpinion), table_of(CommitmentFact)
    kept = sa.func.bool_or(promise.c.state == RESOLVED).label("kept")
    expected_on = sa.func.max(promise.c.expected_on).filter(promise.c.state == OPEN).label("expected_on")
    joined = of.join(promise, promise.c.commitment_id == of.c.commitment_id)
    return sa.select(of.c.opinion_id, kept, expected_on).select_from(joined).group_by(of.c.opinion_id).subquery("promise")


def opinion_rows() -> sa.Subquery:
    """`status` is one of STATUS_NAMES; `answered`, `resolved` and `in_plan` are kept apart (57/NQ-HĐND counts both).

    What was in plan becomes resolved when its promise is kept; `expected_on` is the date of a promise still open.
    """
    fact, last, answer, session = table_of(OpinionFact), _last_sessions(), _answers(), table_of(SessionFact)
    at, promise = table_of(OpinionAtSession), _promises()
    ids = sa.union(sa.select(fact.c.opinion_id), sa.select(at.c.opinion_id)).subquery("ids")
    joined = (
        ids.outerjoin(fact, fact.c.opinion_id == ids.c.opinion_id)
        .outerjoin(last, last.c.opinion_id == ids.c.opinion_id)
        .outerjoin(session, session.c.session_id == last.c.session_id)
        .outerjoin(answer, answer.c.opinion_id == ids.c.opinion_id)
        .outerjoin(promise, promise.c.opinion_id == ids.c.opinion_id)
    )
    status = sa.case(
        (sa.func.coalesce(fact.c.state, REGISTERED) != REGISTERED, fact.c.state),
        (answer.c.outcome.is_not(None), sa.literal(REPLIED)),
        (last.c.disposition.is_not(None), last.c.disposition),
        else_=sa.literal(WAITING),
    )
    kept = sa.func.coalesce(promise.c.kept, sa.false())
    settled = sa.and_(status == REPLIED, sa.or_(answer.c.outcome == Outcome.RESOLVED.value, kept))
    in_plan = sa.and_(status == REPLIED, answer.c.outcome == Outcome.IN_PLAN.value, sa.not_(kept))
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
            sa.or_(on_spot, settled).label("resolved"),
            in_plan.label("in_plan"),
            promise.c.expected_on,
            sa.or_(status == Disposition.BEYOND_AUTHORITY.value, answer.c.referred_on.is_not(None), fact.c.authority == "BEYOND").label(
                "beyond_authority"
            ),
        )
        .select_from(joined)
        .subquery("opinions")
    )
