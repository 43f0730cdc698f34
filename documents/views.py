"""Pages of papers: lists, one paper with its states and files, and the public check."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents import actions, forms, pdf, queries
from documents.actions import files
from documents.models import Document, Rendering
from emulation_bloc.lib import clock
from emulation_bloc.lib.access import get_permitted_or_404, get_visible_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.files import opened
from emulation_bloc.lib.states import ActionError
from units.models import Bloc, User

FORMS = {
    "give_number": forms.NumberForm,
    "record_signed": forms.SignedForm,
    "record_sent": forms.SentForm,
    "receive": forms.ReceivedForm,
}


@require_safe
def index(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """The bloc's papers, filtered."""
    home = get_visible_or_404(request, Bloc, slug=bloc, province__slug=province)
    form = forms.FilterForm(request.GET)
    rows = queries.papers_for_lists(request.user).filter(bloc=home)
    if form.is_valid():
        asked = {
            "period__slug": form.cleaned_data["ky"],
            "kind": form.cleaned_data["loai"],
            "state": form.cleaned_data["trang_thai"],
        }
        rows = rows.filter(**{name: value for name, value in asked.items() if value})
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    for row in page:
        row.shown_files = queries.handed_out(row.files)
    context = {"bloc": home, "form": form, "page": page}
    return render(request, "documents/index.html", context)


def _paper(request: HttpRequest, province: str, bloc: str, pk: int, perm: str = "") -> Document:
    lookup: dict[str, Any] = {"pk": pk, "bloc__slug": bloc, "bloc__province__slug": province}
    if perm:
        return get_permitted_or_404(request, Document, perm, **lookup)
    return get_visible_or_404(request, Document, **lookup)


@require_safe
def detail(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """One paper: where it stands, its words, its files, what I may do next."""
    return _show(request, _paper(request, province, bloc, pk))


def _show(
    request: HttpRequest, document: Document, *, name: str = "", form: Form | None = None
) -> HttpResponse:
    """The page; after a refused form with what was typed and why."""
    user = request.user
    rows = (
        Rendering.objects.visible_to(user)
        .filter(document=document)
        .select_related("bloc__province")
    )
    listed = [row for row in rows.order_by("pk") if row.form not in Rendering.DRAFTS]
    done = [row for row in listed if row.state == Rendering.State.DONE]
    shown = queries.handed_out(done) + [row for row in listed if row.state != Rendering.State.DONE]
    steps = _next_step(user, document)
    wanted = name if name in steps else next(iter(steps), "")
    context = {
        "document": document,
        "bloc": document.bloc,
        "steps": _line(document),
        "paper": pdf.to_html(document.words, document.number_text, document.date)
        if document.snapshot
        else "",
        "files": shown,
        "signatures": queries.signatures_of(done),
        "is_scan": any(row.form == Rendering.Form.SIGNED and not row.signatures for row in done),
        "form_name": wanted,
        "form": form if name and name == wanted else _blank(wanted, document),
        "corrections": list(queries.corrections_of(document)),
        "may_correct": document.is_approved and user.has_perm("documents.correct", document),
    }
    return render(request, "documents/detail.html", context, status=422 if form else 200)


def _next_step(user: User, document: Document) -> list[str]:
    """The forms to show: by who may and when."""
    when = {
        "give_number": document.awaits_number,
        "record_signed": document.can_move_to(Document.State.SIGNED) and not document.awaits_number,
        "record_sent": document.can_move_to(Document.State.SENT),
        "receive": document.can_move_to(Document.State.RECEIVED),
    }
    return [
        name
        for name, is_due in when.items()
        if is_due and user.has_perm(f"documents.{name}", document)
    ]


def _blank(name: str, document: Document) -> Form | None:
    if not name:
        return None
    today = clock.today()
    start = {"date": today, "signed_on": today, "received_on": today}
    if name == "record_signed" and document.snapshot:
        names = [row["name"] for row in document.snapshot.get("signatures", []) if row["name"]]
        start["signed_by"] = ", ".join(names)
    return _form_for(name, document)(initial=start)


def _form_for(name: str, document: Document) -> type[Form]:
    if name == "give_number" and document.unit_id is not None:
        return forms.OwnNumberForm
    return FORMS[name]


def _line(document: Document) -> list[dict[str, Any]]:
    """The paper's way with dates; what is done, where it is, what comes."""
    moments = [
        (Document.State.DRAFT, _("Dự thảo"), document.created_at),
        (Document.State.SUBMITTED, _("Trình duyệt"), document.submitted_at),
        (Document.State.APPROVED, _("Đã duyệt, chờ ký"), document.approved_at),
        (Document.State.SIGNED, _("Đã ký"), document.signed_on),
        (Document.State.SENT, _("Đã gửi"), document.sent_at),
        (Document.State.RECEIVED, _("Đã nhận"), document.received_on),
    ]
    order = [state for state, _label, _moment in moments]
    here = order.index(document.state) if document.state in order else 0
    line = []
    for place, (_state, label, moment) in enumerate(moments):
        day = clock.local_date(moment) if hasattr(moment, "hour") else moment
        state = "done" if place < here else "now" if place == here else "next"
        text = f"{day:%d/%m/%Y}" if day and place <= here else ""
        line.append({"label": label, "date_text": text, "state": state, "is_late": False})
    return line


def _handle(
    request: HttpRequest, document: Document, name: str, act: Any, told: str
) -> HttpResponse:
    """Check the form, act, say so; a refusal shows the page with what was typed."""
    form = _form_for(name, document)(request.POST, request.FILES)
    if form.is_valid():
        try:
            act(form)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, told)
            return redirect(document)
    document.refresh_from_db()
    return _show(request, document, name=name, form=form)


@require_POST
def give_number(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Type the number that the clerk gave."""
    document = _paper(request, province, bloc, pk, "documents.give_number")

    def act(form: Form) -> None:
        given = form.cleaned_data
        actions.give_number(
            document,
            number=given["number"],
            day=given["date"],
            by=request.user,
            symbol=given.get("symbol", ""),
        )

    return _handle(request, document, "give_number", act, _("Đã ghi số văn bản, đang tạo lại tệp."))


@require_POST
def sign(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Note that it was signed."""
    document = _paper(request, province, bloc, pk, "documents.record_signed")

    def act(form: forms.SignedForm) -> None:
        given = form.cleaned_data
        actions.record_signed(
            document,
            by=request.user,
            signed_by=given["signed_by"],
            signed_on=given["signed_on"],
            upload=form.upload(),
        )

    return _handle(request, document, "record_signed", act, _("Đã ghi nhận văn bản đã ký."))


@require_POST
def send(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Note that it was sent."""
    document = _paper(request, province, bloc, pk, "documents.record_sent")

    def act(form: Form) -> None:
        actions.record_sent(document, by=request.user, how=form.cleaned_data["how"])

    told = _("Đã ghi nhận văn bản đã gửi Sở Nội vụ.")
    if document.goes_to_units:
        told = _("Đã ghi nhận văn bản đã gửi các đơn vị.")
    return _handle(request, document, "record_sent", act, told)


@require_POST
def receive(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The reviewer notes that it has arrived."""
    document = _paper(request, province, bloc, pk, "documents.receive")

    def act(form: Form) -> None:
        given = form.cleaned_data
        actions.record_received(
            document,
            by=request.user,
            arrival_number=given["arrival_number"],
            day=given["received_on"],
        )

    return _handle(request, document, "receive", act, _("Đã ghi nhận văn bản đến."))


def _rendering(request: HttpRequest, province: str, bloc: str, pk: int) -> Rendering:
    lookup = {"pk": pk, "bloc__slug": bloc, "bloc__province__slug": province}
    return get_visible_or_404(request, Rendering, **lookup)


@require_safe
def file(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """The bytes of a finished file, as an attachment; a PDF in place with ?xem=1. Who takes a pack
    is noted, and everything in it must still be theirs to see."""
    row = _rendering(request, province, bloc, pk)
    if row.state != Rendering.State.DONE:
        raise Http404
    name = files.file_name(row)
    content = opened(row.file)
    if row.form == Rendering.Form.PACK and request.method == "GET":
        try:
            actions.record_download(row, by=request.user)
        except ActionError as error:
            content.close()
            messages.error(request, str(error))
            return redirect(row.status_url)
    is_shown = request.GET.get("xem") == "1" and name.lower().endswith(".pdf")
    response = FileResponse(content, as_attachment=not is_shown, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{row.sha256}"'
    return response


@require_safe
def rendering(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """How far a file is: the piece that a page asks for until it is a link."""
    row = _rendering(request, province, bloc, pk)
    if request.headers.get("HX-Request") != "true":
        return render(
            request, "documents/rendering_page.html", {"rendering": row, "bloc": row.bloc}
        )
    response = render(request, "documents/_rendering.html", {"rendering": row})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def retry(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Try a failed file again."""
    lookup = {"pk": pk, "bloc__slug": bloc, "bloc__province__slug": province}
    row = get_permitted_or_404(request, Rendering, "documents.retry", **lookup)
    with saying(request, _("Đang tạo lại tệp.")):
        actions.retry(row, by=request.user)
    if row.document:
        return redirect(row.document)
    return redirect(reverse("documents:rendering", args=[province, bloc, pk]))


@login_not_required
@require_safe
def check_form(request: HttpRequest) -> HttpResponse:
    """Type a serial from a paper."""
    form = forms.CheckForm(request.GET or None)
    if request.GET and form.is_valid():
        return redirect("documents:check", form.cleaned_data["serial"].replace("/", ""))
    return render(request, "documents/check_form.html", {"form": form})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, serial: str) -> HttpResponse:
    """What anybody with a paper in hand may know: registered or not, replaced by what, matching
    files."""
    document = None if "\x00" in serial else queries.by_serial(serial)
    if document is None:
        return render(request, "documents/check_unknown.html", {"serial": serial[:40]}, status=404)
    known = queries.registered_files(document)
    form, match = forms.CheckFileForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        digest = queries.sha256_of(form.cleaned_data["file"])
        match = next((row["name"] for row in known if row["sha256"] == digest), "")
    context = {
        "document": document,
        "known": known,
        "form": form,
        "match": match,
        "corrections": list(queries.corrections_of(document)),
    }
    return render(request, "documents/check.html", context)
