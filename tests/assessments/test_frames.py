"""The department sets dates and criteria for all blocs of its province."""

from datetime import date

import pytest
from django.urls import reverse

from assessments.actions.frames import set_frame_criteria
from assessments.models import FrameSet
from assessments.queries.criteria import sets_to_copy
from emulation_bloc.lib.states import ActionError
from tests.assessments.factories import CriteriaSetFactory
from tests.factories import BlocFactory, make_user
from units.actions.frames import usual_windows
from units.models import Appointment, AuditEntry, Frame

pytestmark = pytest.mark.django_db

DAYS = {
    "report_due": "10/11/2021",
    "draft_due": "20/11/2021",
    "meeting_from": "01/12/2021",
    "meeting_due": "20/12/2021",
    "send_due": "25/12/2021",
}


@pytest.fixture
def bloc():
    return BlocFactory()


@pytest.fixture
def reviewer(bloc, client):
    user = make_user("reviewer", bloc.province)
    client.force_login(user)
    return user


def page(bloc) -> str:
    return reverse("assessments:frame", args=[bloc.province.slug]) + "?nam=2021"


def test_a_new_period_of_any_bloc_starts_with_the_provinces_dates(bloc, reviewer, client):
    answer = client.post(page(bloc), DAYS | {"phan": "year", "basis": "Hướng dẫn số 12/HD-SNV"})

    assert answer.status_code == 302
    frame = Frame.objects.get()
    assert (frame.send_due, frame.by) == (date(2021, 12, 25), reviewer)
    assert usual_windows(bloc.province, "year", 2021)["report_due"] == date(2021, 11, 10)
    assert usual_windows(bloc.province, "year", 2022)["report_due"] == date(2022, 11, 15)
    assert usual_windows(BlocFactory().province, "year", 2021)["report_due"] == date(2021, 11, 15)
    assert AuditEntry.objects.filter(action="frame_set", province=bloc.province).count() == 1


def test_changing_a_frame_keeps_one_and_tells_what_it_was(bloc, reviewer, client):
    client.post(page(bloc), DAYS | {"phan": "year"})
    client.post(page(bloc), DAYS | {"phan": "year", "send_due": "31/12/2021"})

    assert Frame.objects.get().send_due == date(2021, 12, 31)
    assert AuditEntry.objects.order_by("pk").last().before["send_due"] == "2021-12-25"


def test_contradicting_dates_are_refused_and_stay_in_the_form(bloc, reviewer, client):
    answer = client.post(page(bloc), DAYS | {"phan": "year", "send_due": "01/12/2021"})

    assert answer.status_code == 422
    assert "01/12/2021" in answer.content.decode()
    assert not Frame.objects.exists()


def test_a_specialist_reads_the_frame_and_does_not_set_it(bloc, reviewer, client):
    Appointment.objects.filter(user=reviewer).update(prepares_only=True)

    assert client.get(page(bloc)).status_code == 200
    assert client.post(page(bloc), DAYS | {"phan": "year"}).status_code == 403


def test_every_bloc_of_the_province_may_begin_with_the_framed_criteria(bloc, reviewer, client):
    chosen = CriteriaSetFactory(bloc=bloc, year=2021, state="published")
    beside = BlocFactory(province=bloc.province)
    secretary = make_user("secretary", beside)
    assert sets_to_copy(beside, secretary) == []

    client.post(page(bloc), {"phan": "criteria", "source": chosen.pk})

    assert sets_to_copy(beside, secretary) == [chosen]
    assert sets_to_copy(BlocFactory(), secretary) == []


def test_neither_a_draft_nor_another_provinces_set_can_be_the_frame(bloc):
    draft = CriteriaSetFactory(bloc=bloc, state="draft")
    far = CriteriaSetFactory(state="published")

    for one in (draft, far):
        with pytest.raises(ActionError):
            set_frame_criteria(bloc.province, one, year=2021, by=None)
    assert not FrameSet.objects.exists()


def test_another_provinces_reviewer_does_not_know_the_page(bloc, client):
    client.force_login(make_user("reviewer", BlocFactory().province))

    assert client.get(page(bloc)).status_code == 404
