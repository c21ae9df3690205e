"""The peer: the `eventsourcing` library on the same PostgreSQL, driven the same way, with psycopg's C part."""

import threading
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import orjson
import psycopg
from eventsourcing.domain import DomainEvent
from eventsourcing.persistence import DatetimeAsISO, JSONTranscoder, Mapper, StoredEvent, Tracking
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore, PostgresTrackingRecorder
from eventsourcing.utils import get_topic
from samples import noted

if psycopg.pq.__impl__ == "python":
    raise SystemExit("psycopg without its C part is no fair peer: install psycopg[binary]")


class PeerNoted(DomainEvent):
    """The sample fact as the peer's applications declare one."""

    number: int
    text: str
    commune: str
    urgency: str


TOPIC = get_topic(PeerNoted)


class _Counter(PostgresTrackingRecorder):
    def count(self, rows: Sequence[Any]) -> None:
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, Tracking("bench", rows[-1].id))
            for row in rows:
                commune = orjson.loads(row.state)["commune"]
                cursor.execute(
                    "INSERT INTO peer_counter VALUES (%s, 1) ON CONFLICT (commune) DO UPDATE SET noted = peer_counter.noted + 1",
                    (commune,),
                    prepare=True,
                )


class Peer:
    """The same workloads as `Ours`."""

    def __init__(self, dsn: str) -> None:
        parts = urlsplit(dsn)
        self.store = PostgresDatastore(
            dbname=parts.path.lstrip("/"),
            host=parts.hostname or "127.0.0.1",
            port=parts.port or 5432,
            user=parts.username or "",
            password=parts.password or "",
            pool_size=5,
            max_overflow=30,
        )
        transcoder = JSONTranscoder()
        transcoder.register(DatetimeAsISO())
        self.mapper: Mapper[UUID] = Mapper(transcoder)
        self.recorder = PostgresApplicationRecorder(self.store)
        self.recorder.create_table()
        self.counter = _Counter(self.store)
        self.counter.create_table()
        with self.store.transaction(commit=True) as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS peer_counter (commune text PRIMARY KEY, noted bigint)")

    def reset(self) -> None:
        with self.store.transaction(commit=True) as cursor:
            cursor.execute("TRUNCATE stored_events RESTART IDENTITY")
            cursor.execute("TRUNCATE notification_tracking, peer_counter")

    @staticmethod
    def events(stream: UUID, first: int, size: int) -> list[StoredEvent]:
        return [StoredEvent(stream, first + n, TOPIC, orjson.dumps(noted(first + n))) for n in range(size)]

    def append(self, writers: int, each: int, size: int = 1) -> float:
        def writer() -> None:
            stream = uuid4()
            for turn in range(each):
                self.recorder.insert_events(self.events(stream, 1 + turn * size, size))

        threads = [threading.Thread(target=writer) for _ in range(writers)]
        begun = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.perf_counter() - begun

    def fill(self, streams: int, length: int) -> list[UUID]:
        """Streams of events as the library's own mapper stores them, with their timestamps; our rows carry one too."""
        names = [uuid4() for _ in range(streams)]
        for name in names:
            self.recorder.insert_events([self.mapper.to_stored_event(self.event(name, 1 + n)) for n in range(length)])
        return names

    @staticmethod
    def event(stream: UUID, version: int) -> PeerNoted:
        return PeerNoted(originator_id=stream, originator_version=version, timestamp=PeerNoted.create_timestamp(), **asdict(noted(version)))

    def scan(self, total: int, *, decode: bool = False) -> float:
        begun, position = time.perf_counter(), 0
        while position < total:
            rows = self.recorder.select_notifications(position, 1000, inclusive_of_start=False)
            if decode:
                for row in rows:
                    orjson.loads(row.state)
            position = rows[-1].id
        return time.perf_counter() - begun

    def load(self, names: Sequence[UUID], *, parsed_only: bool = False) -> float:
        """Streams as events, the library's own way (topic, transcoder, upcasting); or only rows and their JSON parsed."""
        become = (lambda stored: orjson.loads(stored.state)) if parsed_only else self.mapper.to_domain_event
        begun = time.perf_counter()
        for name in names:
            for stored in self.recorder.select_events(name):
                become(stored)
        return time.perf_counter() - begun

    def project(self) -> float:
        begun, position = time.perf_counter(), 0
        while rows := self.recorder.select_notifications(position, 100, inclusive_of_start=False):
            self.counter.count(rows)
            position = rows[-1].id
        return time.perf_counter() - begun

    def wake(self, times: int) -> list[float]:
        took, stream = [], uuid4()
        with self.recorder.subscribe(gt=self.recorder.max_notification_id()) as notifications:
            time.sleep(0.2)
            for turn in range(times):
                begun = time.perf_counter()
                self.recorder.insert_events(self.events(stream, 1 + turn, 1))
                next(notifications)
                took.append((time.perf_counter() - begun) * 1000)
        return took

    def close(self) -> None:
        self.store.close()
