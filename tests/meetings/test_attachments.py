"""Files on a meeting: what is kept, who is given it, what is refused, who may take it away."""

from pathlib import Path

import pytest
from django.conf import settings as conf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from emulation_bloc.lib import clock
from emulation_bloc.lib.files import NewFile
from emulation_bloc.lib.states import ActionError
from meetings.actions import attachments as actions
from meetings.actions import progress as progress_actions
from meetings.models import Attachment, Guest, Invitation, Progress, Task, TaskShare
from tests.assessments.evidence_files import EXE, PDF, office
from tests.factories import DAY, fresh, make_user, trail


def new_file(content=PDF, name="Dự thảo.pdf"):
    return NewFile(name, "application/pdf", ".pdf", content)


def stored_files() -> set[str]:
    folder = Path(conf.MEDIA_ROOT) / "attachments"
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


def add_url(world) -> str:
    return reverse("meetings:attach", kwargs=world.period_path | {"pk": world.meeting.pk})


def test_file_is_kept_once_served_as_it_is_and_taken_away(
    home, client, django_capture_on_commit_callbacks
):
    by, before = home.people["secretary"], stored_files()
    item = home.meeting.agendaitems.last()
    at = {"title": "Dự thảo", "by": by, "meeting": home.meeting, "item": item}
    revision = type(home.meeting).objects.get(pk=home.meeting.pk).live_revision
    row = actions.attach(home.bloc, upload=new_file(), **at)
    again = actions.attach(home.bloc, upload=new_file(name="Tên khác.pdf"), **at)

    assert again == row
    assert len(stored_files() - before) == 1
    assert type(home.meeting).objects.get(pk=home.meeting.pk).live_revision == revision + 1
    client.force_login(home.people["officer"])
    said = client.get(row.get_absolute_url())
    assert b"".join(said.streaming_content) == PDF
    assert said["Content-Type"] == "application/pdf"
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert (
        client.get(row.get_absolute_url(), headers={"if-none-match": said["ETag"]}).status_code
        == 304
    )

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_attachment(row, by=by)
        actions.remove_attachment(row, by=by)

    assert stored_files() == before
    assert trail(home.bloc)[-2:] == ["file_attached", "file_removed"]


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("../../etc/Báo cáo “quý”.pdf", PDF, "Báo cáo “quý”.pdf"),
        ("a'b`c|d.pdf", PDF, "abcd.pdf"),
        ("Ảnh 📷.docx", office(), "Ảnh 📷.docx"),
        ("virus.pdf", EXE, None),
        ("giả.docx", PDF, None),
        ("rỗng.pdf", b"", None),
        ("to.pdf", PDF + bytes(10 * 1024 * 1024), None),
        ("rất to.pdf", PDF + bytes(11 * 1024 * 1024), None),
    ],
)
def test_upload_is_checked_and_its_name_cleaned(home, client, name, content, kept):
    client.force_login(home.people["secretary"])
    upload = SimpleUploadedFile("x.pdf", content)
    upload._name = name  # as a rude browser would send it

    said = client.post(f"{add_url(home)}?ve=/trang/", {"file": upload, "title": ""})

    assert said.status_code == 302
    assert said["Location"] == "/trang/"
    found = list(Attachment.objects.filter(meeting=home.meeting).values_list("name", flat=True))
    assert found == ([kept] if kept else [])


def test_own_files_are_taken_away_by_the_own_unit_alone(home, client):
    unit = home.units[1]
    row = actions.attach(
        home.bloc, upload=new_file(), title="", by=None, unit=unit, meeting=home.meeting
    )
    url = reverse("meetings:remove_attachment", kwargs=home.path | {"pk": row.pk})

    for role, status in {"secretary": 403, "chair": 403, "officer": 302}.items():
        client.force_login(home.people[role])
        assert client.post(f"{url}?ve=https://evil.example/").status_code == status
    assert client.post(url).status_code == 404


def test_confirmed_progress_keeps_its_proof_and_a_place_is_not_endless(home, monkeypatch):
    task = Task.objects.create(
        bloc=home.bloc, period=home.period, title="Việc", area="professional", due=DAY,
        created_at=clock.now(),
    )  # fmt: skip
    share = TaskShare.objects.create(bloc=home.bloc, task=task, unit=home.units[1])
    progress = Progress.objects.create(
        bloc=home.bloc, task=task, share=share, percent=50, text="Được một nửa.", at=clock.now()
    )
    row = actions.attach(home.bloc, upload=new_file(), title="", by=None, progress=progress)
    monkeypatch.setattr(actions, "MOST_FILES", 1)
    before = stored_files()
    with pytest.raises(ActionError, match="Hãy xóa bớt"):
        actions.attach(
            home.bloc, upload=new_file(PDF + b"\n"), title="", by=None, progress=progress
        )
    assert stored_files() == before

    Progress.objects.filter(pk=progress.pk).update(confirmed_at=clock.now())
    with pytest.raises(ActionError, match="đã được xác nhận"):
        actions.remove_attachment(Attachment.objects.get(pk=row.pk), by=None)


@pytest.mark.parametrize("owner", [{}, {"meeting": 1, "activity": 1}, {"unit_of": 1}])
def test_file_hangs_on_exactly_one_thing(home, owner):
    with pytest.raises(ValueError, match="exactly one"):
        actions.attach(home.bloc, upload=new_file(), title="", by=None, **owner)


def test_file_is_as_visible_as_what_it_hangs_on(home, shared_worlds):
    """An appraiser knows of no task, so of no proof either; a guest has the own letter alone."""
    task = Task.objects.create(
        bloc=home.bloc, period=home.period, title="Việc", area="professional", due=DAY,
        created_at=clock.now(),
    )  # fmt: skip
    share = TaskShare.objects.create(bloc=home.bloc, task=task, unit=home.units[1])
    progress = Progress.objects.create(
        bloc=home.bloc, task=task, share=share, percent=50, text="Được một nửa.", at=clock.now()
    )
    visitor = make_user("officer", shared_worlds[1].units[0], unit=shared_worlds[1].units[0])
    guest = Guest.objects.create(bloc=home.bloc, meeting=home.meeting, name="Khách", user=visitor)
    invited = Invitation.objects.create(bloc=home.bloc, meeting=home.meeting, guest=guest)
    common = {"upload": new_file(), "title": "", "by": None}
    proof = actions.attach(home.bloc, progress=progress, **common)
    paper = actions.attach(home.bloc, meeting=home.meeting, **common)
    letter = actions.attach(home.bloc, invitation=invited, **common)

    def seen(user):
        return set(Attachment.objects.visible_to(fresh(user))) & {proof, paper, letter}

    assert seen(home.people["officer"]) == {proof, paper, letter}
    assert seen(home.people["reviewer"]) == seen(home.people["secretary"]) == {paper, letter}
    Progress.objects.filter(pk=progress.pk).update(confirmed_at=clock.now())
    assert seen(home.people["reviewer"]) == seen(home.people["secretary"]) == {proof, paper, letter}
    assert seen(home.people["appraiser"]) == {paper, letter}
    assert seen(visitor) == {letter}
    assert seen(home.people["observer"]) == seen(shared_worlds[1].people["secretary"]) == set()


@pytest.mark.parametrize("role", ["officer", "leader"])
def test_report_of_progress_sent_by_two_clicks_is_one(home, role):
    task = Task.objects.create(
        bloc=home.bloc, period=home.period, title="Việc", area="professional", due=DAY,
        created_at=clock.now(),
    )  # fmt: skip
    share = TaskShare.objects.create(bloc=home.bloc, task=task, unit=home.units[1])
    said = {"percent": 30, "text": "Đang làm", "by": home.people[role]}

    first = progress_actions.report_progress(share, **said)

    assert progress_actions.report_progress(share, **said) == first
    assert share.reports.count() == 1
