"""Two local accounts for the pages of a system on one machine; their drawn passwords stand in a file for its owner only."""

import os
import secrets
from pathlib import Path

from chassis.identity.accounts import hash_password
from chassis.identity.actor import Reach

ACCOUNTS = {
    "vanphong": ("dialogue_office", "Văn phòng"),
    "quantri": ("administrator", "Quản trị hệ thống"),
}


def ensure_accounts(accounts: Path, passwords: Path) -> None:
    """Write both files, once."""
    if accounts.exists():
        return
    drawn = {login: secrets.token_urlsafe(9) for login in ACCOUNTS}
    _write(passwords, "".join(f"{login} {password}\n" for login, password in drawn.items()))
    _write(accounts, "\n".join(_entry(login, password) for login, password in drawn.items()))


def _entry(login: str, password: str) -> str:
    role, label = ACCOUNTS[login]
    values = {"hash": hash_password(password), "ref": f"local-{login}", "role": role, "reach": Reach.EVERYWHERE.value, "label": label}
    return f"[accounts.{login}]\n" + "".join(f'{key} = "{value}"\n' for key, value in values.items())


def _write(file: Path, text: str) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as opened:
        opened.write(text)
