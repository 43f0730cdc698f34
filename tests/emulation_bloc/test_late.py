"""“Ai chưa nộp”: who owes what, reminded by mail, chat or letter; blind to contents."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from assessments.models import Extension
from emulation_bloc.lib import clock
from emulation_bloc.queries.late import late_units
from emulation_bloc.queries.late_words import chat_text, paper_rows, reminders
from meetings.actions.pacts import start_pact
from meetings.models import (
    Invitation,
    Meeting,
    OfficialPaper,
    Pact,
    PactConfirmation,
    Task,
    TaskShare,
    UnitConfirmation,
)
from tests.assessments import factories as make
from tests.factories import DAY, MembershipFactory, make_user, trail
from tests.worlds import World
from units.models import Appointment, Mail, Membership, Period

COMMENT = "góp ý dự thảo báo cáo sơ kết"


@pytest.fixture
def home(shared_worlds, db) -> World:
    world = shared_worlds[0]
    world.period.refresh_from_db()
    return world


def owed(world: World, period: Period | None = None, **given) -> dict[str, dict[str, int]]:
    """Unit's number in the world → what it owes → days overdue."""
    rows = late_units(period or world.period, sees_drafts=True, **given)
    places = {unit.pk: place for place, unit in enumerate(world.units)}
    return {places[row.unit.pk]: {one.what: one.late_days for one in row.owed} for row in rows}


def invite(world: World) -> None:
    """The first two units were invited, the first has answered; one invitation was never sent."""
    Meeting.objects.filter(pk=world.meeting.pk).update(reply_by=date(2021, 7, 8))
    for place, sent, answer in ((0, True, "yes"), (1, True, "none"), (2, False, "none")):
        Invitation.objects.create(
            bloc=world.bloc,
            meeting=world.meeting,
            unit=world.units[place],
            sent_at=clock.now() if sent else None,
            answer=answer,
        )


def ask_to_confirm(world: World) -> None:
    """Unit 3 has not said whether it agrees to the minutes, unit 4 has."""
    world.minutes.confirm_from = clock.now() - timedelta(days=4)
    world.minutes.confirm_until = clock.now() + timedelta(days=1)
    world.minutes.save()
    for place, answer in ((3, "none"), (4, "agreed")):
        UnitConfirmation.objects.create(
            bloc=world.bloc, minutes=world.minutes, unit=world.units[place], answer=answer
        )


def test_each_unit_owes_what_it_has_not_done(home):
    invite(home)
    ask_to_confirm(home)

    found = owed(home)

    comment = {COMMENT: 3}  # the meeting was on 9 July; the head's unit wrote the draft
    others = dict.fromkeys((2, 4, 5, 6, 7, 8), comment)
    meeting = home.meeting.title[:1].lower() + home.meeting.title[1:]
    assert found == others | {
        1: {
            f"trả lời giấy mời {meeting}": 4,
            "nộp báo cáo, kết quả chỉ tiêu 6 tháng đầu năm 2021": 0,
        },
        3: comment | {"xác nhận biên bản hội nghị": 0},
    }
    assert owed(home, only_late=True)[1] == {f"trả lời giấy mời {meeting}": 4}
    Meeting.objects.filter(pk=home.meeting.pk).update(state="ended")
    assert f"trả lời giấy mời {meeting}" not in owed(home)[1]
    Period.objects.filter(pk=home.period.pk).update(state="closed")
    home.period.refresh_from_db()
    assert owed(home) == {}


def test_returns_are_owed_until_handed_in_extensions_and_sending_back_included(home, stand_on):
    stand_on(date(2021, 11, 20))
    form = "bảng tự chấm điểm năm 2021"
    assert owed(home, home.year) == {1: {f"nộp {form}": 5}}

    round_ = home.scoring.round
    until = round_.due_at + timedelta(days=3)
    Extension.objects.create(
        bloc=home.bloc, round=round_, unit=home.units[1], until=until, reason="x", at=clock.now()
    )
    assert owed(home, home.year) == {1: {f"nộp {form}": 2}}
    type(round_).objects.filter(pk=round_.pk).update(state="appraisal_1")
    assert owed(home, home.year) == {}
    type(home.scoring.assessment).objects.filter(pk=home.scoring.assessment.pk).update(
        state="returned"
    )
    assert owed(home, home.year) == {1: {f"bổ sung {form}": 0}}

    by = home.people["secretary"]
    units = late_units(home.year, sees_drafts=True)
    letter = reminders(home.year, units, by=by)[0]
    assert "Tình trạng: trả lại để bổ sung.\n\nĐề nghị" in letter.body
    assert f": bổ sung {form}.\n" in chat_text(home.year, units)
    assert paper_rows(units)[0]["due"] == ""


def test_registration_is_owed_until_the_years_round_is_open(home, stand_on):
    make.RegistrationFactory(bloc=home.bloc, unit=home.units[5], state="draft")
    assert "đăng ký thi đua năm 2021" not in owed(home)[5]

    type(home.scoring.round).objects.filter(pk=home.scoring.round.pk).update(
        period=make.PeriodFactory(
            bloc=home.bloc,
            kind="year",
            slug="2019",
            starts=date(2019, 1, 1),
            ends=date(2019, 12, 31),
        )
    )

    found = owed(home)
    assert found[5]["đăng ký thi đua năm 2021"] == 152  # since 10 February
    assert "đăng ký thi đua năm 2021" not in found.get(2, {})  # handed in
    stand_on(date(2022, 1, 5))
    assert "đăng ký thi đua năm 2021" not in owed(home)[5]


def test_a_unit_that_left_the_bloc_owes_nothing(home):
    Membership.objects.filter(unit=home.units[8]).update(ends=DAY - timedelta(days=1))
    stranger = MembershipFactory().unit
    UnitConfirmation.objects.create(bloc=home.bloc, minutes=home.minutes, unit=stranger)

    assert set(owed(home)) == {1, 2, 3, 4, 5, 6, 7}


def test_pact_is_owed_while_leaders_confirm_it(home):
    pact = start_pact(home.year, by=home.people["secretary"])
    assert owed(home, home.year).keys() == {1}
    Pact.objects.filter(pk=pact.pk).update(state="confirming")
    for place in range(1, 9):
        PactConfirmation.objects.create(
            bloc=home.bloc,
            pact=pact,
            unit=home.units[place],
            by=home.people["leader"],
            at=clock.now(),
            words="x",
        )

    assert owed(home, home.year)[0] == {"xác nhận giao ước thi đua năm 2021": 0}
    assert len(owed(home, home.year)[1]) == 1


def test_overdue_parts_of_tasks_are_owed_until_done(home):
    usual = {"bloc": home.bloc, "period": home.period, "area": "other", "created_at": clock.now()}
    task = Task.objects.create(title="Trồng 500 cây", due=DAY - timedelta(days=2), **usual)
    later = Task.objects.create(title="Tổng kết", due=DAY, **usual)
    for place, (state, percent) in enumerate(
        [("todo", 0), ("reported", 40), ("confirmed", 70), ("confirmed", 100), ("accepted", 90)]
    ):
        for one in (task, later):
            TaskShare.objects.create(
                bloc=home.bloc, task=one, unit=home.units[place], state=state, percent=percent
            )

    found = late_units(home.year, sees_drafts=False, only_late=True)

    assert [(row.unit.pk, row.owed[0].title, row.owed[0].state) for row in found] == [
        (home.units[0].pk, "Thực hiện nhiệm vụ “Trồng 500 cây”", "Chưa báo cáo"),
        (home.units[1].pk, "Thực hiện nhiệm vụ “Trồng 500 cây”", "Chờ lãnh đạo xác nhận, đạt 40%"),
        (home.units[2].pk, "Thực hiện nhiệm vụ “Trồng 500 cây”", "Đã báo cáo, đạt 70%"),
    ]
    assert {(one.late_days, one.url) for row in found for one in row.owed} == {
        (2, task.get_absolute_url())
    }
    Task.objects.filter(pk=task.pk).update(state="done")
    assert late_units(home.year, sees_drafts=False, only_late=True) == []


def at(world: World, name: str = "late") -> str:
    return reverse(name, kwargs=world.period_path)


def mail_everybody(world: World) -> None:
    for role, user in world.people.items():
        type(user).objects.filter(pk=user.pk).update(email=f"{role}@example.vn")


def test_one_click_writes_drafts_that_are_seen_before_they_go(
    home, client, queued, django_capture_on_commit_callbacks
):
    mail_everybody(home)
    Appointment.objects.filter(user=home.people["meeting_secretary"], role="officer").update(
        ends=DAY - timedelta(days=1)
    )
    client.force_login(home.people["secretary"])

    answer = client.post(at(home, "late_remind"))
    again = client.post(at(home, "late_remind"))

    assert answer["Location"] == reverse("units:mail_drafts", kwargs=home.path)
    assert again["Location"] == reverse("units:mail", kwargs=home.path)
    rows = Mail.objects.order_by("address").values_list("address", "state", "kind", "bloc")
    usual = ("draft", "reminder:2021-07-12", home.bloc.pk)
    assert list(rows) == [(f"{one}@example.vn", *usual) for one in ("chair", "leader", "member")]
    letter = Mail.objects.get(address="leader@example.vn")
    assert letter.subject == (
        "Nhắc việc: nộp báo cáo, kết quả chỉ tiêu 6 tháng đầu năm 2021 – Khối Hưng Yên"
    )
    assert letter.body.startswith("Kính gửi: Leader Hưng Yên, Chuyên viên – Sở số 2 Hưng Yên.")
    assert "Hạn: hết ngày 15/11/2021." in letter.body
    assert letter.body.endswith("Secretary Hưng Yên\nChuyên viên")
    page = client.get(answer["Location"])
    assert "Gửi 3 thư" in page.text
    assert letter.body.split("\n")[0] in page.text

    chosen = {"thu": [letter.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("units:mail_send", kwargs=home.path), chosen)
        client.post(reverse("units:mail_send", kwargs=home.path), chosen)
    client.post(reverse("units:mail_drop", kwargs=home.path), chosen)

    assert queued == [("units.send_mail", letter.pk)]
    assert trail(home.bloc)[-3:] == ["reminders_written", "letters_sent", "letters_dropped"]


def test_letters_of_others_cannot_be_chosen(shared_worlds, home, client):
    far = shared_worlds[1]
    mail_everybody(far)
    client.force_login(far.people["secretary"])
    client.post(at(far, "late_remind"))
    theirs = Mail.objects.first()
    client.force_login(home.people["secretary"])

    for name in ("mail_send", "mail_drop"):
        answer = client.post(reverse(f"units:{name}", kwargs=home.path), {"thu": [theirs.pk]})
        assert answer.status_code == 422
        assert "Có thư không thuộc Khối này" in answer.text
        assert far.mark not in answer.text
    theirs.refresh_from_db()
    assert theirs.state == Mail.State.DRAFT
    assert set(Mail.objects.values_list("bloc", flat=True)) == {far.bloc.pk}


def test_people_without_an_address_are_listed_and_nothing_is_written(home, client):
    client.force_login(home.people["secretary"])

    answer = client.post(at(home, "late_remind"), follow=True)

    assert answer.redirect_chain == [(at(home), 302)]
    assert "Officer Hưng Yên (Chuyên viên); Leader Hưng Yên" in " ".join(answer.text.split())
    assert "chưa phân công cán bộ thi đua, lãnh đạo đơn vị" in answer.text
    assert not Mail.objects.exists()


def test_reviewer_is_told_of_no_draft_and_reminds_nobody(home, client):
    ask_to_confirm(home)
    client.force_login(home.people["reviewer"])

    page = client.get(at(home)).text

    assert "Nộp báo cáo, kết quả chỉ tiêu" in page
    hidden = ("óp ý", "ác nhận biên bản", "Nhắc qua", "công văn")
    assert [word for word in hidden if word in page] == []


def test_text_for_chat_tells_unit_what_and_until_when(home, client, settings):
    settings.SITE_URL = "https://khoi.example.vn"
    client.force_login(home.people["head"])

    page = client.get(at(home)).text

    units = late_units(home.period, sees_drafts=True)
    lines = chat_text(home.period, units).split("\n")
    assert lines[0] == "Kính gửi các đơn vị trong Khối Thi đua Hưng Yên,"
    assert lines[1].endswith(
        "ngày 12/7/2021, các đơn vị sau còn việc của 6 tháng đầu năm 2021 chưa hoàn thành:"
    )
    assert lines[3] == f"2. Sở số 3 Hưng Yên: {COMMENT}, hết ngày 09/7/2021 (đã quá hạn 3 ngày)."
    assert lines[-2].endswith("https://khoi.example.vn/")
    assert lines[3] in page
    assert chat_text(home.period, []) == ""


def test_letter_to_the_units_starts_with_what_is_owed(home, client):
    client.force_login(home.people["secretary"])

    first = client.post(at(home, "late_letter"), {"loc": "qua-han"})
    second = client.post(at(home, "late_letter"))

    paper = OfficialPaper.objects.get(document__kind="reminder")
    assert first["Location"] == second["Location"]
    assert str(paper.pk) in first["Location"]
    assert paper.details["rows"][0] == {
        "unit": "Sở số 3 Hưng Yên",
        "what": "Góp ý dự thảo báo cáo sơ kết",
        "due": "2021-07-09",
    }
    assert client.get(first["Location"]).status_code == 200
    assert paper_rows([]) == []


def test_reminder_goes_to_people_in_office_of_the_own_members_alone(shared_worlds, home):
    mail_everybody(home)
    inactive = make_user("leader", home.units[2], email="cu@example.vn")
    type(inactive).objects.filter(pk=inactive.pk).update(is_active=False)
    units = late_units(home.period, sees_drafts=True)

    letters = reminders(home.period, units, by=home.people["secretary"])

    names = ("chair", "leader", "meeting_secretary", "member")
    assert {one.user.email for one in letters} == {f"{name}@example.vn" for name in names}
    assert all(one.url.startswith(f"/{home.province.slug}/{home.bloc.slug}/") for one in letters)
