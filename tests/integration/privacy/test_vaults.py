"""Keys on a real database, and keys fetched over a real broker: made once, destroyed for ever, never seen in the clear."""

import base64
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import nats
import orjson
import pytest
import sqlalchemy as sa
from nacl.public import PrivateKey
from nats.aio.client import Client
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from chassis.clock import FakeClock
from chassis.privacy.keys import SubjectErased, VaultUnavailable
from chassis.privacy.local import LocalVault, subject_key_v1
from chassis.privacy.master import MasterKeys
from chassis.privacy.remote import KeyResponder, RemoteVault
from chassis.privacy.sealing import Erased
from doithoai.embedded.databases import Database

OLD = "m1:" + base64.b64encode(b"1" * 32).decode()
NEW = "m2:" + base64.b64encode(b"2" * 32).decode()
CLOCK = FakeClock(datetime(2026, 2, 9, 1, tzinfo=UTC))


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    made = create_async_engine(database.owner_url)
    async with made.begin() as connection:
        for statement in subject_key_v1():
            await connection.execute(sa.text(statement))
    yield made
    await made.dispose()


@pytest.fixture
def vault(engine: AsyncEngine) -> LocalVault:
    return LocalVault(engine, MasterKeys.parse(OLD), CLOCK)


@pytest.fixture
async def client(nats_url: str) -> AsyncIterator[Client]:
    connected = await nats.connect(nats_url)
    yield connected
    await connected.close()


async def test_a_name_sealed_today_opens_in_another_process(engine: AsyncEngine, vault: LocalVault) -> None:
    sealed = await vault.seal("submitter-1", "name", "Giàng A Dơ")
    assert await LocalVault(engine, MasterKeys.parse(OLD), CLOCK).open(sealed, "name") == "Giàng A Dơ"


async def test_after_erasure_the_field_opens_as_erased_and_nothing_can_be_sealed_again(vault: LocalVault) -> None:
    sealed = await vault.seal("submitter-1", "name", "Giàng A Dơ")
    assert await vault.erase("submitter-1")
    assert await vault.open(sealed, "name") == Erased("submitter-1")
    with pytest.raises(SubjectErased):
        await vault.seal("submitter-1", "name", "Giàng A Dơ")
    assert not await vault.erase("submitter-1")


async def test_a_field_of_a_subject_nobody_knows_opens_as_erased(vault: LocalVault) -> None:
    sealed = await vault.seal("submitter-1", "name", "Giàng A Dơ")
    assert await vault.open(sealed.model_copy(update={"subject": "submitter-9"}), "name") == Erased("submitter-9")


async def test_erasing_one_subject_leaves_the_other_readable(vault: LocalVault) -> None:
    name, text = await vault.seal("submitter-1", "name", "Giàng A Dơ"), await vault.seal("opinion-1", "text", "Đường hỏng")
    await vault.erase("opinion-1")
    assert await vault.open(name, "name") == "Giàng A Dơ"
    assert await vault.open(text, "text") == Erased("opinion-1")


async def test_a_key_made_in_a_transaction_that_fails_is_gone(engine: AsyncEngine, vault: LocalVault) -> None:
    with pytest.raises(RuntimeError):
        async with engine.begin() as connection:
            sealed = await vault.within(connection).seal("submitter-1", "name", "Giàng A Dơ")
            raise RuntimeError
    assert await vault.open(sealed, "name") == Erased("submitter-1")


async def test_two_writers_meeting_a_new_subject_agree_on_one_key(engine: AsyncEngine, vault: LocalVault) -> None:
    first, second = LocalVault(engine, vault.masters, CLOCK), LocalVault(engine, vault.masters, CLOCK)
    one, two = await first.seal("submitter-1", "name", "Mùa A Súa"), await second.seal("submitter-1", "phone", "0912345678")
    assert await vault.open(one, "name") == "Mùa A Súa"
    assert await vault.open(two, "phone") == "0912345678"


async def test_a_new_master_key_rewraps_every_key_and_the_old_one_can_go(engine: AsyncEngine, vault: LocalVault) -> None:
    sealed = [await vault.seal(f"submitter-{number}", "name", f"Lò Thị {number}") for number in range(5)]
    await vault.erase("submitter-0")
    rotating = LocalVault(engine, MasterKeys.parse(f"{NEW},{OLD}"), CLOCK)
    assert await rotating.rewrap(batch=2) == 4
    assert await rotating.rewrap() == 0
    after = LocalVault(engine, MasterKeys.parse(NEW), CLOCK)
    assert [await after.open(each, "name") for each in sealed] == [Erased("submitter-0"), *(f"Lò Thị {number}" for number in range(1, 5))]


async def test_no_row_of_the_key_table_holds_a_key_in_the_clear(engine: AsyncEngine, vault: LocalVault) -> None:
    key = await vault.key("submitter-1", create=True)
    assert key is not None
    async with engine.connect() as connection:
        wrapped = (await connection.execute(sa.text("SELECT wrapped FROM subject_key"))).scalar_one()
    assert key.secret not in wrapped


async def test_another_service_seals_and_opens_with_keys_it_asks_for(vault: LocalVault, client: Client) -> None:
    await KeyResponder(vault).serve(client)
    sealed = await RemoteVault(client).seal("invitee-1", "contact", "0912345678")
    assert await vault.open(sealed, "contact") == "0912345678"
    assert await RemoteVault(client).open(sealed, "contact") == "0912345678"


async def test_an_erased_subject_is_erased_for_other_services_too(vault: LocalVault, client: Client) -> None:
    await KeyResponder(vault).serve(client)
    sealed = await vault.seal("submitter-1", "name", "Giàng A Dơ")
    await vault.erase("submitter-1")
    assert await RemoteVault(client).open(sealed, "name") == Erased("submitter-1")
    with pytest.raises(SubjectErased):
        await RemoteVault(client).seal("submitter-1", "name", "Giàng A Dơ")


async def test_asking_to_read_makes_no_key(vault: LocalVault, client: Client) -> None:
    await KeyResponder(vault).serve(client)
    assert await RemoteVault(client).key("submitter-7") is None
    assert await vault.key("submitter-7") is None


async def test_without_a_keeper_the_vault_says_so_and_does_not_pretend_erasure(vault: LocalVault, client: Client) -> None:
    sealed = await vault.seal("submitter-1", "name", "Giàng A Dơ")
    with pytest.raises(VaultUnavailable):
        await RemoteVault(client, timeout=0.2).open(sealed, "name")


async def test_the_answer_on_the_wire_does_not_show_the_key(vault: LocalVault) -> None:
    key = await vault.key("submitter-1", create=True)
    assert key is not None
    asked = {"subject": "submitter-1", "answer_to": base64.b64encode(bytes(PrivateKey.generate().public_key)).decode()}
    answer = await KeyResponder(vault).answer(orjson.dumps(asked))
    assert orjson.loads(answer)["status"] == "key"
    assert base64.b64encode(key.secret) not in answer


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'{"subject": ""}', b'{"subject": "x", "answer_to": "short"}', b'{"subject": "x", "answer_to": "%%"}', b"\xff"]
)
async def test_a_malformed_request_is_answered_as_such(vault: LocalVault, data: bytes) -> None:
    assert orjson.loads(await KeyResponder(vault).answer(data)) == {"status": "malformed"}
