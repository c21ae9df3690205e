"""One plan: its lines, its documents, and the sessions that count for its year, whatever calendar year they were held in (AS-16)."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, select

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Drop, Patch, Put
from chassis.projections.projection import Projection
from contracts.envelope import Document
from sessions.annual_plan.events import AnnualPlanAmended, AnnualPlanIssued, AnnualPlanPrepared, PlannedItem
from sessions.dialogue_session.events import SessionConcluded, SessionDateCorrected, SessionRecorded
from sessions.row import Row

LINES, BASES, HELD = "plan_line", "plan_basis", "plan_year_session"


class PlanLine(Row, table=True):
    __tablename__ = LINES
    plan_id: str = Field(primary_key=True)
    line: int = Field(primary_key=True)
    audience: str
    regime: str
    form: str
    window_from: date | None = None
    window_to: date | None = None
    min_count: int


class PlanBasis(Row, table=True):
    __tablename__ = BASES
    plan_id: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    organ_id: str | None = None
    number: str | None = None
    symbol: str
    issued_on: date | None = None


class PlanYearSession(Row, table=True):
    """A session held, once per audience. Plan year, calendar year and reporting year are three different things."""

    __tablename__ = HELD
    session_id: str = Field(primary_key=True)
    audience: str = Field(primary_key=True)
    org_id: str = Field(index=True)
    plan_year: int = Field(index=True)
    regime: str
    form: str
    held_on: date | None = None
    reporting_year: int | None = None


def apply(recorded: Recorded) -> Iterable[Change]:
    event = recorded.event
    match event:
        case AnnualPlanPrepared() | AnnualPlanIssued() | AnnualPlanAmended():
            yield from (Drop(table, {"plan_id": event.plan_id}) for table in (LINES, BASES))
            yield from (_line(event.plan_id, number, item) for number, item in enumerate(event.planned, 1))
            yield from (_basis(event.plan_id, place, doc) for place, doc in enumerate(event.basis_docs, 1))
        case SessionConcluded() | SessionRecorded() if event.plan_year is not None:
            for audience in event.audience:
                values = {
                    "org_id": event.host_org_id,
                    "plan_year": event.plan_year,
                    "regime": event.regime.value,
                    "form": event.form.value,
                    "held_on": event.held_on,
                    "reporting_year": event.reporting_year,
                }
                yield Put(HELD, {"session_id": event.session_id, "audience": audience.value}, values)
        case SessionDateCorrected():
            for audience in event.audience:
                moved = {"held_on": event.held_on, "reporting_year": event.reporting_year}
                yield Patch(HELD, {"session_id": event.session_id, "audience": audience.value}, moved)
        case _:
            return


def _line(plan_id: str, number: int, item: PlannedItem) -> Change:
    window_from, window_to = item.window or (None, None)
    values = {
        "audience": item.audience.value,
        "regime": item.regime.value,
        "form": item.form.value,
        "window_from": window_from,
        "window_to": window_to,
        "min_count": item.min_count,
    }
    return Put(LINES, {"plan_id": plan_id, "line": number}, values)


def _basis(plan_id: str, place: int, doc: Document) -> Change:
    values = {"organ_id": doc.organ_id, "number": doc.number, "symbol": doc.symbol, "issued_on": doc.issued_on}
    return Put(BASES, {"plan_id": plan_id, "place": place}, values)


PROJECTION = Projection("plan_detail", 2, (PlanLine, PlanBasis, PlanYearSession), apply)


async def find_lines(connection: AsyncConnection, plan_id: str) -> Sequence[PlanLine]:
    query = select(PlanLine).where(col(PlanLine.plan_id) == plan_id).order_by(col(PlanLine.line))
    return [PlanLine(**row) for row in (await connection.execute(query)).mappings()]


async def find_bases(connection: AsyncConnection, plan_id: str) -> Sequence[PlanBasis]:
    query = select(PlanBasis).where(col(PlanBasis.plan_id) == plan_id).order_by(col(PlanBasis.place))
    return [PlanBasis(**row) for row in (await connection.execute(query)).mappings()]


async def find_held(connection: AsyncConnection, org_id: str, plan_year: int) -> Sequence[PlanYearSession]:
    """What the organisation held for that plan year, one row per session and audience, in order of time."""
    query = select(PlanYearSession).where(col(PlanYearSession.org_id) == org_id, col(PlanYearSession.plan_year) == plan_year)
    order = (col(PlanYearSession.held_on).nulls_last(), col(PlanYearSession.session_id))
    return [PlanYearSession(**row) for row in (await connection.execute(query.order_by(*order))).mappings()]


def frequency(lines: Sequence[PlanLine], held: Sequence[PlanYearSession]) -> dict[str, tuple[int, int]]:
    """Audience → (at least to be held, held) of periodic dialogues in the plan year (A-22)."""
    wanted: dict[str, int] = {}
    for line in lines:
        if line.regime == "PERIODIC":
            wanted[line.audience] = wanted.get(line.audience, 0) + line.min_count
    counted = {audience: sum(each.audience == audience and each.regime == "PERIODIC" for each in held) for audience in wanted}
    return {audience: (count, counted[audience]) for audience, count in wanted.items()}
