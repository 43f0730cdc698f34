"""The bloc's letters: what went out, what waits to be looked at, what failed."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emulation_bloc.lib.access import get_permitted_or_404
from emulation_bloc.lib.answers import saying
from emulation_bloc.lib.states import ActionError
from units.actions import outbox
from units.forms.mail import ChosenMailForm, MailFilterForm
from units.models import Bloc, Mail
from units.queries.mail import letter_text, mail_counts

ON_ONE_PAGE = 200


def _bloc(request: HttpRequest, province: str, bloc: str) -> Bloc:
    lookup = {"slug": bloc, "province__slug": province}
    return get_permitted_or_404(request, Bloc, "units.send_mail", **lookup)


def _mail(request: HttpRequest, province: str, bloc: str, pk: int) -> Mail:
    lookup = {"pk": pk, "bloc__slug": bloc, "bloc__province__slug": province}
    return get_permitted_or_404(request, Mail, "units.send_mail", **lookup)


@require_safe
def mail(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """All letters of the bloc, the newest first; one state of them where asked for."""
    home = _bloc(request, province, bloc)
    form = MailFilterForm(request.GET)
    state = form.chosen()
    rows = Mail.objects.visible_to(request.user).filter(bloc=home)
    counts = mail_counts(home)
    context = {
        "bloc": home,
        "form": form,
        "page": Paginator(rows.filter(state=state) if state else rows, 50).get_page(
            request.GET.get("trang")
        ),
        "query": f"trang_thai={state}&" if state else "",
        "drafts": counts.get(Mail.State.DRAFT, 0),
        "failed": counts.get(Mail.State.FAILED, 0),
        "sends_mail": settings.SENDS_MAIL,
    }
    return render(request, "units/mail/index.html", context)


@require_safe
def mail_drafts(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """Drafts side by side, all ticked: read them, untick, send or drop."""
    return _drafts(request, _bloc(request, province, bloc), None)


def _drafts(request: HttpRequest, home: Bloc, form: ChosenMailForm | None) -> HttpResponse:
    waiting = Mail.objects.visible_to(request.user).filter(bloc=home, state=Mail.State.DRAFT)
    rows = list(waiting.order_by("user__unit__sort_name", "pk")[: ON_ONE_PAGE + 1])
    for row in rows:
        row.text = letter_text(row)
    context = {
        "bloc": home,
        "form": form,
        "rows": rows[:ON_ONE_PAGE],
        "has_more": len(rows) > ON_ONE_PAGE,
        "sends_mail": settings.SENDS_MAIL,
    }
    return render(request, "units/mail/drafts.html", context, status=422 if form else 200)


@require_safe
def mail_one(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """One letter as it reads, what became of it, and what can be done about it."""
    row = _mail(request, province, bloc, pk)
    context: dict[str, Any] = {
        "bloc": row.bloc,
        "mail": row,
        "text": letter_text(row),
        "may_send": row.state == Mail.State.DRAFT,
        "may_drop": row.can_move_to(Mail.State.DROPPED),
        "may_retry": row.state == Mail.State.FAILED,
        "sends_mail": settings.SENDS_MAIL,
    }
    return render(request, "units/mail/detail.html", context)


@require_POST
def mail_send(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """Let the ticked drafts go."""
    home = _bloc(request, province, bloc)
    form = ChosenMailForm(request.POST, bloc=home, user=request.user)
    if not form.is_valid():
        return _drafts(request, home, form)
    try:
        sent = outbox.queue_drafts(form.cleaned_data["thu"], by=request.user)
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đang gửi %(n)d thư.") % {"n": sent})
    return redirect("units:mail", province, bloc)


@require_POST
def mail_drop(request: HttpRequest, province: str, bloc: str) -> HttpResponse:
    """Decide that the ticked letters do not go out."""
    home = _bloc(request, province, bloc)
    form = ChosenMailForm(request.POST, bloc=home, user=request.user)
    if not form.is_valid():
        return _drafts(request, home, form)
    given = form.cleaned_data
    try:
        dropped = outbox.drop(given["thu"], by=request.user, reason=given["reason"])
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã bỏ %(n)d thư, không gửi.") % {"n": dropped})
    return redirect("units:mail", province, bloc)


@require_POST
def mail_retry(request: HttpRequest, province: str, bloc: str, pk: int) -> HttpResponse:
    """Try a failed letter again."""
    row = _mail(request, province, bloc, pk)
    with saying(request, _("Đang gửi lại thư.")):
        outbox.retry(row, by=request.user)
    return redirect("units:mail_one", province, bloc, pk)
