"""Realistic snapshots: the first half of 2021 in the bloc of economy and technology."""

from datetime import date

DAY = date(2021, 7, 9)
CHECK = {
    "serial": "7K3M-92QF-4TXA",
    "url": "https://vi-du.vn/kiem-tra/7K3M-92QF-4TXA/",
}
HEADER = {
    "parent": "UBND TỈNH HƯNG YÊN",
    "issuer": ["KHỐI THI ĐUA", "KINH TẾ - KỸ THUẬT"],
    "symbol": "BB-KTĐKTKT",
    "place": "Hưng Yên",
    "year": 2021,
}
SUBJECT = (
    "Hội nghị sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm, "
    "triển khai nhiệm vụ 6 tháng cuối năm 2021"
)
UNITS = [
    "Sở Nông nghiệp và Phát triển nông thôn",
    "Sở Xây dựng",
    "Ban Quản lý các Khu công nghiệp",
    "Sở Công thương",
    "Sở Tài nguyên và Môi trường",
    "Sở Giao thông Vận tải",
    "Sở Khoa học và Công nghệ",
    "Cục Quản lý thị trường tỉnh",
    "Ban Quản lý dự án Đầu tư công trình giao thông - xây dựng",
]
DIRECTIONS = [
    "Tham mưu cho Tỉnh ủy, UBND tỉnh xây dựng các chương trình mục tiêu; công tác quản lý, chỉ đạo "
    "thực hiện nhiệm vụ: tiếp tục thực hiện tốt; tăng cường kiểm tra cơ sở để hoàn thành kế hoạch "
    "trong năm với chất lượng và hiệu quả cao.",
    "Xây dựng, chỉnh đốn Đảng: tiếp tục quán triệt Chỉ thị số 05-CT/TW của Bộ Chính trị gắn với "
    "Nghị quyết Trung ương 4 khóa XII về tăng cường xây dựng, chỉnh đốn Đảng.",
    "Cải cách hành chính, ứng dụng công nghệ thông tin trong quản lý, điều hành: tiếp tục đẩy mạnh "
    "để nâng cao hiệu lực, hiệu quả hoạt động của cơ quan, đơn vị.",
    "Phong trào thi đua lập thành tích chào mừng các sự kiện lớn: tiếp tục đẩy mạnh, chào mừng "
    "thành công Đại hội đại biểu toàn quốc lần thứ XIII của Đảng và cuộc bầu cử đại biểu Quốc hội, "
    "đại biểu Hội đồng nhân dân các cấp nhiệm kỳ 2021-2026; hướng tới kỷ niệm 190 năm thành lập "
    "tỉnh Hưng Yên (1831-2021) và 80 năm thành lập Đảng bộ tỉnh Hưng Yên (1941-2021).",
    "Phong trào thi đua thực hiện thắng lợi các chỉ tiêu, nhiệm vụ phát triển kinh tế - xã hội: "
    "năm 2021 và kế hoạch 5 năm 2021-2025; chú trọng đổi mới nội dung, hình thức, biện pháp tổ "
    "chức gắn với nhiệm vụ chính trị của từng đơn vị.",
    "Đoàn kết, phối hợp, giao lưu giữa các đơn vị trong Khối: tăng cường qua hoạt động chuyên môn "
    "và giao lưu thể thao, văn hóa, văn nghệ.",
    "Phát hiện, bồi dưỡng, tổng kết và nhân rộng điển hình tiên tiến: tích cực tham gia các hoạt "
    "động thi đua yêu nước.",
    "Cổ vũ, động viên cán bộ, công chức, người lao động: thực hiện tốt chức năng, nhiệm vụ được "
    "giao, thực hiện thắng lợi các mục tiêu phát triển kinh tế - xã hội năm 2021.",
]
SITUATION = [
    "Đầu năm 2021 dịch Covid-19 trong cả nước được kiểm soát, sản xuất, kinh doanh từng bước phục "
    "hồi. Từ cuối tháng 4 dịch lại lan rộng ở nhiều địa phương; tỉnh Hưng Yên ghi nhận ca dương "
    "tính với vi rút Sars-Cov-2. Mọi lĩnh vực kinh tế - xã hội bị ảnh hưởng nghiêm trọng; chuỗi "
    "cung ứng và lưu chuyển thương mại gián đoạn, sản xuất, kinh doanh, dịch vụ đình trệ.",
    "Được cấp ủy, chính quyền các cấp quan tâm lãnh đạo, chỉ đạo; các ngành, đoàn thể phối hợp "
    "hiệu quả. Cán bộ, công chức, viên chức và người lao động 09 đơn vị nỗ lực hoàn thành tốt "
    "nhiệm vụ được giao trên tất cả các lĩnh vực công tác. Kết quả đó góp phần hoàn thành nhiệm vụ "
    "chính trị 6 tháng đầu năm 2021 của từng đơn vị và của Khối.",
]
REQUESTS = [
    "Tiếp tục phát huy kết quả đã đạt được trong 6 tháng đầu năm 2021;",
    "Tiếp tục thực hiện Kế hoạch số 90/KH-UBND ngày 11/6/2021 của UBND tỉnh Hưng Yên. Phát hiện, "
    "giới thiệu và nhân rộng điển hình tiên tiến; kịp thời tuyên truyền gương “người tốt, việc "
    "tốt”;",
    "Tiếp tục nâng cao vai trò, trách nhiệm của người đứng đầu trong quản lý, chỉ đạo, điều hành. "
    "Tập trung chỉ đạo, có biện pháp, giải pháp thực hiện đạt và vượt các chỉ tiêu, nhiệm vụ công "
    "tác đã đề ra trong năm 2021.",
]


def heading(level, text):
    return {"type": "heading", "level": level, "text": text}


def paragraph(text, lead="", *, bold_lead=False):
    return {"type": "paragraph", "lead": lead, "text": text, "bold_lead": bold_lead}


def attendance():
    """The table of those present."""
    columns = [
        {"title": "TT", "width": 7, "align": "center"},
        {"title": "Đơn vị", "width": 45, "align": "left"},
        {"title": "Đại diện", "width": 33, "align": "left"},
        {"title": "Tham dự", "width": 15, "align": "center"},
    ]
    rows = [
        [f"{place:02d}", unit, "Nguyễn Văn Mẫu, Phó Giám đốc", "có mặt"]
        for place, unit in enumerate(UNITS, start=1)
    ]
    return {"type": "table", "caption": "", "columns": columns, "rows": rows}


def minutes():
    """The minutes of the half-year meeting: three pages."""
    opening = [
        paragraph("Thời gian bắt đầu: 08 giờ 00 phút, ngày 09 tháng 7 năm 2021."),
        paragraph("Địa điểm: Hội trường Cục Quản lý thị trường tỉnh."),
        heading(1, "I. THÀNH PHẦN THAM DỰ"),
        paragraph(
            "Đại biểu cấp trên: đồng chí Đỗ Xuân Chương, Phó Trưởng ban Thi đua - Khen thưởng, Sở "
            "Nội vụ tỉnh.",
            "1. ",
        ),
        paragraph(
            "Lãnh đạo Khối: đồng chí Đỗ Minh Tuân, Tỉnh ủy viên, Giám đốc Sở Nông nghiệp và Phát "
            "triển nông thôn, Trưởng Khối Thi đua Kinh tế - Kỹ thuật.",
            "2. ",
        ),
        paragraph(
            "Chủ tọa: đồng chí Trần Tùng Lâm, Cục trưởng Cục Quản lý thị trường tỉnh.", "3. "
        ),
        paragraph("Thư ký: đồng chí Trần Thị Mẫu, Chuyên viên Văn phòng Sở.", "4. "),
        paragraph(
            "Đại biểu: lãnh đạo và chuyên viên phụ trách công tác thi đua, khen thưởng các sở, "
            "ban, ngành thuộc Khối.",
            "5. ",
        ),
        attendance(),
    ]
    course = [
        heading(1, "II. NỘI DUNG"),
        heading(2, "1. Báo cáo sơ kết 6 tháng đầu năm 2021"),
        *[paragraph(text) for text in SITUATION],
        heading(2, "2. Thảo luận"),
        paragraph(
            "Tại hội nghị, đại diện lãnh đạo các đơn vị trao đổi, thảo luận cách làm hay, mô hình "
            "mới và thống nhất phương hướng, nhiệm vụ trọng tâm 6 tháng cuối năm 2021."
        ),
        heading(2, "3. Phát biểu của đại diện Sở Nội vụ"),
        paragraph(
            "Đồng chí Đỗ Xuân Chương đánh giá cao sự cố gắng của các đơn vị trong 06 tháng đầu năm "
            "2021 và đề nghị các đơn vị:"
        ),
        {
            "type": "list",
            "items": [
                {"marker": mark, "text": text}
                for mark, text in zip(("a)", "b)", "c)"), REQUESTS, strict=True)
            ],
        },
        paragraph(
            "Đặc biệt, đề nghị Khối: xây dựng, tổ chức hoạt động xã hội từ thiện của Khối. Lựa "
            "chọn công trình phúc lợi xã hội, chăm lo đối tượng có hoàn cảnh khó khăn trên địa bàn "
            "tỉnh để góp phần an sinh xã hội."
        ),
        heading(2, "4. Phương hướng, nhiệm vụ trọng tâm 6 tháng cuối năm 2021"),
        paragraph("Hội nghị thống nhất:"),
        *[paragraph(text, f"{place}. ") for place, text in enumerate(DIRECTIONS, start=1)],
        paragraph(
            "Biên bản gồm {pages} trang, lập 03 bản, đã được thông qua tại hội nghị. Hội nghị kết "
            "thúc vào 11 giờ 00 phút, ngày 09 tháng 7 năm 2021./."
        ),
    ]
    return {
        "version": 1,
        "form": "minutes",
        "title": "Biên bản Hội nghị sơ kết 6 tháng đầu năm 2021",
        "author": "Khối Thi đua Kinh tế - Kỹ thuật",
        "header": dict(HEADER),
        "type_name": "BIÊN BẢN",
        "subject": SUBJECT,
        "addressees": [],
        "blocks": opening + course,
        "signatures": [
            {"lines": ["THƯ KÝ"], "name": "Trần Thị Mẫu", "office": ""},
            {"lines": ["CHỦ TỌA"], "name": "Trần Tùng Lâm", "office": ""},
        ],
        "recipients": [
            "- Ban Thi đua - Khen thưởng, Sở Nội vụ;",
            "- Các đơn vị thành viên;",
            "- Lưu: VT, Hồ sơ.",
        ],
        "check": dict(CHECK),
        "notes": ["Giờ họp, địa điểm, người ghi và thành phần từng đơn vị là giả định."],
    }


def report():
    """The review report with place and date, addressees, a table and the head's signature."""
    columns = [
        {"title": "TT", "width": 6, "align": "center"},
        {"title": "Chỉ tiêu", "width": 44, "align": "left"},
        {"title": "Kế hoạch", "width": 16, "align": "right"},
        {"title": "Thực hiện", "width": 16, "align": "right"},
        {"title": "Tỷ lệ (%)", "width": 18, "align": "right"},
    ]
    rows = [
        [f"{place:02d}", f"Sáng kiến được công nhận tại {unit}", "12", "09", "75,00"]
        for place, unit in enumerate(UNITS, start=1)
    ]
    blocks = [
        heading(1, "I. TÌNH HÌNH CHUNG"),
        *[paragraph(text) for text in SITUATION],
        heading(1, "II. KẾT QUẢ THỰC HIỆN"),
        heading(2, "1. Các phong trào thi đua"),
        heading(3, "a) Phong trào “Cả nước chung sức xây dựng nông thôn mới”"),
        paragraph(DIRECTIONS[3]),
        paragraph(DIRECTIONS[4]),
        heading(3, "b) Phong trào “Cả nước chung tay vì người nghèo”"),
        paragraph(DIRECTIONS[5]),
        heading(2, "2. Kết quả thực hiện các chỉ tiêu"),
        {
            "type": "table",
            "caption": "Kết quả thực hiện chỉ tiêu 6 tháng đầu năm 2021",
            "columns": columns,
            "rows": rows,
        },
        heading(1, "III. TỒN TẠI, HẠN CHẾ"),
        paragraph(DIRECTIONS[6]),
        heading(1, "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ 6 THÁNG CUỐI NĂM"),
        *[
            paragraph(text, f"{place}. ", bold_lead=True)
            for place, text in enumerate(DIRECTIONS, start=1)
        ],
        paragraph("Trên đây là báo cáo sơ kết 6 tháng đầu năm 2021 của Khối./."),
    ]
    return {
        "version": 1,
        "form": "named",
        "title": "Báo cáo sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm 2021",
        "author": "Khối Thi đua Kinh tế - Kỹ thuật",
        "header": {**HEADER, "symbol": "BC-KTĐKTKT"},
        "type_name": "BÁO CÁO",
        "subject": "Sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm 2021",
        "addressees": ["Ủy ban nhân dân tỉnh Hưng Yên", "Sở Nội vụ tỉnh Hưng Yên"],
        "blocks": blocks,
        "signatures": [
            {
                "lines": ["TM. KHỐI THI ĐUA", "TRƯỞNG KHỐI"],
                "name": "Đỗ Minh Tuân",
                "office": "GIÁM ĐỐC SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN",
            }
        ],
        "recipients": [
            "- Như trên;",
            "- Ban Thi đua - Khen thưởng, Sở Nội vụ;",
            "- Các đơn vị thành viên;",
            "- Lưu: VT, Văn phòng Sở Nông nghiệp và Phát triển nông thôn.",
        ],
        "check": dict(CHECK),
        "notes": [],
    }


def reading():
    """The reviewer's summary of one bloc and one period: two pages."""
    snapshot = report()
    table = next(block for block in snapshot["blocks"] if block["type"] == "table")
    return {
        **snapshot,
        "form": "reading",
        "title": "Tóm tắt kỳ 6 tháng đầu năm 2021",
        "type_name": "",
        "subject": "Khối Thi đua Kinh tế - Kỹ thuật tỉnh Hưng Yên",
        "addressees": [],
        "blocks": [
            heading(1, "Hội nghị"),
            paragraph(SITUATION[0]),
            {**attendance(), "caption": "Thành phần tham dự"},
            heading(1, "Kết quả"),
            paragraph(SITUATION[1]),
            table,
            heading(1, "Nhiệm vụ đã thống nhất"),
            {
                "type": "list",
                "items": [
                    {"marker": f"{place}.", "text": text}
                    for place, text in enumerate(DIRECTIONS, start=1)
                ],
            },
        ],
        "signatures": [],
        "recipients": [],
        "check": None,
        "notes": ["Số liệu đến ngày 09/7/2021."],
    }
