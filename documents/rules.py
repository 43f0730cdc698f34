"""Who may do what with papers."""

import rules

from documents.kinds import CONFIRMED_BY_MANY, PROPOSAL, Approver
from documents.models import Document, Rendering
from units.models import User
from units.rules import is_desk, is_head, is_head_or_acting, is_member, is_reviewer, is_secretary


@rules.predicate
def is_meeting_secretary(user: User, document: Document) -> bool:
    """The secretary of the meeting that the paper tells of."""
    return document.meeting_key in user.rights.meeting_secretary_of


@rules.predicate
def is_chair(user: User, document: Document) -> bool:
    """In the chair of the meeting that the paper tells of."""
    return document.meeting_key in user.rights.chair_of


@rules.predicate
def is_approver(user: User, document: Document) -> bool:
    """The chair for minutes; the head, or the assigned deputy, for the bloc's other papers.

    Nobody approves alone what two heads confirm: the second confirmation does.
    """
    approver = document.kind_info.approver
    if approver in {Approver.BOTH_HEADS, Approver.TELLERS}:
        return False
    if approver == Approver.UNIT_LEADER:
        return document.unit_id in user.rights.leader_of
    if approver == Approver.CHAIR:
        return is_chair(user, document)
    return is_head_or_acting(user, document)


@rules.predicate
def is_writer(user: User, document: Document) -> bool:
    """Minutes: the meeting's secretary, who need not be the bloc's; reports: secretary and head."""
    if document.kind_info.approver == Approver.CHAIR:
        return is_meeting_secretary(user, document)
    if document.unit_id is not None:
        return document.unit_id in user.rights.units
    return is_secretary(user, document) or is_head(user, document)


@rules.predicate
def is_clerk(user: User, document: Document) -> bool:
    """Secretary or head: they note number, signing and sending; a unit's own paper its people."""
    if document.unit_id is not None:
        return document.unit_id in user.rights.units
    return (
        is_secretary(user, document)
        or is_head(user, document)
        or is_meeting_secretary(user, document)
    )


@rules.predicate
def previews(user: User, document: Document) -> bool:
    """Who may have the draft as a file: those who write it or decide on it."""
    if document.unit_id is not None:
        return document.unit_id in user.rights.units
    is_of_meeting = is_chair(user, document) or is_meeting_secretary(user, document)
    return is_desk(user, document) or is_of_meeting


@rules.predicate
def may_comment(user: User, document: Document) -> bool:
    """A member's officer or leader, while the draft is shared."""
    return document.is_shared and is_member(user, document)


@rules.predicate
def may_retry(user: User, rendering: Rendering) -> bool:
    """Whoever asked for the file, the bloc's desk, and the meeting's chair and secretary; a file
    over many blocs is its asker's alone."""
    meeting_key = rendering.document.meeting_key if rendering.document else None
    is_asker = rendering.requested_by_id == user.pk
    of_desk = rendering.bloc is not None and is_desk(user, rendering)
    return is_asker or of_desk or meeting_key in user.rights.meetings


@rules.predicate
def may_send(user: User, document: Document) -> bool:
    """The desk sends the bloc's papers; the proposal, and the dossiers with it, the head alone."""
    if document.unit_id is not None:
        return False  # a unit's own paper goes with its dossier
    is_proposal = document.kind == PROPOSAL.code
    return is_head(user, document) or (is_secretary(user, document) and not is_proposal)


@rules.predicate
def is_replaced(user: User, document: Document) -> bool:
    """A paper of the bloc that the desk drew up; a unit replaces its own where it wrote it."""
    return document.unit_id is None and document.kind not in CONFIRMED_BY_MANY


rules.add_perm("documents.retry", may_retry)
rules.add_perm("documents.approve", is_approver)
rules.add_perm("documents.return_draft", is_approver)
rules.add_perm("documents.submit", is_writer)
rules.add_perm("documents.preview", previews)
rules.add_perm("documents.share", is_writer)
rules.add_perm("documents.comment", may_comment)
rules.add_perm("documents.give_number", is_clerk)
rules.add_perm("documents.record_signed", is_clerk)
rules.add_perm("documents.record_sent", may_send)
rules.add_perm("documents.receive", is_reviewer)
rules.add_perm("documents.correct", is_replaced & (is_writer | is_approver | is_secretary))
