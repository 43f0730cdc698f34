import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documents", "0005_add_ballot_and_award_papers"),
        ("meetings", "0005_add_ballots"),
        ("units", "0005_add_award_settings"),
        ("units", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Award",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="mã")),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("title", "Danh hiệu thi đua"),
                            ("commendation", "Hình thức khen thưởng"),
                        ],
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("unit", "Cấp cơ sở"),
                            ("commune", "Cấp xã"),
                            ("province", "Cấp tỉnh"),
                            ("ministry", "Cấp bộ, ngành"),
                            ("state", "Cấp nhà nước"),
                        ],
                        max_length=20,
                        verbose_name="cấp",
                    ),
                ),
                (
                    "decided_by",
                    models.CharField(max_length=200, verbose_name="thẩm quyền quyết định"),
                ),
                ("for_units", models.BooleanField(default=False, verbose_name="tập thể là đơn vị")),
                (
                    "for_sub_units",
                    models.BooleanField(default=False, verbose_name="tập thể trong đơn vị"),
                ),
                ("for_persons", models.BooleanField(default=False, verbose_name="cá nhân")),
                ("for_households", models.BooleanField(default=False, verbose_name="hộ gia đình")),
                (
                    "is_bloc_business",
                    models.BooleanField(default=False, verbose_name="Khối xét, đề nghị"),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="thứ tự")),
            ],
            options={
                "verbose_name": "danh hiệu, hình thức khen thưởng",
                "verbose_name_plural": "danh hiệu, hình thức khen thưởng",
                "ordering": ["position", "code"],
            },
        ),
        migrations.CreateModel(
            name="BaseSalary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount", models.PositiveIntegerField(verbose_name="mức lương cơ sở (đồng)")),
                ("starts", models.DateField(verbose_name="từ ngày")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "article",
                    models.CharField(blank=True, max_length=300, verbose_name="trích điều khoản"),
                ),
            ],
            options={
                "verbose_name": "lương cơ sở",
                "ordering": ["starts"],
            },
        ),
        migrations.CreateModel(
            name="LegalBase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=400, verbose_name="căn cứ")),
                ("starts", models.DateField(verbose_name="từ ngày")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("is_confirmed", models.BooleanField(default=True, verbose_name="đã kiểm chứng")),
            ],
            options={
                "verbose_name": "căn cứ pháp lý",
                "verbose_name_plural": "căn cứ pháp lý",
                "ordering": ["position", "starts"],
            },
        ),
        migrations.CreateModel(
            name="Regime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                ("starts", models.DateField(verbose_name="từ ngày")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "is_confirmed",
                    models.BooleanField(default=True, verbose_name="đã kiểm chứng nội dung"),
                ),
                ("note", models.TextField(blank=True, verbose_name="lưu ý")),
            ],
            options={
                "verbose_name": "chế độ pháp lý",
                "verbose_name_plural": "chế độ pháp lý",
                "ordering": ["starts"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="số quyết định")),
                ("date", models.DateField(verbose_name="ngày quyết định")),
                ("issuer", models.CharField(max_length=200, verbose_name="cơ quan ban hành")),
                ("signer", models.CharField(max_length=200, verbose_name="người ký")),
                (
                    "signer_title",
                    models.CharField(blank=True, max_length=200, verbose_name="chức vụ người ký"),
                ),
                ("file", models.CharField(blank=True, max_length=200)),
                ("name", models.CharField(blank=True, max_length=255, verbose_name="tên tệp")),
                ("media_type", models.CharField(blank=True, max_length=100)),
                ("size", models.PositiveBigIntegerField(null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
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
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="units.province",
                    ),
                ),
            ],
            options={
                "verbose_name": "quyết định khen thưởng",
                "ordering": ["-date", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("province", "number", "date"), name="decision_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("unit", "Đơn vị"),
                            ("sub_unit", "Tập thể trong đơn vị"),
                            ("person", "Cá nhân"),
                            ("household", "Hộ gia đình"),
                        ],
                        default="unit",
                        max_length=20,
                        verbose_name="đối tượng",
                    ),
                ),
                (
                    "subject_name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="tên tập thể, cá nhân"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("staff", "Số người lao động"),
                            ("staff_complete", "Số người hoàn thành nhiệm vụ trở lên"),
                            ("ldtt", "Số người đạt Lao động tiên tiến"),
                            ("cstdcs", "Số người đạt Chiến sĩ thi đua cơ sở"),
                            ("disciplined", "Số người bị kỷ luật từ cảnh cáo trở lên"),
                            ("women", "Số lao động nữ"),
                            ("rating", "Mức độ hoàn thành nhiệm vụ"),
                            ("party_rating", "Xếp loại tổ chức đảng"),
                            ("exceeds", "Hoàn thành vượt mức các chỉ tiêu"),
                            ("initiative", "Sáng kiến, đề tài được công nhận"),
                            ("discipline_end", "Ngày hết hiệu lực kỷ luật"),
                            ("movement", "Kết quả phong trào, chuyên đề"),
                            ("confirmation", "Xác nhận của cơ quan có thẩm quyền"),
                            ("months", "Số tháng công tác trong năm"),
                            ("days_off", "Số ngày nghỉ trong năm"),
                        ],
                        max_length=30,
                        verbose_name="nội dung",
                    ),
                ),
                (
                    "number",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="số liệu",
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=400, verbose_name="nội dung ghi")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="ngày")),
                (
                    "source",
                    models.CharField(blank=True, max_length=300, verbose_name="văn bản, nguồn"),
                ),
                ("file", models.CharField(blank=True, max_length=200)),
                ("name", models.CharField(blank=True, max_length=255, verbose_name="tên tệp")),
                ("media_type", models.CharField(blank=True, max_length=100)),
                ("size", models.PositiveBigIntegerField(null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
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
                        related_name="facts",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "số liệu, xác nhận",
                "ordering": ["-year", "kind", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to="units.bloc",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "khối theo dõi",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "bloc"), name="followed_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MoneyRate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_person", models.BooleanField(default=False, verbose_name="cho cá nhân")),
                (
                    "multiple",
                    models.DecimalField(
                        decimal_places=2, max_digits=6, verbose_name="lần lương cơ sở"
                    ),
                ),
                ("starts", models.DateField(verbose_name="từ ngày")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                (
                    "article",
                    models.CharField(blank=True, max_length=300, verbose_name="trích điều khoản"),
                ),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rates",
                        to="awards.award",
                    ),
                ),
            ],
            options={
                "verbose_name": "mức tiền thưởng",
                "ordering": ["award", "starts"],
            },
        ),
        migrations.CreateModel(
            name="Nomination",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("unit_name", models.CharField(max_length=200)),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("unit", "Đơn vị"),
                            ("sub_unit", "Tập thể trong đơn vị"),
                            ("person", "Cá nhân"),
                            ("household", "Hộ gia đình"),
                        ],
                        default="unit",
                        max_length=20,
                        verbose_name="đối tượng",
                    ),
                ),
                (
                    "subject_name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="tên tập thể, cá nhân"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("merit", "Công trạng"),
                            ("sudden", "Đột xuất"),
                            ("movement", "Phong trào, chuyên đề"),
                            ("contribution", "Quá trình cống hiến"),
                            ("seniority", "Niên hạn"),
                            ("external", "Đối ngoại"),
                        ],
                        default="merit",
                        max_length=20,
                        verbose_name="loại thành tích",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm thành tích")),
                (
                    "theme",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="thành tích, phong trào"
                    ),
                ),
                ("summary", models.TextField(blank=True, verbose_name="tóm tắt thành tích")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("rank", "Theo kết quả xếp hạng, bình xét"),
                            ("hand", "Đề nghị riêng theo phong trào, chuyên đề"),
                        ],
                        default="hand",
                        max_length=10,
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=1, verbose_name="thứ tự đề nghị"),
                ),
                ("rank", models.PositiveSmallIntegerField(null=True, verbose_name="hạng")),
                (
                    "points",
                    models.DecimalField(
                        decimal_places=2, max_digits=9, null=True, verbose_name="điểm"
                    ),
                ),
                (
                    "votes",
                    models.PositiveSmallIntegerField(null=True, verbose_name="số phiếu đồng ý"),
                ),
                ("vote_base", models.PositiveSmallIntegerField(null=True, verbose_name="tổng số")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang lập"),
                            ("self_nominated", "Đơn vị đề nghị"),
                            ("eligibility_checked", "Đã xét điều kiện"),
                            ("bloc_ranked", "Đã xếp hạng trong Khối"),
                            ("bloc_voted", "Khối đã bỏ phiếu thông qua"),
                            ("minuted", "Đã ghi vào biên bản"),
                            ("submitted_to_snv", "Đã trình Sở Nội vụ"),
                            ("received", "Sở Nội vụ đã nhận"),
                            ("supplement_requested", "Cần bổ sung hồ sơ"),
                            ("supplemented", "Đã bổ sung hồ sơ"),
                            ("appraised", "Đã thẩm định, đủ điều kiện"),
                            ("hold", "Tạm dừng xét"),
                            ("council_voted", "Hội đồng đã thông qua"),
                            ("approved_by_ubnd", "UBND tỉnh đã thông qua"),
                            ("party_opinion", "Đã có ý kiến Ban Thường vụ Tỉnh ủy"),
                            ("submitted_to_bnv", "Đã trình Bộ Nội vụ"),
                            ("bnv_appraised", "Bộ Nội vụ đã thẩm định"),
                            ("pm_decided", "Thủ tướng, Chủ tịch nước đã quyết định"),
                            ("decided", "Đã có quyết định khen thưởng"),
                            ("notified", "Đã thông báo kết quả"),
                            ("delivered", "Đã trao"),
                            ("annulled", "Đã hủy bỏ quyết định"),
                            ("withdrawn", "Đã rút"),
                            ("rejected_by_bloc", "Khối không thông qua"),
                            ("returned", "Sở Nội vụ trả lại"),
                            ("council_not_approved", "Hội đồng không thông qua"),
                            ("refused", "Không được khen thưởng"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=30,
                    ),
                ),
                ("held_from", models.CharField(blank=True, editable=False, max_length=30)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField(null=True)),
                ("supplement_due", models.DateField(null=True, verbose_name="bổ sung trước ngày")),
                (
                    "outcome_reason",
                    models.TextField(blank=True, verbose_name="lý do kết quả khác đề nghị"),
                ),
                ("notified_on", models.DateField(null=True, verbose_name="ngày thông báo")),
                ("delivered_on", models.DateField(null=True, verbose_name="ngày trao")),
                (
                    "delivered_where",
                    models.CharField(blank=True, max_length=200, verbose_name="nơi trao"),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="awards.award",
                    ),
                ),
                (
                    "ballot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="meetings.ballot",
                    ),
                ),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
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
                    "movement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="meetings.movement",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="units.period",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="documents.document",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="units.unit",
                    ),
                ),
                (
                    "regime",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="awards.regime",
                    ),
                ),
            ],
            options={
                "verbose_name": "đề nghị khen thưởng",
                "ordering": ["period", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "withdrawn",
                                    "rejected_by_bloc",
                                    "returned",
                                    "council_not_approved",
                                    "refused",
                                    "annulled",
                                ],
                            ),
                            _negated=True,
                        ),
                        fields=(
                            "unit",
                            "subject",
                            "subject_name",
                            "award",
                            "year",
                            "reason",
                            "theme",
                        ),
                        name="nominated_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("subject", "unit"),
                            models.Q(("subject_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="subject_has_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("discipline", "Đang xem xét kỷ luật"),
                            ("inspection", "Thanh tra, kiểm tra, điều tra có dấu hiệu vi phạm"),
                            ("complaint", "Có khiếu nại, tố cáo đang xác minh"),
                            ("press", "Báo chí nêu có dấu hiệu tham nhũng, tiêu cực đang xác minh"),
                        ],
                        max_length=20,
                        verbose_name="căn cứ tạm dừng",
                    ),
                ),
                (
                    "document",
                    models.CharField(max_length=300, verbose_name="văn bản (số, ngày, cơ quan)"),
                ),
                ("note", models.TextField(blank=True, verbose_name="nội dung")),
                ("at", models.DateTimeField()),
                (
                    "conclusion",
                    models.CharField(blank=True, max_length=300, verbose_name="văn bản kết luận"),
                ),
                ("lifted_at", models.DateTimeField(null=True)),
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
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "nomination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="awards.nomination",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần tạm dừng xét",
                "ordering": ["pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("nomination",),
                        name="held_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted_at__isnull", True),
                            models.Q(("conclusion", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="lifted_by_conclusion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="held_by_document"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "amount",
                    models.PositiveBigIntegerField(null=True, verbose_name="tiền thưởng (đồng)"),
                ),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="awards.award",
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
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="awards.decision",
                    ),
                ),
                (
                    "nomination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="awards.nomination",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả khen thưởng",
                "ordering": ["pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("nomination",), name="granted_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DossierFile",
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
                            ("confirmation", "Xác nhận của cơ quan có thẩm quyền"),
                            ("initiative", "Công nhận sáng kiến, đề tài"),
                            ("movement", "Kết quả phong trào, chuyên đề"),
                            ("other", "Tài liệu khác"),
                        ],
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="tên tài liệu")),
                ("file", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=255)),
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
                    "nomination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="awards.nomination",
                    ),
                ),
            ],
            options={
                "verbose_name": "tài liệu của hồ sơ",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CouncilVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held_on", models.DateField(verbose_name="ngày họp")),
                (
                    "minutes_number",
                    models.CharField(blank=True, max_length=60, verbose_name="số biên bản"),
                ),
                (
                    "members",
                    models.PositiveSmallIntegerField(verbose_name="tổng số thành viên Hội đồng"),
                ),
                ("present", models.PositiveSmallIntegerField(verbose_name="số có mặt")),
                (
                    "written",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="số ý kiến bằng văn bản"
                    ),
                ),
                ("yes", models.PositiveSmallIntegerField(verbose_name="số phiếu đồng ý")),
                ("threshold", models.CharField(max_length=10, verbose_name="tỷ lệ cần đạt")),
                ("is_passed", models.BooleanField()),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
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
                    "nomination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="awards.nomination",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả bỏ phiếu của Hội đồng",
                "ordering": ["pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("nomination",), name="council_voted_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("yes__lte", models.F("members")),
                            (
                                "members__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("present"), "+", models.F("written")
                                ),
                            ),
                            (
                                "yes__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("present"), "+", models.F("written")
                                ),
                            ),
                        ),
                        name="council_counts_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Achievement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("features", models.TextField(blank=True, verbose_name="đặc điểm, tình hình")),
                ("results", models.TextField(blank=True, verbose_name="thành tích đạt được")),
                (
                    "measures",
                    models.TextField(
                        blank=True, verbose_name="biện pháp, nguyên nhân đạt được thành tích"
                    ),
                ),
                (
                    "party_work",
                    models.TextField(
                        blank=True,
                        verbose_name="chấp hành chủ trương của Đảng, chính sách, pháp luật; hoạt động đảng, đoàn thể",
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
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="achievement",
                        to="documents.document",
                    ),
                ),
                (
                    "nomination",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="achievement",
                        to="awards.nomination",
                    ),
                ),
            ],
            options={
                "verbose_name": "báo cáo thành tích",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="CouncilRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("threshold", models.CharField(max_length=10, verbose_name="tỷ lệ phiếu đồng ý")),
                ("is_secret", models.BooleanField(default=False, verbose_name="bỏ phiếu kín")),
                ("article", models.CharField(max_length=300, verbose_name="trích điều khoản")),
                ("is_confirmed", models.BooleanField(default=True, verbose_name="đã kiểm chứng")),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="council_rules",
                        to="awards.award",
                    ),
                ),
                (
                    "regime",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="council_rules",
                        to="awards.regime",
                    ),
                ),
            ],
            options={
                "verbose_name": "tỷ lệ phiếu của Hội đồng",
                "ordering": ["award", "regime"],
                "constraints": [
                    models.UniqueConstraint(fields=("award", "regime"), name="council_rule_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="AwardBase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("article", models.CharField(max_length=300, verbose_name="điều khoản")),
                ("is_confirmed", models.BooleanField(default=True, verbose_name="đã kiểm chứng")),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bases",
                        to="awards.award",
                    ),
                ),
                (
                    "regime",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bases",
                        to="awards.regime",
                    ),
                ),
            ],
            options={
                "verbose_name": "căn cứ của danh hiệu, hình thức",
                "ordering": ["award", "regime"],
                "constraints": [
                    models.UniqueConstraint(fields=("award", "regime"), name="award_base_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit_name", models.CharField(max_length=200, verbose_name="tên đơn vị khi đó")),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("unit", "Đơn vị"),
                            ("sub_unit", "Tập thể trong đơn vị"),
                            ("person", "Cá nhân"),
                            ("household", "Hộ gia đình"),
                        ],
                        default="unit",
                        max_length=20,
                        verbose_name="đối tượng",
                    ),
                ),
                (
                    "subject_name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="tên tập thể, cá nhân"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("merit", "Công trạng"),
                            ("sudden", "Đột xuất"),
                            ("movement", "Phong trào, chuyên đề"),
                            ("contribution", "Quá trình cống hiến"),
                            ("seniority", "Niên hạn"),
                            ("external", "Đối ngoại"),
                        ],
                        max_length=20,
                        verbose_name="loại thành tích",
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="thành tích, phong trào"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm thành tích")),
                ("number", models.CharField(max_length=60, verbose_name="số quyết định")),
                ("date", models.DateField(verbose_name="ngày quyết định")),
                (
                    "issuer",
                    models.CharField(blank=True, max_length=200, verbose_name="cơ quan ban hành"),
                ),
                ("signer", models.CharField(blank=True, max_length=200, verbose_name="người ký")),
                (
                    "amount",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="tiền thưởng (đồng)"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="ghi chú")),
                (
                    "carried_by_paper",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="văn bản cho phép kế thừa"
                    ),
                ),
                (
                    "annulled_on",
                    models.DateField(blank=True, null=True, verbose_name="ngày hủy bỏ"),
                ),
                (
                    "annulled_why",
                    models.CharField(blank=True, max_length=400, verbose_name="căn cứ hủy bỏ"),
                ),
                ("file", models.CharField(blank=True, max_length=200)),
                ("name", models.CharField(blank=True, max_length=255, verbose_name="tên tệp")),
                ("media_type", models.CharField(blank=True, max_length=100)),
                ("size", models.PositiveBigIntegerField(null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register",
                        to="awards.award",
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
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_to",
                        to="awards.registerentry",
                    ),
                ),
                (
                    "nomination",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_entry",
                        to="awards.nomination",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register",
                        to="units.province",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "mục trong sổ theo dõi khen thưởng",
                "ordering": ["-date", "unit", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "subject", "subject_name", "award", "number", "date"),
                        name="registered_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("carried_from__isnull", True),
                            models.Q(("carried_by_paper", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="carried_has_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("annulled_on__isnull", True),
                            models.Q(("annulled_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="annulled_has_ground",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("supplement", "Yêu cầu bổ sung"),
                            ("accept", "Đủ điều kiện, trình Hội đồng"),
                            ("return", "Trả lại"),
                        ],
                        max_length=20,
                        verbose_name="ý kiến thẩm định",
                    ),
                ),
                ("items", models.JSONField(default=list)),
                ("due", models.DateField(blank=True, null=True, verbose_name="bổ sung trước ngày")),
                ("note", models.TextField(blank=True, verbose_name="nhận xét")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "Chuyên viên đã chuẩn bị"),
                            ("approved", "Lãnh đạo đã duyệt"),
                            ("sent_back", "Lãnh đạo yêu cầu xem lại"),
                        ],
                        default="prepared",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("prepared_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True, verbose_name="ý kiến lãnh đạo")),
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
                    "nomination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="awards.nomination",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "ý kiến thẩm định",
                "ordering": ["pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "prepared")),
                        fields=("nomination",),
                        name="one_review_prepared",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10, verbose_name="mã")),
                ("condition", models.CharField(max_length=40, verbose_name="cách kiểm tra")),
                ("params", models.JSONField(blank=True, default=dict, verbose_name="tham số")),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("block", "Không đủ điều kiện"),
                            ("warn", "Cảnh báo"),
                            ("person", "Cần người xem xét"),
                        ],
                        max_length=10,
                        verbose_name="mức độ",
                    ),
                ),
                ("words", models.CharField(max_length=500, verbose_name="điều kiện")),
                ("article", models.CharField(max_length=300, verbose_name="trích điều khoản")),
                (
                    "reasons",
                    models.JSONField(
                        blank=True, default=list, verbose_name="chỉ xét với loại thành tích"
                    ),
                ),
                (
                    "is_confirmed",
                    models.BooleanField(default=True, verbose_name="đã kiểm chứng nguồn"),
                ),
                ("is_on", models.BooleanField(default=True, verbose_name="đang áp dụng")),
                (
                    "award",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="awards.award",
                    ),
                ),
                (
                    "regime",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="awards.regime",
                    ),
                ),
            ],
            options={
                "verbose_name": "điều kiện xét khen thưởng",
                "verbose_name_plural": "điều kiện xét khen thưởng",
                "ordering": ["regime", "code", "award"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "award", "regime"), name="rule_of_award_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("award__isnull", True)),
                        fields=("code", "regime"),
                        name="rule_of_all_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("block", "Không đủ điều kiện"),
                            ("warn", "Cảnh báo"),
                            ("person", "Cần người xem xét"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("fit", "Đạt"),
                            ("unfit", "Không đạt"),
                            ("person", "Cần người xem xét"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField()),
                ("figures", models.JSONField(default=dict)),
                ("article", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "decided",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fit", "Đạt"),
                            ("unfit", "Không đạt"),
                            ("person", "Cần người xem xét"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decided_why", models.TextField(blank=True, verbose_name="căn cứ kết luận")),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.bloc",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "nomination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="awards.nomination",
                    ),
                ),
                (
                    "regime",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="awards.regime",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="awards.rule",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả xét điều kiện",
                "ordering": ["pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("nomination", "rule"), name="checked_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided", ""),
                            models.Q(("decided_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="decided_has_ground",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleSwitch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_on", models.BooleanField(verbose_name="áp dụng")),
                ("source", models.CharField(max_length=400, verbose_name="nguồn")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="switches",
                        to="awards.rule",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần bật, tắt điều kiện",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="switch_has_source"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScreeningBody",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "body",
                    models.CharField(
                        choices=[
                            ("council", "Hội đồng Thi đua - Khen thưởng"),
                            ("standing", "Thường trực Hội đồng (Sở Nội vụ)"),
                        ],
                        max_length=20,
                        verbose_name="cơ quan xét",
                    ),
                ),
                ("starts", models.DateField(verbose_name="từ ngày")),
                ("basis", models.CharField(blank=True, max_length=300, verbose_name="căn cứ")),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="awards.award",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="units.province",
                    ),
                ),
            ],
            options={
                "verbose_name": "cơ quan xét ở tỉnh",
                "ordering": ["province", "award", "-starts"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("province", "award", "starts"), name="screening_body_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitEvent",
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
                            ("rename", "Đổi tên"),
                            ("merge", "Hợp nhất"),
                            ("absorb", "Sáp nhập"),
                            ("split", "Chia tách"),
                            ("transfer", "Chuyển cơ quan quản lý"),
                            ("dissolve", "Giải thể"),
                        ],
                        max_length=20,
                        verbose_name="sự kiện",
                    ),
                ),
                ("date", models.DateField(verbose_name="từ ngày")),
                ("decision", models.CharField(max_length=200, verbose_name="quyết định")),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="units.unit",
                        verbose_name="đơn vị kế thừa",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "sắp xếp tổ chức",
                "verbose_name_plural": "sắp xếp tổ chức",
                "ordering": ["date", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(
                fields=["unit", "year", "kind"], name="awards_fact_unit_id_f3ef43_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="nomination",
            index=models.Index(fields=["bloc", "state"], name="awards_nomi_bloc_id_a1779a_idx"),
        ),
        migrations.AddIndex(
            model_name="registerentry",
            index=models.Index(fields=["unit", "year"], name="awards_regi_unit_id_73ea02_idx"),
        ),
    ]
