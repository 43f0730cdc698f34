"""Health pages and error pages: what a machine and a person read when something is amiss."""

import pytest
from django.test import Client
from kombu import Connection
from kombu.exceptions import OperationalError

from emulation_bloc import views
from emulation_bloc.celery import app
from tests.factories import make_user


def test_healthz_says_ok(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"OK")


def test_readyz_says_ok_when_the_queue_answers(client, db):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (200, b"OK")


@pytest.mark.parametrize("error", [OSError("đầy"), OperationalError("no server")])
def test_readyz_says_in_a_sentence_that_the_queue_is_dead(client, db, monkeypatch, error):
    def refuse(*_args, **_given):
        raise error

    monkeypatch.setattr(Connection, "ensure_connection", refuse)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert "Hàng đợi công việc chưa trả lời" in answer.content.decode()


def test_readyz_does_not_wait_for_a_server_that_is_gone(client, db, monkeypatch):
    def nowhere(**given):
        return Connection("redis://127.0.0.1:1/0", **given)

    monkeypatch.setattr(app, "connection_for_write", nowhere)

    answer = client.get("/readyz")

    assert answer.status_code == 503


@pytest.mark.parametrize("path", ["/khong-co/", "/hung-yen/%00/", "/%00/", "/a/b/9999-h1/"])
def test_a_page_that_does_not_exist_stands_in_the_frame(client, db, path):
    client.force_login(make_user("secretary"))

    answer = client.get(path)

    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()
    assert "Việc của tôi" in answer.content.decode()


def test_a_stranger_is_told_nothing_but_that_a_page_is_missing(client, db):
    answer = client.get("/van-ban/%00")

    assert answer.status_code == 404
    assert 'href="/"' in answer.content.decode()


def test_a_form_from_a_page_open_too_long_is_explained(db, world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["head"])

    answer = client.post(world.period.get_absolute_url() + "ket-thuc/")

    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.content.decode()
    world.period.refresh_from_db()
    assert world.period.state == "open"


def test_the_page_of_a_defect_asks_the_data_base_nothing(rf, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = views.server_error(rf.get("/"))

    assert answer.status_code == 500
    assert "Hệ thống gặp lỗi" in answer.content.decode()


def test_every_refusal_has_its_page(rf, db, world):
    request = rf.get("/")
    request.user = world.people["officer"]

    pages = {
        views.bad_request(request, ValueError()): (400, "Yêu cầu không hợp lệ"),
        views.forbidden(request, PermissionError()): (403, "Không có quyền"),
        views.not_found(request, ValueError()): (404, "Không tìm thấy trang"),
    }

    for answer, (status, words) in pages.items():
        assert answer.status_code == status
        assert words in answer.content.decode()
