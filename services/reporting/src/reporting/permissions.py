"""Who may read the province's figures, write for a report, draft it, and send it (domain rules, section 18): units and agencies write their
own part and the inspectorate that of the people, the office drafts, the chair signs.
"""

from chassis.identity.actor import Actor
from chassis.identity.permissions import Permissions

READ = "report.read"
CONTRIBUTE = "report.contribute"
DRAFT = "report.draft"
SUBMIT = "report.submit"

_READERS = (
    "operator",
    "secretary",
    "superior_authority",
    "fatherland_front",
    "citizen_reception_board",
    "propaganda_mobilisation_board",
    "provincial_standing_committee",
    "provincial_party_standing_board",
)
_CONTRIBUTORS = ("unit_head", "assigned_agency", "commune_people_committee", "inspectorate")
_DRAFTERS = ("dialogue_office", "home_affairs_department")
_SIGNERS = ("system", "administrator", "chairperson")
PERMISSIONS = Permissions(
    roles={
        **dict.fromkeys(_READERS, frozenset({READ})),
        **dict.fromkeys(_CONTRIBUTORS, frozenset({READ, CONTRIBUTE})),
        **dict.fromkeys(_DRAFTERS, frozenset({READ, CONTRIBUTE, DRAFT})),
        **dict.fromkeys(_SIGNERS, frozenset({READ, CONTRIBUTE, DRAFT, SUBMIT})),
    },
    public=frozenset({READ}),
)


def drafts(actor: Actor) -> bool:
    """Whether the actor drafts reports, and so reads what others wrote for them."""
    return PERMISSIONS.allows(actor, DRAFT, pages_public=False)


"""Figures hold no personal data, so the public may read them while pages are public; drafts are the offices' own."""
