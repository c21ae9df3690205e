"""Promises of replies ("đưa vào kế hoạch, lộ trình") in a report: carried over from earlier periods until they are kept or withdrawn."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from reporting.readmodel.case_facts import CaseFact
from reporting.readmodel.case_histories import OPEN, RESOLVED, WITHDRAWN, CommitmentFact
from reporting.readmodel.facts import table_of
from reporting.report.events import Terms

PROMISES = {
    "carried": "Kỳ trước chuyển sang",
    "made": "Mới trong kỳ",
    "kept": "Đã thực hiện trong kỳ",
    "withdrawn": "Không thực hiện nữa",
    "open": "Đang thực hiện",
    "open_overdue": "Trong đó quá thời gian dự kiến",
}


async def read_promises(connection: AsyncConnection, terms: Terms, today: date, orgs: Sequence[str] = ()) -> dict[str, int]:
    """Counts by PROMISES; carried and made are the whole, kept, withdrawn and open its parts; `orgs` holds the cases."""
    promise, about = table_of(CommitmentFact), table_of(CaseFact)
    carried = promise.c.made_on < terms.period_start
    here = promise.c.made_on <= max(terms.counts_to, terms.period_start)
    still = sa.or_(promise.c.ended_on.is_(None), promise.c.ended_on >= terms.period_start)
    counts = {
        "carried": carried,
        "made": sa.not_(carried),
        "kept": promise.c.state == RESOLVED,
        "withdrawn": promise.c.state == WITHDRAWN,
        "open": promise.c.state == OPEN,
        "open_overdue": sa.and_(promise.c.state == OPEN, promise.c.expected_on < today),
    }
    wanted = about.c.session_id == terms.session_id if terms.session_id is not None else sa.and_(here, still)
    if orgs:
        wanted = sa.and_(wanted, about.c.agency_id.in_(orgs))
    query = (
        sa.select(*(sa.func.count().filter(condition).label(name) for name, condition in counts.items()))
        .select_from(promise.outerjoin(about, about.c.case_id == promise.c.case_id))
        .where(wanted)
    )
    return dict((await connection.execute(query)).mappings().one())
