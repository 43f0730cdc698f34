"""Whether the product is alive: asked by machines."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from emulation_bloc.celery import app


@login_not_required
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Whether the data base answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("OK", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether the queue answers too."""
    healthz(request)
    try:
        with app.connection_for_write(connect_timeout=2) as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
            broker.default_channel.queue_declare("celery", passive=False)
    except (OSError, OperationalError, *app.connection_for_write().connection_errors) as error:
        sentence = _("Hàng đợi công việc chưa trả lời (%(what)s). Văn bản vẫn duyệt được, tệp chờ.")
        text = sentence % {"what": type(error).__name__}
        return HttpResponse(text, status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("OK", content_type="text/plain")
