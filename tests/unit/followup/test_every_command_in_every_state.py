"""A random walk: any command in any state is decided or refused with a known slug, and never breaks the case."""

from datetime import date, timedelta
from functools import reduce

from followup_cases import (
    AGENCY,
    CASE,
    CHAIR,
    DIRECTORY,
    HELD_ON,
    HOST,
    NOTICE,
    OFFICE,
    OFFICER,
    OPINION,
    SUPERIOR,
    THREE_LEGS,
    at,
    calendar,
    open_case,
    pack,
    reply_on,
    terms,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.decider import Refused
from chassis.identity.actor import SYSTEM
from contracts.vocabulary import Channel, Complexity, Outcome, Satisfaction, SuperiorOutcome
from contracts.workdays import shipped_calendar
from followup.case import commands as c
from followup.case.case import Awaiting, CaseState, Closed, Replied, Unknown, evolve
from followup.case.decide import decide
from followup.case.vocabulary import CommunicatedBy
from followup.deadlines.deadline import Terms
from followup.refusals import REFUSALS

ACTORS = st.sampled_from([CHAIR, OFFICER, OFFICE, SYSTEM])
NAMES = st.sampled_from(["D5", "D2", "D0", "MISSED", "L1", "L2", "L3", "L4", "X"])
TERMS = st.sampled_from([terms(), Terms(pack(), shipped_calendar(applies_confirm_rows=False)), None])


@st.composite
def commands(draw: st.DrawFn, today: date) -> c.CaseCommand:
    asked = {"now": at(today, draw(st.integers(7, 22))), "by": draw(ACTORS)}
    kind = draw(st.integers(0, 31))
    later = today + timedelta(days=draw(st.integers(-5, 60)))
    given_terms = draw(TERMS)
    optional = draw(st.sampled_from([NOTICE, None]))
    match kind:
        case 0:
            return open_case(now=asked["now"], terms=given_terms, complexity=draw(st.sampled_from(Complexity)))
        case 1:
            return c.StartWork(**asked)
        case 2:
            return c.Reassign(**asked, to_agency_id=draw(st.sampled_from([AGENCY, "sl-stc"])), reason="x")
        case 3:
            return c.Reclassify(**asked, to=draw(st.sampled_from(Complexity)), reason="x", terms=given_terms)
        case 4:
            return c.RequestExtension(
                **asked,
                proposed_due_on=later,
                reason="x",
                citizen_notice_doc=optional,
                reported_to_org_id="u",
                legal_basis=None,
                terms=given_terms,
            )
        case 5:
            return c.GrantExtension(**asked, terms=given_terms, decision_doc=optional)
        case 6:
            return c.RefuseExtension(**asked, because="x")
        case 7:
            return c.SendDelayNotice(**asked, doc=NOTICE, expected_reply_on=later)
        case 8:
            return c.RequestReferral(**asked, superior_org_id=SUPERIOR, reason="x")
        case 9:
            return c.ReferUpward(**asked, superior_org_id=SUPERIOR, doc=NOTICE, citizen_notice_doc=optional, terms=given_terms)
        case 10:
            return c.RecordSuperiorResponse(
                **asked, superior_org_id=SUPERIOR, doc=NOTICE, outcome=draw(st.sampled_from(SuperiorOutcome)), terms=given_terms
            )
        case 11:
            return c.HoldReply(**asked, case_id=CASE, reply=reply_on(today), agency="snv", event_id=draw(st.sampled_from("ab")))
        case 12:
            return c.ExpireHeldReply(**asked, event_id=draw(st.sampled_from("ab")))
        case 13:
            issuer, told = draw(st.sampled_from([AGENCY, SUPERIOR, "x"])), draw(st.sampled_from([THREE_LEGS, ()]))
            said = {"outcome": draw(st.sampled_from(Outcome)), "corrects": draw(st.sampled_from(["r", "s", None, None]))}
            reply = reply_on(later, reply_id=draw(st.sampled_from("rst")), issuing_org_id=issuer, reported_to=told, said_on=today, **said)
            return c.IssueReply(**asked, reply=reply, calendar=draw(st.sampled_from([calendar(), None])), directory=DIRECTORY)
        case 14:
            return c.CompleteReporting(**asked, reply_id=draw(st.sampled_from("rst")), reported_to=THREE_LEGS, directory=DIRECTORY)
        case 15:
            return c.RecordDelivery(
                **asked, reply_id=draw(st.sampled_from("rst")), opinion_id=OPINION, channel=Channel.EMAIL, delivered_at=asked["now"]
            )
        case 16:
            return c.CloseCase(**asked)
        case 17:
            return c.ReopenCase(**asked, reason="x", terms=given_terms)
        case 18:
            return c.Escalate(**asked, level=draw(st.integers(1, 4)), to_role="chairperson", to_org_id=None, calendar=calendar())
        case 19:
            return c.PassStep(**asked, name=draw(NAMES), generation=draw(st.integers(1, 3)), open_at=asked["now"])
        case 20:
            return c.MarkCommunicated(**asked, by_means_of=CommunicatedBy.NOTICE)
        case 21:
            return c.RecalculateDeadline(**asked, terms=given_terms)
        case 22:
            return c.DeclineReferral(**asked, because="x")
        case 23:
            return c.IssueInterimReply(
                **asked,
                reply_id=draw(st.sampled_from("ij")),
                opinion_ids=(OPINION,),
                issuing_org_id=draw(st.sampled_from([AGENCY, "x"])),
                reply_doc=NOTICE,
                issued_on=later,
                summary_plain="x",
                expected_reply_on=draw(st.sampled_from([later, None])),
            )
        case 24:
            return c.RescheduleCommitment(**asked, commitment_id=draw(st.sampled_from("rst")), expected_on=later, reason="x")
        case 25:
            return c.RecordResolution(**asked, commitment_id=draw(st.sampled_from("rst")), resolved_on=later, summary_plain="x")
        case 26:
            return c.Urge(**asked, note="x")
        case 27:
            gone = draw(st.sampled_from([AGENCY, HOST, "x"]))
            successors = draw(st.sampled_from([(), ("sl-moi",), ("sl-moi", "sl-moi-2")]))
            return c.PassToSuccessor(**asked, from_org_id=gone, successor_ids=successors, last_day=today)
        case 28:
            return c.JoinOpinions(**asked, opinion_ids=("opinion-2",))
        case 29:
            return c.RecordSatisfaction(**asked, opinion_id=OPINION, satisfaction=draw(st.sampled_from(Satisfaction)))
        case 30:
            open_at = draw(st.sampled_from([asked["now"], asked["now"] + timedelta(days=1)]))
            which, passed = draw(st.sampled_from("rst")), draw(st.booleans())
            return c.RemindOfCommitment(**asked, commitment_id=which, expected_on=later, passed=passed, open_at=open_at)
        case _:
            return c.CorrectSessionDate(**asked, held_on=HELD_ON + timedelta(days=draw(st.integers(0, 2))), terms=given_terms)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_walk_of_commands_leaves_a_pair_of_command_and_state_undecided(data: st.DataObject) -> None:
    state: CaseState = Unknown()
    today = HELD_ON
    said: list[tuple[date, str]] = []
    for _ in range(data.draw(st.integers(1, 14))):
        today += timedelta(days=data.draw(st.integers(0, 9)))
        command = data.draw(commands(today))
        try:
            events = decide(command, state)
        except Refused as refusal:
            assert refusal.slug in REFUSALS
            continue
        state = reduce(evolve, events, state)
        said += [
            (event.due_on, type(event).__name__ + str(getattr(event, "level", "")))
            for event in events
            if hasattr(event, "due_on") and hasattr(event, "owner_org_id")
        ]
    assert len(said) == len(set(said)), "a fact about a due date is stated once"
    if not isinstance(state, Unknown | Awaiting) and isinstance(state, Replied | Closed):
        assert set(state.facts.opinion_ids) <= set(state.facts.answered)
    if isinstance(state, Closed):
        assert not any(issued.missing_legs for issued in state.facts.in_force)
