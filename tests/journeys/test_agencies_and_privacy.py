"""Other agencies at the broker, good and hostile; a person who is erased; and what the logs tell."""

import asyncio
import json
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import nats
import pytest
from acting import AGENCY, HOST, World, acting
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from contracts.agencies import ReceiptV1
from contracts.subjects import receipt_subject
from doithoai.places import SERVICES
from doithoai.rights import agency_user
from doithoai.running import Running

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "contracts" / "agency" / "three_events.py"
CANARY = "Lường Thị Chim Hoàng Yến"
CANARY_PHONE = "0987650123"
CANARY_TEXT = "Nhà tôi ở đầu bản Pá Hoàng Yến bị ngập"


@pytest.fixture
async def world(system: Running) -> AsyncIterator[World]:
    async with acting(system) as everybody:
        yield everybody


async def test_an_agency_with_only_nats_and_the_contracts_package_sends_three_events_and_reads_its_receipts(
    world: World, tmp_path: Path
) -> None:
    key = tmp_path / "seal.pub"
    key.write_text(b64encode(world.public_key).decode(), encoding="utf-8")
    imports = set(re.findall(r"^(?:from|import) ([a-z0-9_]+)", PROGRAM.read_text(encoding="utf-8"), re.MULTILINE))
    assert imports - set(sys.stdlib_module_names) == {"nats", "contracts"}
    command = [sys.executable, PROGRAM, world.running.nats_url(agency_user(AGENCY)), AGENCY, HOST, key]
    done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, timeout=120, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line["status"] for line in lines][:6] == ["accepted", "refused", "refused", "accepted", "refused", "refused"]
    assert all(line["message_vi"] for line in lines)
    assert all(line["slugs"] for line in lines if line["status"] == "refused")
    await world.keeper.quiet()
    case = (await world.offices.get("/followup/api/v1/cases"))["items"]
    assert len(case) == 1


async def receipts_of(client: Any, messages: list[tuple[str, bytes, dict[str, str]]]) -> list[ReceiptV1]:
    answered = []
    for subject, body, headers in messages:
        heard = await client.subscribe(receipt_subject(AGENCY, headers["ce-id"]))
        await client.jetstream().publish(subject, body, headers=headers)
        answered.append(ReceiptV1.read((await heard.next_msg(timeout=30)).data))
        await heard.unsubscribe()
    return answered


hostile_bodies = st.one_of(
    st.binary(max_size=2000),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=50),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
        max_leaves=12,
    ).map(lambda value: json.dumps(value).encode()),
)
tokens = st.sampled_from(["opinion-registered", "session-concluded", "reply-issued", "gossip"])
versions = st.sampled_from(["v1", "v2", "v0", "v999999"])


async def test_no_message_however_hostile_stops_a_consumer_or_goes_unanswered(world: World) -> None:
    client = await nats.connect(world.running.nats_url(agency_user(AGENCY)), inbox_prefix=f"_INBOX.{agency_user(AGENCY)}".encode())
    hostile: list[tuple[str, bytes, dict[str, str]]] = []

    @settings(max_examples=60, phases=[Phase.generate], database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(tokens, versions, hostile_bodies, st.sampled_from(["2020-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]))
    def collect(token: str, version: str, body: bytes, when: str) -> None:
        headers = {
            "ce-specversion": "1.0",
            "ce-id": str(uuid4()),
            "ce-type": f"vn.gov.doithoai.agency.{token}.{token}.v1",
            "ce-source": f"urn:doithoai:{AGENCY}:agency",
            "ce-subject": "x",
            "ce-time": when,
        }
        hostile.append((f"in.{AGENCY}.{token}.{version}", body, headers))

    collect()
    answered = await receipts_of(client, hostile)
    assert {receipt.status for receipt in answered} == {"refused"}
    assert all(receipt.slugs and receipt.message_vi for receipt in answered)
    assert "Traceback" not in "".join(receipt.model_dump_json() for receipt in answered)
    await client.jetstream().publish(f"in.{AGENCY}.opinion-registered.v1", b"no envelope at all")
    good = await world.agencies.send([world.letter(7001)])
    assert [receipt.status for receipt in good] == ["accepted"]
    await world.keeper.quiet()
    assert all(lag.parked == 0 for lag in (await world.keeper.lags()).values())
    await client.close()


async def test_an_agency_reaches_nothing_but_its_own(world: World) -> None:
    failures: list[str] = []

    async def failed(error: Exception) -> None:
        failures.append(str(error).lower())

    user = agency_user(AGENCY)
    client = await nats.connect(world.running.nats_url(user), inbox_prefix=f"_INBOX.{user}".encode(), error_cb=failed)
    await client.publish("in.another.opinion-registered.v1", b"{}")
    await client.publish("evt.son-la.intake.opinion.opinion-registered.v1", b"{}")
    await client.subscribe("receipt.another.>")
    await client.subscribe("evt.>")
    await client.flush()
    async with asyncio.timeout(60):
        while len(failures) < 4:
            await client.flush()
    assert all("permissions violation" in failure for failure in failures)
    await client.close()


async def everything_stored(running: Running) -> bytes:
    """Every byte an operator could find a person in: all rows of all databases, all files of broker, mail, logs and documents."""
    found = []
    for service in SERVICES:
        connection = await asyncpg.connect(running.owner_dsn(service))
        tables = await connection.fetch(
            "SELECT table_schema s, table_name t FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
        )
        for row in tables:
            rows = await connection.fetch(f'SELECT t::text AS whole FROM "{row["s"]}"."{row["t"]}" t')
            found += [one["whole"].encode() for one in rows]
        await connection.close()
    for path in running.folder.rglob("*"):
        if path.is_file() and path.suffix != ".sock":
            found.append(path.read_bytes())
    return b"\n".join(found)


async def test_an_erased_person_is_found_nowhere_and_the_opinion_stays(world: World) -> None:
    person = {"name": CANARY, "phone": CANARY_PHONE, "address": "Bản Pá Hoàng Yến"}
    opinion_id = await world.register(501, text=CANARY_TEXT, submitter=person, summary_redacted="Đề nghị khơi thông cống.")
    await world.agencies.send([world.letter(502, text=CANARY_TEXT, name=CANARY)])
    await world.keeper.quiet()
    before = await world.offices.get(f"/intake/api/v1/opinions/{opinion_id}/text", role="dialogue_office")
    assert before["submitter"]["name"] == CANARY
    reference = (await world.offices.get(f"/intake/api/v1/opinions/{opinion_id}"))["submitter_ref"]
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "doithoai", "erase", reference, "--yes", "--json", "--name", world.running.name],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    await world.keeper.quiet()
    after = await world.offices.get(f"/intake/api/v1/opinions/{opinion_id}/text", role="dialogue_office")
    assert after["erased"]
    assert after["submitter"] == {}
    assert (await world.offices.get(f"/intake/api/v1/opinions/{opinion_id}"))["summary"] == "Đề nghị khơi thông cống."
    stored = await everything_stored(world.running)
    for trace in (CANARY, CANARY_PHONE, CANARY_TEXT, "Pá Hoàng Yến"):
        assert trace.encode() not in stored, trace
        assert json.dumps(trace)[1:-1].encode() not in stored, trace
        assert b64encode(trace.encode()).rstrip(b"=") not in stored, trace
    assert "Đề nghị khơi thông cống.".encode() in stored


async def test_log_lines_are_json_with_known_events_and_hold_no_personal_data(world: World) -> None:
    await world.register(601, text="Văn bản riêng tư Hoa Ban", submitter={"name": "Cà Văn Hoa Ban", "phone": "0912000111"})
    await world.agencies.send([world.letter(602, name="Cà Văn Hoa Ban")])
    await world.keeper.quiet()
    lines = 0
    for path in (world.running.folder / "logs").glob("*.log"):
        content = path.read_text(encoding="utf-8")
        for trace in ("Hoa Ban", "0912000111", "912000111", CANARY):
            assert trace not in content, (path.name, trace)
        if path.name.startswith(("worker-", "web")):
            for line in content.splitlines():
                told = json.loads(line)
                assert {"event", "level", "at", "service", "process"} <= told.keys(), line
                lines += 1
    assert lines > 50
