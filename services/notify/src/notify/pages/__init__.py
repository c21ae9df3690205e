"""Pages, read-only but for the notice's own acts."""

from notify.pages import announcements, invitations, notice_detail, notice_export, notice_list, printed_notice

ROUTERS = (notice_list.router, notice_export.router, notice_detail.router, printed_notice.router, invitations.router, announcements.router)
