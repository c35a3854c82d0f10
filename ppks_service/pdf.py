"""Paper: a page of ``templates/documents`` becomes a tagged PDF that an archive can keep."""

import io
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string

if TYPE_CHECKING:
    import pikepdf

# WeasyPrint says PDF/UA in the XMP; this says PDF/A beside it. PDF/A knows only its own schemas, so
# that of PDF/UA is described.
ARCHIVE_IN_XMP = b"""<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" \
pdfaid:part="3" pdfaid:conformance="A"/>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of PDF/UA that the file keeps to</pdfaProperty:description>\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
# Pages from outside bear no number of ours: the foot of each page that does says how many there are.
FOOT = """@page { @bottom-right {
  content: "Halaman " counter(page) " dari " counter(pages) " dan %d halaman lampiran" !important } }"""
RDF_ENDS = b"</rdf:RDF>"
UA_IN_XMP = b'pdfuaid:part="1"'


@dataclass(frozen=True)
class Insert:
    """A PDF from outside, whose pages go behind the page on which ``anchor`` (an id) stands."""

    anchor: str
    content: bytes
    pages: int


def render_pdf(template_name: str, context: dict[str, Any]) -> bytes:
    """Render a page of ``templates/documents`` as a tagged PDF, which a screen reader can read."""
    return pdf_from_html(render_to_string(template_name, context))


def pdf_from_html(html: str, inserts: Sequence[Insert] = ()) -> bytes:
    """Lay ``html`` out as PDF/UA-1 and PDF/A-3a. It may load files under ``static/`` and nothing else.

    With ``inserts`` it claims to be neither: pages from outside have no tags, and nobody knows their
    fonts. The tags, the language and the title of what we wrote stay.
    """
    import pikepdf  # slow to import, as WeasyPrint: only where a PDF is made
    from weasyprint import CSS, HTML, URLFetcher

    # Nothing is asked of another host: otherwise the machine's certificates are read for each paper.
    trusts_nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    fetcher = URLFetcher(allowed_protocols={"file", "data"}, ssl_context=trusts_nobody)
    base_url = (settings.BASE_DIR / "static").as_uri() + "/"
    variant = {"pdf_variant": "pdf/ua-1"}
    foreign = sum(insert.pages for insert in inserts)
    foot = [CSS(string=FOOT % foreign)] if foreign else None
    paper = HTML(string=html, base_url=base_url, url_fetcher=fetcher)
    drawn = paper.render(stylesheets=foot, **variant)
    page_of = {anchor: n for n, page in enumerate(drawn.pages, 1) for anchor in page.anchors}
    with pikepdf.open(io.BytesIO(drawn.write_pdf(**variant))) as pdf:
        _say_what_heads_head(pdf.Root.StructTreeRoot.K)
        _ready_for_archive(pdf)
        for insert in reversed(inserts):
            _insert(pdf, insert.content, after=page_of[insert.anchor])
        xmp = pdf.Root.Metadata.read_bytes()
        if inserts:
            xmp = xmp.replace(UA_IN_XMP, b"", 1)
        else:
            xmp = xmp.replace(RDF_ENDS, ARCHIVE_IN_XMP + RDF_ENDS, 1)
        pdf.Root.Metadata.write(xmp)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _ready_for_archive(pdf: "pikepdf.Pdf") -> None:
    """What PDF/A asks for beyond PDF/UA: a colour space that is known, and no guessing of pixels."""
    import pikepdf

    pdf.Root.OutputIntents = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=pikepdf.Name.OutputIntent,
                S=pikepdf.Name.GTS_PDFA1,
                OutputConditionIdentifier=pikepdf.String("sRGB"),
                Info=pikepdf.String("sRGB IEC61966-2.1"),
                DestOutputProfile=pikepdf.Stream(pdf, _srgb(), N=3),
            )
        ]
    )
    for page in pdf.pages:
        page.obj.Tabs = pikepdf.Name.S  # annotations are read in the order of the tags
    for stream in pdf.objects:
        if isinstance(stream, pikepdf.Stream) and "/Interpolate" in stream:
            del stream["/Interpolate"]


@cache
def _srgb() -> bytes:
    return files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()


def _insert(pdf: "pikepdf.Pdf", content: bytes, *, after: int) -> None:
    """The pages of ``content`` as they look: notes flattened, without anything that acts."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as foreign:
        foreign.generate_appearance_streams()
        foreign.flatten_annotations("print")
        for page in foreign.pages:
            for key in ("/Annots", "/AA", "/StructParents"):
                if key in page.obj:
                    del page.obj[key]
        for n, page in enumerate(foreign.pages):
            pdf.pages.insert(after + n, page)


def _say_what_heads_head(elements: Any, *, of: str = "Row") -> None:
    """Write at each head of a table whether it heads a column or a row; WeasyPrint leaves it out."""
    import pikepdf

    for element in elements if isinstance(elements, pikepdf.Array) else [elements]:
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            continue
        if element.S == "/TH" and "/A" in element:
            element.A.Scope = pikepdf.Name(f"/{of}")
        if "/K" in element:
            _say_what_heads_head(element.K, of="Column" if element.S == "/THead" else of)
