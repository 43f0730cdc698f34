"""The real worker, on the test's own database, files and broker."""

import importlib.util
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.conf import settings as django_settings
from django.db import connection

from documents.models import Rendering
from emulation_bloc.lib import jobs

ROOT = Path(__file__).resolve().parents[2]
BROKER = Path(django_settings.VAR_DIR) / "broker"
LONGEST_WAIT = 60


def load_stack() -> Any:
    """The starter of processes that measuring and the browser's walks use too."""
    spec = importlib.util.spec_from_file_location("stack", ROOT / ".ci/stack.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def database_url() -> str:
    """The address of the test's database for another process."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    login = given["USER"] + (f":{given['PASSWORD']}" if given["PASSWORD"] else "")
    return f"postgres://{login}@{given['HOST']}:{given['PORT'] or 5432}/{given['NAME']}"


@pytest.fixture(autouse=True)
def real_queue(transactional_db, monkeypatch, queued) -> Iterator[None]:
    """Messages really go to the broker, files really to the folder of the installation."""
    monkeypatch.setattr(jobs, "sender", jobs._send)
    shutil.rmtree(django_settings.MEDIA_ROOT, ignore_errors=True)
    empty_broker()
    yield
    empty_broker()


def empty_broker() -> None:
    """Lose every message, as if somebody had cleared the folder."""
    if django_settings.REDIS_URL:
        current_app.control.purge()
    else:
        shutil.rmtree(BROKER / "queue", ignore_errors=True)


@pytest.fixture
def stack(tmp_path, real_queue) -> Iterator[Any]:
    """Nothing runs yet: a test starts `start_worker()` and is sure that it is stopped."""
    made = load_stack().Stack(
        Path(django_settings.VAR_DIR), stage=None, workers=1,
        DATABASE_URL=database_url(), REDIS_URL=django_settings.REDIS_URL, DEMO="false",
        DJANGO_SETTINGS_MODULE="emulation_bloc.settings",
    )  # fmt: skip
    yield made
    for name in list(made.processes):
        made.stop(name, kill=True)


def wait_for(condition: Callable[[], Any], what: str, seconds: float = LONGEST_WAIT) -> None:
    """Ask until the condition holds; a bounded wait."""
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        if condition():
            return
        time.sleep(0.1)
    pytest.fail(f"not within {seconds} seconds: {what}; rows: {list(Rendering.objects.values())}")


def wait_until_done(rendering: Rendering) -> Rendering:
    """The row, once its file is there."""
    wait_for(
        lambda: Rendering.objects.get(pk=rendering.pk).state == Rendering.State.DONE,
        "the file is there",
    )
    return Rendering.objects.get(pk=rendering.pk)
