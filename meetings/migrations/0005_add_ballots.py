import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0005_add_ballot_and_award_papers"),
        ("meetings", "0004_add_contribution_key"),
        ("units", "0005_add_award_settings"),
        ("units", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ballot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("award", "Suy tôn, đề nghị khen thưởng"),
                            ("head", "Bầu Trưởng khối"),
                            ("deputy", "Bầu Phó Trưởng khối"),
                        ],
                        max_length=20,
                        verbose_name="nội dung bỏ phiếu",
                    ),
                ),
                (
                    "award_code",
                    models.CharField(
                        blank=True, max_length=20, verbose_name="danh hiệu, hình thức"
                    ),
                ),
                ("question", models.CharField(max_length=300, verbose_name="câu hỏi trên phiếu")),
                ("is_secret", models.BooleanField(default=True, verbose_name="bỏ phiếu kín")),
                (
                    "order",
                    models.CharField(
                        choices=[
                            ("score", "Theo điểm từ cao xuống thấp"),
                            ("drawn", "Bốc thăm"),
                            ("listed", "Theo thứ tự trong Khối"),
                        ],
                        default="score",
                        max_length=10,
                        verbose_name="thứ tự danh sách",
                    ),
                ),
                (
                    "base",
                    models.CharField(
                        choices=[
                            ("members", "Tổng số đơn vị thành viên"),
                            ("present", "Số đơn vị có mặt, kể cả ủy quyền"),
                            ("valid", "Số phiếu hợp lệ"),
                        ],
                        default="members",
                        max_length=10,
                        verbose_name="tỷ lệ tính trên",
                    ),
                ),
                (
                    "threshold",
                    models.CharField(default="2/3", max_length=10, verbose_name="tỷ lệ cần đạt"),
                ),
                (
                    "is_above",
                    models.BooleanField(default=False, verbose_name="phải nhiều hơn tỷ lệ này"),
                ),
                (
                    "allows_self",
                    models.BooleanField(
                        default=True, verbose_name="đơn vị được bỏ phiếu cho chính mình"
                    ),
                ),
                (
                    "seats",
                    models.PositiveSmallIntegerField(default=1, verbose_name="số đơn vị được chọn"),
                ),
                (
                    "most_marks",
                    models.PositiveSmallIntegerField(default=1, verbose_name="đánh dấu tối đa"),
                ),
                (
                    "allows_blank",
                    models.BooleanField(
                        default=True, verbose_name="phiếu không đánh dấu là hợp lệ"
                    ),
                ),
                (
                    "takes_written",
                    models.BooleanField(
                        default=False, verbose_name="đơn vị vắng gửi phiếu bằng văn bản"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="vòng")),
                (
                    "most_rounds",
                    models.PositiveSmallIntegerField(default=2, verbose_name="số vòng tối đa"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang chuẩn bị"),
                            ("open", "Đang bỏ phiếu"),
                            ("closed", "Đã kết thúc bỏ phiếu"),
                            ("counted", "Đã kiểm phiếu"),
                            ("aborted", "Đã hủy"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("opened_at", models.DateTimeField(editable=False, null=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                ("counted_at", models.DateTimeField(editable=False, null=True)),
                ("abort_reason", models.TextField(blank=True, verbose_name="lý do hủy")),
                (
                    "sealed_by",
                    models.CharField(blank=True, max_length=300, verbose_name="niêm phong phiếu"),
                ),
                ("result", models.JSONField(editable=False, null=True)),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="ballots",
                        to="meetings.election",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "previous",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="meetings.ballot",
                    ),
                ),
                (
                    "tally",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballot",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "verbose_name": "cuộc bỏ phiếu",
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "counted"), _negated=True),
                            ("result__isnull", False),
                            _connector="OR",
                        ),
                        name="counted_has_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "aborted"), _negated=True),
                            models.Q(("abort_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="aborted_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seats__gte", 1), ("most_marks__gte", 1), ("most_rounds__gte", 1)
                        ),
                        name="ballot_counts_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BallotBox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slips", models.JSONField(default=list)),
                (
                    "ballot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="box",
                        to="meetings.ballot",
                    ),
                ),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
            ],
            options={
                "verbose_name": "hòm phiếu",
            },
        ),
        migrations.CreateModel(
            name="BallotCandidate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit_name", models.CharField(max_length=200)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("rank", models.PositiveSmallIntegerField(null=True, verbose_name="hạng")),
                (
                    "points",
                    models.DecimalField(
                        decimal_places=2, max_digits=9, null=True, verbose_name="điểm"
                    ),
                ),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="meetings.ballot",
                    ),
                ),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "đơn vị trong danh sách bỏ phiếu",
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "unit"), name="ballot_candidate_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="BallotTeller",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("is_lead", models.BooleanField(default=False, verbose_name="tổ trưởng")),
                ("approved_at", models.DateTimeField(null=True)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="meetings.ballot",
                    ),
                ),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "thành viên tổ kiểm phiếu",
                "ordering": ["pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "user"), name="teller_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="BallotVoter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit_name", models.CharField(max_length=200)),
                (
                    "person",
                    models.CharField(blank=True, max_length=200, verbose_name="người bỏ phiếu"),
                ),
                (
                    "letter",
                    models.CharField(blank=True, max_length=200, verbose_name="giấy ủy quyền"),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("phone", "Trên điện thoại, máy tính"),
                            ("paper", "Phiếu giấy tại hội nghị"),
                            ("written", "Phiếu gửi bằng văn bản"),
                            ("absent", "Vắng, không bỏ phiếu"),
                        ],
                        default="phone",
                        max_length=10,
                        verbose_name="cách bỏ phiếu",
                    ),
                ),
                ("has_voted", models.BooleanField(default=False, verbose_name="đã bỏ phiếu")),
                ("marks", models.JSONField(null=True)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="meetings.ballot",
                    ),
                ),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "đơn vị bỏ phiếu",
                "ordering": ["pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "unit"), name="one_vote_a_unit"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("marks__isnull", True), ("has_voted", True), _connector="OR"
                        ),
                        name="marks_of_a_voter",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slips", models.JSONField(default=list)),
                ("is_done", models.BooleanField(default=False)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="meetings.ballot",
                    ),
                ),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "teller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="meetings.ballotteller",
                    ),
                ),
            ],
            options={
                "verbose_name": "phiếu giấy do một người nhập",
                "ordering": ["pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ballot", "teller"), name="paper_typed_once_each"
                    )
                ],
            },
        ),
    ]
