"""Cài đặt chấm điểm: the rules of a bloc, from today on."""

from datetime import date

import pytest
from django.urls import reverse

from emulation_bloc.lib.states import ActionError
from tests.factories import DAY, BlocFactory
from units.actions import save_scoring_settings
from units.models import AuditEntry, BlocSettings
from units.queries import scoring_settings

pytestmark = pytest.mark.django_db
GOOD = {
    "scores_half_year": "on",
    "stages": ["appraisal_1", "explanation", "peers", "agreement"],
    "final_rule": "weighted",
    "weight_self": "0",
    "weight_peers": "40,5",
    "weight_appraisal": "59.5",
    "peer_method": "trimmed",
    "gap_limit": "5",
    "tie_1": "group:I",
    "tie_2": "penalty",
    "tie_3": "penalty",
    "tie_4": "submitted",
    "bands": "Hoàn thành xuất sắc | 90 | 85\nHoàn thành tốt|80|79,5\nHoàn thành|70",
    "disqualifiers": "Không đăng ký thi đua\nCó lãnh đạo bị kỷ luật",
    "registration_due": "28/2",
    "hard_days": "10",
    "units_see_all": "on",
}


@pytest.fixture
def desk(client, world):
    client.force_login(world.people["secretary"])
    return client


def send(client, world, **values):
    given = {name: value for name, value in (GOOD | values).items() if value is not None}
    return client.post(reverse("assessments:scoring_settings", kwargs=world.path), given)


def test_everything_is_saved_from_today_and_shown_again(desk, world):
    assert send(desk, world).status_code == 302

    saved = scoring_settings(world.bloc, DAY)
    assert saved.scores_half_year
    assert saved.units_see_all
    assert saved.stages == ("appraisal_1", "explanation", "peers", "agreement")
    assert (saved.final_rule, saved.peer_method) == ("weighted", "trimmed")
    assert (saved.weight_self, saved.weight_peers, saved.weight_appraisal) == ("0", "40.5", "59.5")
    assert saved.tie_order == ("group:I", "penalty", "submitted")
    assert saved.bands == (
        ("Hoàn thành xuất sắc", "90", "85"),
        ("Hoàn thành tốt", "80", "79.5"),
        ("Hoàn thành", "70", "0"),
    )
    assert saved.disqualifiers == (
        ("khong_dang_ky_thi_dua", "Không đăng ký thi đua"),
        ("co_lanh_dao_bi_ky_luat", "Có lãnh đạo bị kỷ luật"),
    )
    assert (saved.registration_due, saved.hard_days) == ("02-28", 10)
    assert scoring_settings(world.bloc, date(2021, 7, 11)).hard_days == 15
    page = desk.get(reverse("assessments:scoring_settings", kwargs=world.path)).text
    assert "Hoàn thành tốt | 80 | 79,5" in page
    assert 'value="28/02"' in page
    assert 'value="40,5"' in page


def test_the_same_values_again_write_nothing(desk, world):
    send(desk, world)
    send(desk, world)

    assert AuditEntry.objects.filter(action="scoring_settings_saved").count() == 1
    assert BlocSettings.objects.filter(bloc=world.bloc, topic="scoring").count() == 1


def test_a_condition_keeps_its_code_while_its_words_stay(desk, world):
    send(desk, world)

    send(desk, world, disqualifiers="Điều kiện mới\nKhông đăng ký thi đua\nKhông, đăng ký thi đua")

    assert scoring_settings(world.bloc, DAY).disqualifiers == (
        ("dieu_kien_moi", "Điều kiện mới"),
        ("khong_dang_ky_thi_dua", "Không đăng ký thi đua"),
        ("khong_dang_ky_thi_dua_2", "Không, đăng ký thi đua"),
    )


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"weight_self": "1"}, "cộng lại bằng 100"),
        ({"stages": ["appraisal_1"]}, "phải có bước chấm chéo"),
        ({"stages": ["peers"]}, "phải có bước thẩm định lần 1"),
        ({"stages": ["explanation", "peers"]}, "chỉ có khi có thẩm định lần 1"),
        ({"weight_peers": "-1"}, "không được nhỏ hơn 0"),
        ({"weight_peers": "101"}, "không được lớn hơn 100"),
        ({"gap_limit": "nhiều"}, "không phải là số"),
        ({"gap_limit": "1e309"}, "lũy thừa"),
        ({"bands": "Xuất sắc"}, "Dòng 1 chưa đúng"),
        ({"bands": "A | 90 | 85\nB | chín"}, "Dòng 2: “chín” không phải là số"),
        ({"bands": "A | -1"}, "từ 0 đến 1000"),
        ({"bands": "A | 1\n" * 21}, "Tối đa 20 dòng"),
        ({"bands": "x" * 10000}, "vượt giới hạn"),
        ({"disqualifiers": "x" * 301}, "dài hơn 300 ký tự"),
        ({"disqualifiers": "\n".join(map(str, range(41)))}, "Tối đa 40 dòng"),
        ({"registration_due": "31/2"}, "ngày/tháng"),
        ({"registration_due": "mai"}, "ngày/tháng"),
        ({"hard_days": "91"}, "90"),
        ({"stages": ["bay"]}, "Hãy chọn lại"),
        ({"tie_1": "bay"}, "bay"),
        ({"final_rule": None}, "Điểm cuối cùng"),
    ],
)
def test_wrong_rules_are_refused_with_a_sentence_and_kept_on_the_page(desk, world, values, says):
    answer = send(desk, world, **values)

    assert answer.status_code == 422
    assert says in answer.text
    assert "28/2" in answer.text or "registration_due" in values
    assert not BlocSettings.objects.filter(bloc=world.bloc, topic="scoring").exists()


def test_weights_do_not_matter_where_they_are_not_used(desk, world):
    assert send(desk, world, final_rule="last", weight_self="7", stages=[]).status_code == 302


def test_a_running_round_keeps_its_rules(desk, world):
    before = world.scoring.round.settings

    send(desk, world)

    world.scoring.round.refresh_from_db()
    assert world.scoring.round.settings == before


def test_the_action_itself_refuses_what_contradicts():
    bloc = BlocFactory()
    with pytest.raises(ActionError):
        save_scoring_settings(bloc, {"stages": ("appraisal_2",)}, starts=DAY, by=None)
