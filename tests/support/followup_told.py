"""What sessions tells followup, ready to be told: a session ahead with the units that list for it, an organisation that ends; and what is owed then."""

from typing import Any

from followup_cases import at, day
from followup_world import AGENCY, HOST, SESSION, World, organisation

from contracts.envelope import Document
from contracts.sessions import OrgUnitClosedV1, OrgUnitRegisteredV1, SessionScheduledV1
from contracts.vocabulary import Audience, Form, Level, OrgClass, Regime, Trigger

DECISION = Document(number="1681", symbol="NQ-UBTVQH15", issued_on=day("2026-02-01"))
NEW = organisation("sl-so-moi", "Sở Nội vụ và Lao động tỉnh Sơn La", OrgClass.DEPARTMENT, "sl-ubnd-tinh")


def ended(unit_id: str = AGENCY, last_day: str = "2026-02-28", successors: tuple[str, ...] = ("sl-so-moi",)) -> OrgUnitClosedV1:
    return OrgUnitClosedV1(unit_id=unit_id, valid_to=day(last_day), successor_ids=successors, decision_doc=DECISION)


COMMUNE, UNIT = "sl-xa-03646-ubnd", "sl-vpub-tong-hop"
UNITS = (
    organisation(UNIT, "Phòng Tổng hợp", OrgClass.UNIT, HOST),
    OrgUnitRegisteredV1(unit_id=COMMUNE, name="UBND xã Tô Hiệu", org_class=OrgClass.GOV, level=Level.COMMUNE, symbol="UBND"),
)


def scheduled(
    on: str = "2026-03-26", *, audience: Audience = Audience.PEOPLE, form: Form = Form.CONFERENCE, cutoff: str | None = None, **changes: Any
) -> SessionScheduledV1:
    values: dict[str, Any] = {
        "session_id": SESSION,
        "plan_year": 2026,
        "regime": Regime.PERIODIC,
        "audience": (audience,),
        "form": form,
        "level": Level.PROVINCE,
        "host_org_id": HOST,
        "chair_role": "chairperson",
        "starts_at": at(day(on), 8),
        "ends_at": at(day(on), 11),
        "venue": "Hội trường",
        "opinion_cutoff_on": day(cutoff) if cutoff else None,
        "trigger": Trigger.PLAN,
    }
    return SessionScheduledV1(**{**values, **changes})


async def duties(world: World, **wanted: str) -> dict[str, dict[str, Any]]:
    items = (await world.get("/duties?page_size=100"))["items"]
    return {each["kind"]: each for each in items if all(each[name] == value for name, value in wanted.items())}
