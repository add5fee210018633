"""Handles and display names are read as brand words with things around them."""

import tomllib
from importlib.resources import files

import pytest

from sprawl.text.bios import phrase_kinds, phrase_words
from sprawl.text.distance import skeleton
from sprawl.text.folding import has_letter
from sprawl.text.names import fold, mixed, read_handle, read_name, settle, words

ATTESTED = {"novalis", "deltacare", "nova"}


@pytest.mark.parametrize(
    ("handle", "core"),
    [
        ("NovalisCareersDE", "novalis"),
        ("novalis_support", "novalis"),
        ("novaliscareersde", "novalis"),
        ("lifeat.novalis", "novalis"),
        ("official-novalis", "novalis"),
        ("novalis1", "novalis"),
        ("novalis4183", "novalis"),
        ("district62", "district62"),
        ("NOVALIS", "novalis"),
        ("novalisgmbh", "novalis"),
        ("DeltaCareFrance", "deltacare"),
        ("novalis.jobs.fr", "novalis"),
        ("orchardpl", "orchardpl"),
        ("de", "de"),
        ("", ""),
    ],
)
def test_handles_come_down_to_their_brand(handle: str, core: str) -> None:
    """Regions, functions and affixes go; endings that may be chance stay unless the rest is attested."""
    assert settle(read_handle(handle), ATTESTED) == core


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("Novalis | Careers Deutschland", "novalis"),
        ("Life at Novalis", "novalis"),
        ("Novalis Customer Service", "novalis"),
        ("Delta Care Careers", "deltacare"),
        ("Orchard Care Careers", "orchard"),
        ("Novalis South Africa", "novalis"),
        ("Novalis - Investor Relations", "novalis"),
        ("News", "news"),
        ("Novalis 日本", "novalis"),
        ("Ministry of Education", "ministryofeducation"),
        ("Ministry of Education Careers", "ministryofeducation"),
        ("Bank of Ireland", "bankofireland"),
        ("Novalis de Colombia", "novalis"),
        ("Research and Training", "research"),
        ("Orchard and Training", "orchardandtraining"),
    ],
)
def test_names_come_down_to_their_brand(name: str, core: str) -> None:
    """A word that is a function for one brand and a part of the name for another is told apart by what is attested."""
    assert settle(read_name(name), ATTESTED) == core


@pytest.mark.parametrize(
    ("text", "regions", "functions", "suspicions"),
    [
        ("Novalis Support Schweiz", ("ch",), ("support",), ("claim",)),
        ("Novalis Fans", (), (), ("fan",)),
        ("Novalis UK News", ("gb",), ("press",), ()),
        ("N\u043evalis", (), (), ("mixed",)),
    ],
)
def test_what_was_taken_off_is_kept(
    text: str, regions: tuple[str, ...], functions: tuple[str, ...], suspicions: tuple[str, ...]
) -> None:
    """Regions, functions and suspicions are kept beside the core."""
    reading = read_name(text)
    assert (set(reading.regions), set(reading.functions), set(reading.suspicions)) == (
        set(regions),
        set(functions),
        set(suspicions),
    )


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("Novalis Kundenservice Niederlande", "novalis"),
        ("Novalis Atención al Cliente", "novalis"),
        ("Ufficio Stampa Novalis", "novalis"),
        ("Novalis Lavora con noi", "novalis"),
        ("Werken bij Novalis", "novalis"),
        ("Novalis Obsługa Klienta", "novalis"),
        ("Novalis Müşteri Hizmetleri", "novalis"),
        ("Novalis Карьера", "novalis"),
        ("Novalis 採用", "novalis"),
        ("Novalis خدمة العملاء", "novalis"),
        ("Novalis Royaume-Uni", "novalis"),
        ("Novalis ドイツ", "novalis"),
        ("Novalis B.V.", "novalis"),
        ("Novalis Sp. z o.o.", "novalis"),
        ('Novalis בע"מ', "novalis"),
        ("Novalis Communications", "novalis"),
        ("Orchard Museum", "orchardmuseum"),
        ("River Basin", "riverbasin"),
    ],
)
def test_functions_regions_and_legal_forms_of_many_languages_go(name: str, core: str) -> None:
    """What a team, a country or a legal form is called in many languages goes; names made of such words stay."""
    assert settle(read_name(name), ATTESTED) == core


@pytest.mark.parametrize("handle", ["novalis.bsky.social", "novalis_en", "novaliskundenservice", "novalisonlineshop"])
def test_endings_of_platforms_and_languages_go(handle: str) -> None:
    """The host of a platform and the code of a language are no part of a brand."""
    assert settle(read_handle(handle), ATTESTED) == "novalis"


@pytest.mark.parametrize(
    ("name", "suspicion"),
    [
        ("Novalis Owners Club", "fan"),
        ("Everything Novalis", "fan"),
        ("Amici di Novalis", "fan"),
        ("Novalis Liebhaber", "fan"),
        ("Novalis Hayranları", "fan"),
        ("Фанаты Novalis", "fan"),
        ("عشاق Novalis", "fan"),
        ("Novalis 粉丝团", "fan"),
        ("Boycott Novalis", "fan"),
        ("Afectados por Novalis", "fan"),
        ("Novalis Airdrop", "bait"),
        ("Novalis Gewinnspiel", "bait"),
        ("Novalis Sorteo", "bait"),
        ("Novalis Çekiliş", "bait"),
        ("Розыгрыш Novalis", "bait"),
        ("Novalis Help Center", "claim"),
        ("Novalis Rewards", "claim"),
    ],
)
def test_names_of_fans_and_copies_are_heard_in_many_languages(name: str, suspicion: str) -> None:
    """A word in front or behind tells whose page it is."""
    assert suspicion in read_name(name).suspicions


@pytest.mark.parametrize(
    "name",
    [
        "Orchard Review",
        "The Orchard Collection",
        "Orchard Museum",
        "Dunstan",
        "Ferranti",
        "Millies",
        "Lechateau",
        "Plushsofas",
    ],
)
def test_honest_names_give_no_suspicion(name: str) -> None:
    """Endings that are part of another word, and words that publishers and hotels use, tell nothing."""
    assert not read_name(name).suspicions
    assert not read_handle(name.replace(" ", "")).suspicions


@pytest.mark.parametrize("text", ["Société", "ΕΛΛΆΔΑ", "Straße", "İstanbul", "ﬁne", "N\u043eva", "日本", ""])
def test_folding_twice_changes_nothing(text: str) -> None:
    """Folding is idempotent."""
    assert fold(fold(text)) == fold(text)


def test_look_alikes_share_a_skeleton() -> None:
    """Digits for letters, and pairs of letters that look like one."""
    assert [skeleton(t) for t in ("r0cket", "rnap", "vvest")] == ["rocket", "map", "west"]
    assert mixed("n\u043eva")
    assert not mixed("nova")


@pytest.mark.parametrize(
    ("bio", "kinds"),
    [
        ("Unofficial page, not affiliated.", ("fan",)),
        ("Claim your prize!", ("bait",)),
        ("Dad. Views are my own", ("personal",)),
        ("Seite von Fans, nicht verbunden mit Novalis.", ("fan",)),
        ("Página de fãs, não oficial", ("fan",)),
        ("Неофициальная группа", ("fan",)),
        ("非公式ファンアカウント", ("fan",)),
        ("You have been selected. Connect your wallet!", ("bait",)),
        ("Você ganhou!", ("bait",)),
        ("Félicitations, vous avez été sélectionné", ("bait",)),
        ("Journalist, opiniones personales", ("personal",)),
        ("Mes propos n'engagent que moi", ("personal",)),
        ("We make tools since 1910.", ()),
        ("RTs are not endorsements. Beware of fakes: we never ask for your password.", ()),
        ("Chat with us on WhatsApp or DM us your order number.", ()),
        ("Winner of three awards. Earn money for college.", ()),
        ("", ()),
    ],
)
def test_bios_speak_in_a_voice(bio: str, kinds: tuple[str, ...]) -> None:
    """Fan, bait, personal, or none of them."""
    assert phrase_kinds(phrase_words(bio)) == kinds


def test_words_of_a_handle_show_in_its_capitals() -> None:
    """Capitals and signs part words."""
    assert words("PaulsTools.UK_2", camel=True) == ["pauls", "tools", "uk", "2"]


TABLE = tomllib.loads((files("sprawl.text") / "tables" / "names.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("voice", ["fan", "bait", "personal"])
def test_every_phrase_can_be_phrase_words(voice: str) -> None:
    """A row that no bio can contain (a sign that is taken out, a capital) is a mistake."""
    said = {row: row if "|" in row else f"Hello. {row}!" for row in TABLE["phrases"][voice]}
    assert [row for row, bio in said.items() if voice not in phrase_kinds(phrase_words(bio))] == []


@pytest.mark.parametrize("section", ["regions", "functions", "suspicion", "affixes", "affix_kinds"])
def test_words_around_a_name_are_one_or_two(section: str) -> None:
    """Longer rows would never be taken off."""
    assert [word for words in TABLE[section].values() for word in words.split() if word.count("_") > 1] == []


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("Bank of America", "bankofamerica"),
        ("Ministry of Education", "ministryofeducation"),
        ("Banco de Chile", "bancodechile"),
        ("Novalis de México", "novalis"),
        ("Novalis Education", "novalis"),
    ],
)
def test_what_stands_after_of_is_part_of_a_name_unless_the_rest_is_known(name: str, core: str) -> None:
    assert settle(read_name(name), ATTESTED) == core


NAMELESS = (
    "–", "ﾟ", "ﾟ ﾟ", "(ﾟ)", "🎉", "🎉 – ﾟ", "✅", "✅ –", "ー", "ـ", "ﾞﾟ", "゜", "\u3164", "\uffa0", "\u200b", "\u0301",
    "_", "...", "'", "·", "｡", "ﾟ'", "- | -", "\ufe0f\u200d", "\u2800", "(–)", "¨", "„“",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMELESS)
def test_a_name_without_letters_is_none(name: str) -> None:
    """It has no words; as a name and as a handle it says nothing."""
    assert not has_letter(name)
    assert (read_name(name).core, read_name(name).words) == ("", ())
    assert (read_handle(name).core, read_handle(name).words) == ("", ())


@pytest.mark.parametrize("sign", NAMELESS)
def test_signs_around_a_name_change_nothing(sign: str) -> None:
    """The name between them is read as if they were not there."""
    assert settle(read_name(f"{sign} Novalis Careers {sign}"), ATTESTED) == "novalis"
