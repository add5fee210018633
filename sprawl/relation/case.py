"""One account with everything that the clues ask about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sprawl.brand.estate import Estate, profile_text
from sprawl.brand.handles import handle_run
from sprawl.brand.naming import Naming, naming
from sprawl.model import Account, Evidence, Profile
from sprawl.relation.relatives import NONE, Relatives
from sprawl.text.phrases import LEADERSHIP, ROLES, says
from sprawl.text.words import compact, words


@dataclass(frozen=True, slots=True)
class Case:
    """One account, what names it, and the estate it is seen from."""

    account: Account
    evidence: tuple[Evidence, ...]
    profile: Profile | None
    estate: Estate
    own_pages: int  # pages of ours that were read
    own: tuple[Evidence, ...]  # the evidence that stands on pages of ours
    distinct: tuple[Evidence, ...]  # the same without repeats: one piece for each key of `_key`
    run: str  # the letters of its handle that name somebody
    text: str  # what it says of itself
    name: Naming  # its name seen from the brand and its units
    name_with_sections: Naming  # and from the sections of the site
    twins: tuple[str, ...] = ()  # refs found ours that have the same name on other platforms
    relatives: Relatives = NONE  # and those that go with it for other reasons

    @classmethod
    def of(
        cls, account: Account, evidence: Sequence[Evidence], profile: Profile | None, estate: Estate, own_pages: int
    ) -> Case:
        """Compute once what every clue asks for."""
        run = handle_run(account, profile)
        own = tuple(e for e in evidence if estate.ours(e.url))
        return cls(
            account=account,
            evidence=tuple(evidence),
            profile=profile,
            estate=estate,
            own_pages=own_pages,
            own=own,
            distinct=tuple({_key(e, estate): e for e in reversed(own)}.values())[::-1],
            run=run,
            text=profile_text(profile),
            name=naming(run, estate),
            name_with_sections=naming(run, estate, estate.section_words),
        )

    @property
    def named(self) -> bool:
        """True where its handle or its own text holds the brand's name."""
        return self.name.brand > 0 or names_brand(self.text, self.estate)


def _key(e: Evidence, estate: Estate) -> tuple[object, ...]:
    """All of the evidence that a clue can ask for; evidence of one key gives the same answers."""
    place = estate.place(e.url)
    text = f"{e.heading} · {e.label}"
    people = place.leadership or says(ROLES, text) or says(LEADERSHIP, text)
    near = place.tokens if people else place.tokens.intersection(words(text))
    crowd = estate.accounts_on_page.get((e.url, e.object.partition(":")[0]), 1)
    sort = (place.news, place.others, place.warning, place.leadership, place.directory, crowd)
    return e.kind, e.region, e.label, e.heading, e.quote, e.beside, sort, near


@dataclass(frozen=True, slots=True)
class Answer:
    """A clue's answer: a strength from 0 to 1, and a sentence."""

    strength: float
    sentence: str


def answer(holds: object, sentence: str, strength: float = 1.0) -> Answer | None:
    """The answer where the clue holds, else None."""
    return Answer(min(1.0, strength), sentence) if holds and strength > 0 else None


def names_brand(text: str, estate: Estate) -> bool:
    """True for a text that holds the brand's name or an alias of four letters or more."""
    run = compact(text)
    return any(name in run for name in estate.full_names)
