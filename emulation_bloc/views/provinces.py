"""The reviewer's page: all blocs of a province, filtered, sorted, paged, as a workbook."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.queries import give_files
from emulation_bloc.forms import ProvinceFilterForm
from emulation_bloc.lib.access import get_visible_or_404
from emulation_bloc.lib.files import made
from emulation_bloc.lib.spreadsheets import XLSX_TYPE
from emulation_bloc.queries import province as reads
from emulation_bloc.queries.province_table import progress_xlsx
from units.models import Province

BLOCS_A_PAGE = 50
NAMED = 3  # how many late blocs the card names
WALLED = {"loc": "", "xep": "", "giam": "", "buoc": ""}


@dataclass
class Asked:
    """The province as the address asks for it."""

    place: Province
    is_reviewer: bool
    periods: dict[str, str]
    form: ProvinceFilterForm
    wanted: dict[str, str]
    desk: reads.Desk
    lines: list[reads.Line]

    @property
    def period_name(self) -> str:
        """The chosen period's name, empty where no bloc has one."""
        return self.periods.get(self.wanted["ky"], "")

    def link(self, **change: str) -> str:
        """The page's address with something chosen otherwise."""
        return "?" + _query(self.wanted | change)


def _query(wanted: dict[str, str]) -> str:
    return urlencode({name: value for name, value in wanted.items() if value})


def _asked(request: HttpRequest, province: str) -> Asked:
    user = request.user
    place = get_visible_or_404(request, Province, slug=province)
    periods, usual = reads.period_choices(place, user)
    given = {"periods": periods, "usual": usual}
    wanted = ProvinceFilterForm(request.GET, **given).chosen()
    is_reviewer = user.has_perm("units.review_province", place)
    if not is_reviewer:  # an observer knows names and approved papers, not who is late
        wanted |= WALLED
    desk = reads.desk_of_province(place, wanted["ky"], user, is_reviewer=is_reviewer)
    steps = reads.step_choices(desk.lines)
    if wanted["buoc"] not in dict(steps):
        wanted["buoc"] = ""
    form = ProvinceFilterForm(initial=wanted, **given)
    form.offer_steps(steps)
    lines = reads.chosen_lines(desk.lines, wanted)
    return Asked(place, is_reviewer, periods, form, wanted, desk, lines)


@require_safe
def province(request: HttpRequest, province: str) -> HttpResponse:
    """All blocs of the province: step, what is late, what waits, papers, nominations."""
    asked = _asked(request, province)
    page = Paginator(asked.lines, BLOCS_A_PAGE).get_page(request.GET.get("trang"))
    give_files(paper for line in page for paper in line.papers)
    query = _query(asked.wanted)
    context = {
        "province": asked.place,
        "form": asked.form,
        "period_name": asked.period_name,
        "is_narrowed": any(asked.wanted[name] for name in ("loc", "tim", "buoc")),
        "page": page,
        "query": query + "&",
        "here": query,
        "rows": [_row(line, asked, request.user) for line in page],
        "chips": _chips(asked),
        "heads": _heads(asked),
        "total": len(asked.desk.lines),
        "units": asked.desk.units,
        "without": asked.desk.without,
        "is_reviewer": asked.is_reviewer,
    }
    if asked.is_reviewer:
        context |= _cards(asked.desk)
    return render(request, "emulation_bloc/province.html", context)


def _row(line: reads.Line, asked: Asked, user: Any) -> dict[str, Any]:
    return {
        "line": line,
        "bloc": line.bloc,
        "standing": line.standing,
        "papers": line.papers,
        "waits": line.waits,
        "step": line.step,
        "status": line.status(sees_late=asked.is_reviewer),
        "may_pack": user.has_perm("meetings.take_summary", line.bloc),
    }


def _cards(desk: reads.Desk) -> dict[str, Any]:
    """The figures above the table."""
    late = desk.late
    return {
        "signed": sum(line.is_signed for line in desk.lines),
        "signed_lately": sum(line.is_signed_lately for line in desk.lines),
        "late": late,
        "late_named": late[:NAMED],
        "late_more": max(len(late) - NAMED, 0),
        "waiting": sum(desk.waits.values()),
        "waiting_words": reads.words_of(desk.waits),
        "new": sum(line.new for line in desk.lines),
        "last_download": desk.last_download,
    }


def _chips(asked: Asked) -> list[dict[str, Any]]:
    """The filters as links, with how many blocs each leaves."""
    counts = {
        "": len(asked.desk.lines),
        "qua-han": len(asked.desk.late),
        "cho-toi": sum(bool(line.waits) for line in asked.desk.lines),
        "theo-doi": sum(line.is_followed for line in asked.desk.lines),
    }
    return [
        {
            "label": label,
            "n": counts[code],
            "url": asked.link(loc=code),
            "is_chosen": asked.wanted["loc"] == code,
        }
        for code, label in asked.form.fields["loc"].choices
    ]


def _heads(asked: Asked) -> list[dict[str, Any]]:
    """The columns' heads; a reviewer's are links that sort, a second click turns the order."""
    heads = [
        ("", _("Khối"), ""),
        ("don-vi", _("Đơn vị"), "num"),
        ("nop", _("Đã nộp tự đánh giá"), ""),
        ("buoc", _("Bước"), ""),
        ("qua-han", _("Tình trạng"), ""),
        ("moi", _("Văn bản"), ""),
        ("khen-thuong", _("Khen thưởng"), ""),
    ]
    if not asked.is_reviewer:
        left = ("", "don-vi", "qua-han", "moi")
        return [
            {"label": label, "css": css, "order": "", "url": ""}
            for key, label, css in heads
            if key in left
        ]
    return [_head(asked, *head) for head in heads]


def _head(asked: Asked, key: str, label: str, css: str) -> dict[str, Any]:
    is_here, is_turned = asked.wanted["xep"] == key, bool(asked.wanted["giam"])
    order = "none"
    if is_here:
        order = "descending" if (key in reads.FALLING) != is_turned else "ascending"
    turn = "1" if is_here and not is_turned else ""
    return {"label": label, "css": css, "order": order, "url": asked.link(xep=key, giam=turn)}


@require_safe
def province_xlsx(request: HttpRequest, province: str) -> HttpResponse:
    """The blocs that the filters leave, all pages of them, as a workbook."""
    asked = _asked(request, province)
    content = progress_xlsx(
        asked.place, asked.period_name, asked.lines, is_reviewer=asked.is_reviewer
    )
    name = f"tien-do-{province}-{asked.wanted['ky'] or 'cac-khoi'}.xlsx"
    return made(content, name, XLSX_TYPE)
