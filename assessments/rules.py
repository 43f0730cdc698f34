"""Who may do what with criteria, returns, evidence, scores and rankings (design/access.md).

A denial beats the union of roles: nobody scores, appraises, agrees or adjusts the own unit.
"""

from typing import Any

import rules

from assessments.models import Assessment, ScoreSheet, Stage
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
def is_foreign(user: User, sheet: Any) -> bool:
    """The scored unit is not one's own."""
    assessment = getattr(sheet, "assessment", sheet)
    return assessment.unit_id not in user.rights.units and assessment.unit_id != user.unit_id


@rules.predicate
def is_assigned(user: User, sheet: ScoreSheet) -> bool:
    """The appraiser to whom the sheet was given, while appraiser of the bloc."""
    is_theirs = sheet.stage in {Stage.APPRAISAL_1, Stage.APPRAISAL_2}
    return is_theirs and sheet.appraiser_id == user.pk and sheet.bloc_id in user.rights.appraiser_of


@rules.predicate
def is_peer(user: User, sheet: ScoreSheet) -> bool:
    """Of the unit that scores the others."""
    return sheet.stage == Stage.PEERS and sheet.scorer_unit_id in user.rights.units


@rules.predicate
def is_peer_leader(user: User, sheet: ScoreSheet) -> bool:
    """Leader of the unit that scores the others: hands the column in."""
    return sheet.stage == Stage.PEERS and sheet.scorer_unit_id in user.rights.leader_of


@rules.predicate
def agrees(user: User, obj: Any) -> bool:
    """Secretary, head or deputy write what the meeting agreed; the deputy so that the head's own
    unit is not left to the head."""
    rights = user.rights
    return obj.bloc_id in rights.secretary_of | rights.head_of | rights.deputy_of


@rules.predicate
def is_agreement(user: User, sheet: ScoreSheet) -> bool:
    """The meeting's column."""
    return sheet.stage == Stage.AGREEMENT


@rules.predicate
def is_adjustment(user: User, sheet: ScoreSheet) -> bool:
    """The province's column."""
    return sheet.stage == Stage.ADJUSTMENT


@rules.predicate
def is_appraiser(user: User, obj: Any) -> bool:
    """Of the bloc's appraisal team."""
    return getattr(obj, "bloc_id", None) in user.rights.appraiser_of


@rules.predicate
def may_return(user: User, assessment: Assessment) -> bool:
    """The bloc's desk or an assigned appraiser sends a return back, never the own unit's."""
    return is_foreign(user, assessment) and (
        is_desk(user, assessment) or assessment.bloc_id in user.rights.appraiser_of
    )


rules.add_perm("assessments.see", sees_work)
rules.add_perm("assessments.see_appraisals", is_desk | is_appraiser | is_reviewer)
rules.add_perm("assessments.edit_criteria", is_secretary | is_head)
rules.add_perm("assessments.publish_criteria", is_head)
rules.add_perm("assessments.edit_scoring", is_secretary | is_head)
rules.add_perm("assessments.open_round", is_secretary | is_head)
rules.add_perm("assessments.follow_round", is_desk | is_reviewer)
rules.add_perm("assessments.advance_round", is_head | is_secretary)
rules.add_perm("assessments.close_round", is_head)
rules.add_perm("assessments.extend", is_head)
rules.add_perm("assessments.write_return", is_of_unit)
rules.add_perm("assessments.submit_return", is_unit_leader)
rules.add_perm("assessments.return_return", may_return)
rules.add_perm("assessments.decide_not_applicable", is_secretary)
rules.add_perm("assessments.edit_evidence", is_of_unit)
rules.add_perm("assessments.write_registration", is_of_unit)
rules.add_perm("assessments.submit_registration", is_unit_leader)
rules.add_perm("assessments.follow_registrations", is_desk | is_reviewer | is_appraiser)
rules.add_perm("assessments.reopen_registration", is_secretary | is_head)
rules.add_perm("assessments.take_past", is_member | is_secretary | is_head)
rules.add_perm("assessments.take_past_for_all", is_secretary | is_head)
rules.add_perm("assessments.remove_past", is_of_unit | is_secretary | is_head)
rules.add_perm("assessments.explain", is_of_unit)
rules.add_perm("assessments.submit_explanation", is_unit_leader)
rules.add_perm("assessments.assign", is_secretary | is_head)
rules.add_perm(
    "assessments.score",
    is_foreign & (is_assigned | is_peer | (is_agreement & agrees) | (is_adjustment & is_reviewer)),
)
rules.add_perm(
    "assessments.finish_sheet",
    is_foreign
    & (is_assigned | is_peer_leader | (is_agreement & agrees) | (is_adjustment & is_reviewer)),
)
rules.add_perm("assessments.adjust_round", is_reviewer)
rules.add_perm("assessments.see_anomalies", is_head)
rules.add_perm("assessments.disqualify", is_secretary | is_head)
rules.add_perm("assessments.take_summary", is_desk | is_reviewer)
rules.add_perm("assessments.member", is_member)
