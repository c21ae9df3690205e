"""Opinions, commands and events to start a sentence with."""

from datetime import UTC, date, datetime
from typing import Any

from contracts.envelope import Document, Sealed
from contracts.vocabulary import (
    Audience,
    Authority,
    Complexity,
    DataRequestKind,
    DataRequestOutcome,
    Disposition,
    DomainCode,
    OpinionChannel,
    OpinionKind,
    Outcome,
    PreparationOutcome,
    RejectReason,
    Route,
    SubmitterKind,
    Timeliness,
    Urgency,
)
from intake.data_request import events as requests
from intake.import_batch import events as batches
from intake.opinion import commands as ask
from intake.opinion import events as e
from intake.opinion.vocabulary import Acknowledged, Fact, ShredCause, StateName
from intake.opinion_list import events as lists
from intake.submitter import events as people

NOW = datetime(2026, 2, 9, 2, tzinfo=UTC)
BY = "acc-1"


def sealed(subject: str = "o-1") -> Sealed:
    return Sealed(subject=subject, key_version=1, alg="A256GCM", nonce="bm9uY2U=", ciphertext="Y2lwaGVy")


DOCUMENT = Document(organ_id="H52.01", number="12", symbol="VPUB", issued_on=date(2026, 2, 10))


def register(**fields: Any) -> ask.RegisterOpinion:
    values: dict[str, Any] = {
        "now": NOW,
        "by": BY,
        "opinion_id": "o-1",
        "channel": OpinionChannel.IN_PERSON,
        "received_at": NOW,
        "received_by_org_id": "org-1",
        "submitter_kind": SubmitterKind.CITIZEN,
        "audience": Audience.PEOPLE,
        "kind": OpinionKind.RECOMMENDATION,
        "summary_redacted": "Đề nghị sửa cống",
        "submitter_ref": "p-1",
        "submitter": e.SealedSubmitter(name=sealed("p-1")),
        "text": sealed(),
        **fields,
    }
    return ask.RegisterOpinion(**values)


def registered(**fields: Any) -> e.OpinionRegistered:
    values: dict[str, Any] = {
        "opinion_id": "o-1",
        "channel": OpinionChannel.IN_PERSON,
        "received_at": NOW,
        "received_by_org_id": "org-1",
        "submitter_kind": SubmitterKind.CITIZEN,
        "submitter_ref": "p-1",
        "submitter": e.SealedSubmitter(name=sealed("p-1")),
        "text": sealed(),
        "represented_count": 1,
        "language": "vi",
        "needs_interpreter": False,
        "audience": Audience.PEOPLE,
        "kind": OpinionKind.RECOMMENDATION,
        "domain_code": None,
        "urgency": None,
        "summary_redacted": "Đề nghị sửa cống",
        "attachment_refs": (),
        "target_session_id": None,
        "after_cutoff": False,
        "slip_no": None,
        "raised_live": False,
        "source_ref": None,
        "acknowledge_by": None,
        "calendar_version": None,
        **fields,
    }
    return e.OpinionRegistered(**values)


CLASSIFY = ask.ClassifyOpinion(
    NOW,
    BY,
    "dialogue_office",
    DomainCode.LAND,
    Urgency.HIGH,
    Complexity.ORDINARY,
    is_longstanding=False,
    authority=Authority.WITHIN,
    reason="Theo nội dung",
)
CLASSIFIED = e.OpinionClassified(
    "o-1",
    DomainCode.LAND,
    Urgency.HIGH,
    Complexity.ORDINARY,
    False,
    Authority.WITHIN,
    "dialogue_office",
    "Theo nội dung",
    StateName.CLASSIFIED,
)
PREPARING = e.PreparationAssigned("o-1", "org-2", date(2026, 2, 20), StateName.PREPARING)
PREPARED = e.PreparedAnswerSubmitted("o-1", "org-2", PreparationOutcome.PROPOSAL, "doc-1", StateName.PREPARED)
SCHEDULED = e.OpinionScheduled("o-1", "s-1", None)
RAISED = e.OpinionRaised("o-1", "s-1", 3, 1)
NOT_RAISED = e.OpinionNotRaised("o-1", "s-1")
ANSWERED = e.OpinionAnsweredOnSpot("o-1", "s-1", Outcome.EXPLAINED, "chairperson")
ASSIGNED = e.OpinionAssigned("o-1", "s-1", "org-2", (), Complexity.ORDINARY, Authority.WITHIN, StateName.ASSIGNED)
CASE_OPENED = e.OpinionCaseOpened("o-1", "case-1", "s-1", "org-2", StateName.ASSIGNED)
REPLIED = e.OpinionReplied("o-1", "r-1", "case-1", "org-2", Outcome.RESOLVED, date(2026, 3, 4), StateName.REPLIED)
CLOSED = e.OpinionClosed("o-1", "case-1", date(2026, 3, 4), Timeliness.ON_TIME)

STORED: tuple[Any, ...] = (
    registered(
        domain_code=DomainCode.LAND,
        urgency=Urgency.HOT,
        attachment_refs=("file-1",),
        target_session_id="s-1",
        after_cutoff=True,
        slip_no=4,
        source_ref="moc-chau:17",
        acknowledge_by=date(2026, 3, 2),
        calendar_version="2026-1",
    ),
    e.OpinionAcknowledged("o-1", Acknowledged.ACCEPTED, DOCUMENT, date(2026, 2, 10)),
    CLASSIFIED,
    PREPARING,
    PREPARED,
    SCHEDULED,
    e.OpinionMerged("o-1", ("o-2", "o-3"), "Cùng nội dung"),
    e.OpinionJoined("o-2", "o-1", "Cùng nội dung"),
    e.OpinionRejected("o-1", RejectReason.STATE_SECRET_SUSPECTED, text_shredded=True),
    e.OpinionRoutedOut("o-1", Route.DENUNCIATION, "org-9", text_shredded=True),
    e.OpinionWithdrawn("o-1", "Đã được giải quyết"),
    e.OpinionTextShredded("o-1", ShredCause.SUBMITTER_ERASED),
    RAISED,
    NOT_RAISED,
    ANSWERED,
    ASSIGNED,
    e.OpinionOutcomeStated("o-1", "s-1", Disposition.ROUTED_OUT),
    CASE_OPENED,
    REPLIED,
    CLOSED,
    e.OpinionReopened("o-1", "case-1"),
    e.OpinionFactDisputed("o-1", Fact.OUTCOME, "s-1:ASSIGNED"),
    lists.CutoffSet("s-1", date(2025, 12, 17), date(2025, 12, 16), "2026-1"),
    lists.UnitOpinionListSubmitted("l-1", "org-2", "s-1", date(2025, 12, 17), NOW, ("o-1",), late=True, nil_return=False),
    lists.OpinionCutoffClosed("s-1", date(2025, 12, 17), lists=3, late_lists=0, nil_returns=1, opinions=7),
    people.SubmitterSpoke("p-1", "o-1"),
    people.SubmitterErased("p-1", NOW, ("o-1",), "Đơn đề nghị số 5"),
    requests.DataRequestRegistered("r-1", DataRequestKind.ERASURE, date(2026, 2, 9), "org-1", "p-1"),
    requests.DataRequestAnswered(
        "r-1", date(2026, 2, 11), DataRequestOutcome.GRANTED, Document(number="9", symbol="VPUB", issued_on=date(2026, 2, 11))
    ),
    requests.DataRequestCompleted("r-1", date(2026, 2, 12), None),
    batches.ImportPreviewed(
        "b-1", "9f86d081", "xlsx", "org-1", "s-1", new=9, duplicate=1, warning=2, error=3, previewed_by="a-1", previewed_at=NOW
    ),
    batches.ImportApproved("b-1", "a-1", "dialogue_office", "org-1", NOW),
    batches.ImportFinished("b-1", registered=10, repeated=1, refused=0, finished_at=NOW),
    batches.ImportForgotten("b-1", NOW),
)
