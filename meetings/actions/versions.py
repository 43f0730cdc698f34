"""Named versions of draft minutes, apart from what saves itself."""

from django.db import transaction
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings.models import Minutes, MinutesVersion
from meetings.queries.minutes import minutes_words
from units.actions import lock, record
from units.models import User

MOST_VERSIONS = 100


@transaction.atomic
def save_version(minutes: Minutes, *, name: str, by: User) -> MinutesVersion:
    """Keep the words of this moment under a name. The same words under the same name are one.

    Raises ActionError without a name, for a name that other words bear, after approval, and when
    there are too many.
    """
    lock(minutes.bloc)
    minutes.document.refresh_from_db(fields=["state"])
    if minutes.document.state not in minutes.document.DRAFT_STATES:
        raise ActionError(_("Biên bản đã được duyệt, không lưu thêm bản."))
    plain = " ".join(name.split())
    if not plain:
        raise ActionError(_("Hãy đặt tên cho bản muốn lưu, ví dụ: Sau khi thảo luận."))
    words = minutes_words(minutes)
    twin = MinutesVersion.objects.filter(minutes=minutes, name=plain).first()
    if twin is not None and twin.snapshot == words:
        return twin
    if twin is not None:
        raise ActionError(_("Đã có bản tên “%(name)s”. Hãy đặt tên khác.") % {"name": plain})
    if MinutesVersion.objects.filter(minutes=minutes).count() >= MOST_VERSIONS:
        raise ActionError(_("Biên bản này đã có quá nhiều bản lưu."))
    made = _keep(minutes, plain, words, by)
    record(minutes, "version_saved", by=by, after={"name": plain})
    return made


def keep_version(minutes: Minutes, step: str, *, by: User) -> MinutesVersion:
    """Keep the words at a step of the minutes' way (`step`: `Trình chủ tọa`), numbered when it
    comes again; the step itself writes the trail."""
    same = MinutesVersion.objects.filter(minutes=minutes, name__startswith=step).count()
    name = _("%(step)s, lần %(n)d") % {"step": step, "n": same + 1} if same else step
    return _keep(minutes, name, minutes_words(minutes), by)


def _keep(minutes: Minutes, name: str, words: dict[str, object], by: User) -> MinutesVersion:
    return MinutesVersion.objects.create(
        bloc=minutes.bloc, minutes=minutes, name=name, snapshot=words, by=by, at=clock.now()
    )
