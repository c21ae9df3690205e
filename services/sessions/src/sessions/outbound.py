"""Which stored events the others hear, and in what words; what stays private says why. A function of the stored event alone."""

from collections.abc import Mapping

from chassis.eventstore.recorded import Recorded
from contracts import sessions as public
from contracts.envelope import PublicEvent
from sessions.annual_plan import events as plan
from sessions.annual_plan.events import PlannedItem
from sessions.dialogue_session import events as session
from sessions.org_unit import events as org

SAME_WORDS: Mapping[type, type[PublicEvent]] = {
    org.OrgUnitClosed: public.OrgUnitClosedV1,
    org.RoleAssigned: public.RoleAssignedV1,
    org.RoleEnded: public.RoleEndedV1,
    session.SessionScheduled: public.SessionScheduledV1,
    session.SessionPostponed: public.SessionPostponedV1,
    session.SessionCancelled: public.SessionCancelledV1,
    session.InvitationListApproved: public.InvitationListApprovedV1,
    session.AgendaApproved: public.AgendaApprovedV1,
    session.SecurityArranged: public.SecurityArrangedV1,
    session.SecretaryAppointed: public.SecretaryAppointedV1,
    session.SessionOpened: public.SessionOpenedV1,
    session.RegistrationSlipRecorded: public.RegistrationSlipRecordedV1,
    session.SpeakingTurnTaken: public.SpeakingTurnTakenV1,
    session.OpinionAnsweredAtSession: public.OpinionAnsweredAtSessionV1,
    session.OpinionAssignedAtSession: public.OpinionAssignedAtSessionV1,
    session.MinutesAdopted: public.MinutesAdoptedV1,
    session.SessionConcluded: public.SessionConcludedV1,
    session.SessionDateCorrected: public.SessionDateCorrectedV1,
    session.MinutesCorrected: public.MinutesCorrectedV1,
    session.SessionRecorded: public.SessionRecordedV1,
    session.InternalReviewHeld: public.InternalReviewHeldV1,
    session.ConclusionNoticeIssued: public.ConclusionNoticeIssuedV1,
    session.ResultNoticeIssued: public.ResultNoticeIssuedV1,
    session.SessionReportSubmitted: public.SessionReportSubmittedV1,
}

STAYS_PRIVATE: Mapping[type, str] = {
    plan.AnnualPlanPrepared: "nothing is decided before the chair approves",
    session.SessionProposed: "nothing is decided before the chair approves",
    session.ProposalDeclined: "nothing came of it",
    session.InvitationListPrepared: "nothing is decided before the chair approves",
    session.AgendaPrepared: "nothing is decided before the chair approves",
    session.FacilitiesArranged: "a checklist of the office",
    session.InviteeTold: "notify said so",
    session.InviteeToldOfChange: "notify said so",
    session.ChangeAnnounced: "notify said so",
    session.InvitationLateNoted: "notify said so",
    session.ShortcomingJustified: "bookkeeping between the chair and the office",
    session.ProgrammeStepTaken: "the course of the day; slips, turns and minutes are told",
    session.SessionPartHeld: "the session is told as one",
    session.NewMatterVerified: "a check inside the office",
    session.NotRaisedSettled: "intake said so",
    session.PaperDrafted: "a draft is nobody else's business",
    session.PublicationDutyNoted: "followup said so",
    session.ResultNoticePublished: "the notice itself was told",
    session.SessionAnnounced: "notify said so",
    session.OpinionScheduled: "intake said so; the conclusion names every opinion",
    session.OpinionDescribed: "intake said so",
    session.OpinionClassificationNoted: "intake said so",
    session.OpinionTakenOff: "intake said so",
    session.OpinionCameTooLate: "housekeeping of the office",
    session.ConclusionRefused: "the agency hears it in its receipt",
    session.SessionCaseClosed: "followup said so",
    session.SessionCaseReopened: "followup said so",
    session.SessionClosed: "the end of the office's own bookkeeping",
}


def outbound(recorded: Recorded) -> PublicEvent | None:
    """The public event, or None. Raises KeyError for an event nobody decided about."""
    event = recorded.event
    match event:
        case org.OrgUnitRegistered():
            return public.OrgUnitRegisteredV1(unit_id=event.unit_id, valid_from=event.valid_from, **vars(event.entry))
        case org.OrgUnitChanged():
            return public.OrgUnitChangedV1(unit_id=event.unit_id, valid_from=event.valid_from, **vars(event.entry))
        case plan.AnnualPlanIssued() | plan.AnnualPlanAmended():
            return _plan(event)
        case _ if type(event) in STAYS_PRIVATE:
            return None
        case _:
            return SAME_WORDS[type(event)].model_validate(event, from_attributes=True)


def _plan(event: plan.AnnualPlanIssued | plan.AnnualPlanAmended) -> PublicEvent:
    planned = tuple(_planned(item) for item in event.planned)
    told = {
        "plan_id": event.plan_id,
        "plan_year": event.plan_year,
        "org_id": event.org_id,
        "doc": event.doc,
        "basis_docs": event.basis_docs,
        "planned": planned,
    }
    if isinstance(event, plan.AnnualPlanAmended):
        return public.AnnualPlanAmendedV1.model_validate({**told, "reason": event.reason})
    return public.AnnualPlanIssuedV1.model_validate(told)


def _planned(item: PlannedItem) -> public.PlannedDialogue:
    window = public.Window(from_=item.window[0], to=item.window[1]) if item.window else None
    return public.PlannedDialogue(
        audience=item.audience, regime=item.regime, form=item.form, expected_window=window, min_count=item.min_count
    )
