"""Who may ask what of a session (domain rules, section 18), as data: role → permissions."""

READ = "session.read"
REVIEW = "session.review"
PRINT = "session.print"
SCHEDULE = "session.schedule"
PREPARE = "session.prepare"
SECURE = "session.secure"
RECORD = "session.record"
OPEN = "session.open"
FLOOR = "session.floor"
DECIDE = "session.decide"
MINUTES = "session.minutes"
CONCLUDE = "session.conclude"
PUBLISH = "session.publish"

LOOKS = frozenset({READ, REVIEW, PRINT})
EVERYTHING = LOOKS | {SCHEDULE, PREPARE, SECURE, RECORD, OPEN, FLOOR, DECIDE, MINUTES, CONCLUDE, PUBLISH}
ROLES: dict[str, frozenset[str]] = {
    "system": EVERYTHING,
    "administrator": EVERYTHING,
    "dialogue_office": EVERYTHING,
    "chairperson": EVERYTHING,
    "commune_people_committee": EVERYTHING,
    "secretary": LOOKS | {OPEN, FLOOR, DECIDE, MINUTES},
    "police": LOOKS | {SECURE},
    "inspectorate": LOOKS,
    "unit_head": LOOKS,
    "assigned_agency": LOOKS,
    "superior_authority": LOOKS,
    "fatherland_front": LOOKS,
    "home_affairs_department": LOOKS,
    "citizen_reception_board": LOOKS,
    "propaganda_mobilisation_board": LOOKS,
    "provincial_standing_committee": LOOKS,
    "provincial_party_standing_board": LOOKS,
    "district_party_standing_board": LOOKS,
    "operator": LOOKS,
}
