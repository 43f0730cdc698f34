"""Charts as SVG text, drawn by pygal: the same picture on the page and in the PDF.

Pure functions: the same figures give the same bytes, so that a paper asked for again is found
again. A drawing has no script, no style of the page and its own white ground, so that it is read in
the dark too; a browser shows it in its own sans serif, the paper in the paper's typeface.
"""

import sys
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pygal
from lxml import etree
from pygal.style import Style

from emulation_bloc.lib.numbers import shown, shown_short

# pygal hangs a finder for plugins of an older Python into every later import; we have no plugins.
sys.meta_path[:] = [
    finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)
]

# From static/css/tokens.css: state, info, gold, good, ink-soft, and lighter kin of them.
COLOURS = (
    "#a4161a", "#1f5f99", "#d4a017", "#1a6b42", "#54606f", "#e08e90", "#7aa7d0", "#8a4f00",
    "#6fb391", "#1d2733", "#b9a26a", "#7b5ea7",
)  # fmt: skip
LIGHT = {"#d4a017", "#e08e90", "#7aa7d0", "#6fb391", "#b9a26a"}
DASHES = ("none", "14,5", "4,4")
INK, SOFT, GROUND = "#1d2733", "#54606f", "#ffffff"
FACES = "'Paper Serif','Be Vietnam Pro','Segoe UI',Arial,sans-serif"
WIDTH = 1000
_LEAST_SHARE = Decimal("0.05")
_SVG = "{http://www.w3.org/2000/svg}"

# pygal's own sheet has rules for scripts and selectors that not every program reads.
_SHEET = (
    f"text{{fill:{INK};stroke:none;font-family:{FACES};font-size:17px}}"
    f".background{{fill:{GROUND};stroke:none}}"
    f".axis .line{{fill:none;stroke:{SOFT}}}.axis .guide{{stroke:#dfe4ea}}"
    ".horizontal .axis.y .guide,.vertical .axis.x .guide{stroke:none}"
    ".axis.x text{text-anchor:middle}.axis.y text{text-anchor:end}"
    ".horizontal .axis.y text{text-anchor:end}"
    ".text-overlay text{text-anchor:middle;font-size:14px}.nofill{fill:none;stroke-width:3}"
)
Figure = Decimal | None
Series = Sequence[tuple[str, Sequence[Figure]]]


def stacked_groups(units: Sequence[str], groups: Series) -> str:
    """Points of each group, one bar a unit, groups stacked in their order."""
    chart = pygal.HorizontalStackedBar(**_look(len(units), legends=len(groups)))
    # A horizontal chart counts from below; units are read from above.
    chart.x_labels = list(reversed(units))
    sums = [sum((one or Decimal(0) for one in column), Decimal(0)) for column in _turned(groups)]
    least = max(sums, default=Decimal(0)) * _LEAST_SHARE
    for name, points in groups:
        bars = [_bar(one, least) for one in reversed(points)]
        chart.add(name, bars, formatter=_label)
    return _drawn(chart)


def self_against_final(units: Sequence[str], own: Sequence[Figure], final: Sequence[Figure]) -> str:
    """What each unit gave itself beside what it got."""
    chart = pygal.HorizontalBar(**_look(len(units)))
    chart.x_labels = list(reversed(units))
    for name, points in (("Tự chấm", own), ("Điểm cuối", final)):
        chart.add(name, [_plain(one) for one in reversed(points)], formatter=_label)
    return _drawn(chart)


def rank_over_periods(
    periods: Sequence[str], units: Sequence[tuple[str, Sequence[int | None]]]
) -> str:
    """The rank of each unit from period to period, the first on top; a gap where it had none."""
    worst = max([rank for _name, ranks in units for rank in ranks if rank], default=1)
    look = _look(8) | {"inverse_y_axis": True, "range": (1, max(worst, 2)), "height": 420}
    look |= {"print_values": False, "legend_at_bottom_columns": 3}
    chart = pygal.Line(**look, dots_size=6)
    chart.x_labels = list(periods)
    chart.y_labels = list(range(1, max(worst, 2) + 1))
    chart.value_formatter = lambda value: f"{value:.0f}" if value is not None else ""
    for place, (name, ranks) in enumerate(units):
        # Colour alone is not enough to tell nine lines apart.
        stroke = {"width": 3, "dasharray": DASHES[place % len(DASHES)]}
        chart.add(name, list(ranks), allow_interruptions=True, stroke_style=stroke)
    return _drawn(chart)


def shares_done(names: Sequence[str], what: str, figures: Sequence[Figure]) -> str:
    """How far each has come, one bar each, from 0 to 100 per cent."""
    chart = pygal.HorizontalBar(**_look(len(names), legends=1) | {"range": (0, 100)})
    # A horizontal chart counts from below; names are read from above.
    chart.x_labels = list(reversed(names))
    bars = [_bar(one, Decimal(5)) for one in reversed(figures)]
    chart.add(what, bars, formatter=_per_cent)
    return _drawn(chart)


def _per_cent(value: Any) -> str:
    return "" if value is None else f"{shown_short(Decimal(str(round(value, 2))))}%"


def _turned(groups: Series) -> list[tuple[Figure, ...]]:
    """One tuple a unit of the points of its groups."""
    return list(zip(*(points for _name, points in groups), strict=True))


def _bar(value: Figure, least: Decimal) -> Any:
    """A piece of a bar; too narrow for its figure it stays without, the table has it."""
    if value is not None and value < least:
        return {"value": float(value), "formatter": _unsaid}
    return _plain(value)


def _unsaid(_value: Any) -> str:
    return ""


def _look(rows: int, legends: int = 2) -> dict[str, Any]:
    """What all charts share."""
    style = Style(
        background=GROUND,
        plot_background=GROUND,
        foreground=INK,
        foreground_strong=INK,
        foreground_subtle=SOFT,
        colors=COLOURS,
        value_colors=(GROUND,) * len(COLOURS),
        font_family=FACES,
        label_font_size=17,
        major_label_font_size=17,
        value_font_size=14,
        legend_font_size=17,
        opacity="1",
        opacity_hover="1",
    )
    return {
        "style": style,
        "js": [],
        "no_prefix": True,
        "disable_xml_declaration": True,
        "width": WIDTH,
        "height": 100 + rows * 40,
        "legend_at_bottom": True,
        "legend_at_bottom_columns": min(max(legends, 1), 6),
        "print_values": True,
        "print_values_position": "center",
        "show_y_guides": True,
        "margin": 12,
        "spacing": 6,
        "value_formatter": _axis_label,
    }


def _plain(value: Figure) -> float | None:
    """The drawing's coordinate; never used as a score again."""
    return None if value is None else float(value)


def _label(value: Any) -> str:
    """A figure as the tables write it."""
    return "" if value is None else shown(Decimal(str(round(value, 2))))


def _axis_label(value: Any) -> str:
    """A figure on the scale, with as few places as it needs."""
    return shown_short(Decimal(str(round(value, 2))))


def _on(colour: str) -> str:
    """What is read on a bar of this colour."""
    return INK if colour in LIGHT else GROUND


def _drawn(chart: Any) -> str:
    """The SVG without scripts, notes, moments and what only a script would use."""
    root = chart.render_tree()
    for element in list(root.iter()):
        drops = not isinstance(element.tag, str) or element.tag.removeprefix(_SVG) in {
            "script",
            "desc",
            "title",
        }
        if (drops or element.get("class") == "tooltip") and element.getparent() is not None:
            _drop(element)
    for element in root.iter("style", f"{_SVG}style"):
        element.text = _SHEET + "".join(
            f".color-{place}{{fill:{colour};stroke:{colour}}}"
            f".horizontal .text-overlay .color-{place} text{{fill:{_on(colour)}}}"
            f".color-{place} .nofill{{fill:none}}"
            f".line-graph .serie-{place} .nofill"
            f"{{stroke-dasharray:{DASHES[place % len(DASHES)]}}}"
            for place, colour in enumerate(COLOURS)
        )
    root.attrib.pop("id", None)
    root.set("font-family", FACES)
    text: str = etree.tostring(root, encoding="unicode")
    return text


def _drop(element: Any) -> None:
    """Take an element out and keep the words that follow it."""
    parent, tail = element.getparent(), element.tail
    before = element.getprevious()
    parent.remove(element)
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
