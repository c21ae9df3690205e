"""Who may read the province's figures: every office; the public too while pages are public, for they hold no personal data."""

from chassis.identity.permissions import Permissions

READ = "report.read"

_ROLES = (
    "system",
    "administrator",
    "operator",
    "dialogue_office",
    "secretary",
    "chairperson",
    "inspectorate",
    "unit_head",
    "assigned_agency",
    "superior_authority",
    "commune_people_committee",
    "fatherland_front",
    "home_affairs_department",
    "citizen_reception_board",
    "propaganda_mobilisation_board",
    "provincial_standing_committee",
    "provincial_party_standing_board",
)
PERMISSIONS = Permissions(roles={role: frozenset({READ}) for role in _ROLES}, public=frozenset({READ}))
