"""Who may issue yearly plans (domain rules, section 18), as data: the office prepares, the chair approves."""

READ = "plan.read"
PREPARE = "plan.prepare"
ISSUE = "plan.issue"

EVERYTHING = frozenset({READ, PREPARE, ISSUE})
ROLES: dict[str, frozenset[str]] = {
    "system": EVERYTHING,
    "administrator": EVERYTHING,
    "chairperson": frozenset({READ, ISSUE}),
    "dialogue_office": frozenset({READ, PREPARE}),
    "commune_people_committee": EVERYTHING,
}
