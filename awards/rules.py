"""Who may do what about awards."""

from typing import Any

import rules
from django.db.models import Model

from units.models import User
from units.rules import (
    is_desk,
    is_head,
    is_reviewer,
    is_secretary,
    leads_department,
    reviews_province,
)


@rules.predicate
def sees_awards(user: User, obj: Model) -> bool:
    """Of the bloc in any way, or its reviewer; an observer reads the register and decisions."""
    bloc: Any = getattr(obj, "bloc", obj)
    return bloc.pk in user.rights.blocs or bloc.province_id in user.rights.whole_provinces


@rules.predicate
def is_of_unit(user: User, nomination: Any) -> bool:
    """Officer or leader of the unit that is nominated, or within which the nominee is."""
    return nomination.unit_id in user.rights.units


@rules.predicate
def leads_unit(user: User, nomination: Any) -> bool:
    """Leader of that unit."""
    return nomination.unit_id in user.rights.leader_of


@rules.predicate
def leads_review(user: User, obj: Any) -> bool:
    """Of the department, and more than a specialist: decides what specialists prepare. Nothing in a
    bloc whose member the own unit is."""
    return bool(is_reviewer(user, obj)) and obj.bloc.province_id in user.rights.review_leader_of


@rules.predicate
def leads_member(user: User, obj: Model) -> bool:
    """Leader of a unit that is a member of the object's bloc today."""
    return getattr(obj, "bloc_id", None) in user.rights.leader_blocs


rules.add_perm("awards.see", sees_awards)
rules.add_perm("awards.propose", is_secretary | is_head)
rules.add_perm("awards.nominate", is_secretary | is_head | leads_member)
rules.add_perm("awards.edit_nomination", is_secretary | is_head)
rules.add_perm("awards.self_nominate", leads_unit)
rules.add_perm("awards.hold", is_head | is_reviewer)
rules.add_perm("awards.write_report", is_of_unit)
rules.add_perm("awards.submit_report", leads_unit)
rules.add_perm("awards.send", is_head)
rules.add_perm("awards.prepare_review", is_reviewer)
rules.add_perm("awards.decide_review", leads_review)
rules.add_perm("awards.edit_settings", is_secretary | is_head)
rules.add_perm("awards.edit_facts", is_desk)
rules.add_perm("awards.review_province", reviews_province)
rules.add_perm("awards.decide_province", leads_department)
