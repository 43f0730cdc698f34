from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0005_add_ballot_and_award_papers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="rendering",
            name="form",
            field=models.CharField(
                choices=[
                    ("pdf", "PDF"),
                    ("unnumbered", "PDF chưa có số"),
                    ("docx", "Word"),
                    ("draft", "PDF dự thảo"),
                    ("draft_docx", "Word dự thảo"),
                    ("signed", "Bản đã ký"),
                    ("summary_pdf", "Bản tóm tắt, PDF"),
                    ("summary_docx", "Bản tóm tắt, Word"),
                    ("pack", "Gói hồ sơ"),
                    ("scores_pdf", "Bảng tổng hợp điểm, PDF"),
                    ("scores_docx", "Bảng tổng hợp điểm, Word"),
                    ("unit_report_pdf", "Báo cáo tự đánh giá, PDF"),
                    ("unit_report_docx", "Báo cáo tự đánh giá, Word"),
                    ("ballot_paper", "Phiếu bầu, PDF"),
                    ("province_pdf", "Tổng hợp toàn tỉnh, PDF"),
                    ("province_docx", "Tổng hợp toàn tỉnh, Word"),
                    ("province_xlsx", "Tổng hợp toàn tỉnh, Excel"),
                    ("pack_pdf", "Gói hồ sơ, một tệp PDF"),
                ],
                max_length=20,
            ),
        ),
    ]
