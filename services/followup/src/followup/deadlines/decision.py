"""Who moved a date, and by which document: what a recalculation carries beside the two dates."""

from dataclasses import dataclass

from contracts.vocabulary import RecalculationCause


@dataclass(frozen=True)
class Decision:
    """`by` is the opaque reference of who loaded the version or pack, `document` what it rests on."""

    by: str | None = None
    document: str | None = None


NOBODY = Decision()


@dataclass(frozen=True)
class Decisions:
    """The decisions behind the calendar version and the rule pack in force."""

    calendar: Decision = NOBODY
    pack: Decision = NOBODY

    def behind(self, cause: RecalculationCause) -> Decision:
        """Return the decision that explains this cause; an empty one where the event itself says it all."""
        return {RecalculationCause.CALENDAR_VERSION: self.calendar, RecalculationCause.RULEPACK: self.pack}.get(cause, NOBODY)


UNKNOWN = Decisions()
