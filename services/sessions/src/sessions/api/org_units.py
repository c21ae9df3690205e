"""The organisation directory over HTTP: register, change, close; roles; search."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import AfterValidator, Field

from chassis.handle import Unit
from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, set_etag
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from contracts.envelope import Document
from contracts.fields import Id, Name, Role, Token
from contracts.vocabulary import Level, OrgClass
from sessions.acting import Act, Asking, Body, Done, TheAct, done
from sessions.lookup import is_committee, is_known
from sessions.org_unit.commands import AssignRole, ChangeOrgUnit, CloseOrgUnit, EndRole, OrgUnitCommand, RegisterOrgUnit
from sessions.org_unit.decide import decider, stream_of
from sessions.org_unit.entry import Entry
from sessions.org_unit.events import OrgUnitEvent
from sessions.org_unit.permissions import READ, WRITE
from sessions.readmodel.organisation_directory import Organisation, Wanted, find_organisation, find_organisations, find_roles

router = APIRouter(prefix="/api/v1/org-units", tags=["Tổ chức"])
UnitId = Annotated[str, Path(max_length=200)]


def _written(name: str) -> str:
    if not name.strip():
        raise ValueError("Chưa nhập thông tin này.")
    return name.strip()


class EntryBody(Body):
    """`party_committee_id`: the Party committee of the same level; left out, that of the nearest organisation above that names one."""

    name: Annotated[Name, AfterValidator(_written)]
    org_class: OrgClass = Field(alias="class")
    level: Level
    parent_id: Id | None = None
    official_ids: tuple[Id, ...] = ()
    symbol: str | None = Field(default=None, max_length=40)
    admin_unit_code: str | None = Field(default=None, max_length=20)
    party_committee_id: Id | None = None
    agency_code: Token | None = None
    contact_email: str | None = Field(default=None, max_length=200)

    def entry(self) -> Entry:
        return Entry(**{name: getattr(self, name) for name in EntryBody.model_fields})


class RegisterBody(EntryBody):
    """With `valid_to` an organisation of the past is registered and closed in one go."""

    unit_id: Id
    valid_from: date | None = None
    valid_to: date | None = None
    successor_ids: tuple[Id, ...] = ()


class ChangeBody(EntryBody):
    valid_from: date


class CloseBody(Body):
    """`decision_doc` is the resolution or decision the organisation ended by; cases that move to a successor name it."""

    valid_to: date
    successor_ids: tuple[Id, ...] = ()
    decision_doc: Document | None = None


class RoleBody(Body):
    actor_ref: Id
    role: Role
    valid_from: date


class RoleEndBody(Body):
    actor_ref: Id
    role: Role
    valid_to: date


async def _do(act: Act, unit_id: str, command: OrgUnitCommand | Asking[OrgUnitCommand]) -> Done:
    return done(unit_id, await act.decide(decider, stream_of(unit_id), command))


async def _place_known(unit: Unit, entry: EntryBody) -> tuple[bool, bool]:
    """Whether the directory holds the parent and the Party committee that the entry names."""
    parent, committee = entry.parent_id, entry.party_committee_id
    return parent is None or await is_known(unit, parent), committee is None or await is_committee(unit, committee)


async def _closing(unit: Unit, valid_to: date, successor_ids: tuple[str, ...], decision_doc: Document | None = None) -> CloseOrgUnit:
    unknown = tuple([each for each in successor_ids if not await is_known(unit, each)])
    return CloseOrgUnit(valid_to, successor_ids, unknown, decision_doc)


@router.post("", status_code=201, dependencies=[permit(WRITE)])
async def register(body: RegisterBody, act: TheAct) -> Done:
    stream = stream_of(body.unit_id)

    async def work(unit: Unit) -> Sequence[OrgUnitEvent]:
        command = RegisterOrgUnit(body.unit_id, body.entry(), body.valid_from, *await _place_known(unit, body))
        registered = await unit.handle(decider, stream, command, expected_version=act.version)
        if body.valid_to is None:
            return registered
        return (*registered, *await unit.handle(decider, stream, await _closing(unit, body.valid_to, body.successor_ids)))

    return done(body.unit_id, await act.perform(decider, stream, work))


@router.post("/{unit_id}/change", dependencies=[permit(WRITE)])
async def change(unit_id: UnitId, body: ChangeBody, act: TheAct) -> Done:
    async def asking(unit: Unit) -> OrgUnitCommand:
        return ChangeOrgUnit(body.entry(), body.valid_from, *await _place_known(unit, body))

    return await _do(act, unit_id, asking)


@router.post("/{unit_id}/close", dependencies=[permit(WRITE)])
async def close(unit_id: UnitId, body: CloseBody, act: TheAct) -> Done:
    async def asking(unit: Unit) -> OrgUnitCommand:
        return await _closing(unit, body.valid_to, body.successor_ids, body.decision_doc)

    return await _do(act, unit_id, asking)


@router.post("/{unit_id}/roles", status_code=201, dependencies=[permit(WRITE)])
async def assign_role(unit_id: UnitId, body: RoleBody, act: TheAct) -> Done:
    return await _do(act, unit_id, AssignRole(body.actor_ref, body.role, body.valid_from))


@router.post("/{unit_id}/roles/end", dependencies=[permit(WRITE)])
async def end_role(unit_id: UnitId, body: RoleEndBody, act: TheAct) -> Done:
    return await _do(act, unit_id, EndRole(body.actor_ref, body.role, body.valid_to))


@router.get("", dependencies=[permit(READ)])
async def search(
    connection: Reader,
    page: ThePage,
    q: Annotated[str | None, Query(max_length=200)] = None,
    level: Level | None = None,
    on: date | None = None,
) -> dict[str, Any]:
    """`q` is looked for in the name, without regard to diacritics; `on` keeps those that exist that day."""
    rows, total = await find_organisations(connection, Wanted(q, level, on), offset=page.offset, size=page.size)
    return {"total": total, "page": page.number, "items": [shown(row) for row in rows]}


@router.get("/{unit_id}", dependencies=[permit(READ)])
async def read(unit_id: UnitId, connection: Reader, response: Response) -> dict[str, Any]:
    row = await find_organisation(connection, unit_id)
    if row is None:
        raise NotFound
    set_etag(response, row.version)
    roles = await find_roles(connection, unit_id)
    return {**shown(row), "roles": [role.model_dump(exclude={"org_id"}) for role in roles]}


def shown(row: Organisation) -> dict[str, Any]:
    values = row.model_dump(exclude={"folded", "sort_key", "org_class", "official_ids", "successor_ids"})
    lists = {"official_ids": row.official_ids, "successor_ids": row.successor_ids}
    return {**values, "class": row.org_class, **{name: text.split(",") if text else [] for name, text in lists.items()}}
