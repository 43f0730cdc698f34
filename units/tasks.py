"""Thin wrappers that the worker runs; `units.actions.delivery` decides everything."""

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded

from units.actions import delivery


@shared_task(
    name="units.send_mail",
    acks_late=True,
    # Time enough to say so: the hard limit kills without a word.
    soft_time_limit=delivery.TIME_LIMIT * 3 // 4,
    time_limit=delivery.TIME_LIMIT,
)
def send_mail(mail_id: int) -> None:
    """Send one letter; running it again changes nothing."""
    mail = delivery.claim(mail_id)
    if mail is None:
        return
    try:
        delivery.deliver(mail)
    except SoftTimeLimitExceeded:
        delivery.give_up(mail)


@shared_task(name="units.sweep_mail")
def sweep_mail() -> None:
    """Find lost letters and send them again; give up those whose worker died."""
    delivery.sweep()
