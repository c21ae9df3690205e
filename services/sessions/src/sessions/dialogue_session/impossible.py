"""What must never be found in a log."""


class ImpossibleHistory(Exception):
    """The log holds an event that this state cannot have met: the decision that wrote it is wrong."""
