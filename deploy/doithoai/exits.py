"""Exit codes of the command `doithoai`: scripts may rely on them."""

OK = 0
FAILED = 1
USAGE = 2
NOT_RUNNING = 3
CANNOT_START = 4
INTERRUPTED = 130

EXPLAINED = """Exit codes: 0 done · 1 a check failed or the work was refused · 2 wrong use · 3 the system is not running ·
4 it could not be started · 130 interrupted."""
