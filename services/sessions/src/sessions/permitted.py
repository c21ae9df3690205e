"""Every role of this service with everything it may do, gathered from the three aggregates."""

from chassis.identity.permissions import Permissions
from sessions.annual_plan import permissions as plan
from sessions.dialogue_session import permissions as session
from sessions.org_unit import permissions as org

PUBLIC = frozenset({session.READ, plan.READ, org.READ})


def _of(role: str) -> frozenset[str]:
    held = (aggregate.get(role, frozenset()) for aggregate in (session.ROLES, plan.ROLES, org.ROLES))
    return PUBLIC.union(*held)


PERMISSIONS = Permissions(roles={role: _of(role) for role in session.ROLES}, public=PUBLIC)
