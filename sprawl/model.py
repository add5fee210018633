"""The nouns: frozen values, no input or output. Every other room speaks in these.

Times are ISO 8601 strings in UTC to the second (``2026-11-21T19:45:26Z``); dates are ``2026-11-21``.
A ref names a property by its platform and handle (``x:example``, ``site:www.example.org``);
an id names it for ever, whatever its handle becomes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Relation(StrEnum):
    """Whose an account is, seen from the brand."""

    OFFICIAL = "official"
    AFFILIATE = "affiliate"
    PERSON = "person"
    THIRD_PARTY = "third-party"
    FAN = "fan"
    IMPERSONATION = "impersonation"
    UNKNOWN = "unknown"

    @property
    def ours(self) -> bool:
        """Does the brand run it, or present it as its voice?"""
        return self in (Relation.OFFICIAL, Relation.AFFILIATE, Relation.PERSON)


class Status(StrEnum):
    """How long ago it last spoke: slow > 30 days, dormant > 180, abandoned > 365, gone: a dead page."""

    ACTIVE = "active"
    SLOW = "slow"
    DORMANT = "dormant"
    ABANDONED = "abandoned"
    GONE = "gone"
    UNKNOWN = "unknown"


class Region(StrEnum):
    """Where on a page something stands."""

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
    """The ways in which one property can name another."""

    KNOWN = "known"  # the brand file lists it
    SHEET = "sheet"  # an imported inventory lists it
    LINK = "link"  # <a>, <area>, <form>
    REL_ME = "rel-me"  # rel=me, rel=publisher, rel=author
    SAME_AS = "same-as"  # sameAs in JSON-LD, microdata, RDFa
    META = "meta"  # twitter:site, fb:pages, article:publisher, al:*
    WIDGET = "widget"  # an embedded timeline, page plugin, follow button
    SCRIPT = "script"  # inline JSON, configuration objects, onclick, data-*
    FEED = "feed"  # rel=alternate, a feed of an account
    TEXT = "text"  # visible "@handle" near a platform's word
    COMMENT = "comment"  # inside an HTML comment or a template
    POST = "post"  # a post of it is linked or embedded, not the account itself
    REDIRECT = "redirect"  # an address of the site redirects to it
    WELL_KNOWN = "well-known"  # security.txt, host-meta, related-website-set, atproto-did …
    BIO = "bio"  # an account's own profile names the property (website field, bio)
    SOURCE = "source"  # a public source (Wikidata …) states it


_SAID = {
    EvidenceKind.KNOWN: "the brand file lists it",
    EvidenceKind.SHEET: "an imported inventory lists it",
    EvidenceKind.LINK: "{subject} links to it",
    EvidenceKind.REL_ME: "{subject} claims it with rel=me",
    EvidenceKind.SAME_AS: "the structured data of {subject} say that it is the same organization",
    EvidenceKind.META: "the metadata of {subject} name it",
    EvidenceKind.WIDGET: "{subject} embeds it",
    EvidenceKind.SCRIPT: "a script of {subject} names it",
    EvidenceKind.FEED: "{subject} offers its feed",
    EvidenceKind.TEXT: "the text of {subject} names it",
    EvidenceKind.COMMENT: "a comment hidden in a page of {subject} names it",
    EvidenceKind.POST: "{subject} links to a post of it",
    EvidenceKind.REDIRECT: "an address of {subject} leads to it",
    EvidenceKind.WELL_KNOWN: "a file of {subject} states it",
    EvidenceKind.BIO: "the profile of {subject} names it",
    EvidenceKind.SOURCE: "{subject} states it",
}
_SPOKEN_REGIONS = (Region.HEADER, Region.NAV, Region.ASIDE, Region.FOOTER)


@dataclass(frozen=True, slots=True)
class Account:
    """One profile on one platform, as a URL names it."""

    ref: str  # platform:handle, lower case where the platform ignores case
    platform: str
    handle: str  # case as written
    kind: str  # profile, company, showcase, school, group, channel, person, app …
    url: str  # canonical


@dataclass(frozen=True, slots=True)
class Site:
    """A web property on a host of its own."""

    host: str

    @property
    def ref(self) -> str:
        return f"site:{self.host}"


Property = Account | Site


@dataclass(frozen=True, slots=True)
class Response:
    """What one request brought, bounded: a body that was too long is cut and ``truncated``."""

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
class Evidence:
    """One statement that a property (``subject``) makes about another (``object``), and where."""

    kind: EvidenceKind
    subject: str  # ref of who says it
    object: str  # ref of whom it is said of
    url: str  # the page it stands on
    region: Region = Region.UNKNOWN
    quote: str = ""  # the words around it, at most 240 characters
    label: str = ""  # the link's own words
    heading: str = ""  # the heading it stands under
    beside: str = ""  # host of a foreign site linked in the same block, if any
    handle: str = ""  # as written there, when the object is an account

    @property
    def sentence(self) -> str:
        """The statement in words: who says it, where, how."""
        where = f" in the {self.region}" if self.region in _SPOKEN_REGIONS else ""
        words = f" as “{self.label}”" if self.label else ""
        return f"{_SAID[self.kind].format(subject=self.subject.removeprefix('site:'))}{where}{words} ({self.url})"

    @property
    def id(self) -> str:
        """Hash of kind, subject, object, URL, region and quote: the same statement has the same id for ever."""
        parts = (self.kind, self.subject, self.object, self.url, self.region, self.quote)
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One survey saw one piece of evidence, then, in that payload."""

    evidence: str
    survey: str
    seen_at: str
    digest: str = ""
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What an account says of itself, on a day."""

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
        """With what another reading adds: a feed knows the last post, a redirect a former handle."""
        posts = [day for day in (self.last_post, other.last_post) if day]
        return replace(
            self,
            name=self.name or other.name,
            bio=self.bio or other.bio,
            links=tuple(dict.fromkeys((*self.links, *other.links))),
            followers=other.followers if self.followers is None else self.followers,
            last_post=max(posts, default=None),
            gone=self.gone and other.gone,
            also=tuple(sorted({*self.also, *other.also})),
        )


@dataclass(frozen=True, slots=True)
class Page:
    """One parsed page: everything the readers of ``observe`` took from it."""

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
class Fact:
    """Everything a rule may ask about a property. Unknown is the absence of a fact."""

    subject: str  # property id, ref, or department:NAME
    name: str
    value: str
    origin: str  # observed, declared, inferred
    source: str = ""
    as_of: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided. Wins over any inference, survives renames, is superseded and never deleted."""

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
class Reason:
    """One step of a conclusion: how many bits it adds, in a sentence, from which evidence. Bits are log2 odds."""

    name: str
    bits: float
    sentence: str
    evidence: tuple[str, ...] = ()  # evidence ids


def total_bits(reasons: Iterable[Reason]) -> float:
    """The sum of the reasons' bits: the log2 odds of what they speak for."""
    return sum(reason.bits for reason in reasons)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whose an account is, and why: ``probability`` is the calibrated chance that the brand runs it."""

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
class Survey:
    """One run for one brand."""

    id: str
    brand: str
    as_of: str  # date
    authority: str = ""  # the statement that the brand is the person's own or that they act for it
    config: str = ""  # digest of brand file and options
    finished: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """One sighting of one piece of evidence, ready to show: what `accounts --json` prints under ``evidence``."""

    evidence: Evidence
    seen_at: str
    digest: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Entry(Account):
    """An account with what a survey concluded of it: one row of the inventory."""

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
class Link:
    """A weighed hypothesis that two properties share an owner."""

    left: str
    right: str
    bits: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """One step of a plan. ``action`` is one of the thirteen verbs: keep, merge, redirect, rename, verify, archive,
    reserve, close, handover, claim, report, leave, escalate."""

    ref: str
    action: str
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
    """Two accounts that a rule keeps apart, and which rule says so."""

    refs: tuple[str, ...]
    rules: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """From sprawl to one voice. ``floor`` (low, high), ``optimal``, ``questions``: None until they are computed."""

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
