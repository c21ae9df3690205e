"""The unprivileged account PostgreSQL runs under when we are root: it refuses to run as root itself."""

import grp
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

NAME = "pgserver"
_CAPABILITIES = {"dac_read_search": 2, "dac_override": 1}


class AccountError(Exception):
    """Root cannot give PostgreSQL an account that reaches the checkout; the message says what to do."""


@dataclass(frozen=True)
class Account:
    """Who runs PostgreSQL: (uid, gid) to change to, or None to stay who we are."""

    user: tuple[int, int] | None

    @classmethod
    def current(cls) -> "Account":
        """The account for this process, created when root has none yet."""
        if os.geteuid() != 0:
            return cls(None)
        try:
            entry = pwd.getpwnam(NAME)
        except KeyError:
            _create()
            entry = pwd.getpwnam(NAME)
        return cls((entry.pw_uid, entry.pw_gid))

    def own(self, path: Path) -> None:
        """Give the path to the account."""
        if self.user is not None:
            os.chown(path, *self.user)

    def launch(self, *needed: Path) -> tuple[list[str], tuple[int, int] | None]:
        """How to start a program of this account that needs those paths: a command prefix, and the user to change to first.

        Where a folder above the checkout is closed to others (a root home with mode 0700) its mode is left alone: the program keeps
        one capability, to walk through folders, instead (access(2) heeds it only with the secure bit no_setuid_fixup).
        """
        if self.user is None or all(self._reaches(path) for path in needed):
            return [], self.user
        capability, setpriv = _walking_capability(), shutil.which("setpriv")
        if capability is None or setpriv is None:
            raise AccountError(f"the account {NAME} cannot reach {needed[0]}: use a checkout that other accounts can enter")
        uid, gid = self.user
        keep = f"+{capability}"
        who = [f"--reuid={uid}", f"--regid={gid}", "--clear-groups"]
        may = ["--securebits=+no_setuid_fixup", f"--inh-caps={keep}", f"--ambient-caps={keep}"]
        return [setpriv, *who, *may, "--pdeathsig=INT"], None

    def _reaches(self, path: Path) -> bool:
        return all(self._enters(folder) for folder in path.resolve().parents)

    def _enters(self, folder: Path) -> bool:
        found = folder.stat()
        uid, gid = self.user or (-1, -1)
        if found.st_uid == uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid == gid:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)


def _create() -> None:
    useradd = shutil.which("useradd") or shutil.which("adduser")
    if useradd is None:
        raise AccountError(f"PostgreSQL does not run as root: create an account named {NAME}, or run as an ordinary user")
    options = ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin"] if useradd.endswith("useradd") else ["-S", "-D", "-H"]
    taken = any(group.gr_name == NAME for group in grp.getgrall())
    group = ["--gid", NAME] if taken and useradd.endswith("useradd") else []
    done = subprocess.run([useradd, *options, *group, NAME], check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise AccountError(f"cannot create the account {NAME}: {done.stderr.strip()}")


def _walking_capability() -> str | None:
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    effective = next((int(line.split()[1], 16) for line in status.read_text().splitlines() if line.startswith("CapEff:")), 0)
    return next((name for name, bit in _CAPABILITIES.items() if effective >> bit & 1), None)
