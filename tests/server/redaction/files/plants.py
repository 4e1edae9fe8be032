"""Files with a canary in each place where something hides, written by hand, and a search that finds it there again."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

CANARY = "Peter Deng of Bor"
_BYTES = CANARY.encode()
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{CANARY}</dc:creator></x:xmpmeta>'.encode()


def holds(raw: bytes, canary: str = CANARY) -> bool:
    """Whether it is anywhere in there: as it is, in UTF-16, as hexadecimal digits, or behind any compression."""
    forms = [canary.encode(), canary.encode("utf-16-le"), canary.encode("utf-16-be")]
    forms += [form.hex().encode() for form in forms]
    return any(form.lower() in layer.lower() for layer in _layers(raw) for form in forms)


def _layers(raw: bytes) -> Iterator[bytes]:
    yield raw
    for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", raw):
        unpacking = zlib.decompressobj()
        try:
            yield unpacking.decompress(raw[found.start() :], 1 << 20)
        except zlib.error:
            continue
    try:
        with ZipFile(BytesIO(raw)) as archive:
            yield from (archive.read(one) for one in archive.infolist())
    except BadZipFile:
        return


def picture(size: tuple[int, int] = (320, 240), mode: str = "RGB") -> Image.Image:
    """Something to see: a white ground with a red disc at the left and a dark word at the right."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((size[0] // 8, size[1] // 4, size[0] // 2, size[1] * 3 // 4), fill=(200, 30, 30))
    draw.text((size[0] * 5 // 8, size[1] // 2), "WORD", fill=(20, 20, 60))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **more)
    return file.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F] = made[0x013B] = made[0x8298] = CANARY
    return made


def profile() -> bytes:
    """sRGB, by another name."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made + _BYTES


def planted_jpeg(**more: object) -> bytes:
    """Exif with a thumbnail of its own, XMP, IPTC, a comment, a colour profile, and an archive behind the end."""
    bare = saved(picture(), "JPEG", exif=exif(), icc_profile=profile(), comment=_BYTES, **more)
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0" + struct.pack(">HBBH", len(_BYTES) + 5, 28, 2, len(_BYTES)) + _BYTES
    beside = [
        (0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + XMP),
        (0xE1, b"Exif\0\0" + _thumbnail()),
        (0xED, iptc),
        (0xEF, _BYTES),
    ]
    segments = b"".join(struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body for marker, body in beside)
    return bare[:2] + segments + bare[2:] + archive({"who.txt": _BYTES})


def _thumbnail() -> bytes:
    """A TIFF of two directories, whose second one is a JPEG with a comment."""
    small = saved(picture((32, 24)), "JPEG", comment=_BYTES)
    first = struct.pack("<HI", 0, 14)
    entries = struct.pack("<HHII", 0x0201, 4, 1, 44) + struct.pack("<HHII", 0x0202, 4, 1, len(small))
    return b"II*\0\x08\0\0\0" + first + struct.pack("<H", 2) + entries + b"\0\0\0\0" + small


def planted_png() -> bytes:
    """tEXt, zTXt, iTXt, XMP, Exif, a colour profile, a time, a chunk of nobody's, and bytes behind the end."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", CANARY)
    words.add_text("Comment", CANARY * 50, zip=True)
    words.add_itxt("Title", CANARY, zip=True)
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    words.add(b"tIME", struct.pack(">H5B", 2026, 11, 23, 19, 6, 17))
    words.add(b"caNa", _BYTES)
    return saved(picture(), "PNG", pnginfo=words, exif=exif(), icc_profile=profile()) + _BYTES


def planted_webp() -> bytes:
    return saved(picture(), "WEBP", exif=exif().tobytes(), xmp=XMP, icc_profile=profile()) + _BYTES


def planted_gif() -> bytes:
    """A comment, and a second frame whose comment is another."""
    second = picture().convert("P")
    made = saved(picture().convert("P"), "GIF", comment=_BYTES, save_all=True, append_images=[second])
    return made + _BYTES


def unseen_png() -> bytes:
    """A word in pixels that are wholly transparent: to be seen only by who takes the transparency away."""
    image = picture().convert("RGBA")
    word = Image.new("L", image.size, 255)
    ImageDraw.Draw(word).rectangle((10, 10, 60, 40), fill=0)
    hidden = Image.new("RGBA", image.size, (255, 0, 255, 0))
    return saved(Image.composite(image, hidden, word), "PNG")


def archive(members: Mapping[str, bytes], packing: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", packing) as made:
        for name, body in members.items():
            made.writestr(name, body)
    return file.getvalue()


def cleaned_archive(papers: dict[str, bytes], day: tuple[int, ...] = (1980, 1, 1, 0, 0, 0), **of_all: object) -> bytes:
    """As mat2 writes one."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, paper in papers.items():
            one = ZipInfo(name, day)
            one.compress_type = ZIP_DEFLATED
            for field, value in of_all.items():
                setattr(one, field, value)
            made.writestr(one, paper)
    return file.getvalue()


def pdf(objects: Sequence[bytes], root: int = 1, **trailer: bytes) -> bytes:
    """A PDF of these objects, numbered from 1."""
    file, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    more = b"".join(b"/%b %b " % (name.encode(), value) for name, value in trailer.items())
    start, table = len(file), b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    file += b"trailer\n<< /Size %d /Root %d 0 R %b>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, more, start)
    return bytes(file)


def stream(body: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(body)
    return b"<< /Length %d /Filter /FlateDecode %b>>\nstream\n%b\nendstream" % (len(packed), entries, packed)


def written_page(drawing: bytes, pages: int = 1) -> bytes:
    """One page of A4, again and again, on which this is drawn; /F is Helvetica."""
    kids = b" ".join([b"3 0 R"] * pages)
    return pdf([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, pages),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R>> >> >>",
        stream(drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ])  # fmt: skip


def said(text: str, at: tuple[int, int] = (72, 700), mode: int = 0) -> bytes:
    """Words of a page; mode 3 is invisible (ISO 32000-1, 9.3.6)."""
    return b"BT %d Tr /F 24 Tf %d %d Td (%b) Tj ET\n" % (mode, *at, text.encode())


def planted_pdf() -> bytes:
    """A hidden layer, invisible text, text under a black box, an annotation, an attachment, JavaScript, a form's field,
    XMP, an author, two identifiers, a bookmark, and bytes behind the end."""
    drawing = (
        said("Seen by all", (72, 760))
        + b"/OC /L BDC " + said(CANARY, (72, 500)) + b"EMC\n"
        + said(CANARY, mode=3)
        + said(CANARY, (72, 600)) + b"0 g 60 590 400 40 re f\n"
    )  # fmt: skip
    words = b"(" + _BYTES + b")"
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R /Metadata 7 0 R /OpenAction 8 0 R /Names << /EmbeddedFiles << "
            b"/Names [%b 9 0 R] >> >> /OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] /BaseState /ON >> >> "
            b"/Outlines 11 0 R /AcroForm << /Fields [13 0 R] >> >>" % words,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >>"
            b" /Properties << /L 6 0 R >> >> /Annots [12 0 R 13 0 R] /PieceInfo << /Who %b >> >>" % words,
            stream(drawing),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Type /OCG /Name %b >>" % words,
            stream(XMP, b"/Type /Metadata /Subtype /XML "),
            b"<< /S /JavaScript /JS (app.alert%b) >>" % words,
            b"<< /Type /Filespec /F %b /EF << /F 10 0 R >> >>" % words,
            stream(_BYTES, b"/Type /EmbeddedFile "),
            b"<< /Type /Outlines /Title %b >>" % words,
            b"<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /T %b /Contents %b >>" % (words, words),
            b"<< /Type /Annot /Subtype /Widget /FT /Tx /T %b /TU %b /Rect [0 0 0 0] >>" % (words, words),
            b"<< /Author %b /Title %b /Producer %b /CreationDate (D:20261123190617Z) >>" % (words, words, words),
        ],
        Info=b"14 0 R",
        ID=b"[<%b> <%b>]" % (_BYTES.hex().encode(), _BYTES.hex().encode()),
    ) + b"\n%" + _BYTES  # fmt: skip


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument"


def docx(body: str = "<w:p><w:r><w:t>seen by all</w:t></w:r></w:p>", **beside: str) -> bytes:
    """A text document of Office Open XML. `beside` are further papers of `word/`, without their ending."""
    papers = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/word/document.xml" ContentType="{_OFFICE}.wordprocessingml.document'
        '.main+xml"/><Override PartName="/docProps/core.xml" ContentType='
        '"application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.'
        f'org/dc/elements/1.1/"><dc:creator>{CANARY}</dc:creator><cp:lastModifiedBy>{CANARY}</cp:lastModifiedBy>'
        "</cp:coreProperties>",
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
        **{f"word/{name}.xml": paper for name, paper in beside.items()},
    }
    return archive({name: f'<?xml version="1.0" encoding="UTF-8"?>{one}'.encode() for name, one in papers.items()})


REVISED = (
    f'<w:p w:rsidR="00{CANARY}"><w:ins w:id="1" w:author="{CANARY}" w:date="2026-11-23T19:06:17Z"><w:r><w:t>seen by all'
    f'</w:t></w:r></w:ins><w:del w:id="2" w:author="{CANARY}"><w:r><w:delText>{CANARY}</w:delText></w:r></w:del></w:p>'
)

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def odt(body: str = "<text:p>seen by all</text:p>") -> bytes:
    """A text document of OpenDocument, with an author, settings of a printer, a thumbnail and a tracked change."""
    spaces = "".join(f' xmlns:{one}="{_OASIS}:{one}:1.0"' for one in ("office", "text", "meta", "config"))
    spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    change = f"<text:changed-region><dc:creator>{CANARY}</dc:creator></text:changed-region>"
    change = f"<text:tracked-changes>{change}</text:tracked-changes>"
    papers = {
        "content.xml": f"<office:document-content{spaces}><office:body><office:text>{change}{body}</office:text>"
        "</office:body></office:document-content>",
        "meta.xml": f"<office:document-meta{spaces}><office:meta><dc:creator>{CANARY}</dc:creator></office:meta>"
        "</office:document-meta>",
        "settings.xml": f"<office:document-settings{spaces}><config:config-item>{CANARY}</config:config-item>"
        "</office:document-settings>",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0"/>',
    }
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        made.writestr("mimetype", b"application/vnd.oasis.opendocument.text", 0)
        made.writestr("Thumbnails/thumbnail.png", planted_png())
        for name, paper in papers.items():
            made.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{paper}')
    return file.getvalue()
