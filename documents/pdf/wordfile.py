"""The Word file round a paper: page, styles, headers, the file's own data, the code, the ZIP."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import segno
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import _Header
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from documents.pdf import wording
from documents.pdf.bundle import FILE_TIME
from documents.pdf.ooxml import field, run, twips
from documents.pdf.wording import Snapshot, printable

FACE = "Times New Roman"
TEXT_WIDTH = 160.0  # mm between the margins
WIDE_TEXT = 277.0  # the same on a page across
CODE_WIDTH = 18
BASES = {"reading": 11.5, "landscape": 11.0}  # points of the body, 14 on a paper


def text_width(snapshot: Snapshot) -> float:
    """Millimetres between the margins of the paper's pages."""
    return WIDE_TEXT if snapshot["form"] == "landscape" else TEXT_WIDTH


def set_up(document: WordDocument, form: str) -> None:
    """Page, margins and styles; the language for Word's spelling check."""
    section = document.sections[0]
    if form == "landscape":
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.top_margin = section.bottom_margin = Mm(15)
        section.left_margin = section.right_margin = Mm(10)
        section.header_distance = Mm(6)
    else:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
        section.left_margin = Mm(30)
        section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    base = BASES.get(form, 14.0)
    _face(document.styles["Normal"], base)
    for level, italic in ((1, False), (2, False), (3, False), (4, True)):
        style = document.styles[f"Heading {level}"]
        _face(style, base, bold=True, italic=italic)
        style.paragraph_format.keep_with_next = True
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    language.set(qn("w:eastAsia"), "vi-VN")
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(language)


def _face(style: ParagraphStyle, size: float, *, bold: bool = False, italic: bool = False) -> None:
    """Give a style our typeface, in black, whatever the theme says."""
    style.font.name, style.font.size = FACE, Pt(size)
    style.font.bold, style.font.italic = bold, italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), FACE)


def describe(document: WordDocument, kind: str, snapshot: Snapshot, day: date | None) -> None:
    """The file's own data, dated by the paper and not by the clock."""
    year = int((snapshot.get("header") or {}).get("year") or FILE_TIME[0])
    moment = datetime(*(day or date(year, 1, 1)).timetuple()[:3])  # noqa: DTZ001 - stored without zone
    properties = document.core_properties
    properties.title = printable(snapshot.get("title"))[:255]
    properties.author = properties.last_modified_by = printable(snapshot.get("author"))[:255]
    properties.language, properties.keywords, properties.comments = "vi-VN", printable(kind), ""
    properties.created = properties.modified = moment


def fill_headers(document: WordDocument, width: float, *, draft: bool, stamp: str = "") -> None:
    """The page number from page 2; on a draft its mark, and any stamp, on every page. `width`: of
    the text, in millimetres."""
    section = document.sections[0]
    number = field("PAGE", "2", '<w:rPr><w:sz w:val="26"/></w:rPr>')
    said = " · ".join(filter(None, [wording.DRAFT if draft else "", stamp]))
    mark = run(said, bold=True, size=13) if said else ""
    tab = f'<w:tabs><w:tab w:val="center" w:pos="{twips(width / 2)}"/></w:tabs>'
    for header, content in (
        (section.header, f"{mark}<w:r><w:tab/></w:r>{number}"),
        (section.first_page_header, mark),
    ):
        header.is_linked_to_previous = False
        shown = (_watermark() if draft else "") + content
        _replace(header, f"<w:p><w:pPr>{tab}</w:pPr>{shown}</w:p>")


def _replace(header: _Header, content: str) -> None:
    """Put one paragraph in the place of what the header holds."""
    element = header._element  # python-docx has no public way to write raw content
    for child in list(element):
        element.remove(child)
    namespaces = f'{nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" '
    namespaces += 'xmlns:o="urn:schemas-microsoft-com:office:office"'
    for child in parse_xml(f"<w:hdr {namespaces}>{content}</w:hdr>"):
        element.append(child)


def _watermark() -> str:
    """The draft mark across the page, as Word itself writes a watermark."""
    place = (
        "position:absolute;margin-left:0;margin-top:0;width:440pt;height:110pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        "mso-position-vertical-relative:margin"
    )
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" '
        'adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
        '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
        '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
        '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        '<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" '
        f'alt="{wording.DRAFT}" style="{place}" fillcolor="#e4e4e4" stroked="f">'
        '<v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt;'
        f'font-weight:bold" string="{wording.DRAFT}"/></v:shape></w:pict></w:r>'
    )


def add_code(document: WordDocument, check: dict[str, str]) -> None:
    """The QR as a picture with its alternative text, in the place the foot left for it."""
    picture = BytesIO()
    segno.make_qr(check["url"], error="m").save(picture, kind="png", scale=8, border=0)
    place = document.tables[-1].cell(0, 0).paragraphs[0]
    shape = place.add_run().add_picture(picture, width=Mm(CODE_WIDTH))
    inline = shape._inline  # python-docx has no public way to say what follows
    inline.docPr.set("descr", wording.code_words(check))
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")


def packed(document: WordDocument) -> bytes:
    """The file with fixed dates inside, so that the same words give the same bytes."""
    made, packed = BytesIO(), BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, FILE_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
