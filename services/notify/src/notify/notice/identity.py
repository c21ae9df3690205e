"""The name of a notice: the same reason always gives the same id, so nothing is ever sent twice for it."""

from chassis.ids import derived_id
from notify.notice.events import About
from notify.notice.vocabulary import Purpose, Target


def about(
    purpose: Purpose,
    target: Target,
    target_id: str,
    person: str,
    generation: str,
    *,
    level: str | None = None,
    language: str = "vi",
    org_id: str | None = None,
    opinion_id: str | None = None,
) -> About:
    """`generation` counts rounds of the same reason: the date set for a session, a due date with its level, a reply."""
    notice_id = derived_id("notice", target, target_id, purpose, person, generation)
    return About(str(notice_id), purpose, target, target_id, person, generation, level, language, org_id, opinion_id)


def stream_of(notice_id: str) -> str:
    return f"notice-{notice_id}"
