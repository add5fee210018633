"""Pages cut into records: the passages that speak of somebody, one for each link to an account."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode
from warcio.archiveiterator import ArchiveIterator

from sprawl import platforms
from sprawl.urls import host, resolve

PLATFORM_WORDS = frozenset(
    """facebook twitter x instagram linkedin youtube flickr pinterest google+ google plus tumblr vimeo github gitlab
    mastodon bluesky threads tiktok snapchat blog rss feed website web site email e-mail mail homepage home link
    profile page account follow us like on find visit join our the channel kanal medium slack meetup telegram
    whatsapp soundcloud spotify podcast reddit twitch discord xing weibo vk icon logo opens in new window tab
    external fediverse folgen folge uns auf suivez nous sur síguenos seite zum von share connect with photo photos
    video videos fan group""".split()
)
SMALL_WORDS = frozenset(
    """our us we official unofficial the on at to in a an and of for more learn read about check out my it here visit
    see click latest news follow""".split()
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BOLD = frozenset(("strong", "b", "dt", "caption", "legend"))
UNREAD = frozenset(("script", "style", "noscript", "template", "svg"))
FRAMES = ("footer", "header", "nav", "aside")
FRAME_CLASSES = re.compile(r"\bfooter|\bsite-?header|\bnavbar|\bsidebar")
ADDRESS = re.compile(r"\w\.(com|org|net|de|gov|io)\b|://|\S*www\.")
LONG = 160  # characters from which a paragraph is prose


@dataclass(slots=True)
class Record:
    """One link to an account, in the passage around it.

    ``kind``: entry (one of several like siblings), prose, or row; ``label``: the words that name its subject;
    ``path``: the elements of the list (of an entry) or of the passage; ``worded``: the link has words of its own.
    """

    url: str
    ref: str
    handle: str
    platform: str
    post: bool
    kind: str
    label: str
    worded: bool
    region: str
    trail: tuple[str, ...]
    quote: str
    path: str
    hosts: frozenset[str]
    title: str = ""
    h1: str = ""


@dataclass(slots=True)
class StudyPage:
    """A page with its records, the hosts it links to, and the labels of its navigation."""

    url: str
    title: str = ""
    h1: str = ""
    records: list[Record] = field(default_factory=list)
    hosts: Counter[str] = field(default_factory=Counter)
    menu: set[str] = field(default_factory=set)


def archived_pages(path: Path) -> Iterator[tuple[str, bytes]]:
    """URL and body of every HTML page that a WARC holds."""
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            headers = record.http_headers
            if record.rec_type != "response" or not headers or not headers.get_statuscode().startswith("2"):
                continue
            if "html" in (headers.get_header("Content-Type") or ""):
                yield record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read()


def telling(text: str) -> str:
    """A text without the names of platforms and numbers; "" where nothing else is left."""
    words = [word for word in re.findall(r"[^\W_]+", text) if word.lower() not in PLATFORM_WORDS and not word.isdigit()]
    return " ".join(words)


def is_handle(text: str, handle: str) -> bool:
    """True for an address, an @name, or the handle again."""
    letters, own = (re.sub(r"[\W_]", "", part.lower()) for part in (text, handle.rpartition("/")[2]))
    return bool(letters) and (letters == own or text.strip().startswith(("@", "http", "www.")))


def text_of(node: LexborNode, most: int = 400) -> str:
    return " ".join(node.text(deep=True, separator=" ").split())[:most]


def elements(root: LexborNode) -> Iterator[LexborNode]:
    """The elements below a node, in document order."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.tag not in UNREAD:
            yield node
            stack.extend(reversed(list(node.iter(include_text=False))))


def path_of(node: LexborNode | None) -> str:
    """Tags and classes from the body down to a node."""
    steps = []
    while node is not None and node.tag not in ("html", "body", "-undef", None):
        classes = sorted(name for name in (node.attributes.get("class") or "").split() if not re.search(r"\d", name))
        steps.append(".".join((node.tag, *classes[:3])))
        node = node.parent
    return "/".join(reversed(steps))


def region_of(node: LexborNode | None) -> str:
    while node is not None:
        if node.tag in FRAMES:
            return str(node.tag)
        names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".lower()
        if node.tag in ("div", "section", "ul") and FRAME_CLASSES.search(names):
            return "footer" if "footer" in names else "header" if "header" in names or "nav" in names else "aside"
        node = node.parent
    return "main"


class PageReader:
    """One page while its records are read."""

    def __init__(self, url: str, body: bytes) -> None:
        self.tree = LexborHTMLParser(body)
        self.page = StudyPage(url)
        self.accounts: Counter[int] = Counter()  # element → accounts below it
        self.links: Counter[int] = Counter()  # element → other links below it
        self.hosts: dict[int, set[str]] = defaultdict(set)

    def read(self) -> StudyPage:
        """Every link to an account as a record."""
        title, h1 = self.tree.css_first("title"), self.tree.css_first("h1")
        self.page.title, self.page.h1 = text_of(title) if title else "", text_of(h1, 150) if h1 else ""
        links = list(self._links()) if self.tree.body is not None else []
        for node, reading, trail in links:
            account = reading.account or reading.author
            record = self._record(node, account.ref, account.handle, account.platform, trail)
            record.post = reading.account is None
            record.title, record.h1 = self.page.title, self.page.h1
            self.page.records.append(record)
        return self.page

    def _links(self) -> Iterator[tuple[LexborNode, platforms.Reading, tuple[str, ...]]]:
        """Links to accounts with the headings above them; all other links are counted."""
        trail: list[tuple[int, str]] = []
        for node in elements(self.tree.body):
            level = int(node.tag[1]) if node.tag in HEADINGS else 7 if node.tag in BOLD else 0
            text = text_of(node, 120) if level else ""
            if text and (level < 7 or (len(text) < 80 and node.parent and text_of(node.parent, 120) == text)):
                trail = [*((above, words) for above, words in trail if above < level), (level, text)]
            href = (node.attributes.get("href") or "").strip() if node.tag in ("a", "area") else ""
            if not href or href[:1] == "#" or href.lower().startswith(("mailto:", "javascript:", "tel:")):
                continue
            url = resolve(self.page.url, href) or ""
            reading = platforms.read(url)
            named = reading.account or reading.author
            if named and named.platform != "site":
                yield node, reading, tuple(words for _, words in trail)
            else:
                self._count_link(node, host(url))
            around = node if named else None
            while around is not None:
                self.accounts[around.mem_id] += 1
                around = around.parent

    def _count_link(self, node: LexborNode, name: str) -> None:
        self.page.hosts[name] += 1
        around: LexborNode | None = node
        while around is not None:
            self.hosts[around.mem_id].add(name)
            self.links[around.mem_id] += 1
            if around.tag in FRAMES[:3]:
                self.page.menu.add(text_of(node, 60))
            around = around.parent

    def _record(self, node: LexborNode, ref: str, handle: str, platform: str, trail: tuple[str, ...]) -> Record:
        kind, passage = self._passage(node, handle)
        image = node.css_first("img[alt]")
        text = text_of(node, 150)
        spoken = node.attributes.get("title") or node.attributes.get("aria-label") or ""
        spoken = spoken or ((image.attributes.get("alt") or "") if image else "")
        head = passage.css_first("h1,h2,h3,h4,h5,h6,th,dt,strong,b") if kind == "entry" else None
        quote = text_of(passage, 300)
        names = [text, spoken, *((text_of(head, 120) if head else "", quote[:80]) if kind == "entry" else ())]
        return Record(
            url=self.page.url,
            ref=ref,
            handle=handle,
            platform=platform,
            post=False,
            kind=kind,
            label=next(filter(None, (label_of(name, handle) for name in names)), ""),
            worded=bool(telling(text)) and not is_handle(text, handle),
            region=region_of(node),
            trail=trail,
            quote=quote,
            path=path_of(passage.parent if kind == "entry" else passage),
            hosts=frozenset(self.hosts[passage.mem_id]),
        )

    def _has_links(self, node: LexborNode) -> bool:
        return bool(self.accounts[node.mem_id] or self.links[node.mem_id])

    def _passage(self, node: LexborNode, handle: str) -> tuple[str, LexborNode]:
        """The passage that speaks of the same subject as a link: see docs/design/0011."""
        at: LexborNode = node
        while at.tag != "body" and at.parent is not None:
            siblings = [near for near in at.parent.iter(include_text=False) if near.mem_id != at.mem_id]
            alike = [near for near in siblings if near.tag == at.tag and self._has_links(near)]
            text, row = text_of(at, 600), at.tag in ("tr", "li", "article")
            rest = telling(text)
            several = len(alike) >= 2 or (at.tag in ("tr", "li") and alike)
            named = rest and not is_handle(rest, handle)
            if several and named and (row or any(self.accounts[near.mem_id] for near in alike)):
                return "entry", at
            if at.tag in ("p", "li", "td", "dd") and len(text) > LONG and self.accounts[at.mem_id] <= 3:
                return "prose", at
            at = at.parent
        at = node
        while at.parent is not None and at.parent.tag != "body":
            wider = at.parent
            if self.accounts[wider.mem_id] > max(8, self.accounts[at.mem_id]) or len(text_of(wider, 500)) >= 300:
                break
            at = wider
        return "row", at


def label_of(text: str, handle: str) -> str:
    """The words of a text that name somebody; "" for a platform, an address, a handle, or a whole sentence."""
    words = telling(text).split()
    if (
        not [word for word in words if word.lower() not in SMALL_WORDS]
        or is_handle(text, handle)
        or ADDRESS.match(text)
    ):
        return ""
    return " ".join(words if len(words) < 12 else words[:8])
