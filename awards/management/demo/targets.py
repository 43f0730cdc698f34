"""Targets that the demonstration's units register for 2021: invented, like all its figures."""

from decimal import Decimal

# Unit → (target, measure, result of the year before, plan of the year, source).
TARGETS: dict[str, list[tuple[str, str, str, str, str]]] = {
    "so-nnptnt": [
        ("Tốc độ tăng giá trị sản xuất nông nghiệp, thủy sản", "%", "2.4", "2.5", "Cục Thống kê"),
        ("Diện tích lúa chất lượng cao", "ha", "38500", "40000", "Báo cáo vụ của Sở"),
        (
            "Số xã đạt chuẩn nông thôn mới nâng cao tăng thêm",
            "xã",
            "18",
            "20",
            "Văn phòng điều phối",
        ),
        ("Tỷ lệ dân cư nông thôn dùng nước sạch", "%", "92", "95", "Trung tâm Nước sạch"),
        ("Số sản phẩm OCOP được công nhận thêm", "sản phẩm", "25", "30", "Hội đồng đánh giá tỉnh"),
    ],
    "so-xay-dung": [
        ("Tỷ lệ đô thị hóa", "%", "40", "41.5", "Cục Thống kê"),
        ("Số đồ án quy hoạch được thẩm định", "đồ án", "24", "26", "Sổ theo dõi của Sở"),
        ("Tỷ lệ thẩm định dự án đúng hạn", "%", "96", "98", "Hệ thống một cửa"),
        ("Diện tích sàn nhà ở bình quân", "m²/người", "27.5", "28", "Cục Thống kê"),
        ("Số cuộc kiểm tra chất lượng công trình", "cuộc", "40", "45", "Kế hoạch kiểm tra"),
    ],
    "bql-kcn": [
        ("Số dự án thu hút mới vào các khu công nghiệp", "dự án", "40", "45", "Sổ cấp chứng nhận"),
        ("Vốn đầu tư đăng ký", "triệu USD", "420", "450", "Sổ cấp chứng nhận"),
        ("Tỷ lệ lấp đầy các khu đang hoạt động", "%", "68", "72", "Báo cáo của Ban"),
        ("Số lao động tăng thêm", "người", "5200", "5500", "Báo cáo doanh nghiệp"),
        ("Tỷ lệ hồ sơ giải quyết trước hạn", "%", "70", "75", "Hệ thống một cửa"),
    ],
    "so-cong-thuong": [
        ("Chỉ số sản xuất công nghiệp tăng", "%", "7.5", "8.5", "Cục Thống kê"),
        ("Tổng mức bán lẻ hàng hóa tăng", "%", "9", "10", "Cục Thống kê"),
        ("Kim ngạch xuất khẩu", "triệu USD", "4600", "5000", "Cục Hải quan"),
        ("Số phiên kết nối cung cầu", "phiên", "10", "12", "Kế hoạch của Sở"),
        ("Số đề án khuyến công hoàn thành", "đề án", "22", "24", "Hồ sơ nghiệm thu"),
    ],
    "so-tnmt": [
        ("Tỷ lệ thu gom rác thải nông thôn", "%", "88", "90", "Báo cáo các huyện"),
        ("Tỷ lệ cấp giấy chứng nhận lần đầu", "%", "95", "96.5", "Văn phòng Đăng ký đất đai"),
        ("Số cơ sở được kiểm tra về môi trường", "cơ sở", "60", "65", "Kế hoạch kiểm tra"),
        ("Tỷ lệ khu công nghiệp xử lý nước thải đạt chuẩn", "%", "100", "100", "Quan trắc tự động"),
        ("Số huyện hoàn thành cơ sở dữ liệu đất đai", "huyện", "4", "6", "Hồ sơ nghiệm thu"),
    ],
    "so-gtvt": [
        ("Chiều dài đường tỉnh được bảo trì", "km", "110", "120", "Hồ sơ nghiệm thu"),
        ("Tỷ lệ giải ngân vốn sự nghiệp giao thông", "%", "94", "96", "Kho bạc Nhà nước"),
        ("Số vụ tai nạn giao thông giảm", "%", "5", "6", "Ban An toàn giao thông"),
        ("Tỷ lệ cấp đổi giấy phép lái xe mức độ 4", "%", "30", "45", "Cổng dịch vụ công"),
        ("Số điểm đen được xử lý", "điểm", "6", "7", "Hồ sơ nghiệm thu"),
    ],
    "so-khcn": [
        ("Số nhiệm vụ khoa học cấp tỉnh nghiệm thu", "nhiệm vụ", "14", "16", "Hội đồng nghiệm thu"),
        ("Số sáng kiến được công nhận cấp tỉnh", "sáng kiến", "28", "30", "Hội đồng sáng kiến"),
        ("Số nhãn hiệu được hỗ trợ đăng ký", "nhãn hiệu", "18", "20", "Cục Sở hữu trí tuệ"),
        ("Số phương tiện đo được kiểm định", "phương tiện", "9000", "9500", "Trung tâm Kỹ thuật"),
        ("Tỷ lệ đề tài được ứng dụng", "%", "80", "85", "Báo cáo ứng dụng"),
    ],
    "cuc-qltt": [
        ("Số vụ kiểm tra theo kế hoạch", "vụ", "420", "450", "Sổ ấn chỉ"),
        ("Tỷ lệ vụ việc xử lý đúng hạn", "%", "97", "98", "Hệ thống INS"),
        ("Số cơ sở ký cam kết không bán hàng giả", "cơ sở", "900", "1000", "Bản cam kết"),
        ("Số đợt tuyên truyền pháp luật", "đợt", "20", "22", "Kế hoạch tuyên truyền"),
        ("Tỷ lệ thu nộp ngân sách so với dự toán", "%", "100", "100", "Kho bạc Nhà nước"),
    ],
    "bqlda-gtxd": [
        ("Tỷ lệ giải ngân vốn đầu tư công", "%", "92", "95", "Kho bạc Nhà nước"),
        ("Số dự án hoàn thành, bàn giao", "dự án", "8", "9", "Biên bản bàn giao"),
        ("Số gói thầu lựa chọn qua mạng", "gói thầu", "30", "35", "Mạng đấu thầu"),
        ("Tỷ lệ dự án quyết toán đúng hạn", "%", "85", "90", "Sở Tài chính"),
        ("Chiều dài đường thi công xong", "km", "22", "25", "Hồ sơ nghiệm thu"),
    ],
}


def figures(row: tuple[str, str, str, str, str]) -> dict[str, object]:
    """One target as the registration keeps it."""
    content, measure, base, plan, source = row
    return {
        "content": content,
        "measure": measure,
        "base": Decimal(base),
        "plan": Decimal(plan),
        "source": source,
    }
