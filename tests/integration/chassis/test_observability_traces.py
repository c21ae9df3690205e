"""With a collector configured, spans reach it and one trace goes on from service to service; tried in a process of its own."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

PROGRAM = """
import sys
from chassis.observability.traces import configure_traces, span, traceparent
provider = configure_traces("example", sys.argv[1])
assert configure_traces("second", sys.argv[1]) is None
with span("asked"):
    first = traceparent()
with span("heard", traceparent=first):
    second = traceparent()
provider.shutdown()
print(first, second)
"""


class Collector(BaseHTTPRequestHandler):
    heard: list[tuple[str, bytes]]

    def do_POST(self) -> None:
        self.heard.append((self.path, self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def collector() -> Iterator[HTTPServer]:
    Collector.heard = []
    server = HTTPServer(("127.0.0.1", 0), Collector)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_spans_reach_the_collector_and_one_trace_goes_on(collector: HTTPServer) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, f"http://127.0.0.1:{collector.server_port}"], capture_output=True, text=True, timeout=60, check=True
    )
    first, second = (said.split("-") for said in done.stdout.split())
    assert first[1] == second[1]
    assert first[2] != second[2]
    [(path, _), *_] = Collector.heard
    said = b"".join(body for _, body in Collector.heard)
    assert path == "/v1/traces"
    assert all(word in said for word in (b"doithoai-example", b"asked", b"heard"))
