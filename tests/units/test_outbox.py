"""The outbox: written once, sent once, tried three times, looked at before a person sends."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from unicodedata import normalize

import pytest
from django.core.mail.backends.locmem import EmailBackend

from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from tests.factories import DAY, BlocFactory, UserFactory, trail
from units import tasks
from units.actions import delivery, outbox
from units.models import Mail
from units.queries.mail import letter_text, message_of

State = Mail.State


@pytest.fixture
def bloc(db):
    return BlocFactory()


@pytest.fixture
def by(db):
    return UserFactory()


def write(bloc, **given) -> Mail:
    usual = {
        "kind": "reminder:2021-07-12",
        "duty": "return:1",
        "subject": "Nhắc nộp báo cáo",
        "body": "Kính gửi: ông A.",
        "address": "a@example.vn",
        "url": "/hung-yen/",
    }
    return outbox.write_mail(bloc=bloc, **(usual | given))


def stored(mail: Mail) -> Mail:
    return Mail.objects.get(pk=mail.pk)


class Server(EmailBackend):
    """A mail server that answers as a test tells it to."""

    opens: Exception | None = None
    answers: Exception | None = None
    closes: Exception | None = None

    def open(self) -> None:
        if self.opens:
            raise self.opens

    def send_messages(self, messages) -> int:
        if self.answers:
            raise self.answers
        return super().send_messages(messages)

    def close(self) -> None:
        if self.closes:
            raise self.closes


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    for name in ("opens", "answers", "closes"):
        monkeypatch.setattr(Server, name, None)
    return Server


def test_task_run_twice_sends_one_letter(
    bloc, mailoutbox, queued, settings, django_capture_on_commit_callbacks
):
    settings.SITE_URL = "https://khoi.example.vn"
    with django_capture_on_commit_callbacks(execute=True):
        mail = write(bloc)
        assert write(bloc, subject="Lần hai") == mail
        assert queued == []
    assert queued == [("units.send_mail", mail.pk)]

    tasks.send_mail(mail.pk)
    tasks.send_mail(mail.pk)
    tasks.send_mail(987654)

    assert (stored(mail).state, stored(mail).attempts, stored(mail).error) == (State.SENT, 1, "")
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["a@example.vn"], "Nhắc nộp báo cáo")
    assert letter.body == letter_text(mail)
    assert "https://khoi.example.vn/hung-yen/" in letter.body
    assert letter.message()["Message-ID"] == (
        f"<thu-{mail.pk}-{mail.created_at:%Y%m%d%H%M%S}@khoi.example.vn>"
    )


def test_letter_is_written_to_the_folder_where_no_server_is_named(bloc, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    mail = write(bloc, calendar="BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n")

    tasks.send_mail(mail.pk)

    assert stored(mail).state == State.SENT
    (path,) = (tmp_path / "mail").iterdir()
    assert "Content-Type: text/calendar" in path.read_text()


def test_calendar_goes_with_the_letter_and_names_its_method(bloc):
    invited = write(bloc, calendar="BEGIN:VCALENDAR\r\nSUMMARY:Họp khối\r\nEND:VCALENDAR\r\n")
    cancelled = write(bloc, duty="x", calendar="BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\n")

    parts = [list(message_of(one).message().walk())[-1] for one in (invited, cancelled)]

    assert [part.get_content_type() for part in parts] == ["text/calendar"] * 2
    assert [part.get_param("method") for part in parts] == ["REQUEST", "CANCEL"]
    assert parts[0].get_filename() == "lich-hop.ics"
    assert "Họp khối" in parts[0].get_payload(decode=True).decode()


@pytest.mark.parametrize("address", ["", "khong-phai-thu", "a@example.vn\nBcc: b@example.vn"])
def test_nothing_is_written_where_mail_cannot_go(bloc, address):
    assert write(bloc, address=address) is None
    assert not Mail.objects.exists()


def test_subject_cannot_carry_a_header_and_text_is_nfc(bloc, mailoutbox):
    mail = write(
        bloc,
        subject=normalize("NFD", "Nhắc\r\nBcc: lạ@example.vn\n\n") + "x" * 400,
        body=normalize("NFD", "Kính gửi\r\n.\r\nông B"),
    )
    tasks.send_mail(mail.pk)

    (letter,) = mailoutbox
    assert letter.subject.startswith("Nhắc Bcc: lạ@example.vn x")
    assert len(letter.subject) == 300
    assert letter.message()["Bcc"] is None
    assert letter.recipients() == ["a@example.vn"]
    assert letter.body.startswith("Kính gửi\n.\nông B\n")


def test_row_with_a_broken_address_fails_and_sends_nothing(bloc, mailoutbox):
    mail = write(bloc)
    Mail.objects.update(address="a@example.vn\nBcc: b@example.vn")

    tasks.send_mail(mail.pk)

    assert (stored(mail).state, mailoutbox) == (State.FAILED, [])


def test_server_out_of_reach_is_tried_three_times_then_told(bloc, by, server, mailoutbox, queued):
    server.opens = ConnectionRefusedError("không có máy chủ")
    mail = write(bloc)
    for attempt in (1, 2):
        tasks.send_mail(mail.pk)
        assert (stored(mail).state, stored(mail).attempts) == (State.QUEUED, attempt)
        assert delivery.sweep() == 0  # not at once
        Mail.objects.update(queued_at=clock.real_now() - timedelta(minutes=10))
        assert delivery.sweep() == 1
        assert delivery.sweep() == 0
    tasks.send_mail(mail.pk)
    failed = stored(mail)
    assert (failed.state, failed.attempts) == (State.FAILED, 3)
    assert failed.error == "Đã thử ba lần. Không kết nối được máy chủ thư."
    tasks.send_mail(mail.pk)

    server.opens = None
    outbox.retry(failed, by=by)
    with pytest.raises(ActionError):
        outbox.retry(failed, by=by)
    tasks.send_mail(mail.pk)

    assert (stored(mail).state, len(mailoutbox)) == (State.SENT, 1)
    assert trail(bloc) == ["letter_retried"]


@pytest.mark.parametrize(
    ("answer", "state", "sentence"),
    [
        (
            SMTPRecipientsRefused({"a@x": (550, b"no user")}),
            State.FAILED,
            "(550 no user)",
        ),
        (SMTPRecipientsRefused({"a@x": (451, b"later")}), State.QUEUED, "(451 later)"),
        (SMTPDataError(554, "spam\nline"), State.FAILED, "(554 spam line)"),
        (SMTPServerDisconnected("gone"), State.FAILED, "Không rõ thư đã gửi đi hay chưa."),
        (TimeoutError(), State.FAILED, "Không rõ thư đã gửi đi hay chưa."),
    ],
)
def test_what_may_have_gone_out_is_never_tried_again_by_itself(
    bloc, server, answer, state, sentence
):
    server.answers = answer
    mail = write(bloc)

    tasks.send_mail(mail.pk)

    assert stored(mail).state == state
    assert sentence in stored(mail).error


def test_line_that_drops_after_the_server_took_the_letter_changes_nothing(bloc, server):
    server.closes = SMTPServerDisconnected("gone")
    mail = write(bloc)

    tasks.send_mail(mail.pk)

    assert stored(mail).state == State.SENT


def test_worker_that_died_leaves_the_letter_to_a_person(bloc, queued, mailoutbox):
    mail = write(bloc)
    slow = delivery.claim(mail.pk)
    assert delivery.claim(mail.pk) is None
    tasks.sweep_mail()
    assert stored(mail).state == State.SENDING
    Mail.objects.update(lease_until=clock.real_now() - timedelta(seconds=1))

    tasks.sweep_mail()
    tasks.sweep_mail()
    delivery.give_up(slow)

    assert stored(mail).state == State.FAILED
    assert stored(mail).error == str(delivery.UNKNOWN)
    assert (mailoutbox, queued) == ([], [])


def test_lost_message_is_sent_again_by_the_sweep(bloc, queued, django_capture_on_commit_callbacks):
    mail = write(bloc)
    Mail.objects.update(queued_at=clock.real_now() - timedelta(minutes=3))

    with django_capture_on_commit_callbacks(execute=True):
        tasks.sweep_mail()
        tasks.sweep_mail()

    assert queued == [("units.send_mail", mail.pk)]


def test_drafts_wait_for_a_person_and_go_once(
    bloc, by, mailoutbox, queued, django_capture_on_commit_callbacks
):
    mails = [write(bloc, duty=f"return:{n}", is_draft=True) for n in range(3)]
    tasks.send_mail(mails[0].pk)
    assert (stored(mails[0]).state, mailoutbox) == (State.DRAFT, [])

    copies = [stored(mail) for mail in mails[:2]]
    with django_capture_on_commit_callbacks(execute=True):
        assert outbox.queue_drafts(mails[:2], by=by) == 2
        with pytest.raises(ActionError, match="Không còn thư nào chờ gửi"):
            outbox.queue_drafts(copies, by=by)
    assert queued == [("units.send_mail", mail.pk) for mail in mails[:2]]
    assert outbox.drop(mails, by=by, reason="Đã gọi điện") == 3
    with pytest.raises(ActionError):
        outbox.drop(mails, by=by)

    assert [stored(mail).state for mail in mails] == [State.DROPPED] * 3
    assert trail(bloc) == ["letters_sent", "letters_dropped"]


ALLOWED = {
    "queue": {State.DRAFT},
    "drop": {State.DRAFT, State.QUEUED, State.FAILED},
    "retry": {State.FAILED},
    "claim": {State.QUEUED},
}
ACTIONS = {
    "queue": lambda mail, by: outbox.queue_drafts([mail], by=by),
    "drop": lambda mail, by: outbox.drop([mail], by=by),
    "retry": lambda mail, by: outbox.retry(mail, by=by),
    "claim": lambda mail, by: delivery.claim(mail.pk),
}


@pytest.mark.parametrize("action", ALLOWED)
def test_each_action_is_refused_in_every_other_state(bloc, by, action):
    done = set()
    for state in State:
        mail = write(bloc, duty=state.value)
        Mail.objects.filter(pk=mail.pk).update(state=state)
        try:
            outcome = ACTIONS[action](stored(mail), by)
        except ActionError:
            assert stored(mail).state == state
        else:
            if outcome is not None or action == "retry":
                done.add(state)

    assert done == ALLOWED[action]


def test_reminders_are_written_once_a_day(bloc, by):
    people = [UserFactory(email=mail) for mail in ("a@example.vn", "", "hỏng")]
    letters = [outbox.Letter(user, "return:1", "Nhắc", "Kính gửi", "/") for user in people]

    assert outbox.write_reminders(bloc, letters, day=DAY, by=by) == 1
    assert outbox.write_reminders(bloc, letters, day=DAY, by=by) == 0
    assert outbox.write_reminders(bloc, letters, day=DAY + timedelta(days=1), by=by) == 1

    assert set(Mail.objects.values_list("state", "user")) == {(State.DRAFT, people[0].pk)}
    assert trail(bloc) == ["reminders_written", "reminders_written"]


def test_two_workers_at_once_send_once(bloc, monkeypatch):
    mail = write(bloc)
    stale = stored(mail)
    Mail.objects.update(queued_at=clock.real_now() - timedelta(minutes=3))
    assert delivery._send_again(stale) == 0  # another sweep was quicker

    move_to = Mail.move_to

    def overtaken(row: Mail, *args, **given) -> None:
        Mail.objects.filter(pk=row.pk).update(state=State.SENDING)
        move_to(row, *args, **given)

    monkeypatch.setattr(Mail, "move_to", overtaken)
    assert delivery.claim(mail.pk) is None
