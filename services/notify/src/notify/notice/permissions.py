"""Who may ask what, as data: role → permissions. What the public was told, anyone may read."""

READ = "notice.read"
ACKNOWLEDGE = "notice.acknowledge"
RESEND = "notice.resend"
HAND_OVER = "notice.hand_over"
REPORT_DELIVERY = "notice.report_delivery"
PRINT = "notice.print"
READ_ANNOUNCEMENTS = "announcement.read"

EVERYTHING = frozenset({READ, ACKNOWLEDGE, RESEND, HAND_OVER, REPORT_DELIVERY, PRINT, READ_ANNOUNCEMENTS})
LOOKS = frozenset({READ, READ_ANNOUNCEMENTS})
PUBLIC = frozenset({READ, READ_ANNOUNCEMENTS})

_WORKS = LOOKS | {ACKNOWLEDGE, HAND_OVER, REPORT_DELIVERY, PRINT}

ROLES: dict[str, frozenset[str]] = {
    "system": EVERYTHING,
    "administrator": EVERYTHING,
    "dialogue_office": EVERYTHING,
    "secretary": _WORKS,
    "chairperson": LOOKS,
    "unit_head": LOOKS | {ACKNOWLEDGE},
    "assigned_agency": LOOKS | {ACKNOWLEDGE},
    "superior_authority": LOOKS,
    "inspectorate": LOOKS,
    "fatherland_front": LOOKS,
    "commune_people_committee": _WORKS | {RESEND},
    "broadcaster": frozenset({READ_ANNOUNCEMENTS, REPORT_DELIVERY}),
    "information_centre": frozenset({READ_ANNOUNCEMENTS, REPORT_DELIVERY}),
    "message_gateway": frozenset({REPORT_DELIVERY}),
    "home_affairs_department": LOOKS,
    "citizen_reception_board": LOOKS,
    "propaganda_mobilisation_board": LOOKS,
    "provincial_standing_committee": LOOKS,
    "provincial_party_standing_board": LOOKS,
    "operator": LOOKS | {RESEND},
}
