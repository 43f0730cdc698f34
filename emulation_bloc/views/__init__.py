"""The joined pages over all floors, a module per topic."""

from emulation_bloc.views.errors import (
    bad_request,
    csrf_failure,
    forbidden,
    not_found,
    server_error,
)
from emulation_bloc.views.health import healthz, readyz
from emulation_bloc.views.late import late, late_letter, late_remind
from emulation_bloc.views.packs import pack, pack_file, pack_retry, packs
from emulation_bloc.views.pages import (
    bloc,
    home,
    period,
    period_pack,
    period_summary,
)
from emulation_bloc.views.provinces import province, province_xlsx
from emulation_bloc.views.summary import province_summary

__all__ = [
    "bad_request",
    "bloc",
    "csrf_failure",
    "forbidden",
    "healthz",
    "home",
    "late",
    "late_letter",
    "late_remind",
    "not_found",
    "pack",
    "pack_file",
    "pack_retry",
    "packs",
    "period",
    "period_pack",
    "period_summary",
    "province",
    "province_summary",
    "province_xlsx",
    "readyz",
    "server_error",
]
