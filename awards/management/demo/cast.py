"""Provinces, blocs, units and people of the demonstration. Names ending in “Mẫu” are invented."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from units import actions
from units.models import Bloc, Province, Unit, UnitName, User

CASE = yaml.safe_load((Path(__file__).parent / "hung-yen-2021-h1.yaml").read_text(encoding="utf-8"))
FOUNDED = date(2021, 1, 4)

# Leaders of the nine units: the report names two of them, the others are invented.
LEADERS = {
    "so-nnptnt": ("tuan.do", "Đỗ Minh Tuân", "Giám đốc Sở Nông nghiệp và Phát triển nông thôn"),
    "so-xay-dung": ("lanhdao.xaydung", "Nguyễn Văn Mẫu", "Phó Giám đốc Sở Xây dựng"),
    "bql-kcn": ("lanhdao.kcn", "Lê Thị Hòa Mẫu", "Phó Trưởng ban Ban Quản lý các Khu công nghiệp"),
    "so-cong-thuong": ("lanhdao.congthuong", "Phạm Quốc Mẫu", "Phó Giám đốc Sở Công thương"),
    "so-tnmt": ("lanhdao.tnmt", "Vũ Thị Lan Mẫu", "Phó Giám đốc Sở Tài nguyên và Môi trường"),
    "so-gtvt": ("lanhdao.gtvt", "Hoàng Đức Mẫu", "Phó Giám đốc Sở Giao thông Vận tải"),
    "so-khcn": ("lanhdao.khcn", "Bùi Thu Mẫu", "Phó Giám đốc Sở Khoa học và Công nghệ"),
    "cuc-qltt": ("lam.tran", "Trần Tùng Lâm", "Cục trưởng Cục Quản lý thị trường tỉnh"),
    "bqlda-gtxd": ("lanhdao.qlda", "Đặng Trung Mẫu", "Phó Giám đốc Ban Quản lý dự án"),
}
NEIGHBOUR_UNITS = [
    ("so-van-hoa", "Sở Văn hóa, Thể thao và Du lịch", "Sở VHTTDL"),
    ("so-gddt", "Sở Giáo dục và Đào tạo", "Sở GD&ĐT"),
    ("so-y-te", "Sở Y tế", "Sở Y tế"),
    ("so-ldtbxh", "Sở Lao động - Thương binh và Xã hội", "Sở LĐTBXH"),
    ("dai-ptth", "Đài Phát thanh và Truyền hình", "Đài PTTH"),
]


def province(slug: str, name: str) -> Province:
    """A province of the demonstration."""
    place = name.removeprefix("Tỉnh ")
    made, _is_new = Province.objects.get_or_create(
        slug=slug,
        defaults={
            "name": name,
            "people_committee": f"UBND tỉnh {place}",
            "reviewing_department": f"Sở Nội vụ tỉnh {place}",
            "reviewing_board": "Ban Thi đua - Khen thưởng",
            "is_demo": True,
            "demo_day": FOUNDED,
        },
    )
    return made


def hung_yen() -> Bloc:
    """The bloc of the real case with its nine units and one person for each role."""
    home = province(CASE["province"]["slug"], CASE["province"]["name"])
    given = CASE["bloc"]
    if bloc := Bloc.objects.filter(province=home, slug=given["slug"]).first():
        return bloc
    bloc = actions.found_bloc(
        home, slug=given["slug"], name=given["name"], short_name=given["short_name"], by=None
    )
    _papers(bloc, ("KHỐI THI ĐUA", "KINH TẾ - KỸ THUẬT"), "KTĐKTKT")
    for place, row in enumerate(CASE["units"], start=1):
        unit = _unit(home, row["slug"], row["name"], row["short_name"], row["kind"])
        actions.admit(bloc, unit, position=place, starts=FOUNDED, by=None)
        username, full_name, position = LEADERS[row["slug"]]
        leader = _person(username, full_name, position, home, unit)
        actions.appoint(leader, "leader", by=None, starts=FOUNDED, unit=unit)
    _roles(bloc)
    return bloc


def _roles(bloc: Bloc) -> None:
    home = bloc.province
    unit = {row.slug: row for row in Unit.objects.filter(province=home)}
    agriculture, building, market = unit["so-nnptnt"], unit["so-xay-dung"], unit["cuc-qltt"]
    head = User.objects.get(username="tuan.do")
    actions.appoint(head, "head", by=None, starts=FOUNDED, bloc=bloc, unit=agriculture)
    deputy = User.objects.get(username="lanhdao.xaydung")
    actions.appoint(deputy, "deputy", by=None, starts=FOUNDED, bloc=bloc, unit=building)
    secretary = _person(
        "thuky",
        "Trần Thị Mẫu",
        "Chuyên viên Văn phòng Sở Nông nghiệp và Phát triển nông thôn",
        home,
        agriculture,
    )
    actions.appoint(secretary, "secretary", by=None, starts=FOUNDED, bloc=bloc, unit=agriculture)
    for username, name, owner in (
        ("canbo.xaydung", "Ngô Thị Bích Mẫu", building),
        ("canbo.qltt", "Đào Xuân Mẫu", market),
    ):
        officer = _person(
            username, name, f"Chuyên viên phụ trách thi đua, {owner.name}", home, owner
        )
        actions.appoint(officer, "officer", by=None, starts=FOUNDED, unit=owner)
    for username, name, owner in (
        ("thamdinh", "Lý Văn Mẫu", unit["so-khcn"]),
        ("thamdinh.tnmt", "Mai Thị Hương Mẫu", unit["so-tnmt"]),
        ("thamdinh.gtvt", "Đinh Công Mẫu", unit["so-gtvt"]),
    ):
        appraiser = _person(username, name, f"Chuyên viên {owner.name}", home, owner)
        actions.appoint(appraiser, "appraiser", by=None, starts=FOUNDED, bloc=bloc, unit=owner)
    _department(home)


def _department(home: Province) -> None:
    """Who reviews, who prepares, who observes; the operator."""
    reviewer = _person(
        "chuong.do", "Đỗ Xuân Chương", "Phó Trưởng ban Thi đua - Khen thưởng", home, None
    )
    actions.appoint(reviewer, "reviewer", by=None, starts=FOUNDED, province=home)
    specialist = _person(
        "chuyenvien.tdkt", "Tô Minh Mẫu", "Chuyên viên Ban Thi đua - Khen thưởng", home, None
    )
    actions.appoint(
        specialist, "reviewer", by=None, starts=FOUNDED, province=home, prepares_only=True
    )
    observer = _person(
        "hoidong", "Phan Thị Mẫu", "Ủy viên Hội đồng Thi đua - Khen thưởng tỉnh", home, None
    )
    actions.appoint(observer, "observer", by=None, starts=FOUNDED, province=home)
    actions.make_demo_account(
        "quantri",
        full_name="Quản trị hệ thống",
        position="Trung tâm Công nghệ thông tin",
        province=home,
        is_operator=True,
    )


def neighbour(home: Province, prefix: str, symbol: str, *, with_reviewer: bool) -> Bloc:
    """A bloc of culture and society with five units; in another province it has its own reviewer.
    A bloc of culture and society with five units; in another province it has its own reviewer."""
    if bloc := Bloc.objects.filter(province=home, slug="van-hoa-xa-hoi").first():
        return bloc
    bloc = actions.found_bloc(
        home,
        slug="van-hoa-xa-hoi",
        name="Khối Thi đua Văn hóa - Xã hội",
        short_name="Khối thi đua VH-XH",
        by=None,
    )
    _papers(bloc, ("KHỐI THI ĐUA", "VĂN HÓA - XÃ HỘI"), symbol)
    for place, (slug, name, short) in enumerate(NEIGHBOUR_UNITS, start=1):
        unit = _unit(home, slug, name, short, Unit.Kind.DEPARTMENT)
        actions.admit(bloc, unit, position=place, starts=FOUNDED, by=None)
        leader = _person(
            f"{prefix}.lanhdao{place}",
            f"Lãnh đạo {place} {prefix.upper()} Mẫu",
            f"Phó Giám đốc {name}",
            home,
            unit,
        )
        actions.appoint(leader, "leader", by=None, starts=FOUNDED, unit=unit)
        if place == 1:
            actions.appoint(leader, "head", by=None, starts=FOUNDED, bloc=bloc, unit=unit)
            secretary = _person(
                f"{prefix}.thuky", f"Thư ký {prefix.upper()} Mẫu", f"Chuyên viên {name}", home, unit
            )
            actions.appoint(secretary, "secretary", by=None, starts=FOUNDED, bloc=bloc, unit=unit)
        if place == 2:
            officer = _person(
                f"{prefix}.canbo", f"Cán bộ {prefix.upper()} Mẫu", f"Chuyên viên {name}", home, unit
            )
            actions.appoint(officer, "officer", by=None, starts=FOUNDED, unit=unit)
    if with_reviewer:
        for role, title in (
            ("reviewer", "Phó Trưởng ban Thi đua - Khen thưởng"),
            ("observer", "Ủy viên Hội đồng"),
        ):
            person = _person(
                f"{prefix}.{role}", f"{title.split()[0]} {prefix.upper()} Mẫu", title, home, None
            )
            actions.appoint(person, role, by=None, starts=FOUNDED, province=home)
    return bloc


def _papers(bloc: Bloc, issuer: tuple[str, ...], symbol: str) -> None:
    values: dict[str, Any] = {
        "issuer_lines": issuer,
        "symbol": symbol,
        "place": bloc.province.place,
        "parent_line": bloc.province.people_committee.upper(),
    }
    actions.save_paper_settings(bloc, values, starts=FOUNDED, by=None)


def _unit(home: Province, slug: str, name: str, short_name: str, kind: str) -> Unit:
    made, is_new = Unit.objects.get_or_create(
        province=home, slug=slug, defaults={"name": name, "short_name": short_name, "kind": kind}
    )
    if is_new:
        UnitName.objects.create(unit=made, name=name, short_name=short_name, starts=FOUNDED)
    return made


def _person(
    username: str, full_name: str, position: str, home: Province, unit: Unit | None
) -> User:
    return actions.make_demo_account(
        username, full_name=full_name, position=position, province=home, unit=unit
    )
