"""Who is given the bytes, and how: nobody before the return is handed in but its own unit."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from assessments.actions import evidence as actions
from assessments.models import Assessment, Evidence, Explanation, TargetProgress
from assessments.queries.evidence import key_of, pane, panes
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from tests.assessments import evidence_files as files
from tests.assessments.factories import (
    AnswerFactory,
    AssessmentFactory,
    CriterionFactory,
    EvidenceFactory,
    RoundFactory,
    ScoreSheetFactory,
    TargetFactory,
)
from tests.factories import fresh, make_user


def file_url(row: Evidence) -> str:
    at = [row.bloc.province.slug, row.bloc.slug, row.pk]
    return reverse("assessments:evidence_file", args=at)


def pane_url(answer) -> str:
    period = answer.assessment.round.period
    at = [period.bloc.province.slug, period.bloc.slug, period.slug, key_of(answer)]
    return reverse("assessments:evidence_of", args=at)


def status(user, url: str) -> int:
    client = Client()
    client.force_login(user)
    said = client.get(url)
    if said.streaming:
        b"".join(said.streaming_content)  # read to the end, the file is closed
    return said.status_code


@pytest.fixture
def answer(db):
    return AnswerFactory()


@pytest.fixture
def officer(answer):
    return make_user("officer", answer.assessment.unit)


def cited_file(answer, officer, content=files.PDF, name="a.pdf", media="application/pdf"):
    new = actions.NewFile(name, media, f".{name.rpartition('.')[2]}", content)
    return actions.add_file(answer, upload=new, by=officer)


def readers(answer) -> dict:
    """Those who may read the return once it is handed in, and two who may not."""
    bloc = answer.assessment.bloc
    people = {
        "secretary": make_user("secretary", bloc),
        "head": make_user("head", bloc),
        "assigned": make_user("appraiser", bloc),
        "unassigned": make_user("appraiser", bloc),
        "reviewer": make_user("reviewer", bloc.province),
        "observer": make_user("observer", bloc.province),
        "other unit": make_user("officer", AssessmentFactory(round=answer.assessment.round).unit),
    }
    ScoreSheetFactory(assessment=answer.assessment, appraiser=people["assigned"])
    return people


def test_draft_is_nobodys_but_its_units(answer, officer):
    row = cited_file(answer, officer)
    people = readers(answer) | {"own": officer}

    found = {
        name: (status(user, file_url(row)), status(user, pane_url(answer)))
        for name, user in people.items()
    }

    assert found == dict.fromkeys(people, (404, 404)) | {"own": (200, 200)}


def test_what_is_handed_in_is_read_by_those_who_read_the_return(answer, officer, stand_on):
    row = cited_file(answer, officer)
    people = readers(answer) | {"own": officer}
    answer.assessment.move_to("submitted", submitted_at=clock.now())
    Assessment.objects.filter(pk=answer.assessment_id).update(state="submitted")
    stand_on(answer.assessment.round.due_at.date().replace(day=20))

    found = {
        name: (status(fresh(user), file_url(row)), status(fresh(user), pane_url(answer)))
        for name, user in people.items()
    }

    hidden = dict.fromkeys(("unassigned", "observer", "other unit"), (404, 404))
    assert found == dict.fromkeys(people, (200, 200)) | hidden


def test_desk_that_has_not_handed_in_itself_waits_for_the_deadline(answer, officer):
    row = cited_file(answer, officer)
    secretary = make_user("secretary", answer.assessment.bloc)
    answer.assessment.move_to("submitted", submitted_at=clock.now())

    assert status(secretary, file_url(row)) == 404


def test_uncited_evidence_stays_with_its_unit(answer, officer):
    row = cited_file(answer, officer)
    actions.uncite(row, answer, by=officer)
    reviewer = make_user("reviewer", answer.bloc.province)
    answer.assessment.move_to("submitted", submitted_at=clock.now())

    assert status(reviewer, file_url(row)) == 404
    assert status(officer, file_url(row)) == 200


@pytest.mark.parametrize(
    ("name", "media", "is_picture"),
    [("a.pdf", "application/pdf", False), ("a.png", "image/png", True)],
)
def test_preview_may_be_framed_by_us_alone_and_runs_nothing(
    answer, officer, client, name, media, is_picture
):
    row = cited_file(answer, officer, name=name, media=media)
    client.force_login(officer)

    said = client.get(f"{file_url(row)}?xem=1")
    assert b"".join(said.streaming_content) == files.PDF

    policy = said["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "frame-ancestors 'self'"} <= set(policy)
    assert ("sandbox" in policy) is is_picture  # Chrome shows no PDF in a sandbox
    assert said["X-Frame-Options"] == "SAMEORIGIN"
    assert said["Content-Type"] == media
    assert said["X-Content-Type-Options"] == "nosniff"
    assert not said.has_header("Content-Disposition") or "inline" in said["Content-Disposition"]


def test_download_is_an_attachment_and_is_asked_for_again_each_time(answer, officer, client):
    row = cited_file(answer, officer, name="Bảng.docx", media="application/msword")
    client.force_login(officer)

    said = client.get(f"{file_url(row)}?xem=1")  # a Word file is never shown in place
    body = b"".join(said.streaming_content)
    again = client.get(file_url(row), headers={"If-None-Match": f'"{row.sha256}"'})

    assert body == files.PDF
    assert said["Content-Disposition"].startswith("attachment")
    assert said["X-Frame-Options"] == "DENY"
    assert (said["Cache-Control"], said["ETag"]) == ("private, no-cache", f'"{row.sha256}"')
    assert "frame-ancestors 'none'" in said["Content-Security-Policy"]
    assert (again.status_code, again.content) == (304, b"")


def test_etag_answers_nobody_who_may_not_read(answer, officer, client):
    row = cited_file(answer, officer)
    client.force_login(make_user("secretary", answer.bloc))

    said = client.get(file_url(row), headers={"If-None-Match": f'"{row.sha256}"'})

    assert said.status_code == 404


def test_lost_bytes_and_links_are_not_found(answer, officer, client):
    row = cited_file(answer, officer)
    default_storage.delete(row.file)
    link = actions.add_link(answer, link="https://x.vn", title="", by=officer)
    client.force_login(officer)

    assert {client.get(file_url(one)).status_code for one in (row, link)} == {404}


def same_bytes_in(round_, code: str, state: str):
    """Another unit's return that cites the same bytes."""
    other = AssessmentFactory(round=round_, state=state)
    row = EvidenceFactory(
        kind="file", unit=other.unit, period=round_.period, bloc=round_.bloc, sha256="aa" * 32
    )
    leaf = CriterionFactory(criteria_set=round_.criteria_set, code=code)
    row.answers.add(AnswerFactory(assessment=other, criterion=leaf))
    return other


def test_appraisers_see_where_the_same_bytes_are_cited_and_the_unit_does_not(answer, officer):
    assessment = answer.assessment
    row = EvidenceFactory(
        kind="file", unit=assessment.unit, period=assessment.round.period, sha256="aa" * 32
    )
    row.answers.add(answer)
    handed_in = same_bytes_in(assessment.round, "2.5", "submitted")
    same_bytes_in(assessment.round, "9.9", "draft")
    same_bytes_in(RoundFactory(), "8.8", "submitted")  # another bloc
    appraiser = make_user("appraiser", assessment.bloc)
    ScoreSheetFactory(assessment=assessment, appraiser=appraiser)
    assessment.move_to("submitted", submitted_at=clock.now())

    told = pane(appraiser, answer=answer).cited[0].twins
    own = pane(officer, answer=answer).cited[0].twins

    period = assessment.round.period.name
    assert [str(twin) for twin in told] == [f"2.5 · {handed_in.unit_short_name} · {period}"]
    assert own == ()


def test_reader_is_offered_nothing_to_press(answer, officer):
    cited_file(answer, officer)
    EvidenceFactory(period=answer.assessment.round.period, unit=answer.assessment.unit)
    reviewer = make_user("reviewer", answer.bloc.province)
    answer.assessment.move_to("submitted", submitted_at=clock.now())

    seen = pane(reviewer, answer=answer)

    assert (len(seen.cited), seen.others, seen.forms, seen.is_writable) == (1, [], {}, False)
    assert [(item.edit, item.cite, item.uncite) for item in seen.cited] == [("", "", "")]


def test_explanation_cites_until_it_is_sent(answer, officer):
    round_ = answer.assessment.round
    answer.assessment.move_to("submitted", submitted_at=clock.now())
    round_.move_to("explanation")
    told = Explanation.objects.create(
        bloc=answer.bloc, assessment=answer.assessment, criterion=answer.criterion
    )
    row = actions.add_link(told, link="https://x.vn", title="Bổ sung", by=officer)
    reviewer = make_user("reviewer", answer.bloc.province)

    assert [item.title for item in pane(officer, explanation=told).cited] == ["Bổ sung"]
    assert pane(reviewer, answer=answer).cited == []
    Explanation.objects.update(at=clock.now())
    with pytest.raises(ActionError):
        actions.uncite(row, Explanation.objects.get(), by=officer)


def test_progress_of_a_target_cites_too(answer, officer):
    target = TargetFactory(registration__unit=answer.assessment.unit, bloc=answer.bloc)
    progress = TargetProgress.objects.create(
        bloc=answer.bloc, assessment=answer.assessment, target=target
    )
    row = actions.add_link(progress, link="https://x.vn", title="", by=officer)
    actions.cite(row, answer, by=officer)

    assert [item.uses for item in pane(officer, answer=answer).cited] == [
        f"dùng cho chỉ tiêu “{target.content}”"
    ]
    assert pane(officer, progress=progress).cited[0].uses == f"dùng cho {answer.criterion.code}"


def test_panes_of_several_places_cost_as_much_as_one(answer, officer, django_assert_num_queries):
    cited_file(answer, officer)
    places = [answer, *(AnswerFactory(assessment=answer.assessment) for _time in range(3))]
    officer.rights  # noqa: B018  # loaded once a request

    with django_assert_num_queries(4):
        shown = panes(officer, places)

    assert [len(shown[key_of(place)].cited) for place in places] == [1, 0, 0, 0]
