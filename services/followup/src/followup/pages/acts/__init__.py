"""Every act on a case that has a form on its page."""

from followup.pages.acts.answering import ANSWERING
from followup.pages.acts.deciding import DECIDING
from followup.pages.acts.following import FOLLOWING

ACTS = (*ANSWERING, *DECIDING, *FOLLOWING)
