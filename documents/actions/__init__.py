"""Every write with a meaning about papers and their files."""

from documents.actions.packs import record_download
from documents.actions.papers import (
    approve,
    drop_draft,
    give_number,
    record_received,
    record_sent,
    return_draft,
    share,
    start_draft,
    submit,
)
from documents.actions.renderings import (
    claim,
    fail,
    request_draft,
    request_file,
    request_reading,
    request_wide,
    retry,
    store,
    sweep,
)
from documents.actions.signed import Upload, record_signed

__all__ = [
    "Upload",
    "approve",
    "claim",
    "drop_draft",
    "fail",
    "give_number",
    "record_download",
    "record_received",
    "record_sent",
    "record_signed",
    "request_draft",
    "request_file",
    "request_reading",
    "request_wide",
    "retry",
    "return_draft",
    "share",
    "start_draft",
    "store",
    "submit",
    "sweep",
]
