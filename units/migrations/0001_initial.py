import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import units.models.people


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Province",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Chỉ dùng chữ thường không dấu, số và gạch nối.",
                            )
                        ],
                        verbose_name="mã trên địa chỉ",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Ví dụ: Tỉnh Hưng Yên", max_length=100, verbose_name="tên"
                    ),
                ),
                (
                    "people_committee",
                    models.CharField(max_length=150, verbose_name="Ủy ban nhân dân"),
                ),
                (
                    "reviewing_department",
                    models.CharField(max_length=150, verbose_name="cơ quan theo dõi"),
                ),
                (
                    "reviewing_board",
                    models.CharField(blank=True, max_length=150, verbose_name="bộ phận theo dõi"),
                ),
                (
                    "is_demo",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="dữ liệu trình diễn"
                    ),
                ),
                (
                    "demo_day",
                    models.DateField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="ngày của bản trình diễn",
                    ),
                ),
            ],
            options={
                "verbose_name": "tỉnh",
                "verbose_name_plural": "tỉnh",
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="Bloc",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Chỉ dùng chữ thường không dấu, số và gạch nối.",
                            )
                        ],
                        verbose_name="mã trên địa chỉ",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Ví dụ: Khối Thi đua Kinh tế - Kỹ thuật",
                        max_length=150,
                        verbose_name="tên",
                    ),
                ),
                ("short_name", models.CharField(max_length=60, verbose_name="tên tắt")),
                (
                    "established_by",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="quyết định thành lập"
                    ),
                ),
                ("locked_at", models.PositiveBigIntegerField(default=0, editable=False)),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blocs",
                        to="units.province",
                        verbose_name="tỉnh",
                    ),
                ),
            ],
            options={
                "verbose_name": "khối thi đua",
                "verbose_name_plural": "khối thi đua",
                "ordering": ["province", "slug"],
                "constraints": [
                    models.UniqueConstraint(fields=("province", "slug"), name="bloc_slug_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Chỉ dùng chữ thường không dấu, số và gạch nối.",
                            )
                        ],
                        verbose_name="mã",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("department", "Sở, ban, ngành"),
                            ("central_agency_branch", "Cơ quan trung ương tại tỉnh"),
                            ("management_board", "Ban quản lý"),
                            ("project_board", "Ban quản lý dự án"),
                            ("other", "Khác"),
                        ],
                        default="department",
                        max_length=30,
                        verbose_name="loại",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên hiện nay")),
                ("short_name", models.CharField(max_length=60, verbose_name="tên tắt")),
                ("sort_name", models.CharField(editable=False, max_length=500)),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="units.province",
                        verbose_name="tỉnh",
                    ),
                ),
            ],
            options={
                "verbose_name": "đơn vị",
                "verbose_name_plural": "đơn vị",
                "ordering": ["sort_name"],
                "constraints": [
                    models.UniqueConstraint(fields=("province", "slug"), name="unit_slug_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.ASCIIUsernameValidator()],
                        verbose_name="tên đăng nhập",
                    ),
                ),
                ("full_name", models.CharField(max_length=100, verbose_name="họ và tên")),
                ("position", models.CharField(blank=True, max_length=200, verbose_name="chức vụ")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử"),
                ),
                ("is_staff", models.BooleanField(default=False, verbose_name="vào trang quản trị")),
                ("is_active", models.BooleanField(default=True, verbose_name="đang dùng")),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="ngày tạo"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="units.province",
                        verbose_name="tỉnh",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="units.unit",
                        verbose_name="đơn vị công tác",
                    ),
                ),
            ],
            options={
                "verbose_name": "người dùng",
                "verbose_name_plural": "người dùng",
                "ordering": ["username"],
            },
            managers=[
                ("objects", units.models.people.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True, verbose_name="thời điểm")),
                ("real_at", models.DateTimeField(verbose_name="giờ máy chủ")),
                ("who", models.CharField(max_length=320, verbose_name="người thực hiện")),
                ("action", models.CharField(max_length=60, verbose_name="việc")),
                ("object_type", models.CharField(max_length=60)),
                ("object_id", models.PositiveBigIntegerField()),
                ("object_label", models.CharField(max_length=300, verbose_name="đối tượng")),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("reason", models.TextField(blank=True, verbose_name="lý do")),
                ("request_id", models.CharField(blank=True, max_length=64)),
                (
                    "user",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.province",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="thứ tự")),
                ("starts", models.DateField(verbose_name="từ ngày")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "decision",
                    models.CharField(blank=True, max_length=200, verbose_name="quyết định"),
                ),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="units.bloc",
                        verbose_name="khối",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "đơn vị thành viên",
                "verbose_name_plural": "đơn vị thành viên",
                "ordering": ["bloc", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bloc", "unit", "starts"), name="membership_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("ends__gte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="membership_dates_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting_key",
                    models.PositiveBigIntegerField(blank=True, editable=False, null=True),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("secretary", "Thư ký khối"),
                            ("head", "Trưởng khối"),
                            ("deputy", "Phó Trưởng khối"),
                            ("officer", "Cán bộ thi đua của đơn vị"),
                            ("leader", "Lãnh đạo đơn vị"),
                            ("appraiser", "Tổ thẩm định"),
                            ("reviewer", "Sở Nội vụ"),
                            ("observer", "Hội đồng, lãnh đạo tỉnh"),
                            ("chair", "Chủ tọa hội nghị"),
                            ("meeting_secretary", "Thư ký hội nghị"),
                        ],
                        max_length=20,
                        verbose_name="vai trò",
                    ),
                ),
                ("starts", models.DateField(verbose_name="từ ngày")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "acting_from",
                    models.DateField(
                        blank=True, null=True, verbose_name="Phó được giao ký thay từ ngày"
                    ),
                ),
                ("acting_to", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người",
                    ),
                ),
                (
                    "bloc",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="units.bloc",
                        verbose_name="khối",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="units.province",
                        verbose_name="tỉnh",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "phân công",
                "verbose_name_plural": "phân công",
                "ordering": ["user", "starts"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("ends__gte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="appointment_dates_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("bloc__isnull", False),
                                ("role__in", ["secretary", "head", "deputy", "appraiser"]),
                            ),
                            models.Q(
                                ("bloc__isnull", True),
                                ("role__in", ["officer", "leader"]),
                                ("unit__isnull", False),
                            ),
                            models.Q(
                                ("bloc__isnull", True),
                                ("role__in", ["reviewer", "observer"]),
                                ("unit__isnull", True),
                            ),
                            models.Q(
                                ("bloc__isnull", False),
                                ("meeting_key__isnull", False),
                                ("role__in", ["chair", "meeting_secretary"]),
                            ),
                            _connector="OR",
                        ),
                        name="appointment_scope_fits_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "head"), _negated=True),
                            ("ends__isnull", True),
                            _connector="OR",
                        ),
                        name="head_has_start_only",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "head")),
                        fields=("bloc", "starts"),
                        name="one_head_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                ("short_name", models.CharField(max_length=60, verbose_name="tên tắt")),
                ("starts", models.DateField(verbose_name="từ ngày")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "tên đơn vị theo thời gian",
                "verbose_name_plural": "tên đơn vị theo thời gian",
                "ordering": ["unit", "starts"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("ends__gte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="unit_name_dates_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BlocSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "topic",
                    models.CharField(choices=[("papers", "Thể thức và số văn bản")], max_length=20),
                ),
                ("starts", models.DateField(verbose_name="áp dụng từ ngày")),
                ("values", models.JSONField()),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settings",
                        to="units.bloc",
                    ),
                ),
            ],
            options={
                "ordering": ["bloc", "topic", "-starts"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bloc", "topic", "starts"), name="bloc_settings_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Period",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(verbose_name="mã trên địa chỉ")),
                (
                    "kind",
                    models.CharField(
                        choices=[("half_year", "6 tháng đầu năm"), ("year", "Cả năm")],
                        max_length=20,
                        verbose_name="loại kỳ",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="tên kỳ")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Đang mở"), ("closed", "Đã kết thúc")],
                        default="open",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("starts", models.DateField(verbose_name="từ ngày")),
                ("ends", models.DateField(verbose_name="đến hết ngày")),
                ("report_due", models.DateField(verbose_name="đơn vị gửi báo cáo trước")),
                ("draft_due", models.DateField(verbose_name="dự thảo báo cáo chung trước")),
                ("meeting_from", models.DateField(verbose_name="hội nghị từ ngày")),
                ("meeting_due", models.DateField(verbose_name="hội nghị chậm nhất ngày")),
                ("send_due", models.DateField(verbose_name="gửi Sở Nội vụ trước")),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="periods",
                        to="units.bloc",
                        verbose_name="khối",
                    ),
                ),
            ],
            options={
                "verbose_name": "kỳ đánh giá",
                "verbose_name_plural": "kỳ đánh giá",
                "ordering": ["bloc", "-ends", "starts"],
                "constraints": [
                    models.UniqueConstraint(fields=("bloc", "slug"), name="period_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="period_dates_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("meeting_due__gte", models.F("meeting_from"))),
                        name="period_window_in_order",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["bloc", "-id"], name="units_audit_bloc_id_c96c0f_idx"),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["user", "starts"], name="units_appoi_user_id_28ce6e_idx"),
        ),
    ]
