"""Which packs apply to a session: chosen by province, organisation, level and date, never by code."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from contracts.vocabulary import Level
from followup.rules.pack import RulePack


@dataclass(frozen=True)
class Selection:
    """The main pack (None: the session is history, without limits) and the additive ones beside it."""

    main: RulePack | None
    additive: tuple[RulePack, ...]


def in_force(pack: RulePack, *, province_code: str, organisations: Collection[str], level: Level, on: date) -> bool:
    """Say whether the pack covers the date, the province, the level and one of the organisations (the host and those above it)."""
    return (
        pack.province_code in (None, province_code)
        and (pack.org_scope is None or pack.org_scope in organisations)
        and (not pack.levels or level in pack.levels)
        and pack.valid_from <= on
        and (pack.valid_to is None or on <= pack.valid_to)
    )


def select(packs: Sequence[RulePack], *, province_code: str, organisations: Collection[str], level: Level, on: date) -> Selection:
    """Choose by the day the dialogue was held. A pack for named organisations beats one for all, then the later `valid_from`, then the later loaded."""
    covering = [pack for pack in packs if in_force(pack, province_code=province_code, organisations=organisations, level=level, on=on)]
    ranked = sorted(enumerate(covering), key=lambda entry: (entry[1].org_scope is not None, entry[1].valid_from, entry[0]))
    main = [pack for _, pack in ranked if not pack.additive]
    return Selection(main[-1] if main else None, tuple(pack for _, pack in ranked if pack.additive))
