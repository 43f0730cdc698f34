"""`make screens`: a picture of each distinct page, wide and on a phone, in var/screens/.

Words on the command line choose pages whose names begin so.
"""

import html
import json
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from stack import ROOT, Stack

SIZES = {"desk": (1366, 768), "phone": (390, 844)}
OUT = ROOT / "var" / "screens"
BLOC = "/hung-yen/kinh-te-ky-thuat"
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-component-update",
    "--no-first-run",
    "--disable-quic",
]

# page name → (stage, user, address); {…} are filled from the demonstration.
PAGES = {
    "dang-nhap": ("approved", "", "/dang-nhap/"),
    "viec-cua-toi-thu-ky": ("approved", "thuky", "/"),
    "viec-cua-toi-truong-khoi": ("approved", "tuan.do", "/"),
    "viec-cua-toi-lanh-dao": ("approved", "lanhdao.xaydung", "/"),
    "viec-cua-toi-can-bo": ("approved", "canbo.xaydung", "/"),
    "viec-cua-toi-chu-toa": ("approved", "lam.tran", "/"),
    "viec-cua-toi-tham-dinh": ("approved", "thamdinh", "/"),
    "viec-cua-toi-so-noi-vu": ("approved", "chuong.do", "/"),
    "viec-cua-toi-hoi-dong": ("approved", "hoidong", "/"),
    "tong-quan-thu-ky": ("approved", "thuky", f"{BLOC}/"),
    "tong-quan-can-bo": ("approved", "canbo.xaydung", f"{BLOC}/"),
    "tong-quan-so-noi-vu": ("approved", "chuong.do", f"{BLOC}/"),
    "tong-quan-hoi-dong": ("approved", "hoidong", f"{BLOC}/"),
    "ky-danh-gia": ("approved", "thuky", f"{BLOC}/2021-h1/"),
    "cac-khoi": ("approved", "chuong.do", "/hung-yen/"),
    "mo-ky": ("approved", "thuky", f"{BLOC}/mo-ky/"),
    "thoi-han": ("approved", "thuky", f"{BLOC}/2021-h1/thoi-han/"),
    "ket-thuc-ky": ("approved", "tuan.do", f"{BLOC}/2021-h1/ket-thuc/"),
    "hoi-nghi-danh-sach": ("approved", "canbo.xaydung", f"{BLOC}/2021-h1/hoi-nghi/"),
    "hoi-nghi": ("approved", "canbo.xaydung", "{meeting}"),
    "ghi-bien-ban": ("meeting", "thuky", "{desk}"),
    "trinh-duyet-bien-ban": ("meeting", "thuky", "{minutes}"),
    "soan-bao-cao": ("meeting", "thuky", "{report}"),
    "gop-y-bao-cao": ("meeting", "canbo.xaydung", "{report}"),
    "van-ban": ("approved", "thuky", f"{BLOC}/van-ban/"),
    "van-ban-bien-ban": ("approved", "thuky", "{document}"),
    "van-ban-so-noi-vu": ("approved", "chuong.do", "{document}"),
    "dinh-chinh": ("approved", "thuky", "{correct}"),
    "don-vi": ("approved", "tuan.do", f"{BLOC}/don-vi/"),
    "cai-dat-khoi": ("approved", "thuky", f"{BLOC}/cai-dat/"),
    "nhat-ky": ("approved", "thuky", f"{BLOC}/nhat-ky/"),
    "doi-mat-khau": ("approved", "thuky", "/doi-mat-khau/"),
    "kiem-tra": ("approved", "", "/kiem-tra/{serial}/"),
    "kiem-tra-khong-co": ("approved", "", "/kiem-tra/22222-22222-22222/"),
    "bo-tieu-chi": ("self-assessment", "thuky", f"{BLOC}/bo-tieu-chi/"),
    "bo-tieu-chi-nam": ("self-assessment", "thuky", "{criteria}"),
    "cai-dat-cham-diem": ("self-assessment", "thuky", f"{BLOC}/cai-dat/cham-diem/"),
    "dang-ky": ("self-assessment", "canbo.xaydung", "{registration}"),
    "viec-cua-toi-tu-cham": ("self-assessment", "canbo.xaydung", "/"),
    "ai-da-nop": ("self-assessment", "thuky", f"{BLOC}/2021/tu-danh-gia/"),
    "tu-cham": ("self-assessment", "canbo.xaydung", "{scoring}?tieu-chi=1.4"),
    "tu-cham-bao-cao": ("self-assessment", "canbo.xaydung", "{scoring}?phan=bao-cao"),
    "lanh-dao-duyet": ("self-assessment", "lanhdao.xaydung", "{scoring}tong-hop/"),
    "bao-cao-6-thang": ("self-assessment", "canbo.xaydung", "{half}"),
    "ho-so-ky-truoc": ("self-assessment", "canbo.xaydung", f"{BLOC}/ky-truoc/"),
    "tham-dinh": ("appraisal", "thuky", f"{BLOC}/2021/tham-dinh/"),
    "phieu-tham-dinh": ("appraisal", "{appraiser}", "{sheet}"),
    "viec-cua-toi-cham": ("appraisal", "thamdinh", "/"),
    "xep-hang": ("ranked", "thuky", f"{BLOC}/2021/xep-hang/"),
    "xep-hang-don-vi": ("ranked", "canbo.xaydung", f"{BLOC}/2021/xep-hang/"),
    "vi-sao": ("ranked", "canbo.xaydung", f"{BLOC}/2021/xep-hang/" + "{scoring_pk}/"),
    "cac-ky": ("ranked", "thuky", f"{BLOC}/2021/xep-hang/cac-ky/"),
    "bat-thuong": ("ranked", "tuan.do", f"{BLOC}/2021/bat-thuong/"),
    "lich-cong-tac": ("tasks", "thuky", f"{BLOC}/lich-cong-tac/2021/"),
    "lich-cua-toi": ("tasks", "canbo.xaydung", "/lich-cua-toi/"),
    "cai-dat-hoi-nghi": ("tasks", "thuky", f"{BLOC}/cai-dat/hoi-nghi/"),
    "giao-uoc": ("tasks", "thuky", f"{BLOC}/giao-uoc/nam-2021/"),
    "chuong-trinh": ("planned", "thuky", "{meeting}chuong-trinh/"),
    "giay-moi": ("planned", "thuky", "{meeting}giay-moi/"),
    "viec-cua-toi-giay-moi": ("planned", "canbo.xaydung", "/"),
    "chu-toa": ("meeting", "lam.tran", "{meeting}chu-toa/"),
    "trinh-chieu": ("meeting", "thuky", "{meeting}trinh-chieu/"),
    "theo-doi": ("meeting", "canbo.xaydung", "{meeting}theo-doi/"),
    "van-ban-hoi-nghi": ("meeting", "thuky", "{meeting}van-ban/"),
    "tin-bai": ("meeting", "thuky", "{meeting}tin-bai/"),
    "ai-chua-nop": ("tasks", "thuky", f"{BLOC}/2021/ai-chua-nop/"),
    "thu-di": ("tasks", "thuky", f"{BLOC}/thu-di/"),
    "nhiem-vu": ("tasks", "thuky", f"{BLOC}/nhiem-vu/"),
    "viec-cua-toi-nhiem-vu": ("tasks", "lanhdao.xaydung", "/"),
    "giao-viec": ("tasks", "thuky", "{meeting}giao-viec/"),
    "phong-trao": ("tasks", "canbo.xaydung", f"{BLOC}/phong-trao-hoat-dong/"),
    "bau-truong-khoi": ("handover", "lanhdao.xaydung", "{year_end}bau-truong-khoi/"),
    "ban-giao": ("handover", "lanhdao.xaydung", f"{BLOC}/ban-giao/"),
    "viec-cua-toi-truong-khoi-moi": ("handover", "lanhdao.xaydung", "/"),
    "bo-phieu": ("voted", "thuky", "{year_end}bo-phieu/"),
    "cuoc-bo-phieu": ("voted", "lanhdao.xaydung", "{ballot}"),
    "bien-ban-kiem-phieu": ("voted", "canbo.xaydung", "{ballot}bien-ban/"),
    "viec-cua-toi-bao-cao-thanh-tich": ("confirmed", "canbo.xaydung", "/"),
    "de-nghi-khen-thuong": ("nominated", "thuky", f"{BLOC}/khen-thuong/de-nghi/"),
    "mot-de-nghi": ("nominated", "thuky", "{nomination}"),
    "ho-so-de-nghi": ("nominated", "thuky", "{nomination}ho-so/"),
    "de-nghi-cho-so-noi-vu": ("nominated", "chuong.do", "/hung-yen/khen-thuong/"),
    "tham-dinh-de-nghi": ("decided", "chuong.do", "{nomination}"),
    "cac-quyet-dinh": ("decided", "chuong.do", "/hung-yen/khen-thuong/quyet-dinh/"),
    "so-theo-doi": ("decided", "thuky", f"{BLOC}/khen-thuong/so/"),
    "so-lieu-khen-thuong": ("decided", "thuky", f"{BLOC}/khen-thuong/so-lieu/2021/"),
    "danh-muc-khen-thuong": ("decided", "thuky", f"{BLOC}/khen-thuong/danh-muc/"),
    "dieu-kien-khen-thuong": ("decided", "thuky", f"{BLOC}/khen-thuong/danh-muc/dieu-kien/"),
    "cai-dat-khen-thuong": ("decided", "thuky", f"{BLOC}/khen-thuong/cai-dat/"),
    "goi-ho-so": ("decided", "chuong.do", "/hung-yen/goi-ho-so/"),
    "tong-hop-toan-tinh": ("decided", "chuong.do", "/hung-yen/tong-hop/"),
    "khong-tim-thay": ("approved", "thuky", "/thai-binh/van-hoa-xa-hoi/"),
}

ADDRESSES = """
import json
from django.urls import reverse
from assessments.models import Assessment, CriteriaSet, Registration, ScoreSheet
from awards.models import Nomination
from meetings.models import Ballot, Meeting, ReviewReport
from documents.models import Document
reviews = Meeting.objects.filter(bloc__slug="kinh-te-ky-thuat")
meeting = reviews.get(kind="half_year_review")
minutes = meeting.minutes.first()
report = ReviewReport.objects.filter(period=meeting.period).first()
at = ["hung-yen", "kinh-te-ky-thuat", "2021-h1"]
found = {"year_end": "/", "scoring": "/", "scoring_pk": "", "half": "/", "sheet": "/"}
found["appraiser"] = "thuky"
building = Assessment.objects.filter(unit__slug="so-xay-dung", bloc=meeting.bloc)
for one in building.select_related("round"):
    name = "scoring" if one.round.is_scored else "half"
    found[name] = one.get_absolute_url()
    if one.round.is_scored:
        found["scoring_pk"] = one.pk
found["ballot"] = found["nomination"] = "/"
if ballot := Ballot.objects.filter(bloc=meeting.bloc).first():
    found["ballot"] = ballot.get_absolute_url()
if row := Nomination.objects.filter(bloc=meeting.bloc).first():
    found["nomination"] = row.get_absolute_url()
if held := reviews.filter(kind="year_end_review").first():
    found["year_end"] = held.get_absolute_url()
waiting = ScoreSheet.objects.filter(bloc=meeting.bloc, state="open", appraiser__isnull=False)
if sheet := waiting.select_related("appraiser").first():
    found["sheet"] = reverse("assessments:sheet", args=[*at[:2], "2021", sheet.pk])
    found["appraiser"] = sheet.appraiser.username
chosen = CriteriaSet.objects.filter(bloc=meeting.bloc).first()
registered = Registration.objects.filter(bloc=meeting.bloc, unit__slug="so-xay-dung").first()
found["criteria"] = chosen.get_absolute_url() if chosen else "/"
found["registration"] = registered.get_absolute_url() if registered else "/"
print("RESULT " + json.dumps(found | {
    "meeting": meeting.get_absolute_url(),
    "desk": reverse("meetings:desk", args=[*at, meeting.pk]),
    "minutes": reverse("meetings:minutes", args=[*at, minutes.pk]),
    "report": reverse("meetings:report", args=[*at, report.pk]) if report else "/",
    "correct": reverse("meetings:correct", args=[*at[:2], minutes.document_id]),
    "document": minutes.document.get_absolute_url(),
    "serial": minutes.document.serial,
}))
"""


def sign_in(page: Page, stack: Stack, username: str, passwords: dict[str, str]) -> None:
    """Through the login page."""
    page.goto(f"{stack.url}/dang-nhap/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", passwords[username])
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{stack.url}/")


def shoot(browser: Browser, stack: Stack, stage: str) -> list[str]:
    """All pictures of one stage; the names of pages that did not answer as they should."""
    rows = json.loads(stack.manage("demo_accounts", "--json"))
    passwords = {row["username"]: row["password"] for row in rows}
    shown = stack.manage("shell", "-v0", "-c", ADDRESSES)
    addresses = json.loads(
        next(line[7:] for line in shown.splitlines() if line.startswith("RESULT "))
    )
    odd = []
    for size, (width, height) in SIZES.items():
        contexts = {}
        for name, (wanted, username, path) in PAGES.items():
            if wanted != stage:
                continue
            username = username.format(**addresses)
            if username not in contexts:
                context = browser.new_context(
                    viewport={"width": width, "height": height}, locale="vi-VN"
                )
                contexts[username] = context.new_page()
                if username:
                    sign_in(contexts[username], stack, username, passwords)
            page = contexts[username]
            answer = page.goto(stack.url + path.format(**addresses))
            page.wait_for_load_state("networkidle")
            page.screenshot(path=OUT / f"{name}-{size}.png", full_page=True)
            is_refusal = name.startswith(("khong", "kiem-tra-khong"))
            if answer is None or (answer.status != 200) != is_refusal:
                odd.append(f"{name} ({size}): {answer.status if answer else 'no answer'}")
            overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if overflow > 1:
                odd.append(f"{name} ({size}): {overflow} px wider than the screen")
        for page in contexts.values():
            page.context.close()
    return odd


def write_index() -> None:
    """One page with all pictures."""
    rows = [
        f"<h2>{html.escape(name)}</h2>"
        f"<p>{html.escape(user or 'không đăng nhập')}: {html.escape(path)}</p>"
        f'<a href="{name}-desk.png"><img src="{name}-desk.png" width="640"></a> '
        f'<a href="{name}-phone.png"><img src="{name}-phone.png" width="200"></a>'
        for name, (_stage, user, path) in PAGES.items()
    ]
    head = '<!doctype html><meta charset="utf-8"><title>Các trang</title><h1>Các trang</h1>'
    (OUT / "index.html").write_text(head + "\n".join(rows), encoding="utf-8")


def main() -> int:
    """Every stage on a stack of its own; ends with 1 when a page did not answer as it should."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.stdout.write("Thiếu Chromium. Hãy chạy: sudo apt-get install -y chromium\n")
        return 1
    OUT.mkdir(parents=True, exist_ok=True)
    if wanted := tuple(sys.argv[1:]):
        for name in [name for name in PAGES if not name.startswith(wanted)]:
            del PAGES[name]
    odd: list[str] = []
    with tempfile.TemporaryDirectory(prefix="screens-") as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        for stage in sorted({stage for stage, _user, _path in PAGES.values()}):
            with Stack(Path(name) / stage, stage=stage) as stack:
                odd += shoot(browser, stack, stage)
        browser.close()
    write_index()
    sys.stdout.write(
        f"{len(PAGES) * len(SIZES)} pictures in {OUT}\n" + "".join(f"  ! {one}\n" for one in odd)
    )
    return 1 if odd else 0


if __name__ == "__main__":
    sys.exit(main())
