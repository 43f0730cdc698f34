"""Addresses of the round, the officer's desk and the leader's summary."""

from django.urls import path

from assessments.views import desk, returns, rounds

PERIOD = "<slug:province>/<slug:bloc>/<period:period>/tu-danh-gia/"
RETURN = f"{PERIOD}<int:pk>/"
ANSWER = f"{RETURN}tieu-chi/<int:row>/"

urlpatterns = [
    path(PERIOD, rounds.page, name="round"),
    path(f"{PERIOD}mo/", rounds.open_round, name="open_round"),
    path(f"{PERIOD}them-don-vi/", rounds.add_members, name="add_members"),
    path(f"{PERIOD}gia-han/", rounds.extend, name="extend"),
    path(f"{PERIOD}khong-ap-dung/", rounds.not_applicable, name="not_applicable"),
    path(f"{PERIOD}khong-ap-dung/<int:row>/", rounds.decide, name="decide_not_applicable"),
    path(RETURN, desk.page, name="desk"),
    path(ANSWER, desk.save_answer, name="save_answer"),
    path(f"{ANSWER}khong-ap-dung/", desk.ask_not_applicable, name="ask_not_applicable"),
    path(f"{ANSWER}ap-dung/", desk.withdraw_not_applicable, name="apply_again"),
    path(f"{ANSWER}nhu-ky-truoc/", desk.reuse, name="reuse"),
    path(f"{RETURN}bao-cao/<int:row>/", desk.save_report, name="save_report"),
    path(f"{RETURN}chi-tieu/<int:row>/", desk.save_progress, name="save_progress"),
    path(f"{RETURN}tong-hop/", returns.summary, name="summary"),
    path(f"{RETURN}trinh/", returns.present, name="present"),
    path(f"{RETURN}chuyen-lai/", returns.send_back, name="send_back"),
    path(f"{RETURN}nop/", returns.submit, name="submit"),
    path(f"{RETURN}rut-lai/", returns.recall, name="recall"),
    path(f"{RETURN}tra-lai/", returns.give_back, name="give_back"),
]
