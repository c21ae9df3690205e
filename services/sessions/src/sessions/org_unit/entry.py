"""How an organisation reads in the directory from a day on."""

from dataclasses import dataclass

from contracts.vocabulary import Level, OrgClass


@dataclass(frozen=True)
class Entry:
    """`agency_code` is its token on the message bus; `contact_email` is the office's mailbox, never a person's.

    `party_committee_id` is the Party committee of the same level; blank, that of the nearest organisation above that names one.
    """

    name: str
    org_class: OrgClass
    level: Level
    parent_id: str | None = None
    official_ids: tuple[str, ...] = ()
    agency_code: str | None = None
    contact_email: str | None = None
    symbol: str | None = None
    admin_unit_code: str | None = None
    party_committee_id: str | None = None
