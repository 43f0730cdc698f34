"""What waits at the department, step by step, and what its pages show of one nomination."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Value, When

from awards.models import Award, CouncilVote, Decision, Follow, Grant, Nomination, Review
from awards.queries.council import needed, percent_words
from documents.models import Document
from emulation_bloc.lib import clock, vietnamese
from units.models import Province, User

State = Nomination.State
Verdict = Review.Verdict
PREPARE, DECIDE = "awards.prepare_review", "awards.decide_review"

# Parts of a dossier that may be asked for (Law 2022, Art. 84): code, words.
PARTS = {
    "proposal": "Tờ trình",
    "minutes": "Biên bản bình xét",
    "tally": "Biên bản kiểm phiếu",
    "scores": "Bảng tổng hợp điểm",
    "bloc_report": "Báo cáo của Khối",
    "report": "Báo cáo thành tích",
    "confirmation": "Xác nhận của cơ quan có thẩm quyền",
    "other": "Nội dung khác",
}
# What may be said of a dossier at each step; one whose supplement never came may be returned.
APPRAISABLE: dict[str, tuple[str, ...]] = {
    State.RECEIVED: (Verdict.SUPPLEMENT, Verdict.ACCEPT, Verdict.RETURN),
    State.SUPPLEMENTED: (Verdict.SUPPLEMENT, Verdict.ACCEPT, Verdict.RETURN),
    State.SUPPLEMENT: (Verdict.RETURN,),
}
STATE_STEPS = (State.PARTY_OPINION, State.TO_MINISTRY, State.MINISTRY, State.PM_DECIDED)
STEPS = (State.APPROVED, *STATE_STEPS)
ACCEPTED = (State.APPRAISED, State.COUNCIL, *STEPS, *Nomination.DECIDED)
REFUSABLE = tuple(at for at, to in Nomination.TRANSITIONS.items() if State.REFUSED in to)


@dataclass(frozen=True)
class Stage:
    """A heap on the department's desk: its word in the address, its name, whose states."""

    code: str
    label: str
    states: tuple[str, ...]
    is_prepared: bool | None = None


STAGES = (
    Stage("tiep-nhan", "Chờ tiếp nhận", (State.SUBMITTED,)),
    Stage("tham-dinh", "Chờ thẩm định", (State.RECEIVED, State.SUPPLEMENTED), is_prepared=False),
    Stage("lanh-dao", "Chờ lãnh đạo duyệt", tuple(APPRAISABLE), is_prepared=True),
    Stage("bo-sung", "Chờ Khối bổ sung", (State.SUPPLEMENT,), is_prepared=False),
    Stage("hoi-dong", "Chờ Hội đồng", (State.APPRAISED,)),
    Stage("trinh", "Chờ UBND, cấp trên", (State.COUNCIL, *STEPS)),
    Stage("thong-bao", "Chờ thông báo", (State.DECIDED,)),
    Stage("trao", "Chờ trao", (State.NOTIFIED,)),
    Stage("tam-dung", "Tạm dừng xét", (State.HOLD,)),
)
STAGE = {stage.code: stage for stage in STAGES}
ORDERS = {
    "": ("submitted_at", "bloc_place", "position", "pk"),
    "khoi": ("bloc_place", "position", "pk"),
    "han": (F("supplement_due").asc(nulls_last=True), "submitted_at", "pk"),
}


@dataclass(frozen=True)
class Desk:
    """The heaps with how many lie in each, what the filters may choose from, the chosen rows."""

    heaps: list[tuple[Stage, int]]
    blocs: list[tuple[str, str]]
    awards: list[tuple[str, str]]
    rows: Any
    overdue: int


def decidable_from(nomination: Nomination) -> str:
    """The state in which a decision is recorded: state awards come back from the capital."""
    is_state = nomination.award.level == Award.Level.STATE
    return State.PM_DECIDED if is_state else State.APPROVED


def sent_to(place: Province, user: User) -> Any:
    """The province's nominations that were sent to the department, as the person may see them."""
    rows: Any = Nomination.objects.visible_to(user)
    rows = rows.filter(bloc__province=place, submitted_at__isnull=False)
    prepared = Review.objects.filter(nomination=OuterRef("pk"), state=Review.State.PREPARED)
    return rows.annotate(is_prepared=Exists(prepared))


def desk_of(place: Province, user: User, wanted: dict[str, Any]) -> Desk:
    """What waits in the province. `wanted`: buoc (a heap), khoi and giai (codes), theo_doi, xep.

    One query for heaps and filters; the rows are a queryset, to be paged.
    """
    found = sent_to(place, user)
    if wanted.get("theo_doi"):
        found = found.filter(bloc__in=Follow.objects.visible_to(user).values("bloc"))
    counted = list(
        found.exclude(state__in=(*Nomination.ENDS, State.DELIVERED))
        .values("state", "is_prepared", "bloc", "bloc__slug", "bloc__name", "award__code")
        .annotate(
            name=F("award__name"),
            n=Count("pk"),
            late=Count("pk", filter=Q(supplement_due__lt=clock.today(), state=State.SUPPLEMENT)),
        )
        .order_by()
    )
    blocs = _in_order({(row["bloc__slug"], row["bloc__name"]) for row in counted})
    awards = _in_order({(row["award__code"], row["name"]) for row in counted})
    kept = [row for row in counted if _is_wanted(row, wanted)]
    places = {row["bloc"]: blocs.index((row["bloc__slug"], row["bloc__name"])) for row in counted}
    return Desk(
        heaps=[(stage, sum(row["n"] for row in kept if _is_in(stage, row))) for stage in STAGES],
        blocs=blocs,
        awards=awards,
        rows=_rows(found, wanted, places),
        overdue=sum(row["late"] for row in kept),
    )


def _in_order(choices: set[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(choices, key=lambda row: vietnamese.sort_key(row[1]))


def _is_wanted(row: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return wanted.get("khoi") in ("", None, row["bloc__slug"]) and wanted.get("giai") in (
        "",
        None,
        row["award__code"],
    )


def _is_in(stage: Stage, row: dict[str, Any]) -> bool:
    is_fit = stage.is_prepared in (None, row["is_prepared"])
    return row["state"] in stage.states and is_fit


def _rows(found: Any, wanted: dict[str, Any], places: dict[int, int]) -> Any:
    """The rows of the heap, or of all heaps, in the order that was asked for."""
    stage = STAGE.get(wanted.get("buoc") or "")
    states = stage.states if stage else tuple(s for one in STAGES for s in one.states)
    found = found.filter(state__in=states)
    if stage and stage.is_prepared is not None:
        found = found.filter(is_prepared=stage.is_prepared)
    if wanted.get("khoi"):
        found = found.filter(bloc__slug=wanted["khoi"])
    if wanted.get("giai"):
        found = found.filter(award__code=wanted["giai"])
    cases = [When(bloc=bloc, then=Value(place)) for bloc, place in places.items()]
    order = Case(*cases, default=Value(len(cases)), output_field=IntegerField())
    found = found.annotate(bloc_place=order).select_related("proposal")
    return found.order_by(*ORDERS.get(wanted.get("xep") or "", ORDERS[""]))


def stage_words(row: Nomination) -> str:
    """Where a row of `desk_of` lies: what waits for a leader is told apart."""
    if row.is_prepared and row.state in APPRAISABLE:  # type: ignore[attr-defined]
        return STAGE["lanh-dao"].label
    return str(row.get_state_display())


def proposals_waiting(place: Province, user: User) -> list[Document]:
    """The papers whose nominations wait to be received, with how many (`waiting`); one query."""
    rows: Any = Document.objects.visible_to(user).filter(bloc__province=place)
    waits = Q(nominations__state=State.SUBMITTED)
    rows = rows.annotate(waiting=Count("nominations", filter=waits)).filter(waiting__gt=0)
    return list(rows.order_by("sent_at", "pk"))


def chosen_of(place: Province, user: User, ids: list[int]) -> list[Nomination]:
    """The chosen nominations of the province that the person may see, bloc by bloc."""
    rows = sent_to(place, user).filter(pk__in=ids)
    return list(rows.order_by("bloc__name", "position", "pk"))


def reviews_of(nomination: Nomination, user: User) -> list[dict[str, Any]]:
    """The appraisals that the person may see, the latest first, with the parts in words."""
    rows = Review.objects.visible_to(user).filter(nomination=nomination)
    return [
        {
            "row": row,
            "parts": [(PARTS.get(one["item"], ""), one["reason"]) for one in row.items],
            "is_inside": row.state != Review.State.APPROVED,
        }
        for row in rows.select_related("prepared_by", "answered_by").order_by("-pk")
    ]


def review_context(nomination: Nomination, user: User) -> dict[str, Any]:
    """What the nomination's page shows of the department's work: approved appraisals, the vote,
    when told and handed over; whether the person works on it there. At most three queries."""
    empty: dict[str, Any] = {"reviews": [], "vote": None, "grant": None, "may_review": False}
    if nomination.submitted_at is None:
        return empty
    vote = CouncilVote.objects.visible_to(user).filter(nomination=nomination).first()
    grants = Grant.objects.visible_to(user).filter(nomination=nomination)
    return {
        "reviews": reviews_of(nomination, user),
        "vote": vote,
        "vote_need": _need_of(vote) if vote else "",
        "grant": grants.select_related("award", "decision__province").first(),
        "may_review": user.has_perm(PREPARE, nomination),
    }


def _need_of(vote: CouncilVote) -> str:
    """`12/15 (80%)`: what the vote had to reach."""
    least = needed(vote.members, vote.threshold)
    return f"{least}/{vote.members} ({percent_words(vote.threshold)})"


def decisions_of(place_slug: str, user: User) -> Any:
    """The province's decisions that the person may see, the latest first, with how many awards."""
    rows: Any = Decision.objects.visible_to(user).filter(province__slug=place_slug)
    seen = Nomination.objects.visible_to(user).filter(bloc__province__slug=place_slug)
    mine = Count("grants", filter=Q(grants__nomination__in=seen.values("pk")), distinct=True)
    return rows.select_related("province").annotate(seen=mine).order_by("-date", "-pk")


def grants_of(decision: Decision, user: User) -> list[Grant]:
    """What the decision grants, as far as the person may see it: titles before commendations."""
    rows = Grant.objects.visible_to(user).filter(decision=decision)
    found = rows.select_related(
        "award", "nomination__award", "nomination__bloc__province", "nomination__unit"
    )
    kinds = list(Award.Kind.values)
    return sorted(found, key=lambda row: (kinds.index(row.award.kind), row.award.position, row.pk))


def is_late(nomination: Nomination, today: date) -> bool:
    """Whether a supplement was due before today and has not come."""
    due = nomination.supplement_due
    return nomination.state == State.SUPPLEMENT and due is not None and due < today


def accepted_beside(nomination: Nomination) -> int:
    """How many others of the province and year were accepted for the same award and still are, on
    hold or not; one query."""
    rows = Nomination.objects.filter(
        Q(state__in=ACCEPTED) | Q(state=State.HOLD, held_from__in=ACCEPTED),
        bloc__province=nomination.bloc.province_id,
        award=nomination.award_id,
        year=nomination.year,
    )
    return rows.exclude(pk=nomination.pk).count()
