import django.db.models.deletion
from django.db import migrations, models

import awards.models.catalogue


class Migration(migrations.Migration):
    dependencies = [("awards", "0004_name_law_in_vietnamese"), ("units", "0006_add_frames")]

    operations = [
        migrations.AlterField(
            model_name="councilrule",
            name="threshold",
            field=models.CharField(
                help_text="Ghi phân số như 2/3 hoặc số thập phân như 0.80.",
                max_length=10,
                validators=[awards.models.catalogue.share_check],
                verbose_name="tỷ lệ phiếu đồng ý",
            ),
        ),
        migrations.CreateModel(
            name="CouncilQuorum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "come",
                    models.CharField(
                        help_text="Ghi phân số như 2/3 hoặc số thập phân như 0.80.",
                        max_length=10,
                        validators=[awards.models.catalogue.share_check],
                        verbose_name="tỷ lệ có mặt",
                    ),
                ),
                (
                    "heard",
                    models.CharField(
                        help_text="Ghi phân số như 2/3 hoặc số thập phân như 0.80.",
                        max_length=10,
                        validators=[awards.models.catalogue.share_check],
                        verbose_name="tỷ lệ cho ý kiến khi xét khen thưởng",
                    ),
                ),
                ("starts", models.DateField(verbose_name="từ ngày")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                ("article", models.CharField(max_length=300, verbose_name="trích điều khoản")),
                (
                    "is_confirmed",
                    models.BooleanField(
                        default=True,
                        help_text="Chưa kiểm chứng: chưa áp dụng.",
                        verbose_name="đã kiểm chứng",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        help_text="Để trống: áp dụng cho các tỉnh không có quy định riêng.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="units.province",
                        verbose_name="tỉnh",
                    ),
                ),
            ],
            options={
                "verbose_name": "số thành viên Hội đồng dự họp",
                "verbose_name_plural": "số thành viên Hội đồng dự họp",
                "ordering": ["province", "starts"],
            },
        ),
    ]
