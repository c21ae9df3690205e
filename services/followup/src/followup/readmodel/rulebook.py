"""The terms in force: which calendar, and which packs for a session of this host, level and date. What decisions get as an argument."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.messaging.errors import NotYet
from contracts.vocabulary import Level
from contracts.workdays import WorkingCalendar
from followup.deadlines.deadline import Terms
from followup.deadlines.decision import NOBODY, Decision, Decisions
from followup.duty.duty import Pending
from followup.readmodel.calendar_versions import newest_calendar, newest_decision
from followup.readmodel.organisations import Organisations, read_organisations
from followup.readmodel.rule_packs import loaded_packs, loaders
from followup.rules.pack import RuleKind, RulePack
from followup.rules.select import Selection, select
from followup.settings import Settings


@dataclass(frozen=True)
class Rulebook:
    """Everything loaded, at one moment."""

    calendar: WorkingCalendar
    packs: Sequence[RulePack]
    organisations: Organisations
    province_code: str
    province_of_roots: Mapping[str, str]
    calendar_decision: Decision = NOBODY
    loaded_by: Mapping[str, str] = field(default_factory=dict)

    def selection(self, host_org_id: str, level: Level, on: date) -> Selection:
        """Packs for a session held by this organisation on this day."""
        line = self.organisations.line(host_org_id)
        province = next((self.province_of_roots[each] for each in line if each in self.province_of_roots), self.province_code)
        return select(self.packs, province_code=province, organisations=line, level=level, on=on)

    def terms(self, host_org_id: str, level: Level, on: date) -> Terms | None:
        """Terms of the main pack; None: no pack covers the day, there is no limit."""
        main = self.selection(host_org_id, level, on).main
        return self._terms(main, host_org_id, on) if main else None

    def all_terms(self, host_org_id: str, level: Level, on: date) -> tuple[Terms, ...]:
        """Terms of the main pack and of those beside it (a commune session runs two)."""
        chosen = self.selection(host_org_id, level, on)
        packs = (*((chosen.main,) if chosen.main else ()), *chosen.additive)
        return tuple(self._terms(pack, host_org_id, on) for pack in packs)

    def terms_with(self, kind: RuleKind, org_id: str, level: Level, on: date) -> Terms | None:
        """Terms of the first pack in force, the main one before the others, that has a rule of this kind for all audiences."""
        found = self.all_terms(org_id, level, on)
        return next((terms for terms in found if any(rule.kind is kind and rule.applies for rule in terms.pack.rules)), None)

    def terms_again(self, rule_pack_id: str, org_id: str, level: Level | None, on: date) -> Terms | None:
        """Terms of a duty that was counted with this pack: a main pack gives way to the one in force now, an additive one stays."""
        known = self.pack(rule_pack_id)
        if known is None:
            return None
        fresh = None if known.additive or level is None else self.terms(org_id, level, on)
        return fresh or self._terms(known, org_id, on)

    def _terms(self, pack: RulePack, host_org_id: str, on: date) -> Terms:
        return Terms(pack, self.calendar, self.organisations.party_committee(host_org_id, on))

    def terms_of_duty(self, duty: Pending) -> Terms | None:
        """Terms in force for a pending duty; None when its pack is not loaded here any more."""
        facts = duty.facts
        organisation = facts.host_org_id or facts.owner_org_id
        return self.terms_again(facts.schedule.deadline.rule_pack_id, organisation, facts.level, facts.anchor_on)

    def decisions(self, rule_pack_id: str) -> Decisions:
        """Return who loaded the calendar in force and this pack, and the documents they rest on."""
        pack = self.pack(rule_pack_id)
        return Decisions(self.calendar_decision, Decision(self.loaded_by.get(rule_pack_id), "; ".join(pack.provenance) if pack else None))

    def pack(self, rule_pack_id: str) -> RulePack | None:
        return next((pack for pack in self.packs if pack.rule_pack_id == rule_pack_id), None)


async def find_rulebook(connection: AsyncConnection, settings: Settings) -> Rulebook | None:
    """Read what is in force; None while no calendar or no pack is loaded, and then nothing is owed yet."""
    try:
        return await read_rulebook(connection, settings)
    except NotYet:
        return None


async def read_rulebook(connection: AsyncConnection, settings: Settings) -> Rulebook:
    """Read what is in force. Raises NotYet while no calendar or no pack is loaded: a deadline is never guessed."""
    calendar = await newest_calendar(connection)
    packs = await loaded_packs(connection)
    if calendar is None or not packs:
        raise NotYet("no working calendar or no rule pack is loaded")
    organisations = await read_organisations(connection)
    decision = await newest_decision(connection)
    return Rulebook(calendar, packs, organisations, settings.province_code, settings.province_of_roots, decision, await loaders(connection))
