"""Thin wrappers that the worker runs; `documents.actions` decides everything."""

import errno
import logging

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.utils.translation import gettext as _

from documents import actions
from documents.actions import files
from documents.actions.renderings import WIDE_PATIENCE
from documents.pdf import RenderError
from emulation_bloc.lib.states import ActionError

logger = logging.getLogger(__name__)


@shared_task(
    name="documents.render",
    acks_late=True,
    # Time enough to say so: Celery looks once a second, and the hard limit kills without a word.
    soft_time_limit=settings.RENDER_SECONDS * 3 // 4,
    time_limit=settings.RENDER_SECONDS,
)
def render(rendering_id: int) -> None:
    """Make one file; running it again changes nothing."""
    _render(rendering_id)


@shared_task(
    name="documents.render_wide",
    acks_late=True,
    soft_time_limit=settings.RENDER_SECONDS * WIDE_PATIENCE * 3 // 4,
    time_limit=settings.RENDER_SECONDS * WIDE_PATIENCE,
)
def render_wide(rendering_id: int) -> None:
    """Make one file over many blocs, as a pack, which may take minutes."""
    _render(rendering_id)


def _render(rendering_id: int) -> None:
    rendering = actions.claim(rendering_id)
    if rendering is None:
        return
    try:
        content, suffix = files.make(rendering)
        actions.store(rendering, content, suffix=suffix)
    except ActionError as error:
        actions.fail(rendering, str(error))
    except SoftTimeLimitExceeded:
        actions.fail(rendering, _("Tạo tệp quá lâu nên đã dừng."))
    except MemoryError:
        actions.fail(rendering, _("Văn bản quá lớn, máy không đủ bộ nhớ để tạo tệp."))
    except OSError as error:
        logger.exception("rendering %s could not be written", rendering_id)
        actions.fail(rendering, _write_error(error))
    except RenderError:
        logger.exception("rendering %s failed", rendering_id)
        actions.fail(rendering, _("Không dựng được văn bản. Hãy báo quản trị hệ thống."))


def _write_error(error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _("Không ghi được tệp: ổ đĩa đã đầy. Hãy báo quản trị hệ thống rồi thử lại.")
    return _("Không ghi được tệp. Hãy báo quản trị hệ thống rồi thử lại.")


@shared_task(name="documents.sweep")
def sweep() -> None:
    """Find lost jobs and send them again."""
    actions.sweep()
