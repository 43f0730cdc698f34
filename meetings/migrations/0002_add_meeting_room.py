import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0001_initial"),
        ("documents", "0003_add_meeting_papers"),
        ("meetings", "0001_initial"),
        ("units", "0004_add_outbox_and_calendar"),
        ("units", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField()),
                ("name", models.CharField(max_length=300, verbose_name="tên hoạt động")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sport", "Thể thao"),
                            ("culture", "Văn hóa, văn nghệ"),
                            ("charity", "Xã hội, từ thiện"),
                            ("visit", "Tham quan, học tập kinh nghiệm"),
                            ("contest", "Hội thi, tập huấn"),
                            ("other", "Hoạt động khác"),
                        ],
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                ("date", models.DateField(verbose_name="ngày")),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="địa điểm")),
                (
                    "participants",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="số người tham gia"
                    ),
                ),
                (
                    "spending",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="kinh phí (đồng)"
                    ),
                ),
                ("result", models.TextField(blank=True, verbose_name="kết quả")),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "units",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="units.unit",
                        verbose_name="đơn vị tham gia",
                    ),
                ),
            ],
            options={
                "verbose_name": "hoạt động chung của Khối",
                "verbose_name_plural": "hoạt động chung của Khối",
                "ordering": ["-date", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Election",
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
                    "office",
                    models.CharField(
                        choices=[("head", "Trưởng khối"), ("deputy", "Phó Trưởng khối")],
                        max_length=20,
                        verbose_name="chức danh",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm nhận nhiệm vụ")),
                (
                    "method",
                    models.CharField(
                        choices=[("hands", "Biểu quyết giơ tay"), ("secret", "Bỏ phiếu kín")],
                        default="hands",
                        max_length=20,
                        verbose_name="hình thức",
                    ),
                ),
                ("issued", models.PositiveSmallIntegerField(default=0, verbose_name="phát ra")),
                ("collected", models.PositiveSmallIntegerField(default=0, verbose_name="thu về")),
                ("valid", models.PositiveSmallIntegerField(default=0, verbose_name="hợp lệ")),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "elected",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="đơn vị trúng cử",
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
            ],
            options={
                "verbose_name": "bầu Trưởng khối, Phó Trưởng khối",
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "office"), name="office_elected_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("collected__lte", models.F("issued")),
                            ("valid__lte", models.F("collected")),
                        ),
                        name="ballots_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
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
                    "votes",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="số phiếu"
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
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="candidates",
                        to="meetings.election",
                    ),
                ),
            ],
            options={
                "verbose_name": "đơn vị được giới thiệu",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("election", "unit"), name="candidate_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="HandedCertificate",
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
                    "award",
                    models.CharField(
                        max_length=200, verbose_name="danh hiệu, hình thức khen thưởng"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="thành tích năm"
                    ),
                ),
                (
                    "number",
                    models.CharField(blank=True, max_length=60, verbose_name="số quyết định"),
                ),
                ("date", models.DateField(blank=True, null=True, verbose_name="ngày quyết định")),
                (
                    "issuer",
                    models.CharField(blank=True, max_length=200, verbose_name="cơ quan quyết định"),
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="đơn vị được trao",
                    ),
                ),
            ],
            options={
                "verbose_name": "khen thưởng được trao",
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang chuẩn bị"),
                            ("given", "Bên giao đã xác nhận"),
                            ("agreed", "Hai bên đã xác nhận"),
                            ("dropped", "Đã hủy"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("starts", models.DateField(verbose_name="nhận nhiệm vụ từ ngày")),
                (
                    "witness",
                    models.CharField(blank=True, max_length=300, verbose_name="người chứng kiến"),
                ),
                ("note", models.TextField(blank=True, verbose_name="nội dung khác")),
                ("given_at", models.DateTimeField(null=True)),
                ("taken_at", models.DateTimeField(null=True)),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="units.bloc",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handover",
                        to="documents.document",
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "giver_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="units.period",
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taker_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "bàn giao nhiệm vụ Trưởng khối",
                "ordering": ["-starts", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "dropped"), _negated=True),
                        fields=("bloc", "starts"),
                        name="one_handover_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=300, verbose_name="hồ sơ, tài sản")),
                ("quantity", models.CharField(blank=True, max_length=60, verbose_name="số lượng")),
                (
                    "condition",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="tình trạng, ghi chú"
                    ),
                ),
                ("is_checked", models.BooleanField(default=False, verbose_name="đã bàn giao")),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="meetings.handover",
                    ),
                ),
            ],
            options={
                "verbose_name": "mục bàn giao",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("none", "Chưa trả lời"),
                            ("yes", "Tham dự"),
                            ("no", "Không tham dự"),
                            ("stand_in", "Ủy quyền người dự thay"),
                        ],
                        default="none",
                        editable=False,
                        max_length=20,
                        verbose_name="trả lời",
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=100, verbose_name="họ và tên người dự"),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="chức vụ")),
                ("companions", models.TextField(blank=True, verbose_name="cùng dự")),
                (
                    "letter",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="số, ngày giấy ủy quyền"
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do, ghi chú"),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "guest",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="meetings.guest",
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
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "giấy mời",
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "unit"), name="unit_invited_once"),
                    models.UniqueConstraint(fields=("meeting", "guest"), name="guest_invited_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("guest__isnull", True), ("unit__isnull", False)),
                            models.Q(("guest__isnull", False), ("unit__isnull", True)),
                            _connector="OR",
                        ),
                        name="invites_unit_or_guest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesRemark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("paragraph", models.PositiveSmallIntegerField()),
                ("quote", models.TextField()),
                ("text", models.TextField(verbose_name="ý kiến")),
                ("answer", models.TextField(blank=True, verbose_name="tiếp thu, giải trình")),
                ("at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="meetings.minutes",
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
                "verbose_name": "ý kiến về biên bản",
                "ordering": ["paragraph", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MinutesVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="tên bản")),
                ("snapshot", models.JSONField()),
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
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="meetings.minutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "bản biên bản",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Movement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField()),
                ("name", models.CharField(max_length=300, verbose_name="tên phong trào")),
                (
                    "kind",
                    models.CharField(
                        choices=[("regular", "Thường xuyên"), ("thematic", "Theo chuyên đề (đợt)")],
                        default="thematic",
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                ("aims", models.TextField(blank=True, verbose_name="mục tiêu, nội dung")),
                ("launched_on", models.DateField(verbose_name="ngày phát động")),
                (
                    "launch_paper",
                    models.CharField(blank=True, max_length=200, verbose_name="văn bản phát động"),
                ),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="thời gian kết thúc"),
                ),
                ("midterm_on", models.DateField(blank=True, null=True, verbose_name="ngày sơ kết")),
                ("midterm_result", models.TextField(blank=True, verbose_name="kết quả sơ kết")),
                ("final_on", models.DateField(blank=True, null=True, verbose_name="ngày tổng kết")),
                ("final_result", models.TextField(blank=True, verbose_name="kết quả tổng kết")),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "phong trào thi đua",
                "verbose_name_plural": "phong trào thi đua",
                "ordering": ["-launched_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("launched_on")),
                            _connector="OR",
                        ),
                        name="movement_dates_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExemplaryModel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField()),
                ("name", models.CharField(max_length=300, verbose_name="tên điển hình")),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("collective", "Tập thể"),
                            ("person", "Cá nhân"),
                            ("practice", "Mô hình, cách làm hay"),
                            ("good_deed", "Người tốt, việc tốt"),
                        ],
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("found", "Phát hiện"),
                            ("nurtured", "Bồi dưỡng"),
                            ("spread", "Nhân rộng"),
                        ],
                        default="found",
                        max_length=20,
                        verbose_name="bước",
                    ),
                ),
                ("found_on", models.DateField(verbose_name="ngày phát hiện, giới thiệu")),
                ("description", models.TextField(verbose_name="thành tích, cách làm")),
                (
                    "spread_on",
                    models.DateField(blank=True, null=True, verbose_name="ngày nhân rộng"),
                ),
                ("spread_how", models.TextField(blank=True, verbose_name="kết quả nhân rộng")),
                (
                    "decision",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="quyết định công nhận, khen thưởng"
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
                    "created_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "movement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="models",
                        to="meetings.movement",
                        verbose_name="thuộc phong trào",
                    ),
                ),
            ],
            options={
                "verbose_name": "điển hình tiên tiến",
                "verbose_name_plural": "điển hình tiên tiến",
                "ordering": ["-found_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="OfficialPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("subject", models.CharField(blank=True, max_length=400, verbose_name="trích yếu")),
                ("opening", models.TextField(blank=True, verbose_name="phần mở đầu")),
                ("closing", models.TextField(blank=True, verbose_name="phần kết")),
                ("addressees", models.TextField(blank=True, verbose_name="kính gửi")),
                ("recipients", models.TextField(blank=True, verbose_name="nơi nhận")),
                ("details", models.JSONField(default=dict)),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="official_paper",
                        to="documents.document",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="official_papers",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "văn bản đang soạn",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Pact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang soạn"),
                            ("confirming", "Các đơn vị xác nhận"),
                            ("approved", "Đã duyệt, chờ ký"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="chủ đề, khẩu hiệu thi đua"
                    ),
                ),
                ("contents", models.TextField(blank=True, verbose_name="nội dung giao ước")),
                ("measures", models.TextField(blank=True, verbose_name="biện pháp, cách kiểm tra")),
                ("pledge", models.TextField(blank=True, verbose_name="cam kết")),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pacts",
                        to="units.bloc",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pact",
                        to="documents.document",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pacts",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pacts",
                        to="units.period",
                    ),
                ),
            ],
            options={
                "verbose_name": "giao ước thi đua",
                "ordering": ["-year"],
                "constraints": [
                    models.UniqueConstraint(fields=("bloc", "year"), name="one_pact_a_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="PactConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("words", models.CharField(max_length=64)),
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
                    "pact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="meetings.pact",
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
                "verbose_name": "xác nhận giao ước",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("pact", "unit"), name="pact_confirmed_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("key", models.SlugField(max_length=60)),
                ("text", models.TextField(blank=True, verbose_name="lời văn")),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="meetings.minutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "đoạn biên bản",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("minutes", "key"), name="passage_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=60)),
                ("seen_at", models.DateTimeField()),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "người đang ghi",
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "user"), name="present_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReservedOpinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("text", models.TextField(verbose_name="nội dung bảo lưu")),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "ý kiến bảo lưu",
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ScoreChange",
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
                    "was",
                    models.DecimalField(
                        decimal_places=2, editable=False, max_digits=8, null=True, verbose_name="từ"
                    ),
                ),
                (
                    "points",
                    models.DecimalField(decimal_places=2, max_digits=8, verbose_name="thành"),
                ),
                ("reason", models.TextField(verbose_name="lý do")),
                ("hands_for", models.PositiveSmallIntegerField(verbose_name="đồng ý")),
                (
                    "hands_against",
                    models.PositiveSmallIntegerField(default=0, verbose_name="không đồng ý"),
                ),
                (
                    "hands_abstained",
                    models.PositiveSmallIntegerField(default=0, verbose_name="không có ý kiến"),
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
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.criterion",
                        verbose_name="tiêu chí",
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "điều chỉnh điểm",
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "unit", "criterion"), name="score_changed_once_a_meeting"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="agreed_change_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Speaker",
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
                    "name",
                    models.CharField(blank=True, max_length=200, verbose_name="người phát biểu"),
                ),
                ("topic", models.CharField(blank=True, max_length=300, verbose_name="nội dung")),
                (
                    "turn",
                    models.CharField(
                        choices=[
                            ("waiting", "Chờ phát biểu"),
                            ("speaking", "Đang phát biểu"),
                            ("done", "Đã phát biểu"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=20,
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "đăng ký phát biểu",
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("code", models.CharField(blank=True, max_length=20, verbose_name="mã")),
                ("title", models.CharField(max_length=400, verbose_name="nhiệm vụ")),
                ("detail", models.TextField(blank=True, verbose_name="diễn giải")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="căn cứ")),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("professional", "Nhiệm vụ chuyên môn"),
                            ("party_building", "Xây dựng Đảng"),
                            ("administrative_reform", "Cải cách hành chính"),
                            ("movement", "Phong trào thi đua"),
                            ("bloc_activity", "Hoạt động chung của Khối"),
                            ("exemplary_model", "Điển hình tiên tiến"),
                            ("social_welfare", "An sinh xã hội"),
                            ("other", "Lĩnh vực khác"),
                        ],
                        max_length=30,
                        verbose_name="lĩnh vực",
                    ),
                ),
                ("due", models.DateField(verbose_name="hạn")),
                (
                    "measure",
                    models.CharField(blank=True, max_length=300, verbose_name="kết quả cần đạt"),
                ),
                (
                    "weight",
                    models.PositiveSmallIntegerField(default=1, verbose_name="mức quan trọng"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Đang thực hiện"),
                            ("done", "Đã hoàn thành"),
                            ("dropped", "Thôi thực hiện"),
                        ],
                        default="open",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("closed_at", models.DateTimeField(null=True)),
                ("close_note", models.TextField(blank=True, verbose_name="đánh giá khi kết thúc")),
                ("created_at", models.DateTimeField()),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="units.bloc",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "conclusion",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="task",
                        to="meetings.conclusion",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="units.period",
                    ),
                ),
            ],
            options={
                "verbose_name": "nhiệm vụ",
                "verbose_name_plural": "nhiệm vụ",
                "ordering": ["due", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 1), ("weight__lte", 5)),
                        name="task_weight_in_bounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dropped"), _negated=True),
                            models.Q(("close_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="dropped_task_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "Chủ trì"), ("partner", "Phối hợp")],
                        default="lead",
                        max_length=20,
                        verbose_name="vai trò",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("todo", "Chưa báo cáo"),
                            ("reported", "Chờ lãnh đạo xác nhận"),
                            ("confirmed", "Đã báo cáo"),
                            ("accepted", "Đã hoàn thành"),
                        ],
                        default="todo",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "percent",
                    models.PositiveSmallIntegerField(default=0, verbose_name="tiến độ (%)"),
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
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="meetings.task",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="task_shares",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "phần việc của đơn vị",
                "ordering": ["role", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("task", "unit"), name="task_share_once"),
                    models.CheckConstraint(
                        condition=models.Q(("percent__lte", 100)), name="percent_in_bounds"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Progress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("percent", models.PositiveSmallIntegerField(verbose_name="tiến độ (%)")),
                ("text", models.TextField(verbose_name="kết quả thực hiện")),
                (
                    "number",
                    models.CharField(blank=True, max_length=60, verbose_name="số, ký hiệu văn bản"),
                ),
                ("date", models.DateField(blank=True, null=True, verbose_name="ngày văn bản")),
                (
                    "issuer",
                    models.CharField(blank=True, max_length=200, verbose_name="cơ quan ban hành"),
                ),
                ("at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("return_reason", models.TextField(blank=True, verbose_name="lý do trả lại")),
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
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="progress",
                        to="meetings.task",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="meetings.taskshare",
                    ),
                ),
            ],
            options={
                "verbose_name": "báo cáo tiến độ",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("percent__lte", 100)), name="progress_percent_in_bounds"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="tên tài liệu")),
                ("file", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=255, verbose_name="tên tệp")),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "activity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="meetings.activity",
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
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="attachments",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="meetings.meeting",
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
                    "exemplary_model",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="meetings.exemplarymodel",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="meetings.invitation",
                    ),
                ),
                (
                    "movement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="meetings.movement",
                    ),
                ),
                (
                    "progress",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="meetings.progress",
                    ),
                ),
            ],
            options={
                "verbose_name": "tài liệu kèm theo",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="UnitConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("none", "Chưa trả lời"),
                            ("agreed", "Thống nhất"),
                            ("remarked", "Có ý kiến"),
                        ],
                        default="none",
                        editable=False,
                        max_length=20,
                        verbose_name="ý kiến",
                    ),
                ),
                (
                    "is_by_silence",
                    models.BooleanField(default=False, verbose_name="do không trả lời"),
                ),
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
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="meetings.minutes",
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
                "verbose_name": "xác nhận biên bản",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("minutes", "unit"), name="minutes_confirmed_once"
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="meeting",
            name="one_review_a_period",
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="ended_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="minutes",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="số phút"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="started_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="attendance",
            name="arrived_at",
            field=models.TimeField(blank=True, null=True, verbose_name="đến lúc"),
        ),
        migrations.AddField(
            model_name="attendance",
            name="left_at",
            field=models.TimeField(blank=True, null=True, verbose_name="về lúc"),
        ),
        migrations.AddField(
            model_name="conclusion",
            name="due",
            field=models.DateField(blank=True, null=True, verbose_name="hạn"),
        ),
        migrations.AddField(
            model_name="conclusion",
            name="measure",
            field=models.CharField(
                blank=True, db_default="", max_length=300, verbose_name="kết quả cần đạt"
            ),
        ),
        migrations.AddField(
            model_name="conclusion",
            name="no_task_reason",
            field=models.CharField(
                blank=True, db_default="", max_length=300, verbose_name="lý do không giao nhiệm vụ"
            ),
        ),
        migrations.AddField(
            model_name="conclusion",
            name="partner_units",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="units.unit", verbose_name="đơn vị phối hợp"
            ),
        ),
        migrations.AddField(
            model_name="conclusion",
            name="weight",
            field=models.PositiveSmallIntegerField(
                db_default=1, default=1, verbose_name="mức quan trọng"
            ),
        ),
        migrations.AddField(
            model_name="contribution",
            name="item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="contributions",
                to="meetings.agendaitem",
                verbose_name="thuộc nội dung",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="closed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="contact",
            field=models.CharField(
                blank=True, db_default="", max_length=200, verbose_name="người liên hệ"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="current_item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="meetings.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="invitation_note",
            field=models.TextField(
                blank=True, db_default="", verbose_name="nội dung khác trong giấy mời"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="invitation_revision",
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.AddField(
            model_name="meeting",
            name="mode",
            field=models.CharField(
                choices=[
                    ("in_person", "Trực tiếp"),
                    ("online", "Trực tuyến"),
                    ("mixed", "Trực tiếp kết hợp trực tuyến"),
                ],
                db_default="in_person",
                default="in_person",
                max_length=20,
                verbose_name="hình thức họp",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="opened_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="press_note",
            field=models.TextField(blank=True, db_default="", verbose_name="tin bài"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="press_revision",
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.AddField(
            model_name="meeting",
            name="reply_by",
            field=models.DateField(
                blank=True, null=True, verbose_name="trả lời giấy mời trước ngày"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="state",
            field=models.CharField(
                choices=[
                    ("planned", "Đang chuẩn bị"),
                    ("invited", "Đã gửi giấy mời"),
                    ("running", "Đang họp"),
                    ("ended", "Đã kết thúc"),
                    ("cancelled", "Đã hủy"),
                ],
                db_default="planned",
                default="planned",
                editable=False,
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="minutes",
            name="confirm_closed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="minutes",
            name="confirm_from",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="minutes",
            name="confirm_until",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="minutes",
            name="confirm_words",
            field=models.JSONField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="kind",
            field=models.CharField(
                choices=[
                    ("pact_signing", "Hội nghị ký giao ước thi đua"),
                    ("half_year_review", "Hội nghị sơ kết"),
                    ("year_end_review", "Hội nghị tổng kết"),
                    ("extraordinary", "Hội nghị bất thường"),
                ],
                max_length=30,
                verbose_name="loại hội nghị",
            ),
        ),
        migrations.AlterField(
            model_name="reportsection",
            name="key",
            field=models.CharField(
                choices=[
                    ("organisation", "Đặc điểm, tổ chức của Khối"),
                    ("results", "Kết quả thực hiện nhiệm vụ"),
                    ("movements", "Phong trào thi đua, công tác khen thưởng"),
                    ("activities", "Hoạt động chung của Khối"),
                    ("tasks", "Kết quả thực hiện nhiệm vụ Khối giao"),
                    ("scores", "Kết quả chấm điểm, xếp hạng"),
                    ("shortfalls", "Tồn tại, hạn chế và nguyên nhân"),
                    ("directions", "Phương hướng, nhiệm vụ trọng tâm"),
                    ("proposals", "Kiến nghị, đề xuất"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind__in", ["pact_signing", "half_year_review", "year_end_review"]),
                    models.Q(("state", "cancelled"), _negated=True),
                ),
                fields=("period", "kind"),
                name="one_review_a_period",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=["bloc", "state", "due"], name="meetings_ta_bloc_id_86430c_idx"
            ),
        ),
    ]
