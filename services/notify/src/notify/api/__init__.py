"""HTTP API, version 1."""

from notify.api import announcements, commands, invitations, notices

ROUTERS = (notices.router, invitations.router, announcements.router, commands.router)
