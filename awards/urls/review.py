"""The department's desk of nominations."""

from django.urls import URLPattern, path

from awards.views import decisions, review

PROVINCE = "<slug:province>/khen-thuong/"
ONE = "<slug:province>/<slug:bloc>/khen-thuong/de-nghi/<int:pk>/so-noi-vu/"

urlpatterns: list[URLPattern] = [
    path(PROVINCE, review.desk, name="review_desk"),
    path(PROVINCE + "to-trinh/<int:pk>/tiep-nhan/", review.receive_all, name="receive_proposal"),
    path(PROVINCE + "hoi-dong/", decisions.sitting, name="council"),
    path(PROVINCE + "buoc/", decisions.step, name="step"),
    path(PROVINCE + "quyet-dinh/", decisions.index, name="decisions"),
    path(PROVINCE + "quyet-dinh/ghi/", decisions.add, name="add_decision"),
    path(PROVINCE + "quyet-dinh/<int:pk>/", decisions.page, name="decision"),
    path(PROVINCE + "quyet-dinh/<int:pk>/tep/", decisions.file, name="decision_file"),
    path(PROVINCE + "quyet-dinh/<int:pk>/dinh-kem/", decisions.attach, name="attach_decision_file"),
    path(ONE + "tiep-nhan/", review.receive, name="receive_nomination"),
    path(ONE + "tham-dinh/", review.prepare, name="prepare_review"),
    path(ONE + "tham-dinh/<int:review>/duyet/", review.approve, name="approve_review"),
    path(ONE + "tham-dinh/<int:review>/xem-lai/", review.send_back, name="send_review_back"),
    path(ONE + "thong-bao/", review.notify, name="notify_nomination"),
    path(ONE + "trao/", review.deliver, name="deliver_nomination"),
    path(ONE + "khong-khen/", review.refuse, name="refuse_nomination"),
    path(ONE + "huy-bo/", review.annul, name="annul_nomination"),
]
