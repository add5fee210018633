"""Bytes to text, as browsers do it: the byte-order mark decides, then the header, then <meta>, then what decodes."""

from __future__ import annotations

import codecs
import re

__all__ = ["to_text", "to_utf8"]

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"<meta\s[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I | re.A)
_XML = re.compile(rb"\A\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I | re.A)
_PRESCAN = 4096

# The WHATWG Encoding Standard reads these labels as a wider encoding than they name.
_WIDER = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "utf8": "utf-8",
    "utf-16": "utf-16-le",
    "unicode": "utf-16-le",
}


def to_text(body: bytes, charset: str = "") -> str:
    """The text of a page; what does not decode becomes U+FFFD. ``charset``: as the header declares it."""
    return to_utf8(body, charset).decode("utf-8", "replace")


def to_utf8(body: bytes, charset: str = "") -> bytes:
    """The page as UTF-8 bytes, without a copy where they are valid UTF-8 already.

    Bytes beyond ASCII that are valid UTF-8 are UTF-8, whatever was declared: text of other encodings never is.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace").encode("utf-8", "replace")
    escapes = b"\x1b" in body and (b"\x1b$" in body or b"\x1b(" in body)  # ISO-2022-JP writes in ASCII bytes
    if not escapes:
        try:
            if not body.isascii():
                body.decode("utf-8")
            return body
        except UnicodeDecodeError:
            pass  # another encoding, or a few broken bytes
    return body.decode(_declared(body, charset), "replace").encode("utf-8", "replace")


def _declared(body: bytes, charset: str) -> str:
    """The encoding that the header or else the markup declares, else what the bytes look like."""
    if header := _codec(charset):
        return header
    match = _DECLARED.search(body, 0, _PRESCAN) or _XML.search(body, 0, _PRESCAN)
    if markup := _codec(match[1].decode("ascii")) if match else "":
        return "utf-8" if markup.startswith("utf-16") else markup
    return "utf-8" if _mostly_utf8(body) else "cp1252"


def _codec(label: str) -> str:
    """The name of the text codec a label stands for; "" for an unknown label."""
    label = label.strip().strip("\"'").lower()
    label = _WIDER.get(label, label)
    try:
        codec = codecs.lookup(label) if label.isascii() and "\0" not in label else None
        "".encode(label)
    except (LookupError, ValueError):
        return ""
    return codec.name if codec else ""


def _mostly_utf8(body: bytes) -> bool:
    """True when more than twice as many multi-byte letters decode as fail: UTF-8 with a few broken bytes."""
    text = body[: 1 << 16].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) > 2 * broken
