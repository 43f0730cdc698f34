"""Letters about papers: everybody concerned is told when one is there."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from documents.models import Document
from emulation_bloc.lib import clock
from units.actions.outbox import write_mail
from units.models import Appointment, Bloc, Membership, User
from units.models.tenants import valid_on

Role = Appointment.Role


def tell_approved(document: Document, *, by: User) -> int:
    """Tell the leaders and officers of all members and the province's reviewer that the paper is
    approved and to be signed. Whoever has no address is left out; telling twice sends nothing
    more. Returns how many letters there are."""
    readers = Q(unit__in=_member_units(document.bloc), role__in=[Role.LEADER, Role.OFFICER])
    readers |= Q(province=document.bloc.province_id, role=Role.REVIEWER)
    name = document.kind_info.name
    what = _("%(kind)s %(label)s") % {"kind": name, "label": document.label}
    body = _(
        "%(what)s đã được duyệt: %(title)s.\n"
        "Ông/bà mở đường dẫn dưới đây để đọc và tải tệp PDF, Word. Bản có chữ ký sẽ có trên hệ "
        "thống sau khi ký."
    ) % {"what": what, "title": document.title}
    letters = [
        write_mail(
            bloc=document.bloc,
            kind="approved",
            duty=f"document:{document.pk}",
            subject=_("%(bloc)s: đã duyệt %(what)s")
            % {"bloc": document.bloc.short_name, "what": what},
            body=body,
            user=person,
            url=document.get_absolute_url(),
            by=by,
        )
        for person in _people(readers)
    ]
    return sum(letter is not None for letter in letters)


def leaders_of(units: set[int], day: date | None = None) -> list[User]:
    """The leaders of the units on a day."""
    return _people(Q(unit__in=units, role=Role.LEADER), day)


def _people(which: Q, day: date | None = None) -> list[User]:
    rows = Appointment.objects.filter(which, valid_on(day or clock.today()))
    return list(User.objects.filter(pk__in=rows.values("user"), is_active=True).order_by("pk"))


def _member_units(bloc: Bloc) -> list[int]:
    members = Membership.objects.filter(bloc=bloc).on(clock.today())
    return list(members.values_list("unit", flat=True))
