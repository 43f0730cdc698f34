"""Who may do what with meetings and reports."""

from typing import Any

import rules
from django.db.models import Model

from meetings.models.tasks import task_blocs
from units.models import User
from units.rules import (
    is_desk,
    is_head,
    is_member,
    is_of_unit,
    is_reviewer,
    is_secretary,
    is_unit_leader,
    sees_work,
)


@rules.predicate
def is_chair(user: User, meeting: Model) -> bool:
    """In the chair of this meeting."""
    return meeting.pk in user.rights.chair_of


@rules.predicate
def is_meeting_secretary(user: User, meeting: Model) -> bool:
    """Secretary of this meeting."""
    return meeting.pk in user.rights.meeting_secretary_of


@rules.predicate
def owns_file(user: User, attachment: Model) -> bool:
    """Of the unit whose file it is; the desk's own files are the desk's, or the meeting's."""
    row: Any = attachment
    if row.unit_id:
        return row.unit_id in user.rights.units
    is_of_the_meeting = row.meeting_id is not None and row.meeting_id in user.rights.meetings
    return row.bloc_id in user.rights.desk_blocs or is_of_the_meeting


@rules.predicate
def leads_member(user: User, obj: Model) -> bool:
    """Leader of a unit that is a member of the object's bloc today."""
    return getattr(obj, "bloc_id", None) in user.rights.leader_blocs


@rules.predicate
def is_invited(user: User, invitation: Model) -> bool:
    """Officer or leader of the invited unit, or the guest; the invitation comes with its guest."""
    row: Any = invitation
    if row.unit_id:
        return row.unit_id in user.rights.units
    return bool(row.guest and row.guest.user_id == user.pk)


rules.add_perm("meetings.see", sees_work)
rules.add_perm("meetings.take_summary", is_reviewer | is_desk)
rules.add_perm("meetings.plan", is_secretary | is_head)
rules.add_perm("meetings.edit_notes", is_secretary | is_head | is_chair | is_meeting_secretary)
rules.add_perm("meetings.run", is_secretary | is_head | is_chair | is_meeting_secretary)
rules.add_perm("meetings.remove_file", owns_file)
rules.add_perm("meetings.answer_invitation", is_invited | is_secretary | is_head)
rules.add_perm("meetings.write_report", is_secretary | is_head)
rules.add_perm("meetings.write_paper", is_secretary | is_head)
rules.add_perm("meetings.comment", is_member)


@rules.predicate
def gives_over(user: User, handover: Any) -> bool:
    """The head who goes."""
    return handover.giver_id == user.pk


@rules.predicate
def takes_over(user: User, handover: Any) -> bool:
    """The head who comes."""
    return handover.taker_id == user.pk


rules.add_perm("meetings.prepare_handover", is_secretary | is_head)
rules.add_perm("meetings.drop_handover", is_head)
rules.add_perm("meetings.edit_handover", is_secretary | is_head | gives_over)
rules.add_perm("meetings.give_handover", gives_over)
rules.add_perm("meetings.take_handover", takes_over)
rules.add_perm("meetings.confirm_handover", gives_over | takes_over)
rules.add_perm("meetings.confirm_minutes", leads_member)
rules.add_perm("meetings.remark_minutes", is_member)

rules.add_perm("meetings.write_pact", is_secretary | is_head)
rules.add_perm("meetings.approve_pact", is_head)


@rules.predicate
def sees_tasks(user: User, obj: Model) -> bool:
    """Of the bloc, or its reviewer; an observer or a mere appraiser knows of no task."""
    bloc: Any = getattr(obj, "bloc", obj)
    return bloc.pk in task_blocs(user) or bloc.province_id in user.rights.reviewer_of


rules.add_perm("meetings.see_tasks", sees_tasks)
rules.add_perm("meetings.edit_tasks", is_secretary | is_head)
rules.add_perm("meetings.close_task", is_head)
rules.add_perm("meetings.accept_share", is_secretary | is_head)
rules.add_perm("meetings.report_progress", is_of_unit)
rules.add_perm("meetings.confirm_progress", is_unit_leader)


@rules.predicate
def owns_record(user: User, obj: Any) -> bool:
    """Of the unit whose movement, model or activity it is."""
    return obj.unit_id is not None and obj.unit_id in user.rights.units


rules.add_perm("meetings.add_record", is_member | is_secretary | is_head)
rules.add_perm("meetings.add_common_record", is_secretary | is_head)
rules.add_perm("meetings.edit_record", owns_record | is_secretary | is_head)


@rules.predicate
def is_chair_of_it(user: User, obj: Any) -> bool:
    """In the chair of the meeting, or of the meeting that the row is of."""
    return getattr(obj, "meeting_id", obj.pk) in user.rights.chair_of


@rules.predicate
def is_secretary_of_it(user: User, obj: Any) -> bool:
    """Secretary of the meeting, or of the meeting that the row is of."""
    return getattr(obj, "meeting_id", obj.pk) in user.rights.meeting_secretary_of


@rules.predicate
def is_teller(user: User, ballot: Any) -> bool:
    """Of the counting team."""
    return any(row.user_id == user.pk for row in ballot.ballottellers.all())


@rules.predicate
def is_lead_teller(user: User, ballot: Any) -> bool:
    """Leads the counting team."""
    return any(row.user_id == user.pk and row.is_lead for row in ballot.ballottellers.all())


@rules.predicate
def is_voter(user: User, ballot: Any) -> bool:
    """Casts the vote of a unit: its leader, or the stand-in whom a letter names."""
    return any(row.user_id == user.pk for row in ballot.ballotvoters.all())


drafts_ballots = is_secretary | is_head | is_chair_of_it | is_secretary_of_it
rules.add_perm("meetings.see_ballots", sees_tasks)
rules.add_perm("meetings.draft_ballot", drafts_ballots)
rules.add_perm("meetings.run_ballot", drafts_ballots | is_lead_teller)
rules.add_perm("meetings.count_ballot", drafts_ballots | is_teller)
rules.add_perm("meetings.cast_vote", is_voter)
