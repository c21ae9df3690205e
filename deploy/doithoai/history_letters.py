"""The generated history as agencies' messages: opinions sealed one by one, then each session with what became of them."""

import random
from datetime import datetime, timedelta

from chassis.ids import derived_id
from contracts.agencies import OpinionRegisteredInV1, SessionConcludedInV1, SessionOpinionIn, SubmitterBoxes
from contracts.seal import seal_for
from contracts.sessions import SessionTotals
from contracts.vocabulary import Audience, Disposition, DomainCode, Form, Level, OpinionChannel, OpinionKind, Regime, SubmitterKind, Urgency
from doithoai.demo_acts import instant
from doithoai.demo_agencies import Mail, mail, without_message_id
from doithoai.history_plan import PastOpinion, PastSession
from doithoai.sample.audiences import SUBMITTER_OF
from doithoai.sample.submitters import placeholder

BEFORE = timedelta(days=3)


def heard_at(session: PastSession) -> datetime:
    """Opinions came in three days before their session."""
    return instant(session.held_on, 9) - BEFORE


def opinion_letter(session: PastSession, opinion: PastOpinion, public_key: bytes) -> Mail:
    """One opinion, its text and its made-up submitter sealed."""
    at, person = heard_at(session), placeholder(int(derived_id(opinion.ref).hex[:8], 16) % 900 + 1)
    told = OpinionRegisteredInV1(
        opinion_ref=opinion.ref,
        channel=OpinionChannel.AGENCY_SYSTEM,
        received_at=at,
        received_by_org_id=session.host.unit.id,
        submitter_kind=SubmitterKind(SUBMITTER_OF[opinion.audience]),
        submitter=SubmitterBoxes(name=seal_for(public_key, person.name)),
        text=seal_for(public_key, opinion.text),
        audience=Audience(opinion.audience),
        kind=OpinionKind.RECOMMENDATION,
        domain_code=DomainCode(opinion.domain),
        urgency=Urgency.NORMAL,
        summary_redacted=opinion.text,
    )
    return mail(session.host.agency, derived_id("history", opinion.ref), told, at, opinion.ref)


def session_letter(session: PastSession, ids: dict[str, str]) -> Mail:
    """One session; `ids` are the opinions' ids as their receipts gave them, by the agency's own reference."""
    answered, count = sum(opinion.answered for opinion in session.opinions), len(session.opinions)
    fates = {True: Disposition.ANSWERED_ON_SPOT, False: Disposition.NOT_STATED}
    told = SessionConcludedInV1(
        session_ref=session.ref,
        held_from=session.held_on,
        held_on=session.held_on,
        concluded_at=instant(session.held_on, 11),
        plan_year=session.held_on.year,
        level=Level(session.host.unit.level),
        regime=Regime.PERIODIC,
        audience=(Audience(session.audience),),
        form=Form.CONFERENCE,
        host_org_id=session.host.unit.id,
        totals=SessionTotals(
            registered=count, raised=count, answered_on_spot=answered, assigned=0, beyond_authority=0, rejected=0, routed_out=0
        ),
        opinions=tuple(SessionOpinionIn(opinion_id=ids[o.ref], disposition=fates[o.answered]) for o in session.opinions),
    )
    return mail(session.host.agency, derived_id("history", session.ref), told, instant(session.held_on, 11), session.ref)


def disordered(letters: list[Mail], seed: int) -> list[Mail]:
    """The same messages in a random order, a tenth of them twice; the second copy has no message id, so that the broker stores it too."""
    draw = random.Random(seed)  # noqa: S311
    copies = [without_message_id(letter) for letter in draw.sample(letters, max(1, len(letters) // 10))]
    mixed = [*letters, *copies]
    draw.shuffle(mixed)
    return mixed
