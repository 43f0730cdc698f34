"""What other floors offer as evidence under a criterion: tasks done, later movements and models.

The floors above register their sources when the application starts; this floor knows none of them.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from assessments.models import Answer, Criterion, Evidence
from units.models import Period, Unit


@dataclass(frozen=True)
class Offer:
    """Something that a unit has done and may cite: `title` names it, `text` says what became of it;
    number, date and issuer are of the document that proves it; `area` is its field of work, `key`
    its name in addresses (`nhiem-vu-12`)."""

    key: str
    title: str
    text: str
    number: str
    date: date | None
    issuer: str
    area: str


Source = Callable[[Unit, Period], list[Offer]]
sources: list[Source] = []

# Field of work → words looked for in a criterion's own text. Marks count: without them "đảng" would
# be found in "đăng ký" and "đang".
AREA_WORDS: dict[str, tuple[str, ...]] = {
    "professional": ("nhiệm vụ", "chỉ tiêu", "chương trình công tác"),
    "party_building": ("tổ chức đảng", "xây dựng đảng", "của đảng", "nghị quyết", "chỉnh đốn"),
    "administrative_reform": (
        "cải cách hành chính",
        "cchc",
        "thủ tục hành chính",
        "tthc",
        "chuyển đổi số",
        "công nghệ thông tin",
    ),
    "movement": ("phong trào",),
    "bloc_activity": ("hoạt động chung", "hoạt động của khối", "giao lưu"),
    "exemplary_model": ("điển hình", "người tốt, việc tốt", "mô hình"),
    "social_welfare": ("an sinh", "từ thiện", "đền ơn đáp nghĩa", "hoàn cảnh khó khăn"),
}


def areas_of(criterion: Criterion) -> set[str]:
    """The fields of work whose words stand in the criterion's text."""
    text = unicodedata.normalize("NFC", criterion.text).casefold()
    return {area for area, words in AREA_WORDS.items() if any(word in text for word in words)}


def offers_for(answer: Answer, cited: Iterable[Evidence]) -> list[Offer]:
    """What the unit may cite under the criterion beside what the answer cites already (`cited`).
    Nothing is asked where no field of work fits."""
    areas = areas_of(answer.criterion)
    if not areas:
        return []
    assessment = answer.assessment
    here = {(row.number, row.date, row.issuer) for row in cited}
    found = [
        offer
        for source in sources
        for offer in source(assessment.unit, assessment.round.period)
        if offer.area in areas
    ]
    return [one for one in found if (one.number, one.date, one.issuer) not in here]
