"""Decision 2: services hear streams through one loop, and publish through one relay."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = {
    "pull_subscribe": {"messaging/consume.py", "messaging/refill.py"},
    "jetstream().publish": {"clock.py"},
    "stream.publish": {"messaging/publish.py"},
}


def users(call: str) -> set[str]:
    sources = (ROOT / "services").glob("*/src/**/*.py")
    return {str(path.relative_to(ROOT / "services")).split("/", 3)[3] for path in sources if call in path.read_text(encoding="utf-8")}


def test_only_the_consumer_loop_and_the_refill_read_streams() -> None:
    assert users("pull_subscribe") == ALLOWED["pull_subscribe"]


def test_only_the_relay_publishes_and_only_the_clock_ticks() -> None:
    assert users("jetstream().publish") == ALLOWED["jetstream().publish"]
    assert users("stream.publish") == ALLOWED["stream.publish"]


def test_no_service_declares_a_stream_or_a_consumer() -> None:
    for call in ("add_stream(", "add_consumer(", "update_stream("):
        assert users(call) == set()
