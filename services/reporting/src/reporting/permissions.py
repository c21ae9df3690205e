"""Who may read the province's figures, draft a report, and send it (domain rules, section 18): the office drafts, the chair signs."""

from chassis.identity.permissions import Permissions

READ = "report.read"
DRAFT = "report.draft"
SUBMIT = "report.submit"

_READERS = (
    "operator",
    "secretary",
    "unit_head",
    "assigned_agency",
    "superior_authority",
    "commune_people_committee",
    "fatherland_front",
    "citizen_reception_board",
    "propaganda_mobilisation_board",
    "provincial_standing_committee",
    "provincial_party_standing_board",
)
_DRAFTERS = ("dialogue_office", "inspectorate", "home_affairs_department")
_SIGNERS = ("system", "administrator", "chairperson")
PERMISSIONS = Permissions(
    roles={
        **dict.fromkeys(_READERS, frozenset({READ})),
        **dict.fromkeys(_DRAFTERS, frozenset({READ, DRAFT})),
        **dict.fromkeys(_SIGNERS, frozenset({READ, DRAFT, SUBMIT})),
    },
    public=frozenset({READ}),
)
"""Figures hold no personal data, so the public may read them while pages are public; drafts are the offices' own."""
