"""The working calendar and the rule packs that come with the release, loaded into a running system through its own API."""

from contracts.workdays import SHIPPED_FROM, SHIPPED_TO, SHIPPED_VERSION, shipped_calendar
from doithoai.attach import calling
from doithoai.running import Running
from followup.rules.read import SHIPPED


def load_shipped_rules(running: Running) -> None:
    """Safe to repeat: what is loaded already is left as it is. Raises httpx2.HTTPError when followup refuses."""
    days = [
        {
            "date": day.date.isoformat(),
            "is_working": day.is_working,
            "reason": day.reason,
            "source_document": day.source_document,
            "status": day.status.value,
        }
        for _, day in sorted(shipped_calendar().special.items())
    ]
    calendar = {
        "calendar_version": SHIPPED_VERSION,
        "covers_from": SHIPPED_FROM.isoformat(),
        "covers_to": SHIPPED_TO.isoformat(),
        "days": days,
    }
    bodies = [("/calendars", SHIPPED_VERSION, calendar), *(("/rule-packs", pack, {"shipped": pack}) for pack in SHIPPED)]
    with calling(running, "followup") as client:
        for path, identity, body in bodies:
            client.post(path, json=body, headers={"Idempotency-Key": f"shipped {identity}"}).raise_for_status()
