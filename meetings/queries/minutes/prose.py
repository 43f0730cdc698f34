"""Prose of minutes with its figures bound: a passage is a template with named figures in braces."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from emulation_bloc.lib import vietnamese
from meetings.models import Passage
from meetings.queries.blocks import Block, paragraph
from units.models import MeetingSettings

_NAME = re.compile(r"\{([^{}]*)\}")
_NUMBER_WORDS = (
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười",
    "mười một", "mười hai", "mười ba", "mười bốn", "mười lăm",
)  # fmt: skip
_COUNTED = r"\s+(?:đơn vị|đại biểu|ý kiến|phiếu|bản|tiêu chí|nội dung)"
_SHORTEST_WORDS = 4  # letters: below, a figure's words are too common to be looked for


@dataclass(frozen=True)
class Told:
    """One passage of the minutes as it stands: its usual words, what was typed instead (`own`,
    empty for the usual ones) and the present values of its figures."""

    key: str
    label: str
    template: str
    figures: dict[str, str]
    own: str = ""
    revision: int = 1

    @property
    def lacks(self) -> list[str]:
        """Names of figures that the own words do not carry."""
        return missing(self.own, self.template) if self.own else []

    @property
    def text(self) -> str:
        """The words with figures put in: the own ones only while they carry every figure."""
        words = self.own if self.own and not self.lacks else self.template
        return filled(words, self.figures)


class Prose:
    """Tells passages with the own words of these minutes, and remembers what was told; `rules`
    are the bloc's on the day of the meeting, for whoever asks next."""

    def __init__(
        self, passages: Iterable[Passage] = (), rules: MeetingSettings | None = None
    ) -> None:
        self.rules = rules
        self.own = {row.key: row for row in passages}
        self.told: list[Told] = []

    def tell(
        self, key: str, label: str, template: str, figures: dict[str, str], lead: str = ""
    ) -> list[Block]:
        """The passage as paragraphs: each line of own words is one."""
        row = self.own.get(key)
        own, revision = (row.text, row.revision) if row else ("", 1)
        told = Told(key, label, template, figures, own, revision)
        self.told.append(told)
        lines = vietnamese.paragraphs(told.text)
        return [
            paragraph(vietnamese.sentence(line), lead if place == 0 else "")
            for place, line in enumerate(lines)
        ]


def folded(name: str) -> str:
    """A figure's name for comparison: case and blanks do not matter."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def names_in(text: str) -> list[str]:
    """The names in braces, in their order, as typed."""
    return [name.strip() for name in _NAME.findall(text)]


def missing(text: str, template: str) -> list[str]:
    """Names of the template's figures that the text does not carry."""
    here = {folded(name) for name in names_in(text)}
    return [name for name in dict.fromkeys(names_in(template)) if folded(name) not in here]


def unknown(text: str, figures: Iterable[str]) -> list[str]:
    """Names in braces that no figure has."""
    known = {folded(name) for name in figures}
    return [name for name in names_in(text) if folded(name) not in known]


def has_stray_brace(text: str) -> bool:
    """Whether a brace stands alone, so that a name cannot be read."""
    rest = _NAME.sub("", text)
    return "{" in rest or "}" in rest


def filled(text: str, figures: dict[str, str]) -> str:
    """The text with each name replaced by its figure's present value."""
    values = {folded(name): value for name, value in figures.items()}
    return _NAME.sub(lambda found: values.get(folded(found[1]), found[0]), text)


def typed_figures(text: str, figures: dict[str, str]) -> list[tuple[str, str]]:
    """(what was typed, name of the figure) wherever the text types a bound figure's present value
    instead of naming it; longest first."""
    found: list[tuple[str, str]] = []
    rest = _NAME.sub("\x00", unicodedata.normalize("NFC", text))
    by_length = sorted(figures.items(), key=lambda item: -len(item[1]))
    for name, value in by_length:
        shape = _shape(value)
        if shape is None:
            continue
        for hit in shape.finditer(rest):
            found.append((hit[0], name))
        rest = shape.sub("\x00", rest)
    return found


def named(text: str, figures: dict[str, str]) -> str:
    """The text with every typed figure turned into its name in braces."""
    by_length = sorted(figures.items(), key=lambda item: -len(item[1]))
    for name, value in by_length:
        if shape := _shape(value):
            parts = re.split(r"(\{[^{}]*\})", text)
            text = "".join(
                part if part.startswith("{") else shape.sub(f"{{{name}}}", part) for part in parts
            )
    return text


def _shape(value: str) -> re.Pattern[str] | None:
    """How a figure would look when typed: a number with or without its zero, or in words before
    what is counted; other words as they are. None for what is too common to be looked for."""
    plain = unicodedata.normalize("NFC", value).strip(" .;:()")
    if plain.isdecimal():
        number = int(plain)
        shapes = [rf"(?<![\d.,/])0*{number}(?![\d/]|[.,]\d)"]
        if 0 < number < len(_NUMBER_WORDS):
            shapes.append(rf"\b{_NUMBER_WORDS[number]}(?={_COUNTED})")
        return re.compile("|".join(shapes), re.IGNORECASE)
    if len(plain) < _SHORTEST_WORDS or plain.startswith("{"):
        return None
    return re.compile(rf"(?<!\w){re.escape(plain)}(?!\w)", re.IGNORECASE)
