"""The brand file: what reads, what is refused and in which words, and that what is written reads back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprawl.brand import Brand, find_brand, slug
from sprawl.errors import BrandError
from sprawl.model import Fact, Unit

FULL = Brand(
    'Acme \\ "Ltd"\x7f',
    aliases=("Acme", "ACM", "Ä" * 90),
    sites=("https://www.example.org/",),
    handles=("x:acme", "https://www.facebook.com/acme"),
    industry="pharma",
    language="de",
    units=(
        Unit("Research", aliases=("R&D",), sites=("https://www.example.org/research",), steward="A. Person"),
        Unit("Oncology", "product", "Research"),
    ),
    facts=(
        Fact("x:acme", "emergency_role", "yes", "declared", "crisis plan", "2026-10-01", "communications"),
        Fact("department:Oncology", "audience_class", "hcp", "declared"),
    ),
)


def unit_rows(*rows: str) -> str:
    return 'name = "Acme"\n' + "\n".join(f"[[departments]]\n{row}" for row in rows)


def test_a_brand_written_reads_back_equal() -> None:
    assert Brand.from_text(FULL.dumps()) == FULL


def test_notes_stand_above_their_key_and_cannot_leave_the_comment() -> None:
    notes = {"": ["drafted"], "name": ["guessed\nx = 1"], "departments[1]": ["check"]}
    text = FULL.dumps(notes)
    assert text.startswith('# drafted\n# guessed x = 1\nname = "Acme')
    assert '# check\n[[departments]]\nname = "Oncology"' in text
    assert Brand.from_text(text) == FULL


@settings(deadline=None)
@given(st.text(min_size=1).filter(str.strip), st.lists(st.text(min_size=1).filter(str.strip), max_size=3))
def test_any_name_round_trips(name: str, aliases: list[str]) -> None:
    brand = Brand(name, aliases=tuple(aliases))
    read = Brand.from_text(brand.dumps())
    assert read.name == " ".join(name.split())
    assert Brand.from_text(read.dumps()) == read


def test_departments_know_their_top() -> None:
    assert [FULL.top(name) for name in ("Oncology", "r&d", "Research", "Sales")] == ["Research"] * 3 + [None]


def test_sites_without_scheme_or_host_are_read_when_clear() -> None:
    site = 'name = "Acme"\nsites = ["www.example.org"]\n'
    text = site + '[[departments]]\nname = "Sales"\nsites = ["/sales", "sales.example.org"]'
    brand = Brand.from_text(text)
    assert brand.sites == ("https://www.example.org",)
    assert brand.units[0].sites == ("https://www.example.org/sales", "https://sales.example.org")


def test_the_parent_is_found_in_any_case_and_in_any_order() -> None:
    brand = Brand.from_text(unit_rows('name = "Oncology"\nparent = "research"', 'name = "Research"'))
    assert brand.units[0].parent == "Research"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            'name = "a"\naliases = ["x"\nb=', "b.toml: line 3, column 1: Unclosed array; expected TOML", id="syntax"
        ),
        pytest.param('name = "a', "b.toml: line 1 (end of file): ", id="unterminated"),
        pytest.param("", "b.toml: name: is missing; expected name =", id="empty-file"),
        pytest.param('name = " "', "b.toml: name: is empty", id="blank-name"),
        pytest.param("name = 3", "b.toml: name: found 3; expected text in quotes", id="number-for-text"),
        pytest.param(
            'name = "a"\nalias = ["b"]', 'b.toml: alias: this key is not known; did you mean "aliases"?', id="key"
        ),
        pytest.param(
            'name = "a"\nsites = "x"', 'b.toml: sites: found "x"; expected a list: sites = [', id="text-for-list"
        ),
        pytest.param('name = "a"\nsites = ["https:///x"]', "b.toml: sites[0]: found ", id="no-host"),
        pytest.param('name = "a"\nsites = ["ftp://a.example"]', "b.toml: sites[0]: found ", id="ftp"),
        pytest.param('name = "a"\nsites = ["https://a.example:x/"]', "b.toml: sites[0]: found ", id="port"),
        pytest.param(
            'name = "a"\nindustry = "farma"', 'b.toml: industry: found "farma"; did you mean "pharma"?', id="industry"
        ),
        pytest.param('name = "a"\nlanguage = "English please"', "b.toml: language: found ", id="language"),
        pytest.param('name = "a"\nslug = "../a"', 'b.toml: slug: found "../a"; expected lower-case words', id="slug"),
        pytest.param(
            'name = "a"\ndepartments = ["b"]', 'b.toml: departments: found ["b"]; expected tables', id="no-tables"
        ),
        pytest.param(
            unit_rows('name = "A"', 'name = "a"'), 'b.toml: departments[1].name: "a" is there twice', id="twice"
        ),
        pytest.param(
            unit_rows('nmae = "A"'),
            'b.toml: departments[0].nmae: this key is not known; did you mean "name"?',
            id="nmae",
        ),
        pytest.param(
            unit_rows('name = "Research"', 'name = "B"\nparent = "Reserach"'),
            'b.toml: departments[1].parent: no department is called "Reserach"; did you mean "Research"?',
            id="parent",
        ),
        pytest.param(
            unit_rows('name = "A"\nparent = "B"', 'name = "B"\nparent = "A"'),
            'b.toml: departments[0].parent: goes round in a circle ("A" > "B" > "A")',
            id="circle",
        ),
        pytest.param(
            unit_rows('name = "A"\nparent = "A"'), "b.toml: departments[0].parent: goes round", id="own-parent"
        ),
        pytest.param(unit_rows('name = "A"\nkind = "team"'), 'b.toml: departments[0].kind: found "team"; ', id="kind"),
        pytest.param(
            'name = "a"\n[[facts]]\nref = "x:a"\nname = "n"\nvalue = "y"\nas_of = "2026-13-01"',
            'b.toml: facts[0].as_of: found "2026-13-01"; expected a date such as 2026-10-01',
            id="date",
        ),
        pytest.param(
            'name = "a"\n[[facts]]\nname = "n"\nvalue = "y"', "b.toml: facts[0]: found neither ref nor dep", id="whose"
        ),
        pytest.param(
            'name = "a"\n[[facts]]\nref = "x:a"\nname = "n"', "b.toml: facts[0].value: is missing", id="no-value"
        ),
        pytest.param(
            'name = "a"\n[[facts]]\ndepartment = "S"\nname = "n"\nvalue = 1',
            "b.toml: facts[0].department: no d",
            id="dep",
        ),
        pytest.param("a = " + "[" * 20_000, "b.toml: ", id="deep"),
    ],
)
def test_a_wrong_file_is_told_in_one_line(text: str, expected: str) -> None:
    with pytest.raises(BrandError) as caught:
        Brand.from_text(text, "b.toml")
    assert str(caught.value).startswith(expected)
    assert "\n" not in str(caught.value)


def test_facts_take_toml_dates_and_booleans() -> None:
    text = (
        unit_rows('name = "Sales"')
        + '\n[[facts]]\ndepartment = "sales"\nname = "hold"\nvalue = true\nas_of = 2026-10-01'
    )
    assert Brand.from_text(text).facts == (Fact("department:Sales", "hold", "yes", "declared", "", "2026-10-01", ""),)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("City of Example", "city-of-example"),
        ("Łódź & Söhne's", "lodz-sohnes"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\boot.ini", "boot-ini"),
        ("NUL", "nul-brand"),
        ("a\x00b\n", "a-b"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_slug_is_a_plain_file_name(name: str, expected: str) -> None:
    assert slug(name) == expected


@settings(deadline=None)
@given(st.text())
def test_a_slug_never_leaves_its_folder(name: str) -> None:
    assert Path("folder", f"{slug(name)}.toml").resolve().parent == Path("folder").resolve()


def test_a_name_without_latin_letters_has_a_slug_of_its_own() -> None:
    assert slug("例え") != slug("試験")
    assert slug("例え").startswith("brand-")


def test_find_brand_takes_a_path_a_slug_or_an_alias(tmp_path: Path) -> None:
    brand = Brand("Acme Labs", aliases=("AL",))
    (tmp_path / "acme-labs.toml").write_text(brand.dumps(), "utf-8")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "AL"', "utf-8")
    (tmp_path / "broken.toml").write_text("[", "utf-8")
    for name in (str(tmp_path / "acme-labs.toml"), "Acme Labs", "acme  labs", "al"):
        assert find_brand(name, tmp_path) == brand


def test_the_demonstration_is_found_by_its_own_name_too(tmp_path: Path) -> None:
    demo = find_brand("demo", tmp_path)
    assert find_brand(demo.name.upper(), tmp_path) == demo
    assert Brand.from_text(demo.dumps()) == demo


def test_an_ambiguous_name_lists_the_choices(tmp_path: Path) -> None:
    for name in ("One", "Two"):
        (tmp_path / f"{slug(name)}.toml").write_text(Brand(name, aliases=("Acme",)).dumps(), "utf-8")
    with pytest.raises(BrandError, match=r"several brands: .*one\.toml, .*two\.toml"):
        find_brand("Acme", tmp_path)


def test_an_unknown_name_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(BrandError, match=r"demonstration brand .*acme\.toml.*sprawl init"):
        find_brand("Acme", tmp_path)


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"\xff\xfe\x00", "is not UTF-8"), (None, "cannot read the brand file (No such file or directory)")],
)
def test_an_unreadable_file_is_told(tmp_path: Path, content: bytes | None, expected: str) -> None:
    path = tmp_path / "b.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BrandError) as caught:
        Brand.load(path)
    assert expected in str(caught.value)


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_bytes(b'\xef\xbb\xbfname = "Acme"\r\nlanguage = "en"\r\n')
    assert Brand.load(tmp_path / "b.toml").language == "en"
