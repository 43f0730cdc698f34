"""The demonstration's nominations, from the bloc's list to the province's decision. Invented."""

from typing import Any

from assessments.actions.evidence import NewFile
from assessments.queries.words import INVENTED
from awards.actions import achievements, council, decisions, dossier, nominations, review
from awards.management.demo.afterwards import sign_and_send
from awards.management.demo.scoring import person
from awards.models import Nomination, Review
from awards.queries.achievement import achievement_words
from documents import actions as papers
from documents import pdf
from documents.models import Document
from emulation_bloc.lib import clock
from meetings.actions import official
from meetings.models import OfficialPaper
from meetings.queries import words_digest
from meetings.queries.blocks import lettered, paragraph
from meetings.queries.official import official_words
from units.models import Appointment, Bloc, User

State = Nomination.State
SYMBOLS = {
    "bql-kcn": "BQLKCN", "so-khcn": "SKHCN", "so-xay-dung": "SXD", "so-cong-thuong": "SCT",
    "so-gtvt": "SGTVT", "so-nnptnt": "SNN", "so-tnmt": "STNMT", "cuc-qltt": "CQLTT",
    "bqlda-gtxd": "BQLDA",
}  # fmt: skip
RETURNED = "Báo cáo thành tích chưa nêu số liệu so sánh với năm trước."
SITTING: dict[str, Any] = {
    "minutes_number": "15/BB-HĐTĐKT", "members": 15, "present": 14, "written": 1, "threshold": 80,
}  # fmt: skip
PROSE = {
    "features": (
        "Đơn vị thực hiện chức năng tham mưu, giúp UBND tỉnh quản lý nhà nước về ngành, lĩnh vực "
        "được giao; tổ chức bộ máy gồm các phòng chuyên môn và đơn vị sự nghiệp trực thuộc."
    ),
    "results": (
        "Hoàn thành các chỉ tiêu, nhiệm vụ được giao; kết quả cao hơn năm trước.\n"
        "Giải quyết thủ tục hành chính đúng hạn; đẩy mạnh cải cách hành chính, chuyển đổi số."
    ),
    "measures": (
        "Phân công rõ người, rõ việc, rõ thời hạn; kiểm tra, đôn đốc hằng tháng; gắn kết quả công "
        "việc với bình xét thi đua."
    ),
    "party_work": (
        "Chấp hành tốt chủ trương của Đảng, chính sách, pháp luật của Nhà nước; tổ chức đảng và "
        "các đoàn thể hoạt động nền nếp."
    ),
}
DECISION = {
    "number": "2982/QĐ-UBND",
    "issuer": "Ủy ban nhân dân tỉnh",
    "signer": "Lãnh đạo tỉnh Mẫu",
    "signer_title": "Chủ tịch",
}


def _rows(bloc: Bloc, *states: str) -> list[Nomination]:
    rows = Nomination.objects.filter(bloc=bloc, state__in=states).order_by("position")
    return list(rows.select_related("bloc__province", "award", "regime"))


def nominate(bloc: Bloc) -> None:
    """The list by rank and ballot goes into the minutes; the head signs and sends the tờ trình."""
    if Nomination.objects.filter(bloc=bloc).exists():
        return
    period, by = bloc.periods.get(slug="2021"), person(bloc, "secretary")
    nominations.propose(period, by=by)
    nominations.advance(period, by=by)
    nominations.lock_to_minutes(period, by=by)
    for row in _rows(bloc, State.MINUTED):
        _report(row)
    paper = dossier.start_proposal(period, by=by)
    _approve(paper, by, person(bloc, "head"))


def _report(row: Nomination) -> None:
    """The unit writes its achievement report; its leader approves and signs it on paper."""
    leaders = Appointment.objects.filter(unit=row.unit, role=Appointment.Role.LEADER)
    found = leaders.select_related("user").order_by("pk").first()
    if found is None:
        return
    leader = found.user
    made = achievements.start_achievement(row, by=leader)
    achievements.save_achievement(made, values=PROSE, revision=made.revision, by=leader)
    achievements.submit_achievement(made, by=leader)
    seen = words_digest(achievement_words(made, leader))
    achievements.approve_achievement(made, by=leader, seen=seen)
    paper, today = Document.objects.get(pk=made.document_id), clock.today()
    papers.give_number(
        paper,
        number=140 + row.position,
        day=today,
        by=leader,
        symbol=f"BC-{SYMBOLS.get(row.unit.slug, row.unit.slug.upper())}",
    )
    papers.record_signed(paper, by=leader, signed_by=leader.full_name, signed_on=today, upload=None)


def _approve(paper: OfficialPaper, by: User, head: User) -> None:
    official.submit_paper(paper, by=by)
    official.approve_paper(paper, by=head, seen=words_digest(official_words(paper, head)))
    sign_and_send(Document.objects.get(pk=paper.document_id), by=head)


def appraise(bloc: Bloc) -> None:
    """The department receives all; a specialist prepares, a leader returns one and accepts."""
    waiting = _rows(bloc, State.SUBMITTED)
    if not waiting:
        return
    leader = User.objects.get(username="chuong.do")
    specialist = User.objects.get(username="chuyenvien.tdkt")
    for paper in {row.proposal for row in waiting if row.proposal}:
        review.receive_all(paper, by=leader, day=clock.today())
    for row in _rows(bloc, State.RECEIVED):
        is_last = row.pk == waiting[-1].pk
        made = review.prepare_review(
            row,
            verdict=Review.Verdict.RETURN if is_last else Review.Verdict.ACCEPT,
            items=[{"item": "report", "reason": RETURNED}] if is_last else [],
            due=None,
            by=specialist,
        )
        review.approve_review(made, by=leader)


def vote(bloc: Bloc) -> None:
    """The council votes on what was accepted, the province's committee agrees."""
    by = User.objects.get(username="chuong.do")
    if rows := _rows(bloc, State.APPRAISED):
        sitting = SITTING | {"held_on": clock.today()}
        council.record_sitting(
            [(row, 15 - row.position % 2) for row in rows], values=sitting, by=by
        )
        paper = {"document": "Công văn số 3310/UBND-NC", "on": clock.today()}
        council.step_all(_rows(bloc, State.COUNCIL), State.APPROVED, values=paper, by=by)


def decide(bloc: Bloc) -> None:
    """The decision is recorded, stands in the register, and the bloc is told."""
    by = User.objects.get(username="chuong.do")
    if rows := _rows(bloc, State.APPROVED):
        values = DECISION | {"date": clock.today()}
        grants = [(row, row.award, None) for row in rows]
        decisions.record_decision(
            bloc.province, values=values, grants=grants, upload=_scan(rows), by=by
        )
        for row in _rows(bloc, State.DECIDED):
            decisions.notify(row, on=clock.today(), by=by)


def _scan(rows: list[Nomination]) -> NewFile:
    """The file of the decision: a specimen, for the demonstration signs nothing."""
    number, symbol = DECISION["number"].split("/")
    texts = [f"Tặng {row.award.name} cho {row.unit_name}." for row in rows]
    today = clock.today()
    words = {
        "version": 1,
        "form": "named",
        "title": "Quyết định khen thưởng (bản mẫu)",
        "author": DECISION["issuer"],
        "mark": INVENTED,
        "header": {
            "parent": "",
            "issuer": ["ỦY BAN NHÂN DÂN", rows[0].bloc.province.name.upper()],
            "symbol": symbol,
            "place": rows[0].bloc.province.place,
            "year": today.year,
        },
        "type_name": "QUYẾT ĐỊNH",
        "subject": f"Khen thưởng thành tích năm {rows[0].year}",
        "addressees": [],
        "blocks": [
            paragraph("Điều 1. Khen thưởng các đơn vị có tên sau đây:"),
            lettered(texts),
            paragraph("Điều 2. Quyết định này có hiệu lực kể từ ngày ký./."),
        ],
        "signatures": [{"lines": ["CHỦ TỊCH"], "name": DECISION["signer"], "office": ""}],
        "recipients": [],
        "check": None,
        "notes": ["Bản mẫu cho bản trình diễn, không phải quyết định thật."],
    }
    content = pdf.render("decision", words, number, today)
    name = f"quyet-dinh-{number}-ban-mau.pdf"
    return NewFile(name=name, media_type="application/pdf", suffix=".pdf", content=content)
