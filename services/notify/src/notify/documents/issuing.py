"""The office that issues a notice, as the directory knows it on the day."""

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.documents.office import Office
from notify.documents.render import issuer
from notify.notice.letters import Letter, SessionLetter
from notify.readmodel.organisations import find_organisation
from notify.readmodel.sessions import find_session


async def issuing_office(connection: AsyncConnection, letter: Letter, place: str) -> Office:
    """The host of a session with the body above it and its symbol; other notices are issued under the name they carry."""
    if not isinstance(letter, SessionLetter):
        return Office(issuer(letter), place)
    session = await find_session(connection, letter.session_id)
    host = await find_organisation(connection, session.host_org_id) if session else None
    above = await find_organisation(connection, host.parent_id) if host and host.parent_id else None
    return Office(letter.host_name, place, letter.host_symbol, above.name if above else None, bool(host and host.is_party))
