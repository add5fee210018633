"""What the words around a link say about whose account it is: kinds of phrases, read from the tables of languages.

`says(INVITES, text)` is true where any phrase of the kind, in any language, stands in the text as whole words.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from sprawl.text.word_lists import languages
from sprawl.text.words import words


class Phrases:
    """The phrases of one kind in all languages. Compared by identity, so that answers can be remembered."""

    def __init__(self, kind: str) -> None:
        """``kind``: a key below ``[phrases]`` in the tables of languages."""
        self.kind = kind

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any phrase of any language, as whole words, longest first; one that ends in ``*`` begins a longer word."""
        phrases = [phrase for table in languages().values() for phrase in table.get("phrases", {}).get(self.kind, ())]
        folded = {(" ".join(words(phrase)), r"\w*" if phrase.endswith("*") else "") for phrase in phrases}
        ordered = sorted(folded, key=lambda each: (-len(each[0]), each))
        return re.compile(f" (?:{'|'.join(re.escape(phrase) + ending for phrase, ending in ordered)})(?= )")


INVITES = Phrases("invites")  # an invitation to follow the speaker: "follow us on", "find us on"
FOLLOWS = Phrases("follows")  # an invitation to follow somebody, the speaker or not
SPEAKS = Phrases("speaks")  # the speaker means itself
CHANNELS = Phrases("channels")  # words for an account: "page", "channel", "newsletter"
POSSESSIVES = Phrases("possessives")  # "our"
OTHERS = Phrases("others")  # headings and pages that list somebody else
DATES = Phrases("dates")  # pages of events, where their section says nothing else
NEWS = Phrases("news")  # pages that speak of many: news, press, minutes
DIRECTORIES = Phrases("directories")  # pages where an organization lists its own accounts
FANS = Phrases("fans")  # an account says that fans run it
UNOFFICIAL = Phrases("unofficial")  # a page of ours says that others run an account
FOLLOWERS = Phrases("followers")  # people who keep an account about an organization, on their own
PARODIES = Phrases("parodies")
WARNINGS = Phrases("warnings")  # a page or a line that warns of an account
LURES = Phrases("lures")  # what impostors offer
DISCLAIMS = Phrases("disclaims")  # the brand says that it has nothing to do with it
INITIATIVES = Phrases("initiatives")  # something is run by somebody: with the brand's name, by the brand
LEFT = Phrases("left")  # an account or a company that was the brand's and is not any more
FORMERLY = Phrases("formerly")
CREDITS = Phrases("credits")  # who made the site, its theme or a picture
FRAMES = Phrases("frames")  # what stands beside an organization's own links at the edge of every page
BESIDES = Phrases("besides")  # what an organization does with somebody else
COMMENTS = Phrases("comments")  # where visitors speak
LEADERSHIP = Phrases("leadership")  # pages and headings that present the people who speak for the organization
CLAIMS = Phrases("claims")  # an account says that it is the official one
ROLES = Phrases("roles")  # the office of a person whom the organization presents as its voice
SUBSIDIARIES = Phrases("subsidiaries")


@lru_cache(maxsize=1 << 17)
def says(phrases: Phrases, text: str) -> bool:
    """True where one of the phrases stands in the text as whole words."""
    return bool(text) and phrases.pattern.search(f" {' '.join(words(text))} ") is not None


@lru_cache(maxsize=1 << 16)
def counts(phrases: Phrases, text: str) -> int:
    """How many of the phrases stand in the text, without overlaps."""
    return len(phrases.pattern.findall(f" {' '.join(words(text))} ")) if text else 0


@lru_cache(maxsize=1 << 16)
def of_ours(text: str) -> bool:
    """True for a text that speaks of "our page" or "our LinkedIn group".

    At most two words stand between "our" and the word for an account, and none of the words names others.
    """
    tokens = words(text)
    for at in (n for n, word in enumerate(tokens) if says(POSSESSIVES, word)):
        near = tokens[at + 1 : at + 4]
        end = next((n for n, word in enumerate(near) if says(CHANNELS, word)), None)
        if end is None or says(OTHERS, " ".join(near[: end + 1])) or says(FOLLOWERS, " ".join(near[:end])):
            continue
        return True
    return False
