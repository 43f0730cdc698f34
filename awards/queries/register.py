"""Sổ theo dõi khen thưởng as a table: whose, narrowed, sorted, as a workbook."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from awards.models import Award, Decision, RegisterEntry
from emulation_bloc.lib import vietnamese
from emulation_bloc.lib.spreadsheets import Column, Page, write_xlsx
from units.models import Bloc, Membership, Province, Unit, User

ORDERS = {
    "": ("-date", "unit__sort_name", "pk"),
    "don-vi": ("unit__sort_name", "-date", "pk"),
    "nam": ("-year", "unit__sort_name", "pk"),
    "khen-thuong": ("award__position", "-date", "pk"),
}
SEARCHED = (
    "unit_name", "subject_name", "unit__name", "unit__short_name", "award__name", "number",
    "issuer", "signer", "theme",
)  # fmt: skip
FIELDS = {
    "don_vi": "unit__slug",
    "nam": "year",
    "khen_thuong": "award__code",
    "loai": "award__kind",
    "cap": "award__level",
    "thanh_tich": "reason",
    "doi_tuong": "subject",
}


def entries_of(place: Bloc | Province, user: User) -> QuerySet[RegisterEntry]:
    """The entries that the user may read: of units that are or were in the bloc, or of the whole
    province."""
    rows = RegisterEntry.objects.visible_to(user)
    if isinstance(place, Bloc):
        rows = rows.filter(unit__in=Membership.objects.filter(bloc=place).values("unit"))
    else:
        rows = rows.filter(province=place)
    return _with_file(rows.select_related("award", "unit", "province"))


def _with_file(rows: QuerySet[RegisterEntry]) -> QuerySet[RegisterEntry]:
    """`has_file`: whether the decision is here as a file, on the entry or where it was recorded."""
    recorded = Decision.objects.filter(grants__nomination=OuterRef("nomination")).exclude(file="")
    return rows.annotate(has_file=Q(~Q(file="") | Exists(recorded)))


def narrowed(rows: QuerySet[RegisterEntry], wanted: dict[str, str]) -> QuerySet[RegisterEntry]:
    """The entries that fit the choices (see FIELDS) and the words sought, in the order asked for.

    Words are compared without marks and case, đ as d; each of them must be found somewhere.
    """
    for name, field in FIELDS.items():
        if wanted.get(name):
            rows = rows.filter(**{field: wanted[name]})
    if wanted.get("hieu_luc"):
        rows = rows.filter(annulled_on__isnull=wanted["hieu_luc"] == "con")
    words = vietnamese.fold(wanted.get("q", "")).split()
    if words:
        found = [
            pk
            for pk, *texts in rows.order_by().values_list("pk", *SEARCHED)
            if _has_all(words, vietnamese.fold(" ".join(filter(None, texts))))
        ]
        rows = rows.filter(pk__in=found)
    return rows.order_by(*ORDERS.get(wanted.get("xep", ""), ORDERS[""]))


def _has_all(words: list[str], text: str) -> bool:
    return all(word in text for word in words)


def choices_of(place: Bloc | Province, user: User) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: units, years and awards that the register has."""
    rows = entries_of(place, user).order_by()
    found = set(
        rows.values_list("unit__slug", "unit__name", "unit__sort_name", "year", "award__code")
    )
    codes = {row[4] for row in found}
    awards = [row for row in Award.objects.visible_to(user) if row.code in codes]
    units = {(sort, slug, name) for slug, name, sort, _year, _code in found}
    years = {str(row[3]) for row in found}
    return {
        "don_vi": [(slug, name) for _sort, slug, name in sorted(units)],
        "nam": [(year, year) for year in sorted(years, reverse=True)],
        "khen_thuong": [(row.code, row.name) for row in awards],
    }


def units_of(province: Province, user: User) -> QuerySet[Unit]:
    """Units for which the person may enter awards: all of the province but the own ones."""
    return Unit.objects.filter(province=province).exclude(pk__in=user.rights.units)


def table_xlsx(place: Bloc | Province, rows: QuerySet[RegisterEntry]) -> bytes:
    """The entries as a workbook, titles and commendations in columns of their own."""
    heads = (
        (_("TT"), 6), (_("Đối tượng"), 14), (_("Tên tập thể, cá nhân"), 30), (_("Đơn vị"), 30),
        (_("Danh hiệu thi đua"), 26), (_("Hình thức khen thưởng"), 26), (_("Cấp"), 14),
        (_("Năm"), 8), (_("Số quyết định"), 18), (_("Ngày"), 12), (_("Người ký"), 22),
        (_("Cơ quan ban hành"), 26), (_("Loại thành tích"), 18), (_("Thành tích"), 30),
        (_("Tiền thưởng (đồng)"), 16), (_("Hủy bỏ"), 26),
    )  # fmt: skip
    page = Page(
        _("Khen thưởng"),
        columns=[Column(title, width) for title, width in heads],
        rows=[_cells(place_in, row) for place_in, row in enumerate(rows, start=1)],
        lead=[_("SỔ THEO DÕI KHEN THƯỞNG"), str(place)],
    )
    return write_xlsx([page])


def _cells(position: int, row: RegisterEntry) -> list[Any]:
    title, commendation = by_kind(row)
    annulled = ""
    if row.annulled_on:
        annulled = f"{vietnamese.date_short(row.annulled_on)}: {row.annulled_why}"
    return [
        position, row.get_subject_display(), row.subject_name or row.unit_name, row.unit_name,
        title, commendation, row.award.get_level_display(), row.year, row.number,
        vietnamese.date_short(row.date), row.signer, row.issuer, row.get_reason_display(),
        row.theme, row.amount or "", annulled,
    ]  # fmt: skip


def by_kind(row: RegisterEntry) -> tuple[str, str]:
    """(title, commendation): the award's name in the place of its kind, the other one empty."""
    is_title = row.award.kind == Award.Kind.TITLE
    return (row.award.name, "") if is_title else ("", row.award.name)


def of_same_subject(entry: RegisterEntry, user: User) -> list[RegisterEntry]:
    """The subject's other entries that the user may read, newest first."""
    rows = RegisterEntry.objects.visible_to(user).filter(
        unit=entry.unit_id, subject=entry.subject, subject_name__iexact=entry.subject_name
    )
    rows = rows.exclude(pk=entry.pk).select_related("award", "province").order_by("-date", "pk")
    return list(_with_file(rows)[:20])


def known_keys(province: Province) -> set[tuple[Any, ...]]:
    """What makes an entry the same once more: unit, subject, name, award, number, day."""
    return set(
        RegisterEntry.objects.filter(province=province).values_list(
            "unit_id", "subject", "subject_name", "award_id", "number", "date"
        )
    )


def file_of(entry: RegisterEntry) -> RegisterEntry | Decision | None:
    """What holds the file of the entry's decision: the entry itself, or the decision recorded
    here; None where there is no file."""
    if entry.file:
        return entry
    if not entry.nomination_id:
        return None
    rows = Decision.objects.filter(grants__nomination=entry.nomination_id).exclude(file="")
    return rows.first()
