"""What is asked beside a file: who received its opinions, for which session, and what rows leave out."""

from pydantic import BaseModel, ValidationError

from chassis.web.field_messages import field_messages
from chassis.web.forms import Submitted
from contracts.fields import Id
from contracts.vocabulary import Audience, SubmitterKind


class UploadForm(BaseModel):
    """Without an organisation the host of the session received them."""

    received_by_org_id: Id | None = None
    target_session_id: Id | None = None
    audience: Audience | None = None
    submitter_kind: SubmitterKind | None = None

    @classmethod
    def checked(cls, given: dict[str, str]) -> "Submitted[UploadForm]":
        """The form, or what is wrong with it."""
        try:
            return Submitted(cls.model_validate(given), given)
        except ValidationError as error:
            return Submitted(None, given, field_messages(error.errors()))
