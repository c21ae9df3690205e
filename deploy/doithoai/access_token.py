"""doithoai token: a signed bearer token for the API of a running system."""

from typing import Annotated

import typer

from chassis.identity.actor import Reach
from doithoai import exits, places
from doithoai.attach import attached
from doithoai.output import JsonOption, NameOption, emit, fail
from followup.case import permissions as followup
from intake.opinion import permissions as intake
from notify.notice import permissions as notify
from reporting import permissions as reporting
from sessions.dialogue_session import permissions as sessions

ROLES = frozenset({*followup.ROLES, *intake.ROLES, *notify.ROLES, *reporting.PERMISSIONS.roles, *sessions.ROLES})


def token(
    *,
    role: Annotated[str, typer.Option("--role", help="Role, as the services' permissions name it.")],
    org_id: Annotated[str | None, typer.Option("--org", help="The organisation the actor belongs to.")] = None,
    reach: Annotated[Reach, typer.Option("--reach", help="How far the actor sees.")] = Reach.OWN,
    ref: Annotated[str | None, typer.Option("--ref", help="Opaque reference stored with events.")] = None,
    name: NameOption = places.DEFAULT_NAME,
    as_json: JsonOption = False,
) -> None:
    """Print a token that is valid for ten hours; send it as `Authorization: Bearer …`."""
    if role not in ROLES:
        fail(f"no such role: {role}. Roles: {', '.join(sorted(ROLES))}", exits.USAGE)
    made = attached(name).token(role, org_id, ref=ref, reach=reach)
    if as_json:
        emit({"token": made}, as_json=True, render=str)
    else:
        typer.echo(made)
