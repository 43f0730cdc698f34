"""The tờ trình: frozen figures in two tables, begun once, sent only with complete dossiers."""

import pytest

from awards.actions.dossier import start_proposal
from awards.models import Nomination
from awards.queries.proposal import nominations_of
from documents import actions as papers
from documents.models import Document
from emulation_bloc.lib.states import ActionError
from meetings.actions.official import (
    approve_paper,
    drop_paper,
    replace_paper,
    save_paper,
    submit_paper,
)
from meetings.queries import words_digest
from meetings.queries.official import official_words
from tests.awards.factories import AwardFactory, NominationFactory, report_on

State = Nomination.State


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


def nominee(world, place, code, **values):
    return NominationFactory(
        bloc=world.bloc, period=world.year, unit=world.units[place], state=State.MINUTED,
        award=AwardFactory(code=code),
        **{"rank": place + 1, "votes": 8, "vote_base": 9, "year": 2021} | values,
    )  # fmt: skip


def signed(world):
    """The approved and signed tờ trình of a flag and a certificate."""
    rows = [nominee(world, 0, "CTD_TINH"), nominee(world, 1, "BK_TINH", position=2)]
    paper = start_proposal(world.year, by=world.people["secretary"])
    submit_paper(paper, by=world.people["secretary"])
    head = world.people["head"]
    approve_paper(paper, by=head, seen=words_digest(official_words(paper, head)))
    document = Document.objects.get(pk=paper.document_id)
    document.move_to(Document.State.SIGNED, signed_on=document.date)
    return document, rows


def test_titles_and_commendations_stand_in_tables_of_their_own(home):
    document, rows = signed(home)

    tables = [row["rows"] for row in document.snapshot["blocks"] if row["type"] == "table"]
    assert [[line[1] for line in rows] for rows in tables] == [
        [f"{home.units[0].name} (đơn vị dẫn đầu {home.bloc.name})"], [home.units[1].name]
    ]  # fmt: skip
    assert tables[0][0][-2:] == ["8/9", "88,89"]
    grounds = [row["text"] for row in document.snapshot["blocks"] if row.get("italic")]
    assert grounds
    assert all(line.startswith("Căn cứ") for line in grounds)
    assert [line[-1] for line in grounds] == [*";" * (len(grounds) - 1), "."]
    assert len(document.snapshot["addressees"]) == 2
    Nomination.objects.filter(pk=rows[0].pk).update(votes=1)
    assert "8/9" in str(Document.objects.get(pk=document.pk).snapshot)


def test_who_is_proposed_for_a_movement_has_no_scores_but_a_theme(home):
    nominee(
        home, 1, "BK_TINH", source="hand", reason="movement", subject="person",
        subject_name="Trần Văn An", theme="Chuyển đổi số", summary="Sáng kiến một cửa.",
        rank=None, votes=None, vote_base=None,
    )  # fmt: skip

    words = official_words(start_proposal(home.year, by=None))

    table = next(row for row in words["blocks"] if row["type"] == "table")
    assert [one["title"] for one in table["columns"]] == [
        "TT", "Đơn vị, cá nhân", "Đề nghị", "Tóm tắt thành tích",
    ]  # fmt: skip
    assert table["rows"][0][1] == f"Trần Văn An, {home.units[1].name}"
    assert table["rows"][0][3] == "Chuyển đổi số: Sáng kiến một cửa."
    assert "các tập thể, cá nhân thuộc" in words["subject"]
    assert "Bảng tổng hợp điểm" not in str(words["blocks"])


def test_nobody_is_proposed_twice_at_once_nor_before_the_minutes(home):
    with pytest.raises(ActionError, match="biên bản"):
        start_proposal(home.year, by=None)
    flag = nominee(home, 0, "CTD_TINH")
    paper = start_proposal(home.year, by=None)
    submit_paper(paper, by=home.people["secretary"])
    nominee(home, 1, "BK_TINH")
    with pytest.raises(ActionError, match="Đã có"):
        start_proposal(home.year, by=None)
    assert paper.details["nominations"] == [flag.pk]


def test_a_draft_keeps_its_prose_and_names_whom_the_minutes_now_name(home):
    flag, held = nominee(home, 0, "CTD_TINH"), nominee(home, 1, "BK_TINH", position=2)
    draft = start_proposal(home.year, by=None)
    values = {"opening": "Thực hiện quy chế của Khối."}
    save_paper(draft, values=values, revision=draft.revision, by=None)
    held.move_to(State.HOLD, held_from=State.MINUTED)
    with pytest.raises(ActionError, match=r"đang tạm dừng xét.*cập nhật dự thảo"):
        submit_paper(draft, by=home.people["secretary"])
    late = nominee(home, 2, "BK_TINH", position=3)

    again = start_proposal(home.year, by=None)

    assert (again.pk, again.opening) == (draft.pk, "Thực hiện quy chế của Khối.")
    assert again.details["nominations"] == [flag.pk, late.pk]
    late.move_to(State.WITHDRAWN)
    assert nominations_of(again) == [flag]
    submit_paper(again, by=home.people["secretary"])


def test_what_an_approved_paper_names_is_in_no_second_one_but_its_replacement(home):
    document, rows = signed(home)
    late = nominee(home, 2, "BK_TINH", position=3)

    second = start_proposal(home.year, by=None)
    assert second.details["nominations"] == [late.pk]
    drop_paper(second, by=home.people["secretary"])
    rows[1].move_to(State.HOLD, held_from=State.MINUTED)
    other = replace_paper(document, reason="Một đơn vị tạm dừng xét", by=home.people["head"])

    again = start_proposal(home.year, by=None)
    assert (again.pk, again.details["nominations"]) == (other.pk, [rows[0].pk, late.pk])


def test_sending_waits_for_the_minutes_and_then_sends_the_nominations(home, monkeypatch):
    document, rows = signed(home)

    with pytest.raises(ActionError, match="chưa được duyệt"):
        papers.record_sent(document, by=home.people["head"], how="trục")
    assert Document.objects.get(pk=document.pk).state == Document.State.SIGNED

    monkeypatch.setattr("awards.queries.dossier.minutes_of", lambda period: [document])
    with pytest.raises(ActionError, match=r"chưa được chốt.*Báo cáo tổng kết"):
        papers.record_sent(Document.objects.get(pk=document.pk), by=None, how="trục")
    Nomination.objects.filter(bloc=home.bloc).update(source="hand")
    with pytest.raises(ActionError, match="chưa lập báo cáo thành tích"):
        papers.record_sent(Document.objects.get(pk=document.pk), by=None, how="trục")
    reports = [report_on(row) for row in rows]
    fresh = Document.objects.get(pk=document.pk)
    papers.record_sent(fresh, by=home.people["head"], how="trục")

    sent = Nomination.objects.get(pk=rows[0].pk)
    assert (sent.state, sent.proposal_id) == (State.SUBMITTED, document.pk)
    assert sent.submitted_at is not None
    assert Document.objects.get(pk=reports[0].document_id).state == Document.State.SENT


def test_a_paper_that_names_who_was_withdrawn_since_is_not_sent(home):
    document, rows = signed(home)
    rows[1].move_to(State.WITHDRAWN, outcome_reason="Đơn vị xin rút")

    with pytest.raises(ActionError, match=r"tờ trình thay thế"):
        papers.record_sent(document, by=home.people["head"], how="trục")

    assert Document.objects.get(pk=document.pk).state == Document.State.SIGNED
    assert Nomination.objects.get(pk=rows[0].pk).state == State.MINUTED
