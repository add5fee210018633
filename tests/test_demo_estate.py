"""The demonstration estate keeps its promises: counts, cases, size, and the same bytes whenever it is built."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from estate.accounts import AS_OF, FORMER, address, faces, truths
from estate.build import build
from estate.pages import sites
from estate.score import figures, index
from estate.sheet import rows, spelled
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser
from warcio.archiveiterator import ArchiveIterator

from sprawl import demo
from sprawl.brand import Brand
from sprawl.platforms import parse_url

PLANTED = [
    "abandoned",
    "acquired",
    "affiliate",
    "agency",
    "agency-run",
    "careers",
    "congress",
    "contested",
    "corporate",
    "country",
    "criticism",
    "department",
    "disease-awareness",
    "distributor",
    "dormant",
    "duplicate",
    "employee",
    "ex-subsidiary",
    "executive",
    "fan",
    "gone",
    "hcp-only",
    "impersonation",
    "investor",
    "link-in-bio",
    "moved",
    "namesake",
    "news",
    "newsroom",
    "orphaned",
    "parody",
    "partner",
    "patient-community",
    "patient-creator",
    "patient-organization",
    "podcast",
    "product-branded",
    "regulator",
    "renamed",
    "theme-default",
    "vendor",
]


@cache
def archived() -> dict[str, tuple[int, str, str, bytes]]:
    """Every address of the bundled archive: status, media type, redirect target, body."""
    answers = {}
    with demo.ARCHIVE.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response":
                http = record.http_headers
                where = record.rec_headers.get_header("WARC-Target-URI")
                answers[where] = (
                    int(http.get_statuscode()),
                    http.get_header("Content-Type") or "",
                    http.get_header("Location") or "",
                    record.content_stream().read(),
                )
    return answers


def own_pages() -> dict[str, bytes]:
    """The pages of the estate's own sites."""
    return {
        url: body
        for url, (status, kind, _, body) in archived().items()
        if status == 200 and kind.startswith("text/html") and (urlsplit(url).hostname or "").endswith(".example")
    }


@cache
def built(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in build(folder)}


def unpacked(name: str, data: bytes) -> object:
    """What is inside: compression may differ between versions of zlib, the content may not."""
    if name.endswith(".gz"):
        return gzip.decompress(data)
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return {entry: book.read(entry) for entry in book.namelist()}
    return data


@pytest.mark.parametrize("name", ["demo.warc.gz", "demo-inventory.xlsx", "demo-inventory.csv"])
def test_the_script_builds_what_is_bundled(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Run again, the script gives byte for byte what lies in the package."""
    once = built(tmp_path_factory.getbasetemp() / "once")
    assert unpacked(name, once[name]) == unpacked(name, (demo.FOLDER / name).read_bytes())


@pytest.mark.parametrize("name", ["demo.warc.gz", "demo-inventory.xlsx", "demo-inventory.csv"])
def test_two_builds_are_byte_identical(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing of the hour or the machine is in the files."""
    base = tmp_path_factory.getbasetemp()
    assert built(base / "once")[name] == built(base / "again")[name]


def test_the_package_stays_small() -> None:
    """Archive, sheet and brand file together are under 1.5 MB."""
    assert sum(path.stat().st_size for path in demo.FOLDER.iterdir() if path.is_file()) < 1_500_000


def test_the_estate_has_its_size() -> None:
    """At least 8 departments, 5 sites in 3 languages, 80 accounts of ours on 12 platforms, 200 to 400 pages."""
    ours = [truth for truth in truths().values() if truth.ours]
    assert len({truth.department for truth in ours} - {""}) >= 8
    assert len(sites()) >= 5
    assert {site.language[:2] for site in sites().values()} >= {"en", "de", "fr"}
    assert len(ours) >= 80
    assert len({truth.ref.partition(":")[0] for truth in ours}) >= 12
    assert 200 <= len(own_pages()) <= 400


@pytest.mark.parametrize("sort", PLANTED)
def test_every_promised_case_is_planted(sort: str) -> None:
    """Each sort of account that practitioners meet is there."""
    assert any(sort in truth.sorts for truth in truths().values())


def test_no_other_case_is_planted() -> None:
    """The list of sorts above is whole."""
    assert {sort for truth in truths().values() for sort in truth.sorts} == set(PLANTED)


def test_one_account_is_claimed_by_two_departments() -> None:
    """The contested one names both claimants."""
    assert [(t.ref, t.contested) for t in truths().values() if t.contested] == [
        ("youtube:@ostelmarscience", ("Corporate Communications", "Research & Development"))
    ]


def test_status_follows_from_the_last_post() -> None:
    """Slow after 30 days, dormant after 180, abandoned after 365; gone and unknown have no date."""
    for truth in truths().values():
        if not truth.last_post:
            assert truth.status in ("gone", "unknown"), truth.ref
            continue
        days = (AS_OF - date.fromisoformat(truth.last_post)).days
        expected = next(
            (name for name, least in (("abandoned", 365), ("dormant", 180), ("slow", 30)) if days > least), "active"
        )
        assert truth.status == expected, truth.ref


def test_the_archive_ends_on_the_day_of_the_truth() -> None:
    """The newest date of the archive is what activity is counted from."""
    with demo.ARCHIVE.open("rb") as file:
        days = [record.rec_headers.get_header("WARC-Date") for record in ArchiveIterator(file)]
    assert max(days)[:10] == str(AS_OF)
    assert days == sorted(days)


@pytest.mark.parametrize("site", sorted(sites()))
def test_every_page_parses_and_says_that_it_is_invented(site: str) -> None:
    """Title and notice stand on every page; robots and sitemap are there, and the sitemap lists what is archived."""
    home = sites()[site].home
    pages = {url: body for url, body in own_pages().items() if url.startswith(home + "/")}
    listed = re.findall(rb"<loc>([^<]+)</loc>", archived()[f"{home}/sitemap.xml"][3])
    assert archived()[f"{home}/robots.txt"][0] == 200
    assert {url.decode() for url in listed} == set(pages)
    for url, body in pages.items():
        tree = LexborHTMLParser(body.decode(sites()[site].charset))
        assert tree.css_first("title").text(), url
        assert sites()[site].notice in tree.body.text(), url


@pytest.mark.parametrize("ref", sorted(ref for ref, face in faces().items() if face.page == "open"))
def test_every_open_profile_says_that_it_is_invented(ref: str) -> None:
    """Pages at the hosts of platforms were written, not archived, and say so."""
    assert b"demonstration of sprawl" in archived()[address(ref)][3]


def test_the_archive_says_that_it_is_invented() -> None:
    """The first record is a note to whoever opens the file."""
    with demo.ARCHIVE.open("rb") as file:
        first = next(iter(ArchiveIterator(file)))
        assert first.rec_type == "warcinfo"
        assert b"invented" in first.content_stream().read()


def test_no_link_within_the_estate_is_dead() -> None:
    """Every link from one own page to another leads to an archived address, but for the reports, which nobody wrote."""
    homes = tuple(site.home + "/" for site in sites().values())
    dead = set()
    for url, body in own_pages().items():
        for link in LexborHTMLParser(body.decode("latin-1")).css("a[href]"):
            href = link.attributes["href"] or ""
            target = href if "://" in href else "/".join(url.split("/", 3)[:3]) + "/" + href.lstrip("/")
            if (
                target.startswith(homes)
                and "javascript:" not in href
                and "#" not in href
                and not target.endswith(".pdf")
                and target not in archived()
            ):
                dead.add(target)
    assert dead == set()


def words(answers: Iterable[bytes]) -> str:
    """All that some pages say, without case, and with one name for X."""
    text = "\n".join(unquote(body.decode("utf-8", "replace")) for body in answers).casefold()
    return (
        text.replace("twitter.com/#!/", "x.com/")
        .replace("twitter.com/", "x.com/")
        .replace("x.com/intent/follow?screen_name=", "x.com/")
    )


def bare(ref: str) -> str:
    """An account's address without scheme, ``www.`` and last slash."""
    return address(ref).split("://")[1].removeprefix("www.").rstrip("/").casefold()


def test_every_account_is_named_or_archived() -> None:
    """No account of the truth is beyond finding: a page names it, or its own page was archived."""
    text = words(body for _, _, _, body in archived().values())
    assert [ref for ref in truths() if address(ref) not in archived() and bare(ref) not in text] == []


def test_only_one_of_ours_is_named_by_no_page_of_ours() -> None:
    """One dead channel is known to the sheet alone; everything else of ours stands on some page of ours."""
    text = words(own_pages().values())
    assert [t.ref for t in truths().values() if t.ours and bare(t.ref) not in text] == ["youtube:@ostelmarcareers"]


def test_the_sheet_misses_23_and_lists_9_that_are_dead() -> None:
    """Against the web, 23 living accounts of ours are missing from the sheet, and 9 that it lists are gone."""
    ours = [truth for truth in truths().values() if truth.ours]
    assert sum(truth.in_sheet == "no" and truth.status != "gone" for truth in ours) == 23
    assert sum(truth.in_sheet == "dead" for truth in ours) == 9
    assert {truth.ref for truth in ours if truth.in_sheet == "dead"} == {
        truth.ref for truth in ours if truth.status == "gone"
    }


def test_some_have_moved_to_another_department_since() -> None:
    """The sheet names a department that no longer runs them."""
    moved = [truth for truth in truths().values() if truth.sheet_department]
    assert len(moved) >= 5
    assert all(truth.in_sheet == "yes" and truth.sheet_department != truth.department for truth in moved)


def test_the_sheet_lists_what_the_truth_says_and_three_twice() -> None:
    """Excel and CSV hold the same rows below four lines of titles and headings."""
    lines = [row for row in rows() if len(row) > 1]
    assert len(lines) == sum(truth.in_sheet != "no" for truth in truths().values()) + 3
    table = list(csv.reader(io.StringIO(demo.TABLE.read_bytes().decode("utf-8-sig"))))[4:]
    sheet = load_workbook(demo.SHEET)["Kanäle"].iter_rows(min_row=5, values_only=True)
    assert [[cell or "" for cell in row] for row in sheet] == table


def test_the_sheet_is_typed_by_several_hands() -> None:
    """Handles, bare hosts and whole addresses; a typo in a platform's name; cells merged over all columns."""
    links = Counter(
        "handle" if row[1].startswith("@") else "address" if "://" in row[1] else "bare"
        for row in rows()
        if len(row) > 1
    )
    assert min(links.values()) >= 5
    assert len(links) == 3
    assert any(row[0] == "Intagram" for row in rows())
    assert len(load_workbook(demo.SHEET)["Kanäle"].merged_cells.ranges) >= 4


def test_the_sheet_keeps_former_addresses() -> None:
    """Two pages stand under the name they had; the platform leads on to the new one."""
    for ref in ("facebook:ostelmar", "linkedin:company/ostelmar"):
        assert archived()[spelled(ref, 0)][2] == address(ref)


def test_the_brand_file_gives_little_away() -> None:
    """Six to eight known handles, all of them ours, and every department of the truth."""
    brand = Brand.load(demo.BRAND)
    known = [parse_url(handle).ref if "://" in handle else handle for handle in brand.handles]  # type: ignore[union-attr]
    assert 6 <= len(known) <= 8
    assert all(truths()[ref].ours for ref in known)
    assert {truth.department for truth in truths().values()} - {""} <= {
        unit.name for unit in brand.units if not unit.parent
    }
    assert brand.industry == "pharma"


@pytest.mark.parametrize("ref", sorted(truths()))
def test_refs_are_what_the_tables_read(ref: str) -> None:
    """The truth speaks of accounts by the refs that their own addresses give."""
    account = parse_url(address(ref))
    assert account is not None
    assert account.ref == ref


def test_other_refs_of_one_account_are_listed() -> None:
    """Former addresses and numeric ids lead to accounts that the truth has."""
    assert set(FORMER.values()) <= set(truths())
    assert (
        b'content="' + next(ref for ref in FORMER if "/" in ref and "id" in ref).split("/")[1].encode()
        in own_pages()[sites()["community"].home + "/"]
    )


def test_the_scorer_gives_full_marks_to_the_truth() -> None:
    """An inventory that says what the truth says scores one on everything, and an empty one scores nothing."""
    said = [
        {"ref": t.ref, "relation": t.relation, "department": t.department or None, "status": t.status}
        for t in truths().values()
    ]
    assert figures(index(said)) == {"precision": 1, "recall": 1, "department": 1, "status": 1}
    assert figures({})["recall"] == 0
