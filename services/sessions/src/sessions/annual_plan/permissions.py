"""Who may issue yearly plans (domain rules, section 18), as data: the office prepares, the chair approves."""

READ = "plan.read"
ISSUE = "plan.issue"

EVERYTHING = frozenset({READ, ISSUE})
ROLES: dict[str, frozenset[str]] = {
    "system": EVERYTHING,
    "administrator": EVERYTHING,
    "chairperson": EVERYTHING,
    "commune_people_committee": EVERYTHING,
}
