"""One row per session that was held."""

import sqlalchemy as sa

from reporting.readmodel.facts import table_of
from reporting.readmodel.session_facts import SessionFact


def session_rows() -> sa.Subquery:
    """Columns of the fact, and `id`, `org_id`, `day` under the names every kind of row has."""
    fact = table_of(SessionFact)
    named = (fact.c.session_id.label("id"), fact.c.host_org_id.label("org_id"), fact.c.held_on.label("day"))
    return sa.select(fact, *named).subquery("sessions")
