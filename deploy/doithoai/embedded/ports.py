"""Free loopback ports, kept from one start to the next where nobody else took them."""

import socket
import time
from pathlib import Path

LOOPBACK = "127.0.0.1"


def is_free(port: int) -> bool:
    """True when nothing listens on the loopback port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def kept_port(file: Path) -> int:
    """The port written in the file when it is still free, otherwise a new one, written there."""
    if file.exists():
        port = int(file.read_text())
        if is_free(port):
            return port
    port = free_port()
    file.write_text(str(port))
    return port


def answers(port: int, seconds: float) -> bool:
    """True as soon as something accepts connections on the port, False when nothing does in that time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection((LOOPBACK, port), timeout=0.5).close()
        except OSError:
            time.sleep(0.02)
        else:
            return True
    return False
