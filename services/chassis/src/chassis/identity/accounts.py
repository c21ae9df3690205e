"""Local accounts, kept in one TOML file beside an embedded installation; passwords only as argon2 hashes.

[accounts.vanphong]
hash = "$argon2id$…"
ref = "acc-0001"          # opaque, stored with events
role = "clerk"
org_id = "org-1"
reach = "everywhere"      # own, subtree, everywhere
label = "Văn phòng"
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from pydantic import BaseModel, ConfigDict

from chassis.identity.actor import Actor, Reach
from chassis.identity.tokens import SignedIn

_HASHER = PasswordHasher()


class Account(BaseModel):
    """One entry of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hash: str
    ref: str
    role: str
    org_id: str | None = None
    reach: Reach = Reach.OWN
    label: str = ""


class WrongSecret(Exception):
    """Unknown account or wrong password; the two are never told apart."""


@dataclass(frozen=True)
class Accounts:
    """The accounts of one installation, by sign-in name."""

    by_login: dict[str, Account]

    def check(self, login: str, password: str) -> SignedIn:
        """Return who signs in; raises `WrongSecret`. An unknown name costs as much time as a wrong password."""
        account = self.by_login.get(login)
        try:
            _HASHER.verify(account.hash if account else _unknown(), password)
        except (Argon2Error, InvalidHashError):
            account = None
        if account is None:
            raise WrongSecret
        return SignedIn(Actor(account.ref, account.role, account.org_id, account.reach), account.label)


def hash_password(password: str) -> str:
    """The argon2id hash to put into the file."""
    return _HASHER.hash(password)


def load_accounts(path: Path | None) -> Accounts:
    """Read the file; no path means no local accounts. Raises `ValueError` for a malformed file."""
    if path is None:
        return Accounts({})
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Accounts({login: Account.model_validate(entry) for login, entry in data.get("accounts", {}).items()})


@cache
def _unknown() -> str:
    """A hash nobody's password has; made at the first need, because making it takes 64 MB."""
    return hash_password("nobody has this password")
