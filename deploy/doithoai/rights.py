"""Who may publish and hear what at the broker: a service its own events, an agency its own messages and receipts, nobody more."""

from collections.abc import Iterable

from chassis.clock import CLOCK_STREAM, CLOCK_SUBJECT
from contracts.subjects import EVENTS, INBOUND, RECEIPTS
from doithoai.embedded.nats import User
from doithoai.places import SERVICES

OPERATOR = "operator"
KEY_REQUESTS = "key.intake"
READS_KEYS = ("sessions", "notify")
ANSWERS_AGENCIES = ("intake", "sessions", "followup")


def agency_user(agency: str) -> str:
    """The user name of an agency's software."""
    return f"agency-{agency}"


def users(passwords: dict[str, str], agencies: Iterable[str]) -> list[User]:
    """Everybody who may connect, by the password drawn for the name."""
    made = [_service(service) for service in SERVICES] + [_agency(agency) for agency in agencies] + [_operator()]
    return [User(user.name, passwords[user.name], user.publish, user.subscribe, user.answers) for user in made]


def user_names(agencies: Iterable[str]) -> tuple[str, ...]:
    """Names that need a password."""
    return (*SERVICES, *(agency_user(agency) for agency in agencies), OPERATOR)


def _consumer(stream: str, durable: str) -> tuple[str, ...]:
    """What reading one durable consumer takes; both forms of acknowledgement."""
    return (
        f"$JS.API.CONSUMER.INFO.{stream}.{durable}",
        f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{durable}",
        f"$JS.ACK.{stream}.{durable}.>",
        f"$JS.ACK.*.*.{stream}.{durable}.>",
    )


def _service(service: str) -> User:
    publish = [f"evt.*.{service}.>", f"$JS.API.STREAM.MSG.GET.{CLOCK_STREAM}"]
    subscribe = [f"_INBOX.{service}.>", CLOCK_SUBJECT]
    for other in SERVICES:
        publish += _consumer(EVENTS, f"{service}-{other}")
    if service in ANSWERS_AGENCIES:
        publish += ["receipt.>", *_consumer(INBOUND, f"{service}-inbound")]
    if service in READS_KEYS:
        publish.append(KEY_REQUESTS)
    if service == "intake":
        subscribe.append(f"{KEY_REQUESTS} {KEY_REQUESTS}")
    return User(service, "", tuple(publish), tuple(subscribe), answers=service == "intake")


def _agency(agency: str) -> User:
    name = agency_user(agency)
    publish = (f"in.{agency}.>", *_consumer(RECEIPTS, name))
    return User(name, "", publish, (f"_INBOX.{name}.>", f"_INBOX.{agency}.>", f"receipt.{agency}.>"))


def _operator() -> User:
    publish = ("$JS.API.>", "$JS.ACK.>", CLOCK_SUBJECT)
    subscribe = (f"_INBOX.{OPERATOR}.>", "_INBOX.provision.>", CLOCK_SUBJECT, "evt.>", "in.>", "receipt.>", "$JS.EVENT.ADVISORY.>")
    return User(OPERATOR, "", publish, subscribe)
