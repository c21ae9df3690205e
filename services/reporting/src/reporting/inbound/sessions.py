"""What sessions says, as facts about sessions, opinions at sessions, organisations and plans. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from chassis.projections.change import Change, Patch, Put
from contracts import sessions as said
from contracts.envelope import Document, Envelope
from contracts.vocabulary import DatePrecision, collation_key
from contracts.workdays import local_date, reporting_year
from reporting.inbound.heard import Readings
from reporting.readmodel.evidence import OPINION, ORGANISATION, PLAN, SESSION, About

Read = Iterator[Change | About]
_FIGURES = ("registered", "raised", "answered_on_spot", "assigned", "beyond_authority", "rejected", "routed_out")


def joined(codes: Iterable[str]) -> str:
    """Several audiences as one kind, so that a session is counted once: "PEOPLE+STAFF"; the same for those who hold it together."""
    return "+".join(sorted(set(codes)))


def _figures(totals: said.SessionTotals | said.ReportedTotals | None) -> dict[str, Any]:
    return {name: getattr(totals, name, None) for name in _FIGURES} | {"lower_bound": bool(getattr(totals, "lower_bound", False))}


def _held(event: said.SessionConcludedV1 | said.SessionRecordedV1) -> dict[str, Any]:
    return {
        "held_from": event.held_from,
        "held_on": event.held_on,
        "level": event.level,
        "regime": event.regime,
        "audience": joined(event.audience),
        "form": event.form,
        "host_org_id": event.host_org_id,
        "source_ref": event.source_ref,
        "co_hosts": joined(getattr(event, "co_host_org_ids", ())),
        "delegated": getattr(event, "delegated", False),
        **_figures(event.totals),
    }


def _opinions(session_id: str, held_on: date | None, opinions: Iterable[said.SessionOpinion]) -> Read:
    for opinion in opinions:
        values = {
            "disposition": opinion.disposition,
            "held_on": held_on,
            "assigned_agency_id": opinion.assigned_agency_id,
            "complexity": opinion.complexity,
            "authority": opinion.authority,
        }
        yield Put("opinion_at_session", {"opinion_id": opinion.opinion_id, "session_id": session_id}, values)
        yield About(OPINION, opinion.opinion_id)


def concluded(_: Envelope, event: said.SessionConcludedV1) -> Read:
    years = {"calendar_year": event.held_on.year, "plan_year": event.plan_year, "reporting_year": event.reporting_year}
    values = {**_held(event), **years, "held_on_precision": DatePrecision.DAY, "held_period": None, "recorded_afterwards": False}
    yield Put("session_fact", {"session_id": event.session_id}, values)
    yield About(SESSION, event.session_id)
    yield from _opinions(event.session_id, event.held_on, event.opinions)


def date_corrected(_: Envelope, event: said.SessionDateCorrectedV1) -> Read:
    """The session moves to the year of the day it was really held on; it keeps the year of its plan."""
    years = {"calendar_year": event.held_on.year, "reporting_year": event.reporting_year}
    yield Patch("session_fact", {"session_id": event.session_id}, {"held_from": event.held_from, "held_on": event.held_on, **years})
    yield About(SESSION, event.session_id)
    for opinion_id in event.opinion_ids:
        yield Patch("opinion_at_session", {"opinion_id": opinion_id, "session_id": event.session_id}, {"held_on": event.held_on})
        yield About(OPINION, opinion_id)


def calendar_year_of(event: said.SessionRecordedV1) -> int | None:
    """The year the session was held in, as far as the source knows the date."""
    if event.held_on:
        return event.held_on.year
    return int(event.held_period[:4]) if event.held_period and event.held_period[:4].isdigit() else None


def reporting_year_of(event: said.SessionRecordedV1) -> int | None:
    """By the day, else by the month; a December, or a year alone, lies in two reporting years and is not guessed."""
    if event.held_on:
        return reporting_year(event.held_on)
    year, _, month = (event.held_period or "").partition("-")
    return int(year) if month in {f"{number:02}" for number in range(1, 12)} and year.isdigit() else None


def recorded(_: Envelope, event: said.SessionRecordedV1) -> Read:
    reported = event.reporting_year or reporting_year_of(event)
    years = {"calendar_year": calendar_year_of(event), "plan_year": event.plan_year, "reporting_year": reported}
    dated = {"held_on_precision": event.held_on_precision, "held_period": event.held_period, "recorded_afterwards": True}
    yield Put("session_fact", {"session_id": event.session_id}, {**_held(event), **years, **dated})
    yield About(SESSION, event.session_id)
    yield from _opinions(event.session_id, event.held_on, event.opinions)


def scheduled(_: Envelope, event: said.SessionScheduledV1) -> Read:
    yield Put(
        "scheduled_session",
        {"session_id": event.session_id},
        {
            "status": "SCHEDULED",
            "plan_id": event.plan_id,
            "plan_year": event.plan_year,
            "regime": event.regime,
            "audience": joined(event.audience),
            "form": event.form,
            "level": event.level,
            "host_org_id": event.host_org_id,
            "chair_role": event.chair_role,
            "starts_at": event.starts_at,
            "ends_at": event.ends_at,
            "venue": event.venue,
            "topic_code": event.topic_code,
            "trigger": event.trigger,
            "co_hosts": joined(event.co_host_org_ids),
        },
    )
    yield About(SESSION, event.session_id)


def _scheduled(session_id: str, **values: object) -> Read:
    yield Patch("scheduled_session", {"session_id": session_id}, values)
    yield About(SESSION, session_id)


def postponed(_: Envelope, event: said.SessionPostponedV1) -> Read:
    moved = {"starts_at": event.new_starts_at, "ends_at": event.new_ends_at}
    yield from _scheduled(event.session_id, status="POSTPONED", **{name: at for name, at in moved.items() if at})


def cancelled(_: Envelope, event: said.SessionCancelledV1) -> Read:
    yield from _scheduled(event.session_id, status="CANCELLED")


def opened(_: Envelope, event: said.SessionOpenedV1) -> Read:
    there = event.attendance
    doc = event.delegation_doc.reference if event.delegation_doc else None
    presided = {"chaired_by_role": event.chaired_by_role, "delegation_doc": doc}
    yield from _scheduled(event.session_id, status="OPEN", people=there.people, staff=there.staff, orgs=there.orgs, **presided)


def _paper(envelope: Envelope, session_id: str, name: str, doc: Document) -> Read:
    on = doc.issued_on or envelope.effective_on or local_date(envelope.time)
    yield Patch("session_fact", {"session_id": session_id}, {name: doc.reference, f"{name}_on": on})
    yield About(SESSION, session_id)


def conclusion_notice(envelope: Envelope, event: said.ConclusionNoticeIssuedV1) -> Read:
    yield from _paper(envelope, event.session_id, "conclusion_notice", event.doc)


def result_notice(envelope: Envelope, event: said.ResultNoticeIssuedV1) -> Read:
    yield from _paper(envelope, event.session_id, "result_notice", event.doc)


def report(envelope: Envelope, event: said.SessionReportSubmittedV1) -> Read:
    yield from _paper(envelope, event.session_id, "report", event.doc)


def organisation(_: Envelope, event: said.OrgUnitRegisteredV1) -> Read:
    values = {**_unit(event), "valid_from": event.valid_from, "valid_to": event.valid_to, "successor_ids": list(event.successor_ids)}
    yield Put("organisation", {"unit_id": event.unit_id}, values)
    yield _name(event)
    yield About(ORGANISATION, event.unit_id)


def organisation_changed(_: Envelope, event: said.OrgUnitChangedV1) -> Read:
    """`valid_from` is the day of the change, not of the organisation: what it was called before stays true of the days before."""
    yield Patch("organisation", {"unit_id": event.unit_id}, _unit(event))
    yield _name(event)
    yield About(ORGANISATION, event.unit_id)


def _unit(event: said.OrgUnitRegisteredV1 | said.OrgUnitChangedV1) -> dict[str, Any]:
    return {
        "name": event.name,
        "sort_key": collation_key(event.name),
        "org_class": event.org_class,
        "level": event.level,
        "parent_id": event.parent_id,
        "symbol": event.symbol,
    }


def _name(event: said.OrgUnitRegisteredV1 | said.OrgUnitChangedV1) -> Change:
    key = {"unit_id": event.unit_id, "from_day": event.valid_from or date.min}
    return Put("organisation_name", key, {"name": event.name, "sort_key": collation_key(event.name)})


def organisation_closed(_: Envelope, event: said.OrgUnitClosedV1) -> Read:
    values = {"valid_to": event.valid_to, "successor_ids": list(event.successor_ids)}
    yield Patch("organisation", {"unit_id": event.unit_id}, values)
    yield About(ORGANISATION, event.unit_id)


def plan(_: Envelope, event: said.AnnualPlanIssuedV1 | said.AnnualPlanAmendedV1) -> Read:
    values = {
        "plan_year": event.plan_year,
        "org_id": event.org_id,
        "document": event.doc.reference,
        "amended": isinstance(event, said.AnnualPlanAmendedV1),
        "planned": [one.model_dump(mode="json", include={"audience", "regime", "form", "min_count"}) for one in event.planned],
    }
    yield Put("plan_fact", {"plan_id": event.plan_id}, values)
    yield About(PLAN, event.plan_id)


READINGS: Readings = {
    said.SessionConcludedV1: concluded,
    said.SessionDateCorrectedV1: date_corrected,
    said.SessionRecordedV1: recorded,
    said.SessionScheduledV1: scheduled,
    said.SessionPostponedV1: postponed,
    said.SessionCancelledV1: cancelled,
    said.SessionOpenedV1: opened,
    said.ConclusionNoticeIssuedV1: conclusion_notice,
    said.ResultNoticeIssuedV1: result_notice,
    said.SessionReportSubmittedV1: report,
    said.OrgUnitRegisteredV1: organisation,
    said.OrgUnitChangedV1: organisation_changed,
    said.OrgUnitClosedV1: organisation_closed,
    said.AnnualPlanIssuedV1: plan,
    said.AnnualPlanAmendedV1: plan,
}
