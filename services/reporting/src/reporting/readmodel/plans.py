"""Annual plans: how many dialogues of which kind an organisation promised for a plan year."""

from typing import Any

from sqlmodel import Field

from reporting.readmodel.facts import JSON, Fact


class PlanFact(Fact, table=True):
    """The newest text of one plan; `planned` is a list of {audience, regime, form, min_count}."""

    __tablename__ = "plan_fact"
    plan_id: str = Field(primary_key=True)
    plan_year: int = Field(index=True)
    org_id: str
    document: str
    amended: bool
    planned: list[Any] = Field(sa_type=JSON)
