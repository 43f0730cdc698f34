"""What stands in the evidence pane: what a criterion cites, what else there is, where it serves."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Prefetch, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Answer, Assessment, Evidence, Explanation, Round, TargetProgress
from assessments.queries.evidence_shapes import (
    FIELDS,
    LOOKS,
    PICTURES,
    SHOWN_IN_PLACE,
    AddForm,
    EvidencePane,
    Field,
    Item,
    OfferItem,
    Quota,
    Twin,
    size_words,
)
from assessments.queries.offers import Offer, offers_for
from emulation_bloc.lib import vietnamese
from units.models import User

Place = Answer | TargetProgress | Explanation

# What may be corrected later; a file's bytes never change.
CHANGEABLE = ("title", "link", "number", "date", "issuer", "valid_until")
# What the address of a place begins with → what cites there.
PLACES: dict[str, type[Any]] = {
    "tieu-chi": Answer,
    "chi-tieu": TargetProgress,
    "giai-trinh": Explanation,
}


def key_of(place: Place) -> str:
    """The place's part of an address: `tieu-chi-12`."""
    word = next(word for word, model in PLACES.items() if isinstance(place, model))
    return f"{word}-{place.pk}"


def find_place(user: User, key: str, *, province: str, bloc: str, period: str) -> Place | None:
    """What the user may see under that key in this period; None for everything else."""
    word, _dash, number = key.rpartition("-")
    if word not in PLACES or not number.isdecimal() or len(number) > 18:
        return None
    inner = "target" if word == "chi-tieu" else "criterion"
    rows: Any = PLACES[word].objects.visible_to(user)  # type: ignore[attr-defined]
    found: Place | None = (
        rows.filter(
            pk=int(number),
            assessment__round__period__slug=period,
            bloc__slug=bloc,
            bloc__province__slug=province,
        )
        .select_related("assessment__round__period__bloc__province", "assessment__unit", inner)
        .first()
    )
    return found


def is_open(place: Place) -> bool:
    """Whether what a place cites may change now: what is handed in stands as it was handed in."""
    assessment = place.assessment
    if assessment.round.is_closed:
        return False
    if isinstance(place, Explanation):
        return bool(assessment.round.state == Round.State.EXPLANATION and place.at is None)
    if isinstance(place, Answer) and assessment.state == Assessment.State.RETURNED:
        return bool(place.is_reopened)
    return bool(assessment.is_writable)


def places_of(evidence: Evidence) -> list[Place]:
    """Everything that cites a piece of evidence."""
    path = "assessment__round"
    return [
        *evidence.answers.select_related(path, "criterion"),
        *evidence.progress.select_related(path, "target"),
        *evidence.explanations.select_related(path, "criterion"),
    ]


def place_words(place: Place) -> str:
    """What a place is called: a criterion's code, a target, an explanation."""
    if isinstance(place, TargetProgress):
        return _("chỉ tiêu “%(name)s”") % {"name": place.target.content}
    if isinstance(place, Explanation):
        return _("giải trình %(code)s") % {"code": place.criterion.code}
    return _("tiêu chí %(code)s") % {"code": place.criterion.code}


def has_bytes(place: Place, sha256: str) -> bool:
    """Whether the unit has the same bytes among its evidence of the period already."""
    assessment = place.assessment
    rows = Evidence.objects.filter(unit=assessment.unit_id, period=assessment.round.period_id)
    return bool(rows.filter(sha256=sha256).exists())


def used_bytes(unit_id: int, period_id: int) -> int:
    """How much a unit has uploaded for a period."""
    rows = Evidence.objects.filter(unit=unit_id, period=period_id)
    return rows.aggregate(sum=Sum("size"))["sum"] or 0


def pane(
    user: User,
    *,
    answer: Answer | None = None,
    progress: TargetProgress | None = None,
    explanation: Explanation | None = None,
    back: str = "",
) -> EvidencePane:
    """The pane of one place; `back` is the page that a press without JavaScript returns to."""
    place = answer or progress or explanation
    if place is None:
        raise ValueError("a pane needs a place")
    return panes(user, [place], back=back)[key_of(place)]


def panes(user: User, places: Iterable[Place], *, back: str = "") -> dict[str, EvidencePane]:
    """The panes of several places of one return, with as many queries as for one; by key."""
    listed = list(places)
    if not listed:
        return {}
    assessment = listed[0].assessment
    is_own = assessment.unit_id in user.rights.units
    rows = _rows(user, assessment)
    twins = {} if is_own else _twins(assessment, rows)
    quota = Quota(sum(row.size or 0 for row in rows), settings.EVIDENCE_PERIOD_BYTES)
    return {
        key_of(place): _pane(place, rows, twins, quota, is_own=is_own, back=back)
        for place in listed
    }


def _rows(user: User, assessment: Assessment) -> list[Evidence]:
    """The unit's evidence of the period as far as the user may know it, with what cites it."""
    told = Explanation.objects.visible_to(user).select_related("criterion")
    is_own = assessment.unit_id in user.rights.units
    seen = Evidence.objects.all() if is_own else Evidence.objects.visible_to(user)
    rows = seen.filter(unit=assessment.unit_id, period=assessment.round.period_id)
    return list(
        rows.prefetch_related(
            Prefetch("answers", Answer.objects.select_related("criterion")),
            Prefetch("progress", TargetProgress.objects.select_related("target")),
            Prefetch("explanations", told),
        )
    )


def _cites(row: Evidence) -> list[Place]:
    """What cites a row, from what `_rows` has fetched."""
    return [*row.answers.all(), *row.progress.all(), *row.explanations.all()]


def _twins(assessment: Assessment, rows: list[Evidence]) -> dict[str, tuple[Twin, ...]]:
    """Where returns of the same bloc that were handed in cite the same bytes."""
    hashes = {row.sha256 for row in rows if row.sha256}
    if not hashes:
        return {}
    found: dict[str, list[Twin]] = {}
    for place, label in (("answer", "criterion__code"), ("targetprogress", "target__content")):
        through: Any = Evidence.answers if place == "answer" else Evidence.progress
        lines = (
            through.through.objects.filter(
                **{
                    "evidence__sha256__in": hashes,
                    f"{place}__bloc": assessment.bloc_id,
                    f"{place}__assessment__state": Assessment.State.SUBMITTED,
                }
            )
            .exclude(**{f"{place}__assessment": assessment.pk})
            .order_by(f"-{place}__assessment__round__due_at", "pk")
            .values_list(
                "evidence__sha256",
                f"{place}__{label}",
                f"{place}__assessment__unit_short_name",
                f"{place}__assessment__round__period__name",
            )
        )
        for sha256, criterion, unit, period in lines:
            found.setdefault(sha256, []).append(Twin(criterion, unit, period))
    return {sha256: tuple(dict.fromkeys(lines)) for sha256, lines in found.items()}


def _pane(
    place: Place,
    rows: list[Evidence],
    twins: dict[str, tuple[Twin, ...]],
    quota: Quota,
    *,
    is_own: bool,
    back: str,
) -> EvidencePane:
    is_writable = is_own and is_open(place)
    cited = [row for row in rows if place in _cites(row)]
    others = [row for row in rows if place not in _cites(row)] if is_writable else []
    kinds = ("document", "file", "link") if is_writable else ()
    return EvidencePane(
        key=key_of(place),
        heading=place_words(place),
        is_own=is_own,
        is_writable=is_writable,
        cited=[_item(row, place, twins, is_own, is_writable, back) for row in cited],
        others=[_item(row, place, twins, is_own, is_writable, back) for row in others],
        quota=quota,
        issuers=sorted({row.issuer for row in rows if row.issuer}),
        most_bytes=settings.EVIDENCE_MAX_BYTES,
        most_words=size_words(settings.EVIDENCE_MAX_BYTES),
        forms={
            kind: AddForm(address(place, f"add_{kind}", back), FIELDS.get(kind, ()))
            for kind in kinds
        },
        offers=_offers(place, cited, back) if is_writable else [],
    )


def _offers(place: Place, cited: list[Evidence], back: str) -> list[OfferItem]:
    """What the unit has done that fits the criterion and is not cited yet."""
    found = offers_for(place, cited) if isinstance(place, Answer) else []
    return [
        OfferItem(one.title, one.text, address(place, "take_offer", back, key=one.key))
        for one in found
    ]


def offers_at(place: Place) -> list[Offer]:
    """What may be cited at a place with one press."""
    return offers_for(place, place.evidence.all()) if isinstance(place, Answer) else []


def address(place: Place, name: str, back: str = "", row: int | None = None, key: str = "") -> str:
    """An address of a place's evidence; `back` goes along, so that no body need be read for it."""
    period = place.assessment.round.period
    at: list[Any] = [period.bloc.province.slug, period.bloc.slug, period.slug, key_of(place)]
    if row is not None:
        at.append(row)
    if key:
        at.append(key)
    url = reverse(f"assessments:{name}", args=at)
    return f"{url}?{urlencode({'ve': back})}" if back else url


def _item(
    row: Evidence,
    place: Place,
    twins: dict[str, tuple[Twin, ...]],
    is_own: bool,
    is_writable: bool,
    back: str,
) -> Item:
    """One row as the pane shows it."""
    bloc = place.assessment.round.period.bloc
    at = [bloc.province.slug, bloc.slug, row.pk]
    is_file = row.kind == Evidence.Kind.FILE
    file = reverse("assessments:evidence_file", args=at) if is_file else ""
    is_shown = is_file and row.media_type in SHOWN_IN_PLACE
    cites = _cites(row)
    is_here = place in cites
    may_edit = is_own and all(is_open(_near(one, place)) for one in cites)
    uses = ", ".join(_use(one) for one in cites if one != place)
    edit = reverse("assessments:edit_evidence", args=at) if may_edit else ""
    return Item(
        pk=row.pk,
        title=row.title,
        icon=_look(row)[1],
        words=" · ".join(filter(None, _words(row))),
        uses=_("dùng cho %(codes)s") % {"codes": uses} if uses else "",
        url=row.link if row.kind == Evidence.Kind.LINK else "",
        preview=f"{file}?xem=1" if is_shown else "",
        download=file,
        edit=f"{edit}?{urlencode({'ve': back})}" if edit and back else edit,
        cite=address(place, "cite_evidence", back, row.pk) if is_writable and not is_here else "",
        uncite=address(place, "uncite_evidence", back, row.pk) if is_writable and is_here else "",
        is_picture=row.media_type in PICTURES,
        twins=twins.get(row.sha256, ()) if row.sha256 else (),
    )


def _use(place: Place) -> str:
    """A criterion is known by its code alone here."""
    return str(place.criterion.code) if isinstance(place, Answer) else place_words(place)


def _near(one: Place, place: Place) -> Place:
    """A fetched place with the return that is known already: no query for it."""
    if one.assessment_id == place.assessment_id:
        one.assessment = place.assessment
    return one


def _look(row: Evidence) -> tuple[str, str]:
    if row.kind == Evidence.Kind.LINK:
        return _("Đường dẫn"), "link"
    if row.kind == Evidence.Kind.DOCUMENT:
        return _("Văn bản"), "file-text"
    word, icon = LOOKS.get(row.media_type, (_("Tệp"), "paperclip"))
    return str(word), icon


def _words(row: Evidence) -> list[str]:
    """Kind, size or number, date and issuer."""
    if row.kind == Evidence.Kind.FILE:
        words = [_look(row)[0], size_words(row.size)]
    elif row.kind == Evidence.Kind.LINK:
        words = [_look(row)[0], row.link.split("/")[2] if row.link.count("/") > 1 else ""]
    else:
        day = _(" ngày %(day)s") % {"day": vietnamese.date_short(row.date)} if row.date else ""
        words = [_("Số %(number)s%(day)s") % {"number": row.number, "day": day}, row.issuer]
    if row.valid_until:
        words.append(_("đến %(day)s") % {"day": vietnamese.date_short(row.valid_until)})
    return words


def typed(field: Field, form: Any, errors: list[str]) -> Field:
    """A box with what was typed into it and why it was refused."""
    return replace(field, value=form[field.name].value() or "", errors=tuple(map(str, errors)))


def fingerprint(row: Evidence) -> str:
    """What a page was made with, to notice that somebody changed the row meanwhile."""
    words = "\n".join(str(getattr(row, name)) for name in CHANGEABLE)
    return hashlib.sha256(words.encode()).hexdigest()
