"""HTTP API, version 1."""

from notify.api import announcements, commands, documents, invitations, notices

ROUTERS = (notices.router, invitations.router, announcements.router, documents.router, commands.router)
