"""Whose accounts, from records and lists alone: each organization left out in turn. See docs/design/0011-subjects.md.

    python benchmarks/relate/subjects/study.py ORG_FOLDER... [--errors 5]

An ORG_FOLDER ``NAME/`` holds ``NAME.toml`` (a brand file), ``NAME.warc.gz`` and ``NAME_gold.csv`` with the columns
platform, handle, official (yes, no, unsure), department.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from records import PLATFORM_WORDS, PageReader, Record, StudyPage, archived_pages

from sprawl.brand import Brand
from sprawl.brand.estate import own_site
from sprawl.text import phrases
from sprawl.text.acronyms import acronyms
from sprawl.text.names import GIVEN
from sprawl.text.phrases import Phrases, of_ours, says
from sprawl.text.segmentation import covered
from sprawl.text.word_lists import FUNCTION, OTHER_BODIES
from sprawl.text.words import compact, words
from sprawl.urls import host, registrable_domain

COMMON_HOSTS, COMMON_SHARE = 15, 0.03  # foreign hosts that hold the brand's name, from which the name is common
NUMBERED = re.compile(r"(\d{6,})$")
KINDS = re.compile(r"^(company|showcase|school|in|c|user|channel|groups|group|id|pages|people|p|o|profile)/")
PAIR = re.compile(r"\b([A-ZÀ-Ž][\w'’-]+) (?:[A-ZÀ-Ž]\.? |van |de |der |von |la |di |da |el |al )*[A-ZÀ-Ž][\w'’-]+")
DATED = re.compile(r"/(19|20)\d\d/\d\d?/")
HEADING_WORDS = PLATFORM_WORDS | frozenset(
    """links contact contacts kontakt media networks network stay connected find more information info resources
    related quick channels engage get touch subscribe updates soziale medien réseaux sociaux síguenos redes
    sociales volg ons följ oss sociala medier sns about member news community and with""".split()
)
LIST_PRIOR = {  # feature of a list → weight before anything is learned; its sign is kept
    "bias": -1.5,
    "named": 4,
    "explained": 3,
    "brand-label": 2,
    "part-label": 1.5,
    "person": -2,
    "foreign": -0.5,
    "body": -1,
    "stem": 2,
    "kind-word": 1.5,
    "others": -1,
    "others-page": -1.5,
    "own": 1.5,
    "own-page": 2.5,
    "leaders": -1,
    "news": -1,
}
ACCOUNT_PRIOR = {
    "bias": -2.5,
    "named-full": 4,
    "named-short": 2,
    "named-common": 0.7,
    "explained": 3,
    "person": -2,
    "person-handle": -1.5,
    "frame-bare": 4,
    "frame-labelled": 1,
    "post": -1,
    "only-posts": -1,
    "our": 2,
    "invites": 2,
    "follow": 1.5,
    "credit": -2,
    "disclaimed": -3,
    "prose-in-news": -0.5,
    "list-ours": 4.5,
    "list-others": -1.5,
    "body": -1,
    "brand-label": 2,
    "part-label": 1,
    "foreign": -0.7,
    "under-others": -1,
    "under-invitation": 1.5,
    "under-leaders": -1,
    "page-of-others": -1.5,
    "news": -0.5,
    "bare-in-main": 0.5,
}
LIST_RIDGE = ACCOUNT_RIDGE = 1.0

Features = dict[str, float]


@dataclass(slots=True)
class Subject:
    """A record with what is known of its subject from the organization's side."""

    record: Record
    run: str  # letters and digits of the handle
    named: float  # share of the handle that is the brand's name
    name: str  # the words that name the subject
    source: str  # label, heading, h1 or title
    frame: bool = False
    brand: bool = False
    part: bool = False
    person: float = 0.0
    body: bool = False
    foreign: bool = False
    news: bool = False

    @property
    def list_key(self) -> tuple[str, str]:
        """The list it stands in: the same elements below pages of one folder; worded links apart from bare ones."""
        folder = self.record.url.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[0]
        return ("+" if self.record.worded else "-") + self.record.path, folder

    @property
    def page(self) -> str:
        path = re.sub(r"[-/_]", " ", self.record.url.partition("://")[2].partition("/")[2])
        return f"{self.record.title} · {self.record.h1} · {path}"

    @property
    def above(self) -> str:
        return " · ".join(self.record.trail[-2:])


@dataclass(slots=True)
class Organization:
    """One folder, read."""

    brand: Brand
    pages: list[StudyPage]
    gold: dict[tuple[str, str], Mapping[str, str]]
    ours: Callable[[str], bool]
    full: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    section_words: frozenset[str] = frozenset()
    section_initials: frozenset[str] = frozenset()
    subjects: list[Subject] = field(default_factory=list)
    lists: dict[tuple[str, str], list[Subject]] = field(default_factory=dict)

    def truth(self, ref: str) -> str:
        """yes, no, unsure, or "" for an account that nobody judged."""
        row = next((self.gold[form] for form in forms(*ref.split(":", 1)) if form in self.gold), None)
        return row["official"] if row else ""


def forms(platform: str, handle: str) -> list[tuple[str, str]]:
    """The spellings of an account that agree: without case, kind, punctuation; the number at the end alone."""
    text = handle.lower().strip().rstrip("/")
    while KINDS.match(text):
        text = KINDS.sub("", text)
    number = NUMBERED.search(handle)
    return [(platform, re.sub(r"[^a-z0-9]", "", text)), *([(platform, number[1])] if number else [])]


def load(folder: Path) -> Organization:
    """Read a folder: brand file, archive, gold; then the names of the brand, and the subject of every record."""
    brand = Brand.load(folder / f"{folder.name}.toml")
    ours = own_site(brand)
    archive = archived_pages(folder / f"{folder.name}.warc.gz")
    pages = [PageReader(url, body).read() for url, body in archive if ours(url)]
    with (folder / f"{folder.name}_gold.csv").open(encoding="utf-8") as file:
        gold = {form: row for row in csv.DictReader(file) for form in forms(row["platform"], row["handle"])}
    organization = Organization(brand, pages, gold, ours)
    learn_names(organization)
    organization.subjects = [subject_of(record, organization) for page in pages for record in page.records]
    mark_frames(organization)
    lists = defaultdict(list)
    for subject in organization.subjects:
        if not subject.frame and subject.record.kind != "prose":
            lists[subject.list_key].append(subject)
    organization.lists = dict(lists)
    return organization


def learn_names(organization: Organization) -> None:
    """The names of the brand, common or not, and what its own sections are called."""
    brand, pages = organization.brand, organization.pages
    names = {compact(name): len(words(name)) for name in brand.names}
    labels = {(registrable_domain(site) or "").partition(".")[0].replace("-", "") for site in brand.sites}
    endings = {(registrable_domain(site) or "").partition(".")[2].replace(".", "") for site in brand.sites}
    begins = {
        label
        for label in labels
        if len(label) > 5 and any(name.startswith(label) for name in names)
        and not any(label + ending in names for ending in endings)
    }  # fmt: skip
    holds = {label for label in labels if len(label) > 4 and any(len(name) > 3 and name in label for name in names)}
    full = {name for name in names if len(name) > 4} | holds | begins
    short = {name for name in names if 2 < len(name) <= 4} | {label for label in labels if len(label) <= 4}
    short |= {initials for name in brand.names for initials in acronyms(words(name)) if len(initials) > 2}
    linked = {name for page in pages for name in page.hosts if name and not organization.ours(f"https://{name}/")}
    foreign = {(registrable_domain(name) or "").partition(".")[0].replace("-", "") for name in linked}
    foreign = {label for label in foreign if len(label) > 3}
    holding = sum(any(name in label for name in full) for label in foreign)
    if holding >= COMMON_HOSTS and holding > COMMON_SHARE * len(foreign):
        organization.common = frozenset(name for name in full | short if len(name) > 2)
        full, short = {name for name, count in names.items() if count > 1 and len(name) > 9}, set()
    organization.full, organization.short = frozenset(full), frozenset(short - full)
    menu = Counter(label for page in pages for label in page.menu if 4 < len(label) < 60)
    often = {label for label, count in menu.items() if count >= 0.05 * len(pages)}
    organization.parts = frozenset(compact(label) for label in often)
    folders = Counter(part for page in pages for part in set(page.url.partition("://")[2].split("/")[1:-1]))
    sections = {re.sub("[-_]", " ", part) for part, count in folders.items() if count >= 2}
    organization.section_words = frozenset(
        word for name in sections | often for word in words(name) if len(word) > 2 and word not in FUNCTION
    )
    made = {initials for name in sections | often for initials in acronyms(words(name))}
    organization.section_initials = frozenset(initials for initials in made if len(initials) > 2)


def subject_of(record: Record, organization: Organization) -> Subject:
    """Whom a record speaks of, by its label, the headings above it, or the page."""
    handle = record.handle.rpartition("/")[2]
    run = re.sub(r"[^a-z0-9]", "", (handle.partition("@")[0] if record.platform == "mastodon" else handle).lower())
    headings = [heading for heading in reversed(record.trail) if tells_more(heading)]
    choices = (("label", record.label), ("heading", headings[0] if headings else ""), ("h1", record.h1))
    source, name = next(
        ((kind, text) for kind, text in choices if text), ("title", re.split(r"\s[|–—·»-]\s", record.title)[0])
    )
    subject = Subject(record, run, share_named(run, organization), name, source)
    subject.brand = any(full in compact(name) for full in organization.full) or not organization.short.isdisjoint(
        words(name)
    )
    subject.part = compact(name) in organization.parts
    subject.person = float(record.ref.startswith("linkedin:in/") or (len(name.split()) < 7 and is_person(name)))
    subject.brand = subject.brand and not subject.person
    subject.body = not subject.brand and not OTHER_BODIES.isdisjoint(words(name))
    foreign = any(name and not organization.ours(f"https://{name}/") for name in record.hosts)
    subject.foreign = foreign and (record.kind != "row" or record.region == "main")
    path = re.sub("[-/]", " ", record.url.partition("://")[2])
    subject.news = says(phrases.NEWS, path) or bool(DATED.search(record.url))
    return subject


def tells_more(heading: str) -> bool:
    """True for a heading that says more than "Links" or "Follow us"."""
    tokens = [word.lower() for word in re.findall(r"[^\W_]+", heading)]
    return len(tokens) <= 14 and any(word not in HEADING_WORDS and not word.isdigit() for word in tokens)


def is_person(name: str) -> bool:
    return any((found := words(pair[1])) and found[0] in GIVEN for pair in PAIR.finditer(name))


def share_named(run: str, organization: Organization) -> float:
    """The share of a handle that is the brand's full name; 0.3 where it begins or ends with a short one."""
    whole = max((len(name) / len(run) for name in organization.full if name in run), default=0.0)
    if whole or not run:
        return whole
    return max(
        (1.0 if run == name else 0.3 for name in organization.short if run.startswith(name) or run.endswith(name)),
        default=0,
    )


def explained(run: str, organization: Organization) -> float:
    """How far the brand's names and the words of its sections make up a handle."""
    names = organization.full | organization.short | organization.common
    if run in organization.section_initials and len(run) > 3:
        return 0.7
    for name in names:
        rest = run[len(name) :] if run.startswith(name) else run[: -len(name)] if run.endswith(name) else ""
        whole = len(rest) > 2 and covered(rest, organization.section_words) == len(rest)
        if rest in organization.section_initials or whole:
            return 1.0
    return 0.5 if len(run) > 6 and covered(run, frozenset(names), organization.section_words) == len(run) else 0.0


def mark_frames(organization: Organization) -> None:
    """What stands at the edge of small sites, or on a good part of the pages of a large one, is the site's frame."""
    size = Counter(host(page.url) for page in organization.pages)
    pages = defaultdict(set)
    for subject in organization.subjects:
        pages[subject.record.ref, host(subject.record.url)].add(subject.record.url)
    for subject in organization.subjects:
        name = host(subject.record.url)
        share, edge = len(pages[subject.record.ref, name]) / size[name], subject.record.region != "main"
        subject.frame = (edge and (size[name] < 8 or share >= 0.3)) or (size[name] >= 8 and share >= 0.4)


def mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / max(1, len(numbers))


def commonest(things: Iterable[set[str]], count: int) -> float:
    """The share of things that hold what most of them hold; 0 for fewer than four."""
    held = Counter(part for parts in things for part in parts)
    return max(held.values(), default=0) / count if count > 3 else 0.0


def list_features(members: Sequence[Subject], organization: Organization) -> Features:
    """Shares over the accounts of a list, and what its headings and pages say."""
    first: dict[str, Subject] = {}
    for member in members:
        first.setdefault(member.record.ref, member)
    each, labels = list(first.values()), {member.name for member in first.values()}
    headings = " · ".join({heading for member in members[:300] for heading in member.record.trail[-1:]})[:1500]
    pages = " · ".join({member.page for member in members[:20]})
    five = ({member.run[at : at + 5] for at in range(len(member.run) - 4)} for member in each)
    telling = ({word for word in words(label) if len(word) > 3 and word not in FUNCTION} for label in labels)
    return {
        "bias": 1.0,
        "named": mean(member.named > 0.2 for member in each),
        "explained": mean(explained(member.run, organization) >= 0.7 for member in each),
        "brand-label": mean(member.brand for member in each),
        "part-label": mean(member.part for member in each),
        "person": mean(member.person for member in each),
        "foreign": mean(member.foreign for member in each),
        "body": mean(member.body for member in each),
        "stem": commonest(five, len(each)),
        "kind-word": commonest(telling, len(labels)),
        "others": says(phrases.OTHERS, headings),
        "others-page": says(phrases.OTHERS, pages),
        "own": says_any(headings, phrases.DIRECTORIES, phrases.INVITES),
        "own-page": says_any(pages, phrases.DIRECTORIES, phrases.INVITES),
        "leaders": says(phrases.LEADERSHIP, headings + pages),
        "news": mean(member.news for member in each),
    }


def says_any(text: str, *tables: Phrases) -> bool:
    return any(says(table, text) for table in tables)


def account_features(
    subjects: Sequence[Subject], chances: Mapping[tuple[str, str], float], org: Organization
) -> Features:
    """The strongest of each feature over the records that name an account."""
    first, features = subjects[0], defaultdict(float)
    features |= {
        "bias": 1.0,
        "named-full": first.named if first.named > 0.3 else 0.0,
        "named-short": first.named == 0.3,
        "named-common": any(name in first.run for name in org.common),
        "explained": explained(first.run, org),
        "person": mean(subject.person for subject in subjects),
        "person-handle": first.named == 0
        and any(first.run[:n] in GIVEN and len(first.run) - n >= 3 for n in range(4, 10)),
        "only-posts": all(subject.record.post for subject in subjects),
    }
    for subject in subjects:
        for name, strength in record_features(subject, chances, org).items():
            features[name] = max(features[name], float(strength))
    return features


def record_features(subject: Subject, chances: Mapping[tuple[str, str], float], org: Organization) -> Features:
    record, above = subject.record, subject.above
    quote = record.quote if len(record.quote) < 260 else ""
    if subject.frame:
        if says(phrases.CREDITS, record.quote) or says_any(above, phrases.OTHERS, phrases.CREDITS):
            return {}
        other = record.label and not subject.brand and not subject.part
        return {"frame-labelled" if other else "frame-bare": 1.0}
    if record.post:
        return {"post": 1.0}
    features = {
        "our": of_ours(quote),
        "invites": says(phrases.INVITES, quote),
        "credit": says(phrases.CREDITS, quote),
        "disclaimed": says(phrases.DISCLAIMS, quote) or says(phrases.UNOFFICIAL, f"{quote} {above}"),
        "page-of-others": says(phrases.OTHERS, subject.page),
    }
    if record.kind == "prose":
        return features | {"follow": says_any(quote, phrases.INVITES, phrases.FOLLOWS), "prose-in-news": subject.news}
    members = {member.record.ref for member in org.lists[subject.list_key]}
    if len(members) >= 3:
        chance = chances[subject.list_key]
        features |= {"list-ours": max(0.0, 2 * chance - 1), "list-others": max(0.0, 1 - 2 * chance)}
    return features | {
        "body": subject.body,
        "brand-label": subject.brand,
        "part-label": subject.part,
        "foreign": subject.foreign,
        "under-others": says(phrases.OTHERS, above),
        "under-invitation": says_any(above, phrases.INVITES, phrases.DIRECTORIES),
        "under-leaders": says(phrases.LEADERSHIP, above),
        "news": subject.news,
        "bare-in-main": not record.label,
    }


def fit(
    rows: Sequence[Features],
    truths: Sequence[float],
    weights: Sequence[float],
    prior: Mapping[str, float],
    ridge: float,
) -> np.ndarray:
    """Logistic regression drawn to ``prior``, signs kept: projected gradient with Nesterov's momentum."""
    table, start = matrix(rows, prior), np.array(list(prior.values()), float)
    truth, weight = np.array(truths, float), np.array(weights, float)
    slope = 0.25 * np.linalg.norm(table * np.sqrt(weight)[:, None], 2) ** 2 + ridge
    best, ahead, time = start.copy(), start.copy(), 1.0
    for _ in range(3000):
        gradient = table.T @ (weight * (chance(table @ ahead) - truth)) + ridge * (ahead - start)
        step = ahead - gradient / slope
        step[1:] = np.where(np.sign(step[1:]) == -np.sign(start[1:]), 0.0, step[1:])
        later = (1 + math.sqrt(1 + 4 * time * time)) / 2
        ahead, moved = step + (time - 1) / later * (step - best), np.abs(step - best).max()
        best, time = step, later
        if moved < 1e-6:
            break
    return best


def chance(scores: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(scores, -30, 30)))


def matrix(rows: Sequence[Features], prior: Mapping[str, float]) -> np.ndarray:
    return np.array([[float(row.get(name, 0.0)) for name in prior] for row in rows])


def list_chances(organization: Organization, weights: np.ndarray) -> dict[tuple[str, str], float]:
    rows = [list_features(members, organization) for members in organization.lists.values()]
    return (
        dict(zip(organization.lists, chance(matrix(rows, LIST_PRIOR) @ weights).tolist(), strict=True)) if rows else {}
    )


def fit_lists(organizations: Iterable[Organization]) -> np.ndarray:
    """The weights of list features, every organization weighing alike."""
    rows, truths, weights = [], [], []
    for organization in organizations:
        own = []
        for members in organization.lists.values():
            judged = [
                organization.truth(ref) == "yes"
                for ref in {m.record.ref for m in members}
                if organization.truth(ref) in ("yes", "no")
            ]
            if len(judged) > 1:
                own.append((list_features(members, organization), mean(judged), math.sqrt(min(len(judged), 30))))
        total = sum(weight for *_, weight in own)
        rows += [features for features, _, _ in own]
        truths += [truth for _, truth, _ in own]
        weights += [8 * weight / total for *_, weight in own]
    return fit(rows, truths, weights, LIST_PRIOR, LIST_RIDGE)


def examples(organization: Organization, list_weights: np.ndarray) -> list[tuple[str, Features, bool]]:
    """Every judged account with its features."""
    chances, by_ref = list_chances(organization, list_weights), defaultdict(list)
    for subject in organization.subjects:
        by_ref[subject.record.ref].append(subject)
    return [
        (ref, account_features(subjects, chances, organization), organization.truth(ref) == "yes")
        for ref, subjects in by_ref.items()
        if organization.truth(ref) in ("yes", "no")
    ]


def left_out(
    name: str, organizations: Mapping[str, Organization]
) -> tuple[list[tuple[str, Features, bool]], np.ndarray]:
    """The examples of one organization with their chances, learned from all others."""
    others = {other: each for other, each in organizations.items() if other != name}
    rows, truths, weights = [], [], []
    for other, organization in others.items():
        seen = examples(organization, fit_lists(each for key, each in others.items() if key != other))
        rows += [features for _, features, _ in seen]
        truths += [truth for *_, truth in seen]
        weights += [20 / len(seen)] * len(seen)
    account_weights = fit(rows, truths, weights, ACCOUNT_PRIOR, ACCOUNT_RIDGE)
    own = examples(organizations[name], fit_lists(others.values()))
    return own, chance(matrix([features for _, features, _ in own], ACCOUNT_PRIOR) @ account_weights)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="errors to print for each organization")
    options = parser.parse_args()
    organizations = {folder.name: load(folder) for folder in options.folders}
    precisions, recalls = [], []
    for name in organizations:
        own, chances = left_out(name, organizations)
        truth, stated = np.array([each[2] for each in own]), chances > 0.5
        hits = int((truth & stated).sum())
        precisions.append(hits / max(1, int(stated.sum())))
        recalls.append(hits / max(1, int(truth.sum())))
        print(f"{name:22} precision {precisions[-1]:.2f} recall {recalls[-1]:.2f}", end=" ")
        print(f"of {int(truth.sum())} ours, {len(own)} judged")
        wrong = [place for place in np.argsort(-np.abs(chances - truth)).tolist() if truth[place] != stated[place]]
        for place in wrong[: options.errors]:
            ref, features, ours = own[place]
            shown = {key: round(float(value), 2) for key, value in features.items() if value and key != "bias"}
            print(f"    {'ours' if ours else 'not ours'}: {ref} {chances[place]:.2f} {shown}")
    print(f"mean (worst)           precision {mean(precisions):.3f} ({min(precisions):.2f})", end=" ")
    print(f"recall {mean(recalls):.3f} ({min(recalls):.2f})")


if __name__ == "__main__":
    main()
