"""A wide annex: the score summary of nine units, with a drawing and criteria by units."""

from tests.documents.pdf import samples

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 300">'
    '<rect width="900" height="300" fill="#fff"/><rect x="50" y="50" width="200" height="200" '
    'fill="#a4161a"/><text x="60" y="40" font-size="20" '
    "font-family=\"'Paper Serif',Arial,sans-serif\">Điểm nhóm I, nhóm II</text></svg>"
)
GROUPS = ["I", "II", "III", "IV", "V"]
TITLES = [
    *GROUPS,
    "Tổng chuẩn",
    "Thưởng",
    "Trừ",
    "Tự chấm",
    "Chấm chéo",
    "Thẩm định 1",
    "Thẩm định 2",
    "Thống nhất",
    "Điều chỉnh",
    "Tổng cuối",
    "Tỷ lệ (%)",
    "Hạng",
    "Xếp loại",
]


def column(title, width, align="center"):
    return {"title": title, "width": width, "align": align}


def totals(rows=9):
    """One row a unit: sixteen columns of figures and more."""
    columns = [column("TT", 3), column("Đơn vị", 16, "left")]
    columns += [column(title, 4, "right") for title in TITLES[:-1]] + [column(TITLES[-1], 9)]
    groups = [{"title": "", "span": 2}, {"title": "Điểm các nhóm", "span": 5}]
    groups.append({"title": "", "span": len(TITLES) - 5})
    cells = [
        [f"{place:02d}", samples.UNITS[(place - 1) % 9]]
        + ["47,60"] * (len(TITLES) - 2)
        + ["1", "Hoàn thành xuất sắc"]
        for place in range(1, rows + 1)
    ]
    return {
        "type": "table",
        "caption": "I. Tổng hợp điểm",
        "columns": columns,
        "groups": groups,
        "rows": cells,
        "strong": [],
    }


def criteria(units=9, rows=30):
    """Criteria as rows, units as pairs of columns."""
    columns = [column("Mã", 3), column("Tiêu chí", 20, "left"), column("Tối đa", 4, "right")]
    groups = [{"title": "", "span": 3}]
    for unit in range(units):
        columns += [column("Tự chấm", 4, "right"), column("Cuối", 4, "right")]
        groups.append({"title": f"Sở NN&PTNT {unit}", "span": 2})
    words = "Phong trào chuyên đề, cao điểm có tổng kết và nhân rộng điển hình"
    cells = [[f"{row}.1", words, "10,00"] + ["9,50"] * (2 * units) for row in range(rows)]
    return {
        "type": "table",
        "caption": "II. Điểm theo tiêu chí",
        "columns": columns,
        "groups": groups,
        "rows": cells,
        "strong": [0],
    }


def summary(**changes):
    """The whole annex: two tables and a drawing between them."""
    picture = {"type": "image", "svg": SVG, "alt": "Biểu đồ điểm các nhóm của 09 đơn vị"}
    return {
        "version": 1,
        "form": "landscape",
        "title": "Bảng tổng hợp điểm năm 2021",
        "author": "Khối Thi đua Kinh tế - Kỹ thuật",
        "header": dict(samples.HEADER),
        "type_name": "BẢNG TỔNG HỢP ĐIỂM",
        "subject": "Năm 2021",
        "facts": ["Bộ tiêu chí năm 2021, bản số 1; tổng điểm 100", "Chốt ngày 20/12/2021"],
        "blocks": [
            totals(),
            samples.heading(1, "Biểu đồ") | {"centred": True, "new_page": True},
            picture,
            criteria(),
        ],
        "signatures": [
            {"lines": ["NGƯỜI TỔNG HỢP"], "name": "Trần Thị Mẫu", "office": ""},
            {"lines": ["TRƯỞNG KHỐI"], "name": "Đỗ Minh Tuân", "office": ""},
        ],
        "recipients": [],
        "check": None,
        "notes": [],
        "mark": "SỐ LIỆU GIẢ ĐỊNH",
    } | changes
