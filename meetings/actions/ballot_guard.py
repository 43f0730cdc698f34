"""What every step of a ballot asks first: its own state, its meeting, who does it."""

from django.utils.translation import gettext as _

from emulation_bloc.lib.states import ActionError
from meetings.models import Ballot
from meetings.queries.ballots import may_run
from units.actions import lock
from units.models import User


def hold(ballot: Ballot) -> None:
    """Take the bloc until the transaction ends and read the ballot's row anew."""
    lock(ballot.bloc)
    ballot.refresh_from_db()  # forgets what was prefetched, too


def ask_state(ballot: Ballot, *states: str) -> None:
    """Raises ActionError unless the ballot stands in one of the states."""
    if ballot.state not in states:
        raise ActionError(
            _("Không thể thực hiện: cuộc bỏ phiếu “%(state)s”. Hãy tải lại trang.")
            % {"state": ballot.get_state_display()}
        )


def ask_runner(ballot: Ballot, by: User | None) -> None:
    """Raises ActionError where the person's own unit stands and another could run the ballot."""
    if by is not None and not may_run(ballot, by):
        raise ActionError(
            _(
                "Đơn vị của tài khoản này có tên trong danh sách bỏ phiếu. Hãy để Tổ trưởng Tổ"
                " kiểm phiếu hoặc người của đơn vị khác thực hiện."
            )
        )
