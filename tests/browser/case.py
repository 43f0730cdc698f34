"""The real case of mid-2021 as the walk types it, and every fact of it that the paper must tell."""

import io
import unicodedata
from pathlib import Path

import yaml
from pypdf import PdfReader

DATA = Path(__file__).resolve().parents[2] / "awards/management/demo/hung-yen-2021-h1.yaml"
CASE = yaml.safe_load(DATA.read_text(encoding="utf-8"))
AREAS = {
    "professional": "Nhiệm vụ chuyên môn",
    "party_building": "Xây dựng Đảng",
    "administrative_reform": "Cải cách hành chính",
    "movement": "Phong trào thi đua",
    "bloc_activity": "Hoạt động chung của Khối",
    "exemplary_model": "Điển hình tiên tiến",
    "social_welfare": "An sinh xã hội",
}
ASSUMED = "ngày, giờ và địa điểm họp; thư ký hội nghị; đại diện của từng đơn vị."
ROLES = {"reviewer": "Đại biểu cấp trên", "head": "Lãnh đạo Khối"}


def words(text: str) -> str:
    """Text without line breaks, as one compares it."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def pdf_text(content: bytes) -> str:
    """What a reader of the PDF finds, page heads and line breaks aside."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    lines = [line for page in pages for line in page.split("\n") if not line.strip().isdecimal()]
    return words(" ".join(lines))


def squeezed(text: str) -> str:
    """Without blanks and capitals: a PDF breaks lines anywhere."""
    return "".join(
        words(text).replace('"', "").replace("“", "").replace("”", "").split()
    ).casefold()


def every_fact_is_in(text: str) -> None:
    """Units, names and positions, context, directions, requests, references, dates, numbers."""
    found = squeezed(text)
    facts: list[str] = [row["name"] for row in CASE["units"]]
    facts += [f"Đại biểu {number} Mẫu, Phó Giám đốc {number}" for number in range(1, 10)]
    for guest in [*CASE["meeting"]["attending_guests"], CASE["meeting"]["chair"]]:
        facts += [guest["name"], guest["position"], guest.get("organisation", "")]
    facts += [
        CASE["meeting"]["title"],
        CASE["meeting"]["attendance"],
        CASE["meeting"]["discussion"],
    ]
    facts += [*CASE["meeting"]["context"], *CASE["meeting"]["results"]]
    facts += [CASE["reviewer_remarks"]["assessment"], CASE["reviewer_remarks"]["by"]]
    for row in [*CASE["directions"], *CASE["reviewer_remarks"]["requests"]]:
        facts += [row["title"], row.get("detail", "").rstrip(".")]
        for reference in row.get("references", []):
            facts += [
                str(reference[name])
                for name in ("kind", "number", "issuer", "subject")
                if name in reference
            ]
    facts += [
        "11/6/2021",
        "08 giờ 00 phút, ngày 09 tháng 7 năm 2021",
        "11 giờ 00 phút",
        "09/09 đơn vị",
    ]
    facts += [
        CASE["assumptions"]["meeting_place"],
        "Số: 01/BB-KTĐKTKT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]
    facts += ["Số liệu giả định: " + ASSUMED, "Biên bản gồm 04 trang"]
    assert [fact for fact in facts if squeezed(fact) not in found] == []
    to_units, to_bloc = found.split(squeezed("Đối với Khối, đề nghị:"))
    for row in CASE["reviewer_remarks"]["requests"]:
        assert squeezed(row["title"]) in (to_units if row["to"] == "units" else to_bloc)
