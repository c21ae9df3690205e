"""Every log event of followup, with its meaning: a contract with operators."""

from enum import StrEnum


class LogEvent(StrEnum):
    CASES_OPENED = "cases_opened"
    """A concluded session was heard: session_id, cases, duties, limited."""
    REPLY_HELD = "reply_held"
    """A reply came before its case: case_id, agency, event_id."""
    HELD_REPLY_SETTLED = "held_reply_settled"
    """A held reply was applied or refused: case_id, agency, event_id, status."""
    DEADLINES_RECOUNTED = "deadlines_recounted"
    """A page of open deadlines was counted again: trigger, page, targets, changed."""
    RECOUNT_REFUSED = "recount_refused"
    """One deadline could not be counted again: target, slug."""
    RULES_LOADED = "rules_loaded"
    """A calendar version or a rule pack was loaded: kind, id."""
    LEFT_PASSED_ON = "left_passed_on"
    """A page of what an ended organisation left open went to its successors: org_id, page, cases, duties, passed."""
    REPLY_SHARE_REFUSED = "reply_share_refused"
    """A held reply named an opinion of another case that refused it: case_id, event_id, slug."""
