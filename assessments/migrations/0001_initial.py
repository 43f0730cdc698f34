import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("units", "0003_add_scoring_settings"),
        ("units", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="CriteriaSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="bản số")),
                ("title", models.CharField(max_length=300, verbose_name="tên bộ tiêu chí")),
                ("basis", models.CharField(blank=True, max_length=300, verbose_name="căn cứ")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Dự thảo"),
                            ("published", "Đã ban hành"),
                            ("frozen", "Đang áp dụng, đã khóa"),
                            ("dropped", "Đã bỏ dự thảo"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="lý do thay đổi")),
                (
                    "is_offered",
                    models.BooleanField(
                        default=False, verbose_name="cho khối khác trong tỉnh chép"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                ("frozen_at", models.DateTimeField(null=True)),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later_editions",
                        to="assessments.criteriaset",
                    ),
                ),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria_sets",
                        to="units.bloc",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "bộ tiêu chí",
                "verbose_name_plural": "bộ tiêu chí",
                "ordering": ["bloc", "-year", "-edition"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bloc", "year", "edition"), name="criteria_edition_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("edition", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="later_edition_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="thứ tự")),
                ("code", models.CharField(max_length=20, verbose_name="mã")),
                ("text", models.CharField(max_length=1000, verbose_name="nội dung tiêu chí")),
                (
                    "max_points",
                    models.DecimalField(decimal_places=2, max_digits=8, verbose_name="điểm tối đa"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("group", "Nhóm"),
                            ("proportional", "Theo tỷ lệ hoàn thành"),
                            ("relative", "So với các đơn vị trong Khối"),
                            ("no_target", "Không giao chỉ tiêu"),
                            ("ladder", "Theo bậc"),
                            ("lateness", "Theo bậc chậm hạn"),
                            ("yes_no", "Đạt, không đạt"),
                            ("count", "Chấm theo số lượng"),
                            ("deduction", "Trừ dần"),
                            ("bonus", "Điểm thưởng"),
                            ("penalty", "Điểm trừ"),
                        ],
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                ("parts", models.JSONField(blank=True, default=list, verbose_name="tham số")),
                ("method", models.CharField(blank=True, max_length=1000, verbose_name="cách tính")),
                (
                    "evidence_asked",
                    models.CharField(blank=True, max_length=500, verbose_name="minh chứng yêu cầu"),
                ),
                (
                    "needs_evidence",
                    models.BooleanField(default=False, verbose_name="bắt buộc có minh chứng"),
                ),
                (
                    "applies_to",
                    models.CharField(
                        choices=[
                            ("both", "Cả hai kỳ"),
                            ("half_year", "Chỉ kỳ 6 tháng"),
                            ("year", "Chỉ kỳ năm"),
                        ],
                        default="both",
                        max_length=20,
                        verbose_name="kỳ áp dụng",
                    ),
                ),
                (
                    "unit_kinds",
                    models.JSONField(
                        blank=True, default=list, verbose_name="chỉ áp dụng cho loại đơn vị"
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
                    "criteria_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="assessments.criteriaset",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="assessments.criterion",
                    ),
                ),
            ],
            options={
                "verbose_name": "tiêu chí",
                "verbose_name_plural": "tiêu chí",
                "ordering": ["criteria_set", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("criteria_set", "code"), name="criterion_code_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "penalty"), ("max_points__lte", 0)),
                            models.Q(
                                models.Q(("kind", "penalty"), _negated=True), ("max_points__gte", 0)
                            ),
                            _connector="OR",
                        ),
                        name="only_penalties_are_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Intake",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("criteria", "Bộ tiêu chí"),
                            ("sheet", "Bảng chấm điểm của đơn vị"),
                            ("past", "Bảng chấm điểm kỳ trước"),
                        ],
                        max_length=10,
                    ),
                ),
                ("key", models.PositiveBigIntegerField(null=True)),
                ("name", models.CharField(max_length=255, verbose_name="tên tệp")),
                ("sha256", models.CharField(max_length=64)),
                ("file", models.CharField(blank=True, max_length=200)),
                ("content", models.JSONField(default=dict)),
                ("plan", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(null=True)),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "verbose_name": "tệp nhập",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="PastRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit_name", models.CharField(max_length=200, verbose_name="tên đơn vị khi đó")),
                (
                    "kind",
                    models.CharField(
                        choices=[("sheet", "Bảng chấm điểm cũ"), ("report", "Báo cáo cũ")],
                        max_length=10,
                    ),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[("half_year", "6 tháng đầu năm"), ("year", "Cả năm")],
                        max_length=20,
                        verbose_name="loại kỳ",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("lines", models.JSONField(default=list)),
                (
                    "total",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="tổng điểm",
                    ),
                ),
                ("file", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=255, verbose_name="tên tệp")),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="past_records",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "hồ sơ kỳ trước",
                "ordering": ["-year", "unit", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "year", "period_kind", "sha256"), name="past_record_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("unit_name", models.CharField(max_length=200)),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Đang soạn"), ("submitted", "Đã đăng ký")],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="hạn đăng ký")),
                ("submitted_at", models.DateTimeField(null=True)),
                ("first_submitted_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True, verbose_name="lý do mở lại")),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="units.bloc",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "bản đăng ký thi đua",
                "ordering": ["bloc", "-year", "unit"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bloc", "unit", "year"), name="registration_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedMovement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=300, verbose_name="tên phong trào")),
                ("aims", models.CharField(blank=True, max_length=500, verbose_name="mục tiêu")),
                (
                    "launch",
                    models.CharField(blank=True, max_length=60, verbose_name="thời gian phát động"),
                ),
                (
                    "final_review",
                    models.CharField(blank=True, max_length=60, verbose_name="thời gian tổng kết"),
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
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="assessments.registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "phong trào đăng ký",
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AimedTitle",
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
                    "subject",
                    models.CharField(
                        choices=[
                            ("unit", "Đơn vị"),
                            ("sub_unit", "Tập thể trong đơn vị"),
                            ("person", "Cá nhân"),
                        ],
                        max_length=20,
                        verbose_name="đối tượng",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=200, verbose_name="danh hiệu, hình thức khen thưởng"
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(default=1, verbose_name="số lượng")),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="assessments.registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "danh hiệu đăng ký",
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_scored", models.BooleanField(verbose_name="có chấm điểm")),
                ("rules", models.JSONField(default=dict)),
                (
                    "shows_all",
                    models.BooleanField(
                        default=False, verbose_name="các đơn vị xem điểm của nhau sau khi chốt"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("self_assessment", "Tự đánh giá"),
                            ("appraisal_1", "Thẩm định lần 1"),
                            ("explanation", "Giải trình"),
                            ("appraisal_2", "Thẩm định lần 2"),
                            ("peers", "Chấm chéo"),
                            ("agreement", "Thống nhất tại hội nghị"),
                            ("adjustment", "Sở Nội vụ điều chỉnh"),
                            ("closed", "Đã chốt"),
                        ],
                        default="self_assessment",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="hạn nộp")),
                (
                    "hard_due_at",
                    models.DateTimeField(verbose_name="hạn cuối, sau đó không nộp được"),
                ),
                ("opened_at", models.DateTimeField()),
                ("edition_changed_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="units.bloc",
                    ),
                ),
                (
                    "criteria_set",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="assessments.criteriaset",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "period",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="round",
                        to="units.period",
                    ),
                ),
            ],
            options={
                "verbose_name": "đợt đánh giá",
                "verbose_name_plural": "đợt đánh giá",
                "ordering": ["bloc", "-due_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_scored", False), ("criteria_set__isnull", False), _connector="OR"
                        ),
                        name="scored_round_has_criteria",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hard_due_at__gte", models.F("due_at"))),
                        name="round_due_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit_name", models.CharField(max_length=200, verbose_name="tên đơn vị")),
                ("unit_short_name", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang soạn"),
                            ("presented", "Trình lãnh đạo"),
                            ("submitted", "Đã nộp"),
                            ("returned", "Trả lại để bổ sung"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("started_at", models.DateTimeField(null=True)),
                ("presented_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True, verbose_name="lời nhắn của lãnh đạo")),
                ("submitted_at", models.DateTimeField(null=True)),
                ("first_submitted_at", models.DateTimeField(null=True)),
                (
                    "late_days",
                    models.PositiveSmallIntegerField(default=0, verbose_name="số ngày chậm"),
                ),
                ("return_reason", models.TextField(blank=True, verbose_name="lý do trả lại")),
                ("returned_at", models.DateTimeField(null=True)),
                ("times_returned", models.PositiveSmallIntegerField(default=0)),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="units.bloc",
                    ),
                ),
                (
                    "presented_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="units.unit",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="assessments.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "bảng tự chấm điểm và báo cáo",
                "ordering": ["round", "unit"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "unit"), name="assessment_once_a_round"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "submitted"), _negated=True),
                            ("submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="submitted_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("figures", models.JSONField(default=list)),
                (
                    "points",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=8,
                        null=True,
                        verbose_name="điểm tự chấm",
                    ),
                ),
                ("formula", models.TextField(blank=True, verbose_name="cách tính với số liệu")),
                ("is_provisional", models.BooleanField(default=False, verbose_name="tạm tính")),
                ("words", models.TextField(blank=True, verbose_name="kết quả và thuyết minh")),
                (
                    "not_applicable",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Áp dụng"),
                            ("asked", "Đề nghị không áp dụng"),
                            ("agreed", "Không áp dụng"),
                            ("refused", "Không đồng ý, vẫn áp dụng"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "not_applicable_reason",
                    models.TextField(blank=True, verbose_name="lý do không áp dụng"),
                ),
                (
                    "not_applicable_reply",
                    models.TextField(blank=True, verbose_name="ý kiến của thư ký"),
                ),
                ("is_reopened", models.BooleanField(default=False, verbose_name="được mở lại")),
                ("return_reason", models.TextField(blank=True, verbose_name="lý do trả lại")),
                ("updated_at", models.DateTimeField(null=True)),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "not_applicable_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="assessments.criterion",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả theo tiêu chí",
                "ordering": ["criterion__position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "criterion"), name="answer_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("not_applicable", ""),
                            models.Q(("not_applicable_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="not_applicable_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("text", models.TextField(blank=True, verbose_name="nội dung giải trình")),
                ("at", models.DateTimeField(null=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="explanations",
                        to="assessments.assessment",
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
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.criterion",
                    ),
                ),
            ],
            options={
                "verbose_name": "giải trình",
                "ordering": ["criterion__position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "criterion"), name="explanation_once_a_criterion"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ranking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rankings",
                        to="units.bloc",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ranking",
                        to="assessments.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "xếp hạng",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="RankingRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit_name", models.CharField(max_length=200)),
                ("unit_short_name", models.CharField(max_length=60)),
                ("groups", models.JSONField(default=dict)),
                ("leaves", models.JSONField(default=dict)),
                ("self_total", models.DecimalField(decimal_places=2, max_digits=9, null=True)),
                ("peer_total", models.DecimalField(decimal_places=2, max_digits=9, null=True)),
                ("standard", models.DecimalField(decimal_places=2, max_digits=9)),
                ("bonus", models.DecimalField(decimal_places=2, max_digits=8)),
                ("penalty", models.DecimalField(decimal_places=2, max_digits=8)),
                ("total", models.DecimalField(decimal_places=2, max_digits=9)),
                ("assigned", models.DecimalField(decimal_places=2, max_digits=9)),
                ("rate", models.DecimalField(decimal_places=2, max_digits=7)),
                ("rebased", models.DecimalField(decimal_places=2, max_digits=9)),
                ("rank", models.PositiveSmallIntegerField(null=True, verbose_name="hạng")),
                ("band", models.CharField(blank=True, max_length=100, verbose_name="xếp loại")),
                ("is_disqualified", models.BooleanField(default=False, verbose_name="không xét")),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "ranking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="assessments.ranking",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ranking_rows",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["ranking", "rank", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("ranking", "unit"), name="ranked_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateTimeField(verbose_name="gia hạn đến")),
                ("reason", models.TextField(verbose_name="lý do")),
                ("at", models.DateTimeField()),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="assessments.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "gia hạn",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="extension_has_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("self", "Tự chấm"),
                            ("appraisal_1", "Thẩm định lần 1"),
                            ("appraisal_2", "Thẩm định lần 2"),
                            ("peers", "Chấm chéo"),
                            ("agreement", "Thống nhất tại hội nghị"),
                            ("adjustment", "Sở Nội vụ điều chỉnh"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Đang chấm"),
                            ("done", "Đã chấm xong"),
                            ("closed", "Đã đóng"),
                        ],
                        default="open",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "appraiser",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="score_sheets",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="assessments.assessment",
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
                    "scorer_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "phiếu chấm điểm",
                "ordering": ["assessment", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "stage", "scorer_unit"), name="sheet_once_a_scorer"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stage", "peers"), _negated=True),
                        fields=("assessment", "stage"),
                        name="one_sheet_a_stage_but_peers",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "was",
                    models.DecimalField(
                        decimal_places=2, max_digits=8, null=True, verbose_name="điểm trước"
                    ),
                ),
                (
                    "points",
                    models.DecimalField(
                        decimal_places=2, max_digits=8, null=True, verbose_name="điểm"
                    ),
                ),
                ("is_change", models.BooleanField(default=False, verbose_name="có thay đổi")),
                ("is_abstained", models.BooleanField(default=False, verbose_name="không chấm")),
                ("reason", models.TextField(blank=True, verbose_name="lý do")),
                ("hands", models.CharField(blank=True, max_length=100, verbose_name="biểu quyết")),
                ("at", models.DateTimeField(null=True)),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.criterion",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="assessments.scoresheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "điểm",
                "ordering": ["criterion__position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sheet", "criterion"), name="score_once_a_sheet"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_change", False),
                            models.Q(
                                django.db.models.lookups.Exact(
                                    django.db.models.functions.text.Trim("reason"), models.Value("")
                                ),
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="score_change_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_abstained", False), ("points__isnull", True), _connector="OR"
                        ),
                        name="abstention_has_no_points",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("content", models.CharField(max_length=300, verbose_name="nội dung chỉ tiêu")),
                (
                    "measure",
                    models.CharField(blank=True, max_length=60, verbose_name="đơn vị tính"),
                ),
                (
                    "base",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=18,
                        null=True,
                        verbose_name="thực hiện năm trước",
                    ),
                ),
                (
                    "plan",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=18,
                        null=True,
                        verbose_name="kế hoạch năm",
                    ),
                ),
                (
                    "source",
                    models.CharField(blank=True, max_length=200, verbose_name="nguồn số liệu"),
                ),
                (
                    "criterion_code",
                    models.CharField(blank=True, max_length=20, verbose_name="dùng cho tiêu chí"),
                ),
                ("part", models.PositiveSmallIntegerField(default=0, verbose_name="chỉ tiêu thứ")),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="assessments.registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "chỉ tiêu đăng ký",
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TargetProgress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "actual",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=18,
                        null=True,
                        verbose_name="thực hiện",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="kết quả và thuyết minh")),
                ("updated_at", models.DateTimeField(null=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="assessments.assessment",
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
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="assessments.target",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "tiến độ chỉ tiêu",
                "ordering": ["target__position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "target"), name="progress_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("file", "Tệp"),
                            ("link", "Đường dẫn"),
                            ("document", "Văn bản (số, ngày, cơ quan ban hành)"),
                        ],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="tên minh chứng")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="đường dẫn")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="số, ký hiệu")),
                ("date", models.DateField(blank=True, null=True, verbose_name="ngày văn bản")),
                (
                    "issuer",
                    models.CharField(blank=True, max_length=200, verbose_name="cơ quan ban hành"),
                ),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="có giá trị đến"),
                ),
                ("file", models.CharField(blank=True, max_length=200)),
                ("name", models.CharField(blank=True, max_length=255, verbose_name="tên tệp")),
                ("media_type", models.CharField(blank=True, max_length=100)),
                ("size", models.PositiveBigIntegerField(null=True)),
                ("sha256", models.CharField(blank=True, db_index=True, max_length=64)),
                ("created_at", models.DateTimeField()),
                (
                    "answers",
                    models.ManyToManyField(
                        blank=True, related_name="evidence", to="assessments.answer"
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
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="carried_to",
                        to="assessments.evidence",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="units.period",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="units.unit",
                    ),
                ),
                (
                    "explanations",
                    models.ManyToManyField(
                        blank=True, related_name="evidence", to="assessments.explanation"
                    ),
                ),
                (
                    "progress",
                    models.ManyToManyField(
                        blank=True, related_name="evidence", to="assessments.targetprogress"
                    ),
                ),
            ],
            options={
                "verbose_name": "minh chứng",
                "verbose_name_plural": "minh chứng",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "file"),
                                ("size__isnull", False),
                                models.Q(("file", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            models.Q(("kind", "link"), models.Q(("link", ""), _negated=True)),
                            models.Q(("kind", "document"), models.Q(("number", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="evidence_is_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Disqualification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("words", models.CharField(max_length=300, verbose_name="điều kiện")),
                ("is_met", models.BooleanField(null=True, verbose_name="vi phạm")),
                ("ground", models.TextField(blank=True, verbose_name="căn cứ")),
                ("at", models.DateTimeField(null=True)),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.evidence",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disqualifications",
                        to="assessments.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "điều kiện loại trừ",
                "ordering": ["unit", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "unit", "code"), name="disqualification_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_met__isnull", True),
                            ("is_met", False),
                            models.Q(("ground", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="disqualification_has_ground",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessmentSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "key",
                    models.CharField(
                        choices=[
                            ("results", "Kết quả thực hiện nhiệm vụ"),
                            ("movements", "Phong trào thi đua, công tác khen thưởng"),
                            ("shortfalls", "Tồn tại, hạn chế và nguyên nhân"),
                            ("directions", "Phương hướng, nhiệm vụ thời gian tới"),
                            ("proposals", "Đề xuất, kiến nghị"),
                        ],
                        max_length=20,
                    ),
                ),
                ("body", models.TextField(blank=True, verbose_name="nội dung")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="assessments.assessment",
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
                "verbose_name": "phần báo cáo của đơn vị",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "key"), name="assessment_section_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["unit", "period"], name="assessments_unit_id_ef0e51_idx"),
        ),
    ]
