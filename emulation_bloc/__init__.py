"""Composition root: settings, addresses, jobs and the pages that join all floors."""

from emulation_bloc.celery import app as celery_app

__all__ = ["celery_app"]
