"""States of an opinion, and how each event moves it. What is known about it travels in its dossier; the text never does."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TypeAlias, assert_never, get_args

from contracts.vocabulary import Audience
from contracts.workdays import local_date
from intake.opinion.events import (
    LaterEvent,
    OpinionAcknowledged,
    OpinionAnsweredOnSpot,
    OpinionAssigned,
    OpinionCaseOpened,
    OpinionClassified,
    OpinionClosed,
    OpinionEvent,
    OpinionFactDisputed,
    OpinionJoined,
    OpinionMerged,
    OpinionNotRaised,
    OpinionOutcomeStated,
    OpinionRaised,
    OpinionRegistered,
    OpinionRejected,
    OpinionReopened,
    OpinionReplied,
    OpinionRoutedOut,
    OpinionScheduled,
    OpinionTextShredded,
    OpinionWithdrawn,
    PreparationAssigned,
    PreparedAnswerSubmitted,
)
from intake.opinion.vocabulary import Fact, StateName


@dataclass(frozen=True)
class Dossier:
    """What stays known whatever the state. `readable`: a sealed text exists and its key was not destroyed."""

    opinion_id: str
    received_by_org_id: str
    received_on: date
    submitter_ref: str | None
    target_session_id: str | None
    readable: bool
    audience: Audience
    acknowledged: OpinionAcknowledged | None = None
    classified: OpinionClassified | None = None
    preparation: PreparationAssigned | None = None
    prepared: PreparedAnswerSubmitted | None = None
    member_ids: tuple[str, ...] = ()
    survivor_id: str | None = None
    session_id: str | None = None
    slip_no: int | None = None
    stated: OpinionOutcomeStated | None = None
    assigned: OpinionAssigned | None = None
    case_id: str | None = None
    reply_ids: tuple[str, ...] = ()
    ended_by: OpinionRejected | OpinionRoutedOut | OpinionWithdrawn | OpinionAnsweredOnSpot | None = None
    disputed: frozenset[tuple[Fact, str]] = frozenset()

    @property
    def org_ids(self) -> frozenset[str]:
        """Who works with it: the organisation that received it, the one that prepares its answer, the one that has to answer."""
        preparing = self.preparation.unit_org_id if self.preparation else None
        answering = self.assigned.agency_id if self.assigned else None
        return frozenset(each for each in (self.received_by_org_id, preparing, answering) if each)


@dataclass(frozen=True)
class Unknown:
    """Nothing was registered under this id."""


@dataclass(frozen=True)
class Known:
    dossier: Dossier


class Registered(Known):
    name = StateName.REGISTERED


class Classified(Known):
    name = StateName.CLASSIFIED


class Preparing(Known):
    name = StateName.PREPARING


class Prepared(Known):
    name = StateName.PREPARED


class Scheduled(Known):
    name = StateName.SCHEDULED


class Raised(Known):
    name = StateName.RAISED


class NotRaised(Known):
    name = StateName.NOT_RAISED


class AnsweredOnSpot(Known):
    name = StateName.ANSWERED_ON_SPOT


class Assigned(Known):
    name = StateName.ASSIGNED


class Replied(Known):
    name = StateName.REPLIED


class Closed(Known):
    name = StateName.CLOSED


class Rejected(Known):
    name = StateName.REJECTED


class RoutedOut(Known):
    name = StateName.ROUTED_OUT


class Withdrawn(Known):
    name = StateName.WITHDRAWN


class Merged(Known):
    name = StateName.MERGED


Opened: TypeAlias = Registered | Classified | Preparing | Prepared | Scheduled | Raised | NotRaised
Answering: TypeAlias = Assigned | Replied | Closed
Ended: TypeAlias = AnsweredOnSpot | Rejected | RoutedOut | Withdrawn
AnyKnown: TypeAlias = Opened | Answering | Ended | Merged
Opinion: TypeAlias = Unknown | AnyKnown

STATES: Mapping[StateName, type[AnyKnown]] = MappingProxyType({state.name: state for state in get_args(AnyKnown)})


class StreamBroken(Exception):
    """An event follows nothing it could follow: the log was written by other means."""


def evolve(opinion: Opinion, event: OpinionEvent) -> Opinion:
    """The opinion after the event."""
    if isinstance(event, OpinionRegistered):
        return Registered(_opened_by(event))
    if isinstance(opinion, Unknown):
        raise StreamBroken(type(event).__name__)
    return _next(opinion, opinion.dossier, event)


def _next(opinion: AnyKnown, known: Dossier, event: LaterEvent) -> AnyKnown:  # noqa: C901, PLR0911
    match event:
        case OpinionAcknowledged():
            return type(opinion)(replace(known, acknowledged=event))
        case OpinionClassified() | PreparationAssigned() | PreparedAnswerSubmitted() | OpinionScheduled():
            return _prepared(known, event)
        case OpinionMerged():
            return type(opinion)(replace(known, member_ids=(*known.member_ids, *event.merged_ids)))
        case OpinionJoined():
            return Merged(replace(known, survivor_id=event.survivor_id))
        case OpinionRejected():
            return Rejected(replace(known, ended_by=event, readable=known.readable and not event.text_shredded))
        case OpinionRoutedOut():
            return RoutedOut(replace(known, ended_by=event, readable=known.readable and not event.text_shredded))
        case OpinionWithdrawn():
            return Withdrawn(replace(known, ended_by=event))
        case OpinionTextShredded():
            return type(opinion)(replace(known, readable=False))
        case OpinionRaised() | OpinionNotRaised() | OpinionAnsweredOnSpot() | OpinionAssigned() | OpinionOutcomeStated():
            return _at_session(known, event)
        case OpinionCaseOpened() | OpinionReplied() | OpinionClosed() | OpinionReopened():
            return _in_followup(known, event)
        case OpinionFactDisputed():
            return type(opinion)(replace(known, disputed=known.disputed | {(event.fact, event.source_id)}))
        case _:
            assert_never(event)


def _opened_by(event: OpinionRegistered) -> Dossier:
    return Dossier(
        opinion_id=event.opinion_id,
        received_by_org_id=event.received_by_org_id,
        received_on=local_date(event.received_at),
        submitter_ref=event.submitter_ref,
        target_session_id=event.target_session_id,
        readable=event.text is not None,
        audience=event.audience,
        slip_no=event.slip_no,
    )


def _prepared(known: Dossier, event: OpinionClassified | PreparationAssigned | PreparedAnswerSubmitted | OpinionScheduled) -> AnyKnown:
    match event:
        case OpinionClassified():
            return STATES[event.state](replace(known, classified=event))
        case PreparationAssigned():
            return STATES[event.state](replace(known, preparation=event, prepared=None))
        case PreparedAnswerSubmitted():
            return STATES[event.state](replace(known, prepared=event))
        case OpinionScheduled():
            return Scheduled(replace(known, session_id=event.session_id, slip_no=event.slip_no or known.slip_no))
        case _:
            assert_never(event)


def _at_session(
    known: Dossier,
    event: OpinionRaised | OpinionNotRaised | OpinionAnsweredOnSpot | OpinionAssigned | OpinionOutcomeStated,
) -> AnyKnown:
    here = replace(known, session_id=event.session_id)
    match event:
        case OpinionRaised():
            return Raised(replace(here, slip_no=event.slip_no or known.slip_no))
        case OpinionNotRaised():
            return NotRaised(here)
        case OpinionAnsweredOnSpot():
            return AnsweredOnSpot(replace(here, ended_by=event))
        case OpinionAssigned():
            return STATES[event.state](replace(here, assigned=event))
        case OpinionOutcomeStated():
            return Raised(replace(here, stated=event))
        case _:
            assert_never(event)


def _in_followup(known: Dossier, event: OpinionCaseOpened | OpinionReplied | OpinionClosed | OpinionReopened) -> AnyKnown:
    match event:
        case OpinionCaseOpened():
            return STATES[event.state](replace(known, case_id=event.case_id, session_id=event.session_id))
        case OpinionReplied():
            return STATES[event.state](replace(known, reply_ids=(*known.reply_ids, event.reply_id), case_id=event.case_id))
        case OpinionClosed():
            return Closed(replace(known, case_id=event.case_id))
        case OpinionReopened():
            return Assigned(known)
        case _:
            assert_never(event)
