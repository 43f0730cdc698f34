"""Periodic jobs; each names a task whose action may run twice."""

from datetime import timedelta

PERIODIC_JOBS = {
    "documents-sweep": {
        "task": "documents.sweep",
        "schedule": timedelta(seconds=10),
        "options": {"expires": 10},
    },
    "mail-sweep": {
        "task": "units.sweep_mail",
        "schedule": timedelta(seconds=30),
        "options": {"expires": 30},
    },
}
