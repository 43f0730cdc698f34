"""Who may do what about awards."""

from typing import Any

import rules
from django.db.models import Model

from meetings.rules import leads_member
from units.models import User
from units.rules import (
    is_desk,
    is_head,
    is_member,
    is_of_unit,
    is_reviewer,
    is_secretary,
)


@rules.predicate
def sees_awards(user: User, obj: Model) -> bool:
    """Of the bloc in any way, or its reviewer; an observer reads the register and decisions."""
    bloc: Any = getattr(obj, "bloc", obj)
    return bloc.pk in user.rights.blocs or bloc.province_id in user.rights.whole_provinces


@rules.predicate
def leads_review(user: User, obj: Any) -> bool:
    """Of the department, and more than a specialist: decides what specialists prepare. Nothing in a
    bloc whose member the own unit is."""
    return bool(is_reviewer(user, obj)) and obj.bloc.province_id in user.rights.review_leader_of


@rules.predicate
def is_of_department(user: User, obj: Any) -> bool:
    """Reviewer of the bloc's province, whatever bloc the own unit is in: follows what they like,
    reads what units and desk say of discipline."""
    bloc = getattr(obj, "bloc", obj)
    return bloc.province_id in user.rights.reviewer_of


rules.add_perm("awards.follow", is_of_department)


@rules.predicate
def keeps_register(user: User, obj: Any) -> bool:
    """Enters past awards, annuls and carries over: the department, in its province; nothing about
    the own unit. `obj` is a province, an entry or a unit."""
    province_id = getattr(obj, "province_id", None) or obj.pk
    unit_id = getattr(obj, "unit_id", obj.pk if hasattr(obj, "memberships") else None)
    return province_id in user.rights.reviewer_of and unit_id not in user.rights.units


rules.add_perm("awards.see_facts", is_member | is_desk | is_of_department)
rules.add_perm("awards.see_all_facts", is_desk | is_of_department)
rules.add_perm("awards.edit_facts", is_of_unit | is_desk)
rules.add_perm("awards.see", sees_awards)
rules.add_perm("awards.keep_register", keeps_register)
rules.add_perm("awards.propose", is_secretary | is_head)
rules.add_perm("awards.nominate", is_secretary | is_head | leads_member)
rules.add_perm("awards.edit_nomination", is_secretary | is_head)
rules.add_perm("awards.hold", is_head | is_reviewer)
rules.add_perm("awards.send", is_head)
rules.add_perm("awards.write_achievement", is_of_unit)
rules.add_perm("awards.edit_dossier", is_of_unit | is_secretary | is_head)
rules.add_perm("awards.prepare_review", is_reviewer)
rules.add_perm("awards.decide_review", leads_review)
