"""The terms in force: which calendar, and which packs for a session of this host, level and date. What decisions get as an argument."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.messaging.errors import NotYet
from contracts.vocabulary import Level
from contracts.workdays import WorkingCalendar
from followup.deadlines.deadline import Terms
from followup.readmodel.calendar_versions import newest_calendar
from followup.readmodel.organisations import Organisations, read_organisations
from followup.readmodel.rule_packs import loaded_packs
from followup.rules.pack import RulePack
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

    def selection(self, host_org_id: str, level: Level, on: date) -> Selection:
        """Packs for a session held by this organisation on this day."""
        line = self.organisations.line(host_org_id)
        province = next((self.province_of_roots[each] for each in line if each in self.province_of_roots), self.province_code)
        return select(self.packs, province_code=province, organisations=line, level=level, on=on)

    def terms(self, host_org_id: str, level: Level, on: date) -> Terms | None:
        """Terms of the main pack; None: no pack covers the day, there is no limit."""
        main = self.selection(host_org_id, level, on).main
        return Terms(main, self.calendar) if main else None

    def all_terms(self, host_org_id: str, level: Level, on: date) -> tuple[Terms, ...]:
        """Terms of the main pack and of those beside it (a commune session runs two)."""
        chosen = self.selection(host_org_id, level, on)
        packs = (*((chosen.main,) if chosen.main else ()), *chosen.additive)
        return tuple(Terms(pack, self.calendar) for pack in packs)

    def pack(self, rule_pack_id: str) -> RulePack | None:
        return next((pack for pack in self.packs if pack.rule_pack_id == rule_pack_id), None)


async def read_rulebook(connection: AsyncConnection, settings: Settings) -> Rulebook:
    """Read what is in force. Raises NotYet while no calendar or no pack is loaded: a deadline is never guessed."""
    calendar = await newest_calendar(connection)
    packs = await loaded_packs(connection)
    if calendar is None or not packs:
        raise NotYet("no working calendar or no rule pack is loaded")
    organisations = await read_organisations(connection)
    return Rulebook(calendar, packs, organisations, settings.province_code, settings.province_of_roots)
