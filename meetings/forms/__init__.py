"""Checking input, a module per topic."""

from meetings.forms.desk import MEETING_FORMS
from meetings.forms.drafts import (
    AnswerForm,
    CommentForm,
    CorrectForm,
    ReasonForm,
    SectionForm,
    SupplementForm,
)
from meetings.forms.outcomes import ROW_FORMS, RequestForm

__all__ = [
    "MEETING_FORMS",
    "ROW_FORMS",
    "AnswerForm",
    "CommentForm",
    "CorrectForm",
    "ReasonForm",
    "RequestForm",
    "SectionForm",
    "SupplementForm",
]
