"""Writing to the audit trail."""

from typing import Any

from django.db.models import Model

from emulation_bloc.lib import clock, trace
from units.models import AuditEntry, Bloc, Province, User


def record(
    obj: Model,
    action: str,
    *,
    by: User | None,
    bloc: Bloc | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> AuditEntry:
    """One line of the trail: `by` did `action` to `obj`, in the caller's transaction.

    `before` and `after` hold what changed (JSON values); `by` is None for the system itself.
    The bloc is the object's own unless given.
    """
    bloc = bloc or getattr(obj, "bloc", None) or (obj if isinstance(obj, Bloc) else None)
    province = bloc.province if bloc else getattr(obj, "province", None)
    return AuditEntry.objects.create(
        province=province if isinstance(province, Province) else None,
        bloc=bloc,
        at=clock.now(),
        real_at=clock.real_now(),
        user=by,
        who=_named(by),
        action=action,
        object_type=obj._meta.label_lower,
        object_id=obj.pk,
        object_label=str(obj)[:300],
        before=before,
        after=after,
        reason=reason,
        request_id=trace.current()[:64],
    )


def _named(user: User | None) -> str:
    """Name and position of that day."""
    if user is None:
        return "Hệ thống"
    return ", ".join(part for part in (user.full_name or user.username, user.position) if part)
