"""Folding: texts made comparable. Each fold says what it is for; they differ on purpose.

Handles and display names have a third fold, which also replaces look-alike letters: `sprawl.text.names.fold`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sprawl.text.word_lists import COUNTRY_CODES

_LATIN_ACCENTS = re.compile("[\u0300-\u036f]+")  # not the marks by which Japanese and others spell
BLANK = "\u115f\u1160"  # letters that show nothing (Hangul fillers)
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.\s?){2,}")
_POSSESSIVE = re.compile("[\u2019'`\u00b4]s\\b|[\u2019'`\u00b4]")
_COUNTRY = re.compile(r"\b(" + "|".join(sorted(COUNTRY_CODES, key=len, reverse=True)) + r")\b")


def without_accents(text: str) -> str:
    """The text in compatibility form (NFKD) without combining marks of any script and letters that show nothing."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c) and c not in BLANK)


def has_letter(text: str) -> bool:
    """True where a letter or a digit is left of the folded text. A mark that only continues a letter (ー, ـ) is none.

    >>> has_letter("Nova"), has_letter("24"), has_letter("ﾟ"), has_letter("– 🎉"), has_letter("ー")
    (True, True, False, False, False)
    """
    return any(c.isalnum() and unicodedata.category(c) != "Lm" for c in without_accents(text))


def fold_sentence(text: str) -> str:
    """The fold of names of units and of sentences: punctuation stays, "&" is "and", "U.S." and "United States" "us".

    >>> fold_sentence("The United States' Dept. of Café & Trails")
    'the us  dept. of cafe  and  trails'
    """
    text = without_accents(text.replace("&", " and ").replace("\u2011", "-"))
    text = _DOTTED.sub(lambda found: re.sub(r"[.\s]", "", found.group()) + " ", text)
    text = _POSSESSIVE.sub(lambda found: "" if found.group()[1:] else " ", text).casefold()
    return _COUNTRY.sub(lambda found: COUNTRY_CODES[found.group()], text)


@lru_cache(maxsize=1 << 16)
def fold_label(text: str) -> str:
    """The fold of headings, menus and column titles: words and ``@`` alone, one space between them.

    >>> fold_label("Lien / Réseau"), fold_label("部署 & @name")
    ('lien reseau', '部署 and @ name')
    """
    plain = _LATIN_ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    kept = unicodedata.normalize("NFC", plain)
    return " ".join(re.findall(r"@|\w+", kept.replace("_", " ").replace("&", " and ")))
