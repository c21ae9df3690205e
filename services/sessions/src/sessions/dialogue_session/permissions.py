"""Who may ask what of a session (domain rules, section 18), as data: role → permissions.

The office prepares, the secretary records, the chair approves, decides and signs; units, inspectorates and the Front propose.
"""

READ = "session.read"
REVIEW = "session.review"
PRINT = "session.print"
PROPOSE = "session.propose"
PREPARE = "session.prepare"
APPROVE = "session.approve"
SECURE = "session.secure"
RECORD = "session.record"
OPEN = "session.open"
FLOOR = "session.floor"
DECIDE = "session.decide"
MINUTES = "session.minutes"
VERIFY = "session.verify"
DRAFT = "session.draft"
SIGN = "session.sign"
FINISH = "session.finish"

LOOKS = frozenset({READ, REVIEW, PRINT})
EVERYTHING = LOOKS | {PROPOSE, PREPARE, APPROVE, SECURE, RECORD, OPEN, FLOOR, DECIDE, MINUTES, VERIFY, DRAFT, SIGN, FINISH}
ROLES: dict[str, frozenset[str]] = {
    "system": EVERYTHING,
    "administrator": EVERYTHING,
    "commune_people_committee": EVERYTHING,
    "dialogue_office": LOOKS | {PROPOSE, PREPARE, SECURE, RECORD, OPEN, VERIFY, DRAFT, FINISH},
    "secretary": LOOKS | {OPEN, FLOOR, DECIDE, MINUTES},
    "chairperson": LOOKS | {APPROVE, OPEN, FLOOR, DECIDE, MINUTES, SIGN, FINISH},
    "police": LOOKS | {SECURE},
    "inspectorate": LOOKS | {PROPOSE, VERIFY, DRAFT},
    "unit_head": LOOKS | {PROPOSE},
    "assigned_agency": LOOKS | {PROPOSE},
    "superior_authority": LOOKS,
    "fatherland_front": LOOKS | {PROPOSE},
    "home_affairs_department": LOOKS,
    "citizen_reception_board": LOOKS,
    "propaganda_mobilisation_board": LOOKS,
    "provincial_standing_committee": LOOKS,
    "provincial_party_standing_board": LOOKS,
    "district_party_standing_board": LOOKS,
    "operator": LOOKS,
}
