"""One row per duty of the chair's office towards a session."""

from datetime import date

import sqlalchemy as sa

from contracts.vocabulary import Timeliness
from reporting.readmodel.case_facts import DutyFact
from reporting.readmodel.facts import table_of
from reporting.readmodel.session_facts import SessionFact


def duty_rows(today: date) -> sa.Subquery:
    """`is_late`: fulfilled late, or open past its date."""
    fact, session = table_of(DutyFact), table_of(SessionFact)
    is_open = fact.c.fulfilled_on.is_(None)
    late = sa.or_(fact.c.timeliness == Timeliness.LATE.value, sa.and_(is_open, fact.c.due_on < today))
    year = sa.cast(sa.extract("year", fact.c.anchor_on), sa.Integer)
    return (
        sa.select(
            *fact.c,
            fact.c.duty_id.label("id"),
            fact.c.owner_org_id.label("org_id"),
            sa.func.coalesce(session.c.calendar_year, year).label("calendar_year"),
            sa.func.coalesce(session.c.plan_year, year).label("plan_year"),
            sa.func.coalesce(session.c.reporting_year, year).label("reporting_year"),
            session.c.level,
            session.c.regime,
            session.c.form,
            session.c.audience,
            session.c.held_on,
            fact.c.anchor_on.label("day"),
            is_open.label("is_open"),
            late.label("is_late"),
        )
        .select_from(fact.outerjoin(session, session.c.session_id == fact.c.session_id))
        .subquery("duties")
    )
