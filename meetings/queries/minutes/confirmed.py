"""What minutes say of their confirmation by the units, where the bloc's rules have that stage."""

from emulation_bloc.lib import clock, vietnamese
from meetings.models import Minutes, UnitConfirmation
from meetings.queries.blocks import Block
from meetings.queries.comparing import changes
from meetings.queries.confirmation import counted, window_of
from meetings.queries.minutes.prose import Prose
from meetings.queries.minutes.rows import More

Answer = UnitConfirmation.Answer


def confirmation(minutes: Minutes, more: More, told: list[Block], prose: Prose) -> list[Block]:
    """How the units answered, silence named as such, and whether the words (`told`, without these
    ones) were changed since; empty while the window is open."""
    if window_of(minutes) not in {"over", "closed"}:
        return []
    first, last = minutes.confirm_from, minutes.confirm_until
    if first is None or last is None:
        return []
    figures = {
        "số đơn vị": vietnamese.two_digits(len(more.confirmations)),
        "từ ngày": vietnamese.date_words(clock.local_date(first)),
        "đến ngày": vietnamese.date_words(clock.local_date(last)),
        "kết quả": _answers(more),
    }
    template = (
        "Dự thảo biên bản được gửi {số đơn vị} đơn vị dự họp xác nhận từ {từ ngày} đến {đến ngày}. "
        "Kết quả: {kết quả}."
    )
    said = prose.tell("xac-nhan", "Xác nhận của các đơn vị", template, figures)
    if count := changed_since(minutes, told):
        template = (
            "Sau khi lấy xác nhận, biên bản được chỉnh lý ở {số đoạn} đoạn so với bản đã gửi "
            "các đơn vị."
        )
        changed = {"số đoạn": vietnamese.two_digits(count)}
        said += prose.tell("chinh-ly", "Chỉnh lý sau xác nhận", template, changed)
    return said


def changed_since(minutes: Minutes, told: list[Block]) -> int:
    """How many paragraphs differ from what the units were shown."""
    shown = minutes.confirm_words or {}
    return changes({"blocks": shown.get("blocks", [])}, {"blocks": told}) if shown else 0


def _answers(more: More) -> str:
    two = vietnamese.two_digits
    rows = [(row, *counted(row, more.rules.silence, is_over=True)) for row in more.confirmations]
    agreed = [row for row, answer, _silent in rows if answer == Answer.AGREED]
    silent = sum(is_silent for _row, _answer, is_silent in rows)
    remarked = [row.unit.name for row, answer, _silent in rows if answer == Answer.REMARKED]
    unheard = [row.unit.name for row, answer, _silent in rows if answer == Answer.NONE]
    parts = []
    if agreed:
        text = f"{two(len(agreed))} đơn vị thống nhất"
        if silent:
            text += (
                f" (trong đó {two(silent)} đơn vị không trả lời, được tính là thống nhất theo "
                "quy định của Khối)"
            )
        parts.append(text)
    if remarked:
        parts.append(f"{two(len(remarked))} đơn vị có ý kiến: {vietnamese.join(remarked)}")
    if unheard:
        parts.append(f"{two(len(unheard))} đơn vị chưa trả lời: {vietnamese.join(unheard)}")
    return "; ".join(parts)
