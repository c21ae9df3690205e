"""Which role may read and do what; the machinery's own role acts through the inbox and needs none of these."""

READ, ACKNOWLEDGE, RESEND, HAND_OVER, REPORT, ANNOUNCED, RENDER = (
    "notice.read",
    "notice.acknowledge",
    "notice.resend",
    "notice.hand-over",
    "notice.report-delivery",
    "announcement.read",
    "notice.render",
)
