"""Addresses of tasks and progress."""

from django.urls import URLPattern, path

from meetings.views import assigning, progress, task_edit, tasks

BLOC = "<slug:province>/<slug:bloc>/"
MEETING = BLOC + "<period:period>/hoi-nghi/<int:pk>/"
TASKS = BLOC + "nhiem-vu/"
TASK = TASKS + "<int:pk>/"
SHARE = TASK + "don-vi/<int:row>/"

urlpatterns: list[URLPattern] = [
    path(TASKS, tasks.index, name="tasks"),
    path(TASKS + "excel/", tasks.xlsx, name="tasks_xlsx"),
    path(TASKS + "tien-do.svg", tasks.chart, name="tasks_chart"),
    path(TASKS + "them/", task_edit.add, name="add_task"),
    path(TASK, tasks.page, name="task"),
    path(TASK + "sua/", task_edit.change, name="change_task"),
    path(TASK + "ket-thuc/", task_edit.close, name="close_task"),
    path(TASK + "thoi/", task_edit.drop, name="drop_task"),
    path(TASK + "mo-lai/", task_edit.reopen, name="reopen_task"),
    path(SHARE + "bao-cao/", progress.report, name="report_progress"),
    path(SHARE + "xac-nhan/", progress.confirm, name="confirm_progress"),
    path(SHARE + "tra-lai/", progress.send_back, name="return_progress"),
    path(SHARE + "rut-lai/", progress.withdraw, name="withdraw_progress"),
    path(SHARE + "ghi-nhan/", progress.accept, name="accept_share"),
    path(SHARE + "bo-sung/", progress.ask_again, name="ask_again"),
    path(MEETING + "giao-viec/", assigning.page, name="assign_tasks"),
    path(MEETING + "nhiem-vu-ky-truoc/", assigning.before, name="tasks_before"),
]
