"""`Các bước đánh giá`: where the round stands, who has not finished, what the next step means."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from assessments import actions
from assessments.models import Round
from assessments.queries.stages import next_stage, stages_of, waiting_for
from assessments.views.appraisal import at, round_or_404
from emulation_bloc.lib.states import ActionError

State = Round.State
MEANING = {
    State.APPRAISAL_1: gettext_lazy(
        "Các đơn vị không sửa bảng tự chấm được nữa; điểm so với các đơn vị trong Khối được tính "
        "theo số liệu của cả Khối. Mỗi bảng đã nộp có một phiếu thẩm định để phân công."
    ),
    State.EXPLANATION: gettext_lazy(
        "Phiếu thẩm định lần 1 đóng lại, không ai sửa được nữa. Mỗi đơn vị thấy các điểm bị thay "
        "đổi cùng lý do và giải trình từng điểm."
    ),
    State.APPRAISAL_2: gettext_lazy(
        "Đơn vị không giải trình thêm được nữa. Người thẩm định xem lại các điểm đã thay đổi bên "
        "cạnh giải trình; điểm đã chấp nhận ở lần 1 được giữ nguyên."
    ),
    State.PEERS: gettext_lazy(
        "Mỗi đơn vị chấm tất cả các đơn vị khác. Cho đến khi bước này đóng, không ai thấy điểm của "
        "đơn vị khác, Khối chỉ thấy số đơn vị đã chấm xong."
    ),
    State.AGREEMENT: gettext_lazy(
        "Các phiếu đã chấm đóng lại. Thư ký ghi những điểm hội nghị thống nhất thay đổi, kèm lý do "
        "và biểu quyết."
    ),
    State.ADJUSTMENT: gettext_lazy(
        "Cột thống nhất tại hội nghị đóng lại. Sở Nội vụ điều chỉnh nếu cần, kèm lý do."
    ),
}


@require_safe
def page(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """The steps of the round."""
    scored = round_or_404(request, "assessments.follow_round", province, bloc, period)
    waiting = waiting_for(scored)
    target = next_stage(scored)
    steps = [
        {
            "label": State(one).label,
            "is_now": one == scored.state,
            "is_past": scored.has_passed(one),
        }
        for one in stages_of(scored)
    ]
    context = {
        "bloc": scored.period.bloc,
        "period": scored.period,
        "round": scored,
        "steps": steps,
        "waiting": waiting,
        "is_held": scored.is_collecting and any(row.is_protected for row in waiting),
        "target": target or "",
        "target_label": State(target).label if target else "",
        "meaning": MEANING[State(target)] if target else "",
        "may_advance": request.user.has_perm("assessments.advance_round", scored),
    }
    return render(request, "assessments/stages.html", context)


@require_POST
def advance(request: HttpRequest, province: str, bloc: str, period: str) -> HttpResponse:
    """Move on to the step that the page promised."""
    scored = round_or_404(request, "assessments.advance_round", province, bloc, period)
    try:
        actions.advance(scored, by=request.user, to=request.POST.get("to", "-"))
    except ActionError as error:
        messages.error(request, str(error))
    else:
        label = {"stage": scored.get_state_display()}
        messages.success(request, _("Đã chuyển sang bước “%(stage)s”.") % label)
    return redirect("assessments:stages", *at(scored))
