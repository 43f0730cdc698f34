"""Who signs the bloc's papers: its head, or the assigned deputy for the head."""

from emulation_bloc.lib import clock
from meetings.queries.blocks import Block
from units.models import Bloc, User
from units.queries import acting_deputy_on, head_on


def head_signature(bloc: Bloc, by: User | None) -> Block:
    """The signature block of the bloc's paper as of today.

    `by` is who is about to approve: a deputy whom the head has assigned signs KT. TRƯỞNG KHỐI
    (Decree 30/2020, Art. 13); anybody else, or nobody yet, leaves the head's block.
    """
    today = clock.today()
    head = head_on(bloc, today)
    deputy = (
        acting_deputy_on(bloc, today, by.pk) if by and (not head or head.user_id != by.pk) else None
    )
    lines = (
        ["KT. TRƯỞNG KHỐI", "PHÓ TRƯỞNG KHỐI"] if deputy else ["TM. KHỐI THI ĐUA", "TRƯỞNG KHỐI"]
    )
    signing = deputy or head
    if signing is None:
        return {"lines": lines, "name": "", "office": ""}
    signer = signing.user
    return {"lines": lines, "name": signer.full_name, "office": signer.position.upper()}
