"""A person's own calendar: its secret address, and the file at it."""

import hashlib
import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emulation_bloc.lib import clock
from units.actions import calendar as actions
from units.queries import calendar as queries
from units.queries.calendar_feed import address_of, feed_of, feed_text

KEPT_SECONDS = 15 * 60


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What I owe and where I am expected, over all my blocs; the address for a calendar."""
    today = clock.today()
    address = address_of(request.user)
    url = reverse("units:calendar_feed", args=[address.key]) if address else ""
    found = queries.own_from(request.user, today)
    context = {
        "months": queries.by_month(found, today),
        "year": today.year,
        "this_month": today.replace(day=1),
        "address": request.build_absolute_uri(url) if url else "",
        "made_at": address.made_at if address else None,
    }
    response = render(request, "units/calendar/own.html", context)
    response["Cache-Control"] = "no-store, private"  # the address is a secret
    return response


@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """A new address; whoever had the old one reads nothing any more."""
    actions.renew_address(request.user)
    messages.success(request, _("Đã tạo địa chỉ mới. Địa chỉ cũ (nếu có) không còn dùng được."))
    return redirect("units:own_calendar")


@login_not_required
@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar file, for a programme that cannot sign in: the address is the key to it."""
    address = feed_of(key)
    if address is None or not secrets.compare_digest(address.key, key):
        raise Http404
    text = feed_text(address.user, site=request.build_absolute_uri("/"))
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="lich-cong-tac.ics"'
    response["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["ETag"] = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    answer: HttpResponse = get_conditional_response(
        request, etag=response["ETag"], response=response
    )
    return answer
