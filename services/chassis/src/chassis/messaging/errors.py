"""Why a message cannot be handled now, or ever."""


class Transient(Exception):
    """It may work later: the batch is rolled back and delivered again, with back-off, for ever."""


class NotYet(Transient):
    """The message speaks of something this service has not heard of yet: order between services is not promised."""


class Hole(Transient):
    """An event of a source is missing in the stream: refill it from the source's log (`doithoai republish`)."""

    def __init__(self, source: str, last: int, position: int) -> None:
        super().__init__(f"{source}: after {last} came {position}")
        self.source = source


class BatchRefused(Exception):
    """The broker refused an atomic batch; `code` is its error code."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(f"{code}: {description}")
        self.code = code
