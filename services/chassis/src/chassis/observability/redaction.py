"""Nothing that looks personal reaches a log line: logs carry ids only (`design.md` section 8)."""

from collections.abc import MutableMapping
from traceback import walk_tb
from typing import Any

from pydantic import ValidationError

_CONTACT = ("name", "fullname", "phone", "mobile", "address", "email", "mail", "contact", "birth", "dob", "cccd")
_WRITING = ("text", "body", "content", "summary", "title", "note", "message")
_SECRET = ("password", "secret", "token", "cookie", "authorization")
PERSONAL = frozenset((*_CONTACT, *_WRITING, *_SECRET))
WITHHELD = "[withheld]"
FRAMES = 6


class PersonalKey(ValueError):
    """A log call used a key that looks personal; only raised where tests asked for strictness."""


def looks_personal(key: str) -> bool:
    """A key looks personal when its last word is one of `PERSONAL` (`full_name`, `contact_phone`, `text`)."""
    return key.lower().rsplit("_", 1)[-1] in PERSONAL


class Guard:
    """A structlog processor: replaces values under personal-looking keys, or raises `PersonalKey` when strict."""

    def __init__(self, *, strict: bool = False) -> None:
        self.strict = strict

    def __call__(self, _logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        found = [key for key in line if looks_personal(key)]
        if found and self.strict:
            raise PersonalKey(", ".join(found))
        for key in found:
            line[key] = WITHHELD
        return line


def describe(error: BaseException) -> dict[str, str]:
    """Say what failed and where, never the message: messages of databases and validators quote the data."""
    frames = [
        f"{frame.f_code.co_filename.rsplit('/', 1)[-1]}:{line}:{frame.f_code.co_name}" for frame, line in walk_tb(error.__traceback__)
    ]
    kinds = [type(error).__qualname__]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    while cause is not None and len(kinds) < FRAMES:
        kinds.append(type(cause).__qualname__)
        cause = cause.__cause__
    return {"error": " < ".join(kinds), "where": " > ".join(frames[-FRAMES:])}


def spoken(error: BaseException) -> str:
    """One line about an error for operators: our own machinery's words, which fields of a model were wrong, or only kind and place."""
    kinds = describe(error)
    if isinstance(error, ValidationError):
        wrong = error.errors(include_url=False, include_context=False, include_input=False)
        return f"{kinds['error']}: " + ", ".join(f"{'.'.join(map(str, each['loc']))} {each['type']}" for each in wrong[:FRAMES])
    if type(error).__module__.partition(".")[0] in {"chassis", "contracts"}:
        return f"{kinds['error']}: {error}"[:300]
    return f"{kinds['error']} at {kinds['where'].rsplit(' > ', 1)[-1]}"


def safe_errors(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: turns `exc_info` into error types and places."""
    info = line.pop("exc_info", None)
    if isinstance(info, tuple):
        info = info[1]
    if isinstance(info, BaseException):
        line.update(describe(info))
    return line
