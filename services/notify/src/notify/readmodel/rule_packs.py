"""The invitation rule in force on a date: the newest pack of the province that covers it; none heard of means the provisional default."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, select

from contracts.vocabulary import Audience, Form
from notify.notice.timing import DEFAULT_RULE, InvitationRule
from notify.readmodel.organisations import line_above
from notify.readmodel.row import Row

_FORMULA = re.compile(r"^WD\(S,-(?P<days>\d{1,2})\)$")


class LoadedRulePack(Row, table=True):
    __tablename__ = "loaded_rule_pack"
    rulepack_id: str = Field(primary_key=True)
    position: int
    province_code: str
    org_scope: str | None = None
    valid_from: date
    valid_to: date | None = None
    additive: bool
    rules: dict[str, Any] = Field(sa_type=sa.JSON)


async def invitation_rule(connection: AsyncConnection, province_code: str, host_org_id: str, on: date) -> InvitationRule | None:
    """None when packs are known but none covers the date: history without computed limits (domain rules, section 19)."""
    rows = (await connection.execute(select(LoadedRulePack).order_by(col(LoadedRulePack.position)))).mappings()
    packs = [LoadedRulePack(**row) for row in rows]
    if not packs:
        return DEFAULT_RULE
    line = {host_org_id, *await line_above(connection, host_org_id)}
    covering = [pack for pack in packs if _covers(pack, province_code, line, on)]
    ranked = sorted(covering, key=lambda pack: (pack.org_scope is not None, pack.valid_from, pack.position), reverse=True)
    return next((rule for pack in ranked if (rule := read_invitation_rule(pack.rules)) is not None), None)


def _covers(pack: LoadedRulePack, province_code: str, line: Collection[str], on: date) -> bool:
    """`line` is the host with those above it: a pack for an organisation is one for its whole subtree."""
    in_time = pack.valid_from <= on and (pack.valid_to is None or on <= pack.valid_to)
    here = pack.province_code in {province_code, "", "*"} and (pack.org_scope is None or pack.org_scope in line)
    return in_time and here and not pack.additive


def read_invitation_rule(rules: Mapping[str, Any]) -> InvitationRule | None:
    """From the rules `INVITATION_LIMIT` and `INVITATION_TARGET` with formulas such as `WD(S,-7)`; None when the pack is silent.

    A rule without audiences binds all of them; a pack without a target has it one working day before the limit (A-10).
    """
    found = {str(rule.get("kind")): rule for rule in rules.get("rules", ()) if isinstance(rule, Mapping)}
    limit = _working_days(found.get("INVITATION_LIMIT"))
    if limit is None:
        return None
    target = _working_days(found.get("INVITATION_TARGET"))
    audiences = tuple(Audience(each) for each in found["INVITATION_LIMIT"].get("audiences") or tuple(Audience))
    forms = tuple(Form(each) for each in found["INVITATION_LIMIT"].get("except_forms", (Form.EMBEDDED.value,)))
    return InvitationRule(limit, limit + 1 if target is None else target, audiences, forms)


def _working_days(rule: Mapping[str, Any] | None) -> int | None:
    match = _FORMULA.match(str(rule.get("formula", "")).replace(" ", "")) if rule else None
    return int(match["days"]) if match else None
