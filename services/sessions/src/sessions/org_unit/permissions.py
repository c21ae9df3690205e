"""Who may change the organisation directory, as data: role → permissions."""

READ = "org_unit.read"
WRITE = "org_unit.write"

EVERYTHING = frozenset({READ, WRITE})
ROLES: dict[str, frozenset[str]] = {
    "system": EVERYTHING,
    "administrator": EVERYTHING,
    "dialogue_office": EVERYTHING,
    "home_affairs_department": EVERYTHING,
}
