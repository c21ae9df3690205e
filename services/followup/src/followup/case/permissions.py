"""Who may ask what (domain rules, section 18), as data: role → permissions. The decision itself asks whether anyone may, now."""

READ = "case.read"
PRINT = "case.print"
WORK = "case.work"
START = "case.start"
REPLY = "case.reply"
REQUEST = "case.request"
DECIDE = "case.decide"
COORDINATE = "case.coordinate"
ESCALATE = "case.escalate"
URGE = "case.urge"
EVIDENCE = "case.evidence"
CLOSE = "case.close"
REOPEN = "case.reopen"
READ_RULES = "rules.read"
LOAD_RULES = "rules.load"

LOOKS = frozenset({READ, READ_RULES})
PUBLIC = LOOKS
_AGENCY = frozenset({PRINT, WORK, START, REPLY, REQUEST, EVIDENCE})
_OFFICE = frozenset({PRINT, WORK, START, REPLY, REQUEST, EVIDENCE, COORDINATE, ESCALATE, URGE, CLOSE, REOPEN})
EVERYTHING = LOOKS | _OFFICE | {DECIDE, LOAD_RULES}

ROLES: dict[str, frozenset[str]] = {
    "system": EVERYTHING,
    "administrator": EVERYTHING,
    "operator": LOOKS | {LOAD_RULES},
    "dialogue_office": LOOKS | _OFFICE,
    "commune_people_committee": LOOKS | _OFFICE,
    "secretary": LOOKS | {PRINT, WORK, COORDINATE},
    "chairperson": LOOKS | {PRINT, WORK, DECIDE, CLOSE, REOPEN},
    "inspectorate": LOOKS | {PRINT, WORK, ESCALATE, URGE},
    "unit_head": LOOKS | _AGENCY,
    "assigned_agency": LOOKS | _AGENCY,
    "superior_authority": LOOKS | {PRINT, WORK, REPLY, EVIDENCE, COORDINATE},
    "fatherland_front": LOOKS,
    "home_affairs_department": LOOKS,
    "citizen_reception_board": LOOKS,
    "propaganda_mobilisation_board": LOOKS,
    "provincial_people_committee": LOOKS,
    "provincial_standing_committee": LOOKS,
    "provincial_party_standing_board": LOOKS,
}
ACTS_OF_THE_HOLDER = frozenset({START, REPLY, REQUEST})
"""Only who holds the case: the agency it was given to, one beside it, the superior it was referred to; an office when it holds it itself."""
ACTS_FOR_ITSELF = frozenset({"unit_head", "assigned_agency", "superior_authority"})
ACTS_IN_ITS_LINE = frozenset({"chairperson", "dialogue_office", "commune_people_committee", "secretary"})
