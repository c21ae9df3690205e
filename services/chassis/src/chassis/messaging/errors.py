"""Why a message cannot be handled now, or ever."""


class Transient(Exception):
    """It may work later: the batch is rolled back and delivered again, with back-off, for ever."""


class NotYet(Transient):
    """The message speaks of something this service has not heard of yet: order between services is not promised."""


class Hole(Transient):
    """An event of a source has not come. It is on its way still, or missing in the stream: then `doithoai republish` fills it again.

    `done`: how many messages of the batch stood before the hole and are handled for good.
    """

    def __init__(self, source: str, last: int, position: int, done: int = 0) -> None:
        super().__init__(f"{source}: after {last} came {position}")
        self.source = source
        self.done = done


class BatchRefused(Exception):
    """The broker refused an atomic batch; `code` is its error code."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(f"{code}: {description}")
        self.code = code
