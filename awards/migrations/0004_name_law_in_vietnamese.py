import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0003_fill_rules"),
        ("units", "0006_add_frames"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="basesalary",
            options={
                "ordering": ["starts"],
                "verbose_name": "lương cơ sở",
                "verbose_name_plural": "lương cơ sở",
            },
        ),
        migrations.AlterModelOptions(
            name="councilrule",
            options={
                "ordering": ["award", "regime"],
                "verbose_name": "tỷ lệ phiếu của Hội đồng",
                "verbose_name_plural": "tỷ lệ phiếu của Hội đồng",
            },
        ),
        migrations.AlterModelOptions(
            name="moneyrate",
            options={
                "ordering": ["award", "starts"],
                "verbose_name": "mức tiền thưởng",
                "verbose_name_plural": "mức tiền thưởng",
            },
        ),
        migrations.AlterModelOptions(
            name="ruleswitch",
            options={
                "ordering": ["-pk"],
                "verbose_name": "lần bật, tắt điều kiện",
                "verbose_name_plural": "lần bật, tắt điều kiện",
            },
        ),
        migrations.AlterModelOptions(
            name="screeningbody",
            options={
                "ordering": ["province", "award", "-starts"],
                "verbose_name": "cơ quan xét ở tỉnh",
                "verbose_name_plural": "cơ quan xét ở tỉnh",
            },
        ),
        migrations.AlterField(
            model_name="councilrule",
            name="award",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="council_rules",
                to="awards.award",
                verbose_name="danh hiệu, hình thức",
            ),
        ),
        migrations.AlterField(
            model_name="councilrule",
            name="regime",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="council_rules",
                to="awards.regime",
                verbose_name="chế độ pháp lý",
            ),
        ),
        migrations.AlterField(
            model_name="legalbase",
            name="position",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="thứ tự"),
        ),
        migrations.AlterField(
            model_name="moneyrate",
            name="award",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rates",
                to="awards.award",
                verbose_name="danh hiệu, hình thức",
            ),
        ),
        migrations.AlterField(
            model_name="regime",
            name="code",
            field=models.CharField(max_length=20, unique=True, verbose_name="mã"),
        ),
        migrations.AlterField(
            model_name="rule",
            name="award",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rules",
                to="awards.award",
                verbose_name="danh hiệu, hình thức",
            ),
        ),
        migrations.AlterField(
            model_name="rule",
            name="regime",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rules",
                to="awards.regime",
                verbose_name="chế độ pháp lý",
            ),
        ),
        migrations.AlterField(
            model_name="ruleswitch",
            name="at",
            field=models.DateTimeField(verbose_name="lúc"),
        ),
        migrations.AlterField(
            model_name="ruleswitch",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người ghi",
            ),
        ),
        migrations.AlterField(
            model_name="ruleswitch",
            name="rule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="switches",
                to="awards.rule",
                verbose_name="điều kiện",
            ),
        ),
        migrations.AlterField(
            model_name="screeningbody",
            name="award",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="awards.award",
                verbose_name="danh hiệu, hình thức",
            ),
        ),
        migrations.AlterField(
            model_name="screeningbody",
            name="province",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="units.province",
                verbose_name="tỉnh",
            ),
        ),
    ]
