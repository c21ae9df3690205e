"""What happens around a case: who held it from when, what its reply promised, what the submitter thinks, first words on the way, urging."""

from datetime import date

from sqlmodel import Field

from reporting.readmodel.facts import Fact

GIVEN, REASSIGNED, SUCCEEDED = "GIVEN", "REASSIGNED", "SUCCEEDED"
OPEN, RESOLVED, WITHDRAWN = "OPEN", "RESOLVED", "WITHDRAWN"


class CaseHolder(Fact, table=True):
    """Who answers a case from a local day on: the holder on a day is the row with the greatest (`since`, `position`) up to it.

    A figure counted by the organisation valid on the event's day reads this; `case_fact.agency_id` is who holds it now.
    """

    __tablename__ = "case_holder"
    case_id: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    org_id: str = Field(index=True)
    host_org_id: str | None = None
    since: date
    why: str
    decision: str | None = None


class CommitmentFact(Fact, table=True):
    """One promise of a reply: carried over into every period that begins after `made_on` and before `ended_on`."""

    __tablename__ = "commitment_fact"
    commitment_id: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    owner_org_id: str
    opinions: int
    made_on: date
    first_expected_on: date | None = None
    expected_on: date | None = None
    steps: str
    budget_note: str
    state: str
    ended_on: date | None = None


class CommitmentOpinion(Fact, table=True):
    """Which opinions a promise is about."""

    __tablename__ = "commitment_opinion"
    commitment_id: str = Field(primary_key=True)
    opinion_id: str = Field(primary_key=True, index=True)
    case_id: str


class SatisfactionFact(Fact, table=True):
    """The submitter's word on the reply, as last said."""

    __tablename__ = "satisfaction_fact"
    case_id: str = Field(primary_key=True)
    opinion_id: str = Field(primary_key=True)
    satisfaction: str
    recorded_on: date


class InterimReplyFact(Fact, table=True):
    """A first word on the way; it answers nothing yet."""

    __tablename__ = "interim_reply_fact"
    reply_id: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    issuing_org_id: str
    issued_on: date
    expected_reply_on: date | None = None


class UrgingFact(Fact, table=True):
    """Somebody pressed the holder by hand."""

    __tablename__ = "urging_fact"
    case_id: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    urged_on: date
    by_role: str
    to_org_id: str
