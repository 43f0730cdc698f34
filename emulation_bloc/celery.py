"""The worker: bounded in memory and time, with the slow import paid once at its start."""

import os
import resource

from celery import Celery
from celery.signals import task_prerun, worker_init, worker_process_init

from emulation_bloc.lib import trace, transport  # noqa: F401  # the import registers folder://
from emulation_bloc.schedule import PERIODIC_JOBS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emulation_bloc.settings")

_FIRST_PAGE = '<html lang="vi"><title>Khối</title><body><p>Khối thi đua</p></body></html>'

app = Celery("emulation_bloc")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = PERIODIC_JOBS
app.autodiscover_tasks()


@worker_init.connect
def _load_renderer(**_kwargs: object) -> None:
    """Load WeasyPrint and its typefaces before the worker forks: the first paper is a fast one."""
    from documents.pdf import printing  # slow import

    printing.print_html(_FIRST_PAGE, "minutes")


@worker_process_init.connect
def _limit_memory(**_kwargs: object) -> None:
    """A paper that grows without end ends as a failed row, not as a dead machine."""
    from django.conf import settings  # app ready

    limit = settings.RENDER_MEMORY_MB * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


@task_prerun.connect
def _start_trace(task_id: str = "", **_kwargs: object) -> None:
    """What a job writes to the audit trail and the log bears the job's id."""
    trace.start(task_id)
