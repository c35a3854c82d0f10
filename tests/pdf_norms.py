"""What of PDF/UA-1 and PDF/A-3a can be seen in a file without veraPDF, which cannot be had from PyPI.

``pdfua`` checks the part of PDF/UA that it knows; the rest is asked here of the file's own objects.
"""

import io
import tempfile
from collections.abc import Iterator
from typing import Any

import pikepdf
from pdfua import Severity, validate
from pikepdf import Array, Dictionary, Name, Pdf, Stream

PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "Do", "EI"}
OTHER_COLOURS = {"k", "K"}


def findings(content: bytes) -> list[str]:
    """Each thing that is against one of the norms, in words; empty where none was seen."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            *_of_pdfua(content),
            *_of_catalog(pdf),
            *_of_metadata(pdf),
            *_of_structure(pdf),
            *_of_objects(pdf),
            *_of_pages(pdf),
        ]


def _of_pdfua(content: bytes) -> Iterator[str]:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        for outcome in validate(file.name).outcomes:
            for finding in outcome.findings:
                if finding.severity > Severity.INFO:
                    yield f"pdfua {finding.rule_id}: {finding.message}"


def _of_catalog(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not marked as tagged"
    if "/StructTreeRoot" not in root:
        yield "no structure tree"
    if str(root.get("/Lang", "")) != "id":
        yield "no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not shown"
    intents = root.get("/OutputIntents", [])
    if [str(intent.S) for intent in intents] != ["/GTS_PDFA1"]:
        yield "no output intent of PDF/A"
    elif intents[0].DestOutputProfile.read_bytes()[36:40] != b"acsp":
        yield "the output intent has no ICC profile"
    if pdf.pdf_version != "1.7" or "/Version" in root:
        yield f"PDF {pdf.pdf_version} {root.get('/Version', '')}"
    if "/ID" not in pdf.trailer or pdf.is_encrypted:
        yield "no file identifier, or encrypted"
    for key in ("/OpenAction", "/AA"):
        if key in root:
            yield f"{key} acts"


def _of_metadata(pdf: Pdf) -> Iterator[str]:
    raw = pdf.Root.Metadata.read_bytes().decode()
    with pdf.open_metadata(update_docinfo=False) as xmp:
        asked = {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
        for key, value in asked.items():
            if xmp.get(key) != value:
                yield f"{key} is {xmp.get(key)}"
        title = xmp.get("dc:title")
    if not title or title != str(pdf.docinfo.get("/Title", "")):
        yield f"title {title!r} in the XMP, {pdf.docinfo.get('/Title')!r} in the file"
    if "pdfaSchema:namespaceURI" not in raw or "PDF/UA identification" not in raw:
        yield "the schema of pdfuaid is not described"


def _of_structure(pdf: Pdf) -> Iterator[str]:
    level = 0
    for element in _elements(pdf.Root.StructTreeRoot.K):
        role = str(element.S)
        if role in {"/H1", "/H2", "/H3", "/H4"}:
            if int(role[2]) > level + 1:
                yield f"heading {role} after level {level}"
            level = int(role[2])
        if role == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "a figure without words"
        if role == "/TH" and str(element.get("/A", {}).get("/Scope", "")) not in (
            "/Row",
            "/Column",
        ):
            yield "a head of a table that heads nothing"


def _of_objects(pdf: Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        if not isinstance(thing, Dictionary | Stream):
            continue
        if thing.get("/S") in (Name.JavaScript, Name.Launch):
            yield "an action"
        if thing.get("/Interpolate") is True:
            yield "a picture with guessed pixels"
        if thing.get("/Subtype") == Name.Image:
            space = thing.get("/ColorSpace")
            if space in (Name.DeviceCMYK,):
                yield "a picture in CMYK"
        if thing.get("/Type") == Name.FontDescriptor and not any(
            key in thing for key in ("/FontFile", "/FontFile2", "/FontFile3")
        ):
            yield f"font {thing.get('/FontName')} is not embedded"
        is_composite = thing.get("/Type") == Name.Font and thing.get("/Subtype") == Name.Type0
        if is_composite and "/ToUnicode" not in thing:
            yield f"font {thing.get('/BaseFont')} says no letters"


def _of_pages(pdf: Pdf) -> Iterator[str]:
    for n, page in enumerate(pdf.pages, 1):
        if page.obj.get("/Tabs") != Name.S:
            yield f"page {n}: annotations are not read in the order of the tags"
        for annotation in page.obj.get("/Annots", []):
            flags, box = int(annotation.get("/F", 0)), [float(x) for x in annotation.Rect]
            is_on_page = box[2] > 0 and box[3] > 0
            if not flags & 4 or flags & 3:
                yield f"page {n}: an annotation that is not printed, or hidden"
            if is_on_page and "/StructParent" not in annotation:
                yield f"page {n}: an annotation outside the tags"
        depth, unmarked = 0, set()
        for _, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += (name in ("BDC", "BMC")) - (name == "EMC")
            if not depth and name in PAINTS:
                unmarked.add(name)
            if name in OTHER_COLOURS:
                yield f"page {n}: CMYK"
        if unmarked:
            yield f"page {n}: painted outside the tags: {sorted(unmarked)}"


def _elements(elements: Any) -> Iterator[Dictionary]:
    for element in elements if isinstance(elements, Array) else [elements]:
        if isinstance(element, Dictionary) and "/S" in element:
            yield element
            if "/K" in element:
                yield from _elements(element.K)
