"""The inventory "as the communications office keeps it": titles above the headings, merged cells, old departments."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from .accounts import Truth, address, faces, truths

HEADINGS = ("Channel", "Link / handle", "Who?", "Zweck / purpose", "Agency", "Last checked", "Notes")
TITLE = "OSTELMAR: social media channels (INVENTED COMPANY, demonstration of sprawl)"
SUBTITLE = "Kept by Corporate Communications. Please do not sort! Fragen an / questions to: webmaster@ostelmar.example"
CHANNELS = {
    "x": ("Twitter", "X", "twitter", "X (Twitter)"),
    "facebook": ("Facebook", "FB", "facebook", "Facebook "),
    "instagram": ("Instagram", "Intagram", "Insta", "instagram"),
    "linkedin": ("LinkedIn", "Linked In", "Linkedin", "LinkedIn"),
    "youtube": ("YouTube", "You Tube", "Youtube", "YouTube"),
    "googleplus": ("Google+",),
    "xing": ("Xing",),
    "kununu": ("Kununu",),
    "podcast": ("Podcast",),
    "slideshare": ("Slideshare",),
    "mastodon": ("Mastodon",),
}
WHO = {
    "Corporate Communications": ("Corp Comms", "Communications", "Corporate Communications"),
    "Investor Relations": ("IR", "Investor Relations"),
    "People & Talent": ("HR", "People & Talent", "RH / HR"),
    "Research & Development": ("R&D", "Research"),
    "Medical Affairs": ("Med Affairs", "Medical Affairs"),
    "Germany": ("Deutschland", "Germany"),
    "France": ("France",),
    "United States": ("USA", "US"),
    "Executive Office": ("CEO office", "Executive Office"),
}
PURPOSE = {
    "careers": "Bewerber / candidates",
    "hcp-only": "HCP only!",
    "product-branded": "product (US)",
    "disease-awareness": "patients, no product",
    "investor": "Anleger / investors",
    "newsroom": "Presse",
    "country": "pays / country",
    "executive": "person",
}
OLD = {
    "facebook:ostelmar": "https://www.facebook.com/ostelmarglobal",
    "linkedin:company/ostelmar": "https://www.linkedin.com/company/ostelmar-pharma/",
}
CHECKED = ("12.09.2023", "Sept 2023", "2024-02", "??", "03/2024", "")
TWICE = ("facebook:ostelmardeutschland", "x:ostelmarfrance", "youtube:@ostelmar")
SECTIONS = (
    ("Global", ("x:ostelmar",)),
    ("Funktionen / functions", ("x:ostelmar_ir",)),
    ("Products (US)", ("facebook:ombrexla",)),
    ("Länder / pays", ("linkedin:company/ostelmar-deutschland",)),
    ("Foundation etc.", ("facebook:ostelmarfoundation",)),
)
STAMP = (2026, 10, 15, 0, 0, 0)


def rows() -> Iterator[tuple[str, ...]]:
    """The rows below the headings; a row of one cell begins a section."""
    number = 0
    for ref, truth in truths().items():
        yield from ((name,) for name, first in SECTIONS if ref in first)
        if truth.in_sheet != "no":
            yield row(truth, number)
            number += 1
    for number, ref in enumerate(TWICE):
        yield (*row(truths()[ref], number + 2)[:6], "doppelt?")


def row(truth: Truth, number: int) -> tuple[str, ...]:
    """One line, spelled in one of the ways that several people's hands leave behind."""
    platform = truth.ref.partition(":")[0]
    who = truth.sheet_department or truth.department
    purpose = next((words for sort, words in PURPOSE.items() if sort in truth.sorts), "")
    agency = "Cobblemoth" if "agency-run" in truth.sorts and number % 2 else ""
    return (
        _pick(CHANNELS.get(platform, (platform.capitalize(),)), number),
        spelled(truth.ref, number),
        _pick(WHO.get(who, (who or "?",)), number),
        purpose,
        agency,
        CHECKED[number % len(CHECKED)],
        _note(truth, number),
    )


def _pick(choices: tuple[str, ...], number: int) -> str:
    return choices[number % len(choices)]


def spelled(ref: str, number: int) -> str:
    """An account as somebody typed it: whole address, without scheme, or as a handle."""
    platform, handle, url = ref.partition(":")[0], faces()[ref].handle, OLD.get(ref, address(ref))
    if platform == "mastodon":
        return "@" + ref.partition(":")[2]
    if platform in ("x", "instagram", "tiktok") and number % 2:
        return f"@{handle}"
    bare = re.sub(r"^https?://(www\.)?", "", url).rstrip("/")
    if platform == "x":
        url, bare = url.replace("https://x.com", "https://twitter.com"), bare.replace("x.com", "twitter.com")
    return (url, bare, f"{url}?lang=en" if platform == "x" else url, f"www.{bare}")[number // 2 % 4]


def _note(truth: Truth, number: int) -> str:
    if truth.in_sheet == "dead":
        return ("", "ask agency", "läuft noch?")[number % 3]
    if truth.relation == "impersonation":
        return "main account (old)"
    if "reddit" in truth.ref:
        return "who runs this? ours?"
    return ("", "", "Passwort bei Karin", "", "", "voir Lyon")[number % 6]


def as_csv() -> bytes:
    """The same, saved as CSV from the spreadsheet program."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    blank = ("",) * (len(HEADINGS) - 1)
    writer.writerows([(TITLE, *blank), (SUBTITLE, *blank), ("", *blank), HEADINGS])
    writer.writerows(line if len(line) > 1 else (*line, *blank) for line in rows())
    return out.getvalue().encode("utf-8-sig")


def as_xlsx() -> bytes:
    """The spreadsheet, the same bytes every time."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Kanäle"
    _head(sheet)
    for line in rows():
        sheet.append(line)
        if len(line) == 1:
            _section(sheet, sheet.max_row)
    notes = book.create_sheet("Old ideas")
    notes.append(["Snapchat? TikTok for IR? (no!)"])
    raw = io.BytesIO()
    book.save(raw)
    return _steady(raw.getvalue())


def _head(sheet: Worksheet) -> None:
    sheet.append([TITLE])
    sheet.append([SUBTITLE])
    sheet.append([])
    sheet.append(HEADINGS)
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("A2:G2")
    sheet["A1"].font = Font(bold=True, size=14)
    for cell in sheet[4]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDEBF0")
    for column, width in zip("ABCDEFG", (14, 48, 26, 24, 14, 14, 24), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A5"


def _section(sheet: Worksheet, number: int) -> None:
    sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=7)
    sheet.cell(number, 1).font = Font(italic=True, bold=True)
    sheet.cell(number, 1).alignment = Alignment(horizontal="center")


def _steady(data: bytes) -> bytes:
    """The same workbook without the hour at which it was saved."""
    hour = datetime(*STAMP).isoformat().encode() + b"Z"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            body = old.read(name)
            if name == "docProps/core.xml":
                body = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", hour, body)
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, body)
    return out.getvalue()
