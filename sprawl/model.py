"""The nouns: frozen values without input or output, which every other room uses.

Times are ISO 8601 in UTC (``2026-11-21T19:45:26Z``), dates ``2026-11-21``. A ref (``x:example``, ``site:example.org``)
names a property, an account or a site, by platform and handle; an id names it for ever, also under a new handle.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Relation(StrEnum):
    """Whose an account is, from the point of view of the brand."""

    OFFICIAL = "official"
    AFFILIATE = "affiliate"
    PERSON = "person"
    THIRD_PARTY = "third-party"
    FAN = "fan"
    IMPERSONATION = "impersonation"
    UNKNOWN = "unknown"

    @property
    def ours(self) -> bool:
        """True where the brand runs the account, or presents it as one of its voices."""
        return self in (Relation.OFFICIAL, Relation.AFFILIATE, Relation.PERSON)


class Status(StrEnum):
    """Days since the last post: slow > 30, dormant > 180, abandoned > 365. Gone: the page is dead."""

    ACTIVE = "active"
    SLOW = "slow"
    DORMANT = "dormant"
    ABANDONED = "abandoned"
    GONE = "gone"
    UNKNOWN = "unknown"


class Region(StrEnum):
    """The part of a page in which something stands."""

    HEADER = "header"
    NAV = "nav"
    MAIN = "main"
    ASIDE = "aside"
    FOOTER = "footer"
    HEAD = "head"
    SCRIPT = "script"
    COMMENT = "comment"
    UNKNOWN = "unknown"


FRAME = (Region.HEADER, Region.FOOTER, Region.NAV)  # the parts of a page that most pages of a site share


class EvidenceKind(StrEnum):
    """How one property names another. ``sentence``: the same in words, with a place for who names it."""

    sentence: str

    def __new__(cls, value: str, sentence: str = "") -> EvidenceKind:
        kind = str.__new__(cls, value)
        kind._value_, kind.sentence = value, sentence
        return kind

    KNOWN = "known", "the brand file lists it"
    SHEET = "sheet", "an imported inventory lists it"
    LINK = "link", "{subject} links to it"  # <a>, <area>, <form>
    REL_ME = "rel-me", "{subject} claims it with rel=me"  # or rel=publisher, rel=author
    SAME_AS = "same-as", "the structured data of {subject} say that it is the same organization"  # JSON-LD, microdata
    META = "meta", "the metadata of {subject} name it"  # twitter:site, fb:pages, article:publisher, al:*
    WIDGET = "widget", "{subject} embeds it"  # a timeline, page plugin, follow button
    SCRIPT = "script", "a script of {subject} names it"  # JSON, onclick, data-*
    FEED = "feed", "{subject} offers its feed"  # rel=alternate
    TEXT = "text", "the text of {subject} names it"  # "@handle" near the name of a platform
    COMMENT = "comment", "a comment hidden in a page of {subject} names it"  # or in a template
    POST = "post", "{subject} links to a post of it"
    REDIRECT = "redirect", "an address of {subject} leads to it"
    WELL_KNOWN = "well-known", "a file of {subject} states it"  # security.txt, host-meta, atproto-did …
    BIO = "bio", "the profile of {subject} names it"  # website field, bio
    SOURCE = "source", "{subject} states it"  # Wikidata …


@dataclass(frozen=True, slots=True)
class Account:
    """One profile on one platform, as a URL names it."""

    ref: str  # platform:handle, lower case where the platform ignores case
    platform: str
    handle: str  # case as written
    kind: str  # profile, company, showcase, school, group, channel, person, app …
    url: str  # canonical


@dataclass(frozen=True, slots=True)
class Survey:
    """One run for one brand."""

    id: str
    brand: str
    as_of: str  # date
    authority: str = ""  # the statement that the brand is the person's own, or that they act for it
    config: str = ""  # digest of brand file and options
    finished: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """The answer to one request. A body that was too long is cut, and ``truncated`` is set."""

    url: str  # as asked
    final_url: str  # after redirects
    status: int  # 0 when no answer came
    media_type: str = ""  # "text/html"
    charset: str = ""  # as declared in the header, may be empty or wrong
    body: bytes = b""
    hops: tuple[str, ...] = ()  # URLs passed through, first to last, without final_url
    fetched_at: str = ""
    digest: str = ""  # "sha1:BASE32", as WARC-Payload-Digest
    offset: int | None = None  # of its record in the archive
    truncated: bool = False
    error: str = ""  # a named reason when no usable answer came: dns, refused, timeout, robots …


@dataclass(frozen=True, slots=True)
class Page:
    """One parsed page: everything that the readers of ``observe`` took from it."""

    url: str  # final
    title: str = ""
    site_name: str = ""
    language: str = ""
    canonical: str = ""
    description: str = ""
    trail: tuple[str, ...] = ()  # breadcrumb names, first to last
    links: tuple[str, ...] = ()  # absolute http(s) URLs to follow, in order, no repeats
    evidence: tuple[Evidence, ...] = ()
    profile: Profile | None = None  # when the page is an account's own
    index: bool = True  # False: the page asks not to be indexed
    error: str = ""  # a named reason when it could not be parsed: deadline, crashed, not-html


@dataclass(frozen=True, slots=True)
class Visit:
    """One step of a crawl: a response, and its page where there was one to parse."""

    response: Response
    depth: int
    via: str = ""  # the page that linked to it
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement that a property (``subject``) makes about another (``object``), and where it stands."""

    kind: EvidenceKind
    subject: str  # ref of the property that says it
    object: str  # ref of the property it is about
    url: str  # the page it stands on
    region: Region = Region.UNKNOWN
    quote: str = ""  # the words around it, at most 240 characters
    label: str = ""  # the link's own words
    heading: str = ""  # the heading it stands under
    beside: str = ""  # host of a foreign site linked in the same block, if any
    handle: str = ""  # as written there, when the object is an account

    @property
    def sentence(self) -> str:
        """The statement in words: who makes it, where and how."""
        where = f" in the {self.region}" if self.region in (*FRAME, Region.ASIDE) else ""
        words = f" as “{self.label}”" if self.label else ""
        return f"{self.kind.sentence.format(subject=self.subject.removeprefix('site:'))}{where}{words} ({self.url})"

    @property
    def id(self) -> str:
        """Hash of kind, subject, object, URL, region and quote: the same statement has the same id for ever."""
        text = "\x1f".join((self.kind, self.subject, self.object, self.url, self.region, self.quote))
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One survey saw one piece of evidence: when, and in which payload."""

    evidence: str
    survey: str
    seen_at: str
    digest: str = ""
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One sighting with its evidence and sentence, as `accounts --json` prints it under ``evidence``."""

    evidence: Evidence
    seen_at: str
    digest: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What an account says of itself, with the date."""

    ref: str
    name: str = ""
    bio: str = ""
    links: tuple[str, ...] = ()
    followers: int | None = None
    posts: int | None = None
    last_post: str | None = None  # date
    verified: bool | None = None
    avatar: str = ""
    language: str = ""
    country: str = ""
    gone: bool = False  # the platform says that there is no such account
    also: tuple[str, ...] = ()  # refs that the page states to be the same account: its number, its former handle
    seen_at: str = ""

    def completed(self, other: Profile) -> Profile:
        """This profile with what another reading adds: a feed has the last post, a redirect a former handle."""
        return replace(
            self,
            name=self.name or other.name,
            bio=self.bio or other.bio,
            links=tuple(dict.fromkeys((*self.links, *other.links))),
            followers=other.followers if self.followers is None else self.followers,
            last_post=max(filter(None, (self.last_post, other.last_post)), default=None),
            gone=self.gone and other.gone,
            also=tuple(sorted({*self.also, *other.also})),
        )


@dataclass(frozen=True, slots=True)
class Unit:
    """A department, country, product, legal entity or agency. ``sites``: hosts or URL prefixes that are its own."""

    name: str
    kind: str = "function"  # function, country, product, legal-entity, agency
    parent: str = ""
    aliases: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    steward: str = ""
    declared: bool = True  # False: found on the site, not in the brand file


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a rule can ask about a property. Unknown is the absence of a fact."""

    subject: str  # property id, ref, or department:NAME
    name: str
    value: str
    origin: str  # observed, declared, inferred
    source: str = ""
    as_of: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided. It wins over any inference and survives renames; it is superseded, never deleted."""

    id: str
    kind: str  # relation, department, same, action
    subjects: tuple[str, ...]
    value: str
    who: str = ""
    when: str = ""
    why: str = ""
    until: str = ""
    supersedes: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a conclusion: the bits (log2 odds) that it adds, a sentence, and its evidence."""

    name: str
    bits: float
    sentence: str
    evidence: tuple[str, ...] = ()  # evidence ids


def total_bits(reasons: Iterable[Reason]) -> float:
    """The sum of the reasons' bits: the log2 odds of their conclusion."""
    return sum(reason.bits for reason in reasons)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whose an account is, and why. ``probability``: the calibrated chance that the brand runs it."""

    relation: Relation
    probability: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who runs a property. ``unit`` None: unknown."""

    property: str  # id
    unit: str | None
    role: str = "accountable"  # accountable, steward, operator, claimant
    probability: float = 0.0
    reasons: tuple[Reason, ...] = ()  # for, and (negative bits) against


@dataclass(frozen=True, slots=True)
class Link:
    """A hypothesis that two properties share an owner, with its match weight in bits (log2 odds)."""

    left: str
    right: str
    bits: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry(Account):
    """An account with what a survey concluded about it: one row of the inventory."""

    id: str = ""
    display_name: str = ""
    relation: Relation = Relation.UNKNOWN
    probability: float = 0.0
    department: str | None = None  # top level
    unit: str | None = None  # the finest name known
    department_probability: float | None = None
    contested: tuple[str, ...] = ()  # the departments that both claim it
    status: Status = Status.UNKNOWN
    last_post: str | None = None  # date
    evidence: tuple[Seen, ...] = ()
    profile: Profile | None = None
    reasons: tuple[Reason, ...] = ()  # why this relation
    department_reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """One step of a plan."""

    ref: str
    action: str  # keep merge redirect rename verify archive reserve close handover claim report leave escalate
    into: str | None = None
    reason: str = ""
    rules: tuple[str, ...] = ()  # rule ids
    evidence: tuple[str, ...] = ()  # evidence ids
    reversible: bool = True
    wave: int = 0
    requires: tuple[str, ...] = ()  # documents and conditions
    sign_offs: tuple[str, ...] = ()
    followers_at_risk: int | None = None


@dataclass(frozen=True, slots=True)
class Blocked:
    """Accounts that a rule keeps apart, and the rule."""

    refs: tuple[str, ...]
    rules: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The way from sprawl to one voice. ``floor`` (low, high), ``optimal``, ``questions``: None until computed."""

    brand: str
    as_of: str
    option: str
    counting_rule: str
    accounts_before: int
    accounts_after: int
    actions: tuple[Action, ...] = ()
    blocked: tuple[Blocked, ...] = ()
    unfounded: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    metrics: Mapping[str, object] = field(default_factory=dict)
    waves: tuple[Mapping[str, object], ...] = ()
    floor: tuple[int, int] | None = None
    optimal: bool | None = None
    questions: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Memo:
    """A document that an executive signs. ``trace``: sentence number → evidence ids."""

    title: str
    markdown: str
    html: str
    trace: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
