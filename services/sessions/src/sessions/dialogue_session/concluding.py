"""Concluding a session held here: every raised opinion has been decided, and the totals are those of the opinions."""

from collections.abc import Sequence

from chassis.decider import Refused
from contracts.vocabulary import Disposition
from contracts.workdays import local_date, reporting_year
from sessions.dialogue_session.commands import ConcludeSession
from sessions.dialogue_session.events import DialogueSessionEvent, SessionConcluded
from sessions.dialogue_session.facts import OpinionResult, Totals, count
from sessions.dialogue_session.session import Adjourned, Closed, Concluded, DialogueSession, NoSession, Open, Opinions


def conclude(command: ConcludeSession, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    match session:
        case NoSession():
            raise Refused("session_unknown")
        case Open():
            raise Refused("minutes_not_adopted")
        case Concluded() | Closed():
            return []
        case Adjourned():
            return _conclude(command, session)
        case _:
            raise Refused("session_not_held")


def _conclude(command: ConcludeSession, session: Adjourned) -> Sequence[DialogueSessionEvent]:
    undecided = [opinion_id for opinion_id, opinion in session.opinions.items() if opinion.raised and opinion.result is None]
    if undecided:
        raise Refused("raised_opinion_undecided", opinion_id=", ".join(undecided), number=str(len(undecided)))
    totals = totals_of(session.opinions)
    if command.stated is not None and command.stated != totals:
        raise Refused("totals_inconsistent", **_differences(command.stated, totals))
    plan = session.plan.scheduled
    held_on = local_date(session.adopted_at)
    return [
        SessionConcluded(
            session_id=plan.session_id,
            held_from=local_date(session.opened_at),
            held_on=held_on,
            concluded_at=session.adopted_at,
            plan_year=plan.plan_year,
            reporting_year=reporting_year(held_on),
            level=plan.level,
            regime=plan.regime,
            audience=plan.audience,
            form=plan.form,
            host_org_id=plan.host_org_id,
            totals=totals,
            opinions=results_of(session.opinions),
            co_host_org_ids=plan.co_host_org_ids,
            delegated=session.delegated,
        ),
    ]


def results_of(opinions: Opinions) -> tuple[OpinionResult, ...]:
    """What became of each opinion, in the order they came; denunciations are left out altogether (AS-22)."""
    spoken_of = {opinion_id: opinion for opinion_id, opinion in opinions.items() if not opinion.silent}
    return tuple(opinion.result or OpinionResult(each, Disposition.NOT_RAISED) for each, opinion in spoken_of.items())


def totals_of(opinions: Opinions) -> Totals:
    results = results_of(opinions)
    silent = sum(opinion.silent for opinion in opinions.values())
    return Totals(
        registered=len(opinions),
        raised=sum(opinion.raised for opinion in opinions.values()),
        answered_on_spot=count(results, Disposition.ANSWERED_ON_SPOT),
        assigned=count(results, Disposition.ASSIGNED),
        beyond_authority=sum(result.beyond for result in results),
        rejected=count(results, Disposition.REJECTED),
        routed_out=count(results, Disposition.ROUTED_OUT) + silent,
    )


def _differences(stated: Totals, counted: Totals) -> dict[str, str]:
    names = [name for name in Totals.__dataclass_fields__ if getattr(stated, name) != getattr(counted, name)]
    return {"totals": ", ".join(f"{name} {getattr(stated, name)} ≠ {getattr(counted, name)}" for name in names)}
