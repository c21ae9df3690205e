"""A submitted form, checked against a pydantic model; errors are Vietnamese, by field, and what was typed is kept for showing again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from chassis.web.dependencies import KEY_FIELD, VERSION_FIELD
from chassis.web.field_messages import field_messages
from contracts.fields import legible

M = TypeVar("M", bound=BaseModel)


class FilledIn(dict[str, Any]):
    """What stands in the fields; a field nobody filled in is empty."""

    def __missing__(self, name: str) -> str:
        return ""


@dataclass(frozen=True)
class Submitted(Generic[M]):
    """`model` when everything is right, else `errors` (field → sentence); `values` are the texts to show (again).

    A form shown for the first time is `Submitted(None)`, or `Submitted(None, {"field": "what it holds now"})`.
    """

    model: M | None
    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", FilledIn(self.values))

    def refused(self, sentence: str, name: str = "") -> "Submitted[M]":
        """The same form with one more error, such as a refusal's sentence."""
        return Submitted(None, self.values, {**self.errors, name: sentence})


async def read_form(request: Request, model: type[M]) -> Submitted[M]:
    """Read and check a form. Empty texts count as not given; Vietnamese dates (`22/11/2026`) are understood; text becomes legible (NFC, no control signs)."""
    values = form_values(await request.form(), model)
    try:
        return Submitted(model.model_validate({name: _understood(model, name, value) for name, value in values.items()}), values)
    except ValidationError as error:
        return Submitted(None, values, field_messages(error.errors()))


def form_values(form: FormData, model: type[BaseModel]) -> dict[str, Any]:
    """The form's texts by field; a field that the model holds as a list keeps all its values. Uploads are left out."""
    values: dict[str, Any] = {}
    for name in form:
        if name in {KEY_FIELD, VERSION_FIELD}:
            continue
        texts = [legible(text).strip() for text in form.getlist(name) if not isinstance(text, UploadFile)]
        texts = [text for text in texts if text]
        if texts:
            values[name] = texts if _is_list(model, name) else texts[-1]
    return values


def _is_list(model: type[BaseModel], name: str) -> bool:
    known = model.model_fields.get(name)
    return known is not None and getattr(known.annotation, "__origin__", None) in {list, tuple, set, frozenset}


def _understood(model: type[BaseModel], name: str, value: Any) -> Any:
    known = model.model_fields.get(name)
    if known is None or not isinstance(value, str) or date not in (known.annotation, *get_args(known.annotation)):
        return value
    try:
        return datetime.strptime(value, "%d/%m/%Y").date()  # noqa: DTZ007 - a local date has no zone
    except ValueError:
        return value
