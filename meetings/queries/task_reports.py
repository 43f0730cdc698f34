"""What became of the tasks: for the next meeting, its minutes and the review report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from emulation_bloc.lib import clock, vietnamese
from meetings.models import Meeting, Progress, Task
from meetings.queries import blocks
from meetings.queries.blocks import Block, paragraph
from meetings.queries.tasks import TaskLine, is_finished, task_lines
from units.models import Bloc, Period
from units.queries import members_on


@dataclass(frozen=True)
class ReportRow:
    """One task as finished words, with its line for pages that show more."""

    line: TaskLine
    number: int
    title: str
    leads: str
    due: str
    result: str
    percent: str
    verdict: str


# So many units that are behind are named; more of them are only counted.
MOST_NAMED = 3
VERDICTS = {
    "done": "Đúng hạn",
    "finished": "Đúng hạn",
    "done_late": "Chậm hạn",
    "overdue": "Quá hạn",
    "open": "Đang thực hiện",
    "soon": "Đang thực hiện",
    "dropped": "Thôi thực hiện",
}


def task_report(bloc: Bloc, periods: Period | Iterable[Period]) -> list[ReportRow]:
    """What became of the tasks agreed in a period, or in several, as of today. Five queries."""
    chosen = [periods] if isinstance(periods, Period) else list(periods)
    return _rows(
        bloc, Task.objects.filter(bloc=bloc, period__in=chosen).select_related("bloc__province")
    )


def tasks_before(meeting: Meeting) -> list[ReportRow]:
    """What became of the tasks with which the meeting opens, as of today: those agreed since the
    review before it, that one's own included, older ones that are still open or were closed since.

    The year-end review of 2021 opens with the tasks of the review of 2021-h1. Six queries.
    """
    day = meeting.date or clock.today()
    zone = clock.now().tzinfo
    tasks = Task.objects.filter(bloc=meeting.bloc).exclude(meeting=meeting)
    tasks = tasks.select_related("bloc__province")
    tasks = tasks.annotate(
        agreed=Coalesce(F("meeting__date"), TruncDate("created_at", tzinfo=zone)),
        closed=TruncDate("closed_at", tzinfo=zone),
    ).filter(agreed__lte=day)
    if last := _review_before(meeting, day):
        alive = Q(state=Task.State.OPEN) | Q(closed__gte=last)
        tasks = tasks.filter(Q(agreed__gte=last) | alive)
    return _rows(meeting.bloc, tasks)


def _review_before(meeting: Meeting, day: date) -> date | None:
    rows = Meeting.objects.filter(bloc=meeting.bloc, kind__in=Meeting.REVIEWS, date__lt=day)
    rows = rows.exclude(pk=meeting.pk).exclude(state=Meeting.State.CANCELLED)
    return rows.order_by("-date").values_list("date", flat=True).first()


def _rows(bloc: Bloc, tasks: QuerySet[Task]) -> list[ReportRow]:
    told = Progress.objects.filter(confirmed_at__isnull=False, return_reason="")
    tasks = tasks.order_by("meeting__date", "position", "pk").prefetch_related(
        Prefetch("progress", told.order_by("pk"), to_attr="told")
    )
    members = list(members_on(bloc, clock.today()).values_list("unit", flat=True))
    lines = task_lines(tasks, member_ids=members)
    return [_row(line, number) for number, line in enumerate(lines, start=1)]


def _row(line: TaskLine, number: int) -> ReportRow:
    task = line.task
    verdict = VERDICTS[line.standing]
    if line.standing == "finished" and line.days > 0:
        verdict = VERDICTS["done_late"]
    return ReportRow(
        line=line,
        number=number,
        title=task.title.rstrip(" .;:"),
        leads=line.lead_words,
        due=vietnamese.date_short(task.due),
        result=_result(line),
        percent=f"{line.percent}%",
        verdict=verdict,
    )


def _result(line: TaskLine) -> str:
    """The head's word on it; else what the one leading unit said last; else how many of several
    have done their part and who has not."""
    if line.task.close_note:
        return " ".join(vietnamese.paragraphs(line.task.close_note))
    if len(line.leads) == 1:
        texts = [row.text for row in line.task.told if row.share_id == line.leads[0].pk]  # type: ignore[attr-defined]  # to_attr of the prefetch
        return " ".join(vietnamese.paragraphs(texts[-1])) if texts else "Chưa có báo cáo"
    two = vietnamese.two_digits
    text = f"{two(line.n_finished)}/{two(len(line.leads))} đơn vị hoàn thành"
    behind = [row for row in line.leads if not is_finished(row)]
    if len(behind) <= MOST_NAMED and behind and line.n_finished:
        listed = ", ".join(f"{row.unit.short_name} {row.percent}%" for row in behind)
        text += f"; chưa xong: {listed}"
    elif behind:
        text += f"; tiến độ bình quân {line.percent}%"
    return text


def counts_of(rows: list[ReportRow]) -> dict[str, int]:
    """How many, by verdict; `all` of them."""
    counts = dict.fromkeys(VERDICTS.values(), 0)
    for row in rows:
        counts[row.verdict] += 1
    return counts | {"all": len(rows)}


def sum_words(rows: list[ReportRow]) -> str:
    """`12 nhiệm vụ: 08 hoàn thành đúng hạn, 01 hoàn thành chậm hạn, …`."""
    counts, two = counts_of(rows), vietnamese.two_digits
    words = {
        "Đúng hạn": "hoàn thành đúng hạn",
        "Chậm hạn": "hoàn thành chậm hạn",
        "Đang thực hiện": "đang thực hiện",
        "Quá hạn": "quá hạn",
        "Thôi thực hiện": "thôi thực hiện",
    }
    parts = [f"{two(counts[key])} {text}" for key, text in words.items() if counts[key]]
    return f"{two(len(rows))} nhiệm vụ: {', '.join(parts)}"


def told_singly(rows: list[ReportRow]) -> list[str]:
    """Task by task how it stands, for a lettered list: no full stop at the end."""
    told = []
    for row in rows:
        end = "" if row.verdict in {"Thôi thực hiện"} else f", đạt {row.percent}"
        told.append(
            f"{row.title} ({row.leads}; hạn {row.due}): {vietnamese.lower_first(row.verdict)}{end}"
        )
    return told


def task_sentences(meeting: Meeting) -> list[str]:
    """What the meeting hears first: how the agreed tasks stand, in sum, then one by one; empty
    without any. Sentences without their full stop, ready for a lettered list after the first."""
    rows = tasks_before(meeting)
    if not rows:
        return []
    told = f"Kết quả thực hiện nhiệm vụ đã giao trước hội nghị gồm {sum_words(rows)}"
    return [told, *told_singly(rows)]


COLUMNS = [
    ("TT", 6, "center"),
    ("Nhiệm vụ", 30, "left"),
    ("Chủ trì", 16, "left"),
    ("Hạn", 14, "center"),
    ("Kết quả", 20, "left"),
    ("Đánh giá", 14, "left"),
]


def task_blocks(rows: list[ReportRow]) -> list[Block]:
    """The report's part on tasks: the sum in a sentence, then the table; empty without any."""
    if not rows:
        return []
    lines = [
        [
            vietnamese.two_digits(row.number),
            vietnamese.curly(row.title),
            row.leads,
            row.due,
            vietnamese.curly(row.result),
            row.verdict,
        ]
        for row in rows
    ]
    opening = f"Khối đã giao {sum_words(rows)}. Số liệu đến {vietnamese.date_words(clock.today())}."
    return [paragraph(opening), blocks.table(COLUMNS, lines)]
