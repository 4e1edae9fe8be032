"""The last look at a text document that mat2 cleaned: every byte of the archive, and every element and attribute in it.

Rules of this file
* Of the archive every byte has its place: members with fixed dates and no words of their own, a directory, an end.
* Of the papers in it, only those that are listed; of those, only elements and attributes of the names that the format
  had from the start. What newer programs add (identities of paragraphs, of people, of machines) is of other names.
* Within these names it refuses what is known to tell: authors, dates, revisions, comments, hidden text, fields, links,
  pictures. That is a list of what is known, the one place here where it is so. A PDF drawn anew proves more.
* The text itself stays, and the names that somebody gave to their styles.

Source: ECMA-376 part 1; OpenDocument 1.3 part 3; APPNOTE.TXT 6.3.10 for the archive.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from xml.parsers import expat

from server.redaction.files.errors import ArchiveNotTaken, NotProven, Unreadable
from server.redaction.files.kinds import Kind, listed_in

MOST_MEMBERS = 200
MOST_UNPACKED = 32 << 20
"""Bytes of all that is in an archive."""
_ENTRY, _LISTED, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
_FIRST_DAY = 0x21
"""The first of January 1980, as early as an archive can say."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_PAPERS = {
    Kind.DOCX: re.compile(
        r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core)\.xml|word/(?:document|styles|footnotes|endnotes)\.xml"
        r"|word/(?:header|footer)\d\.xml"
    ),
    Kind.ODT: re.compile(r"mimetype|content\.xml|styles\.xml|META-INF/manifest\.xml"),
}
_NAMESPACES = {
    Kind.DOCX: {
        _W,
        "http://schemas.openxmlformats.org/package/2006/content-types",
        "http://schemas.openxmlformats.org/package/2006/relationships",
        "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
        "http://www.w3.org/XML/1998/namespace",
    },
    Kind.ODT: {
        *(f"{_OASIS}{one}:1.0" for one in ("office", "style", "text", "table", "datastyle", "manifest")),
        *(f"{_OASIS}{one}:1.0" for one in ("xsl-fo-compatible", "svg-compatible")),
        "http://www.w3.org/XML/1998/namespace",
    },
}
_TELLING = re.compile(
    # Office Open XML
    r"ins|del|delText|delInstrText|move.*|comment.*|annotation.*|rsid.*|nsid|vanish|webHidden|specVanish|instrText"
    r"|fldSimple|fldChar|sdt|customXml.*|smartTag|docVars?|bookmark.*|hyperlink|object|pict|drawing|author|initials|date"
    r"|.+PrChange|cellIns|cellDel|cellMerge|permStart|permEnd|proofErr|attachedTemplate"
    # OpenDocument
    r"|tracked-changes|change.*|.*creator|creation-.*|modification-.*|print(?:ed-by|-date|-time)|author-.*|sender-.*"
    r"|user-.*|file-name|hidden-.*|script.*|event-listeners|a|bibliography-mark|variable-.*|placeholder|dde-.*|execute-macro"
    r"|conditional-text|database-.*|editing-.*|template-name|meta.*|initial-.*|keywords|subject|title|description"
)
_PREFIX = re.compile(r"[a-z0-9]{0,8}")
_DECLARED = re.compile(
    rb"<\?xml version=['\"]1\.0['\"] encoding=['\"](?:utf-8|us-ascii)['\"](?: standalone=['\"](?:yes|no)['\"])?\?>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, repr=False)
class ProvenDocument:
    """A docx or odt with its text in it, and nothing that is known to say who wrote it, when or where."""

    data: bytes
    kind: Kind

    def __repr__(self) -> str:
        return "<document>"


def unpacked_size(raw: bytes) -> int:
    """Bytes that the archive says are in it. It may lie: what unpacks it is bounded too. Raises Unreadable."""
    try:
        listed = listed_in(raw)
    except ArchiveNotTaken:
        raise Unreadable from None
    if len(listed) > MOST_MEMBERS:
        raise Unreadable
    return sum(one.file_size for one in listed)


def prove_document(raw: bytes, kind: Kind) -> ProvenDocument:
    """Raises NotProven for a document with anything in it that is not listed here, or that is known to tell."""
    try:
        members = _members(raw)
        for name, paper in members.items():
            _prove_paper(name, paper, kind)
    except (struct.error, zlib.error, UnicodeError, expat.ExpatError, ValueError, IndexError):
        raise NotProven from None
    return ProvenDocument(raw, kind)


def _members(raw: bytes) -> Mapping[str, bytes]:
    """Every member, after a walk from the first byte to the last that leaves none over."""
    found: dict[str, bytes] = {}
    at, places = 0, []
    while raw.startswith(b"PK\x03\x04", at):
        places.append(at)
        name, paper, at = _member(raw, at)
        found[name] = paper
        if len(found) != len(places) or len(found) > MOST_MEMBERS or sum(map(len, found.values())) > MOST_UNPACKED:
            raise NotProven
    start = at
    for place, name in zip(places, found, strict=True):
        at = _listed(raw, at, place, name.encode("ascii"))
    ending = _END.pack(b"PK\x05\x06", 0, 0, len(found), len(found), at - start, start, 0)
    if raw[at:] != ending:
        raise NotProven
    return found


def _member(raw: bytes, at: int) -> tuple[str, bytes, int]:
    _, _, flags, method, clock, day, check, packed, size, named, extra = _ENTRY.unpack_from(raw, at)
    if (flags, clock, day, extra) != (0, 0, _FIRST_DAY, 0) or method not in {0, 8} or size > MOST_UNPACKED:
        raise NotProven
    begins = at + _ENTRY.size + named
    name, body = raw[at + _ENTRY.size : begins].decode("ascii"), raw[begins : begins + packed]
    paper = _inflated(body, size) if method else body
    if len(paper) != size or zlib.crc32(paper) != check or len(body) != packed:
        raise NotProven
    return name, paper, begins + packed


def _inflated(body: bytes, size: int) -> bytes:
    """All of it, and nothing behind its end."""
    inflating = zlib.decompressobj(-15)
    paper = inflating.decompress(body, size + 1)
    if not inflating.eof or inflating.unused_data or inflating.unconsumed_tail:
        raise NotProven
    return paper


def _listed(raw: bytes, at: int, place: int, name: bytes) -> int:
    """The directory says of a member what the member says, and no more."""
    fields = _LISTED.unpack_from(raw, at)
    # Behind name, extra and comment: on which disk, whether text, the file's mode (mat2's own), where.
    named, extra, comment, disk, inner, mode, where = map(int, fields[10:])
    expected = _ENTRY.unpack_from(raw, place)[2:9]
    mode_is_plain = mode >> 16 & 0o777 in {0o600, 0o644, 0o664} and not mode & 0xFFFF
    at += _LISTED.size
    if fields[3:10] != expected or (extra, comment, disk, inner, where) != (0, 0, 0, 0, place) or not mode_is_plain:
        raise NotProven
    if fields[0] != b"PK\x01\x02" or raw[at : at + named] != name:
        raise NotProven
    return at + named


def _prove_paper(name: str, paper: bytes, kind: Kind) -> None:
    if not _PAPERS[kind].fullmatch(name):
        raise NotProven
    if name == "mimetype":
        _demand(paper == b"application/vnd.oasis.opendocument.text")
        return
    elements = 0

    def begins(element: str, attributes: Mapping[str, str]) -> None:
        nonlocal elements
        elements += 1
        for named in (element, *attributes):
            _prove_name(named)
        _demand(attributes.get("TargetMode", "Internal") == "Internal")
        _demand(not name.startswith("docProps/") or (elements == 1 and not attributes))

    def says(words: str) -> None:
        _demand(not name.startswith("docProps/") or not words.strip())

    # One element after another, so that a paper of millions of them costs no more than its bytes.
    reader = expat.ParserCreate(namespace_separator="}")
    reader.StartElementHandler, reader.CharacterDataHandler = begins, says
    reader.StartNamespaceDeclHandler = partial(_prove_space, kind)
    reader.Parse(_bare(paper), True)  # noqa: FBT003 - expat's word for the end


def _bare(paper: bytes) -> bytes:
    """Elements alone, in an encoding in which that can be seen: no type, comment, instruction or marked section."""
    declared = _DECLARED.match(paper)
    elements = paper[declared.end() :] if declared else paper
    _demand(not any(one in elements for one in (b"<!", b"<?", b"\0")))
    return paper


def _prove_space(kind: Kind, prefix: str | None, space: str) -> None:
    """Also one that nothing uses: its address may be anything."""
    _demand(space in _NAMESPACES[kind] and _PREFIX.fullmatch(prefix or ""))


def _prove_name(named: str) -> None:
    """Of an element or attribute, behind its address, which was looked at where it was declared."""
    _demand(not _TELLING.fullmatch(named.rpartition("}")[2]))


def _demand(holds: object) -> None:
    if not holds:
        raise NotProven
