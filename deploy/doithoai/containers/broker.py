"""The broker's configuration for containers: the same rights as on a laptop, passwords in a file of their own. Pure."""

import json
from collections.abc import Iterable, Mapping

from doithoai.embedded.nats import MAX_PAYLOAD, User
from doithoai.rights import user_names, users

HEAD = """# Written by `doithoai containers broker`; who may do what stands in deploy/doithoai/rights.py.
# Every message is on disk before it is acknowledged. Passwords come from the secret nats_passwords.

server_name: doithoai
listen: "0.0.0.0:4222"
http: "0.0.0.0:8222"
max_payload: {max_payload}

jetstream {{
  store_dir: "/data"
  sync_interval: always
}}

include "../../run/secrets/nats_passwords"

authorization {{
  users: [
{users}
  ]
}}
"""


def configuration(agencies: Iterable[str]) -> str:
    """The server's configuration file for these agencies."""
    listed = tuple(agencies)
    everybody = users(dict.fromkeys(user_names(listed), ""), listed)
    return HEAD.format(max_payload=MAX_PAYLOAD, users="\n".join(map(_entry, everybody)))


def passwords(brokers: Mapping[str, str], agencies: Iterable[str]) -> str:
    """What the configuration includes: a password for every user in it."""
    return "".join(f'{variable(user)}: "{brokers[user]}"\n' for user in user_names(tuple(agencies)))


def variable(user: str) -> str:
    """The name by which the configuration knows a user's password."""
    return f"PASSWORD_{user.replace('-', '_').upper()}"


def _entry(user: User) -> str:
    lines = [f'    {{ user: "{user.name}", password: ${variable(user.name)}, permissions: {{']
    lines.append(f"        publish: {{ allow: {_subjects(user.publish)} }}")
    lines.append(f"        subscribe: {{ allow: {_subjects(user.subscribe)} }}")
    if user.answers:
        lines.append("        allow_responses: true")
    return "\n".join([*lines, "    } }"])


def _subjects(subjects: Iterable[str]) -> str:
    return json.dumps(list(subjects)).replace('", "', '",\n          "')
