"""What happened to a dialogue session, with the names under which it is stored."""

from typing import TypeAlias

from sessions.dialogue_session.happened_after import (
    ConclusionNoticeIssued,
    ConclusionRefused,
    InternalReviewHeld,
    MinutesCorrected,
    NewMatterVerified,
    NotRaisedSettled,
    PaperDrafted,
    PublicationDutyNoted,
    ResultNoticeIssued,
    ResultNoticePublished,
    SessionCaseClosed,
    SessionCaseReopened,
    SessionClosed,
    SessionConcluded,
    SessionDateCorrected,
    SessionRecorded,
    SessionReportSubmitted,
)
from sessions.dialogue_session.happened_before import (
    AgendaApproved,
    AgendaPrepared,
    ChangeAnnounced,
    FacilitiesArranged,
    InvitationLateNoted,
    InvitationListApproved,
    InvitationListPrepared,
    InviteeTold,
    InviteeToldOfChange,
    ProposalDeclined,
    SecretaryAppointed,
    SecurityArranged,
    SessionAnnounced,
    SessionCancelled,
    SessionPostponed,
    SessionProposed,
    SessionScheduled,
    ShortcomingJustified,
)
from sessions.dialogue_session.happened_during import (
    MinutesAdopted,
    OpinionAnsweredAtSession,
    OpinionAssignedAtSession,
    OpinionCameTooLate,
    OpinionClassificationNoted,
    OpinionDescribed,
    OpinionScheduled,
    OpinionTakenOff,
    ProgrammeStepTaken,
    RegistrationSlipRecorded,
    SessionOpened,
    SessionPartHeld,
    SpeakingTurnTaken,
)

__all__ = [
    "EVENTS",
    "AgendaApproved",
    "AgendaPrepared",
    "ChangeAnnounced",
    "ConclusionNoticeIssued",
    "ConclusionRefused",
    "DialogueSessionEvent",
    "FacilitiesArranged",
    "InternalReviewHeld",
    "InvitationLateNoted",
    "InvitationListApproved",
    "InvitationListPrepared",
    "InviteeTold",
    "InviteeToldOfChange",
    "MinutesAdopted",
    "MinutesCorrected",
    "NewMatterVerified",
    "NotRaisedSettled",
    "OpinionAnsweredAtSession",
    "OpinionAssignedAtSession",
    "OpinionCameTooLate",
    "OpinionClassificationNoted",
    "OpinionDescribed",
    "OpinionScheduled",
    "OpinionTakenOff",
    "PaperDrafted",
    "ProgrammeStepTaken",
    "ProposalDeclined",
    "PublicationDutyNoted",
    "RegistrationSlipRecorded",
    "ResultNoticeIssued",
    "ResultNoticePublished",
    "SecretaryAppointed",
    "SecurityArranged",
    "SessionAnnounced",
    "SessionCancelled",
    "SessionCaseClosed",
    "SessionCaseReopened",
    "SessionClosed",
    "SessionConcluded",
    "SessionDateCorrected",
    "SessionOpened",
    "SessionPartHeld",
    "SessionPostponed",
    "SessionProposed",
    "SessionRecorded",
    "SessionReportSubmitted",
    "SessionScheduled",
    "ShortcomingJustified",
    "SpeakingTurnTaken",
]

DialogueSessionEvent: TypeAlias = (
    SessionProposed
    | ProposalDeclined
    | SessionScheduled
    | SessionPostponed
    | SessionCancelled
    | InvitationListPrepared
    | InvitationListApproved
    | InviteeTold
    | InviteeToldOfChange
    | SessionAnnounced
    | ChangeAnnounced
    | InvitationLateNoted
    | ShortcomingJustified
    | AgendaPrepared
    | AgendaApproved
    | FacilitiesArranged
    | SecurityArranged
    | SecretaryAppointed
    | OpinionScheduled
    | OpinionDescribed
    | OpinionClassificationNoted
    | OpinionTakenOff
    | OpinionCameTooLate
    | SessionOpened
    | ProgrammeStepTaken
    | SessionPartHeld
    | RegistrationSlipRecorded
    | SpeakingTurnTaken
    | OpinionAnsweredAtSession
    | OpinionAssignedAtSession
    | MinutesAdopted
    | SessionConcluded
    | ConclusionRefused
    | SessionRecorded
    | SessionDateCorrected
    | MinutesCorrected
    | NewMatterVerified
    | NotRaisedSettled
    | InternalReviewHeld
    | PaperDrafted
    | ConclusionNoticeIssued
    | ResultNoticeIssued
    | PublicationDutyNoted
    | ResultNoticePublished
    | SessionReportSubmitted
    | SessionCaseClosed
    | SessionCaseReopened
    | SessionClosed
)

EVENTS: dict[str, type] = {
    "dialogue-session.session-proposed.v1": SessionProposed,
    "dialogue-session.proposal-declined.v1": ProposalDeclined,
    "dialogue-session.session-scheduled.v1": SessionScheduled,
    "dialogue-session.session-postponed.v1": SessionPostponed,
    "dialogue-session.session-cancelled.v1": SessionCancelled,
    "dialogue-session.invitation-list-prepared.v1": InvitationListPrepared,
    "dialogue-session.invitation-list-approved.v1": InvitationListApproved,
    "dialogue-session.invitee-told.v1": InviteeTold,
    "dialogue-session.invitee-told-of-change.v1": InviteeToldOfChange,
    "dialogue-session.session-announced.v1": SessionAnnounced,
    "dialogue-session.change-announced.v1": ChangeAnnounced,
    "dialogue-session.invitation-late-noted.v1": InvitationLateNoted,
    "dialogue-session.shortcoming-justified.v1": ShortcomingJustified,
    "dialogue-session.agenda-prepared.v1": AgendaPrepared,
    "dialogue-session.agenda-approved.v1": AgendaApproved,
    "dialogue-session.facilities-arranged.v1": FacilitiesArranged,
    "dialogue-session.security-arranged.v1": SecurityArranged,
    "dialogue-session.secretary-appointed.v1": SecretaryAppointed,
    "dialogue-session.opinion-scheduled.v1": OpinionScheduled,
    "dialogue-session.opinion-described.v1": OpinionDescribed,
    "dialogue-session.opinion-classification-noted.v1": OpinionClassificationNoted,
    "dialogue-session.opinion-taken-off.v1": OpinionTakenOff,
    "dialogue-session.opinion-came-too-late.v1": OpinionCameTooLate,
    "dialogue-session.session-opened.v1": SessionOpened,
    "dialogue-session.programme-step-taken.v1": ProgrammeStepTaken,
    "dialogue-session.session-part-held.v1": SessionPartHeld,
    "dialogue-session.registration-slip-recorded.v1": RegistrationSlipRecorded,
    "dialogue-session.speaking-turn-taken.v1": SpeakingTurnTaken,
    "dialogue-session.opinion-answered-at-session.v1": OpinionAnsweredAtSession,
    "dialogue-session.opinion-assigned-at-session.v1": OpinionAssignedAtSession,
    "dialogue-session.minutes-adopted.v1": MinutesAdopted,
    "dialogue-session.session-concluded.v1": SessionConcluded,
    "dialogue-session.conclusion-refused.v1": ConclusionRefused,
    "dialogue-session.session-recorded.v1": SessionRecorded,
    "dialogue-session.session-date-corrected.v1": SessionDateCorrected,
    "dialogue-session.minutes-corrected.v1": MinutesCorrected,
    "dialogue-session.new-matter-verified.v1": NewMatterVerified,
    "dialogue-session.not-raised-settled.v1": NotRaisedSettled,
    "dialogue-session.internal-review-held.v1": InternalReviewHeld,
    "dialogue-session.paper-drafted.v1": PaperDrafted,
    "dialogue-session.conclusion-notice-issued.v1": ConclusionNoticeIssued,
    "dialogue-session.result-notice-issued.v1": ResultNoticeIssued,
    "dialogue-session.publication-duty-noted.v1": PublicationDutyNoted,
    "dialogue-session.result-notice-published.v1": ResultNoticePublished,
    "dialogue-session.session-report-submitted.v1": SessionReportSubmitted,
    "dialogue-session.session-case-closed.v1": SessionCaseClosed,
    "dialogue-session.session-case-reopened.v1": SessionCaseReopened,
    "dialogue-session.session-closed.v1": SessionClosed,
}
