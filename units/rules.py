"""Who may do what: predicates over `user.rights`, which never query."""

from typing import Any

import rules
from django.db.models import Model

from units.models import User


def _bloc_id(obj: Model) -> int | None:
    return getattr(obj, "bloc_id", None)


@rules.predicate
def is_secretary(user: User, obj: Model) -> bool:
    """Secretary of the object's bloc."""
    return _bloc_id(obj) in user.rights.secretary_of


@rules.predicate
def is_head(user: User, obj: Model) -> bool:
    """Head of the object's bloc: publishing, closing and sending stay with the head."""
    return _bloc_id(obj) in user.rights.head_of


@rules.predicate
def is_head_or_acting(user: User, obj: Model) -> bool:
    """Head, or the deputy while the head has assigned it."""
    return is_head(user, obj) or _bloc_id(obj) in user.rights.acting_head_of


@rules.predicate
def is_desk(user: User, obj: Model) -> bool:
    """Secretary or head of the object's bloc, or the deputy while assigned."""
    return _bloc_id(obj) in user.rights.desk_blocs


@rules.predicate
def is_member(user: User, obj: Model) -> bool:
    """Of a unit that is a member of the object's bloc today."""
    return _bloc_id(obj) in user.rights.member_blocs


@rules.predicate
def is_of_unit(user: User, obj: Model) -> bool:
    """Officer or leader of the object's unit."""
    return getattr(obj, "unit_id", None) in user.rights.units


@rules.predicate
def is_unit_leader(user: User, obj: Model) -> bool:
    """Leader of the object's unit."""
    return getattr(obj, "unit_id", None) in user.rights.leader_of


@rules.predicate
def is_reviewer(user: User, obj: Model) -> bool:
    """Reviewer of the bloc's province; denied where the own unit is a member of that bloc."""
    bloc = getattr(obj, "bloc", obj)
    return (
        getattr(bloc, "province_id", None) in user.rights.reviewer_of
        and bloc.pk not in user.rights.member_blocs
    )


@rules.predicate
def sees_work(user: User, obj: Model) -> bool:
    """Of the bloc in any way, or its reviewer; an observer knows of no calendar, meeting or
    self-assessment."""
    bloc: Any = getattr(obj, "bloc", obj)
    return bloc.pk in user.rights.blocs or bloc.province_id in user.rights.reviewer_of


@rules.predicate
def sees_bloc_trail(user: User, obj: Model) -> bool:
    """The audit trail of a bloc: its desk and the reviewer of its province."""
    return is_desk(user, obj) or is_reviewer(user, obj)


@rules.predicate
def reviews_province(user: User, province: Model) -> bool:
    """Reviewer of the province; an observer of it is none."""
    return province.pk in user.rights.reviewer_of


rules.add_perm("units.review_province", reviews_province)


@rules.predicate
def leads_department(user: User, province: Model) -> bool:
    """Of the reviewing department, and more than a specialist."""
    return province.pk in user.rights.review_leader_of


rules.add_perm("units.set_frame", leads_department)
rules.add_perm("units.open_period", is_secretary | is_head)
rules.add_perm("units.edit_windows", is_secretary | is_head)
rules.add_perm("units.close_period", is_head)
rules.add_perm("units.edit_settings", is_secretary | is_head)
rules.add_perm("units.assign_deputy", is_head)
rules.add_perm("units.send_mail", is_desk)
rules.add_perm("units.see_late", is_desk | is_reviewer)
rules.add_perm("units.read_audit", sees_bloc_trail)


rules.add_perm("units.see_calendar", sees_work)
rules.add_perm("units.edit_calendar", is_desk)
