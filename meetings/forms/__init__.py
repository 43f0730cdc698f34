"""Checking input, a module per topic."""

from meetings.forms.desk import MEETING_FORMS, ROW_FORMS, RequestForm
from meetings.forms.drafts import (
    AnswerForm,
    CommentForm,
    CorrectForm,
    ReasonForm,
    SectionForm,
    SupplementForm,
)

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
