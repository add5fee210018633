"""The whole row for one brand: known handles and pages → crawl → evidence → accounts → whose and which department.

`discover` fetches what is missing, writes everything to the store as it comes, concludes, and hands back `Findings`.
A killed run leaves a store from which the same call goes on.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from sprawl import platforms
from sprawl.brand import Brand, demonstration
from sprawl.brand.estate import own_site
from sprawl.demo import demonstration_archive
from sprawl.errors import InputError, StoreError
from sprawl.model import Account, Evidence, EvidenceKind, Response, Survey
from sprawl.observe import CRAWLED_FILES, Readers
from sprawl.store import Store, open_store
from sprawl.urls import is_web, normalize, resolve
from sprawl.web.archive import Archive, Recorder
from sprawl.web.fetch import Fetcher
from sprawl.workflow.conclude import conclude, findings
from sprawl.workflow.crawl import SurveyCrawl
from sprawl.workflow.inventory import Findings

Progress = Callable[[str, int, int | None], None]
"""Called with the stage ("crawl", "profiles", "conclude"), how many are done, and of how many (None: not known)."""

PROFILE_ROUNDS = 2  # profiles name further accounts, whose profiles are read once more
LIKELY = 0.2  # probability that an account is ours from which a live survey reads its profile


@dataclass(frozen=True, slots=True)
class Options:
    """How a survey is run. All that changes what is fetched is in `digest`."""

    seeds: tuple[str, ...] = ()
    replay: Path | None = None
    record: Path | None = None
    max_pages: int = 10_000
    depth: int = 20
    allow_private: bool = False
    persons: bool = False
    ca_file: str | None = None
    as_of: str = ""
    authority: str = ""
    contact: str = ""
    fresh: bool = False
    workers: int = 2
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    def digest(self, brand: Brand) -> str:
        """A digest of all that decides what is fetched; the same command has the same digest."""
        parts = (brand.dumps(), self.seeds, _stamp(self.replay), self.depth, self.allow_private, self.persons)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def discover(
    brand: Brand, *, store: str | Path | None = None, progress: Progress | None = None, **options: object
) -> Findings:
    """Survey a brand and conclude.

    ``store``: the SQLite file, default ``./<slug>.sprawl``. ``options``: the fields of `Options`, among them
    ``replay`` (answer every request from a WARC), ``record``, ``seeds``, ``max_pages``, ``depth``, ``as_of``.
    Raises `SprawlError`; what the web does never raises.
    """
    chosen = _options(options)
    if brand == demonstration() and not (chosen.replay or chosen.seeds):
        chosen = replace(chosen, replay=demonstration_archive())
    _check(brand, chosen.seeds)
    path = Path(store) if store else Path(f"{brand.slug}.sprawl")
    with open_store(path) as opened:
        opened.keep_brand(brand.slug, brand.name, brand.dumps())
        return _Run(opened, brand, chosen, progress or _silent).findings()


def _check(brand: Brand, seeds: tuple[str, ...]) -> None:
    """Raise InputError for the first handle or seed that names neither an account nor a page."""
    for text, where in (
        *((h, f"brand file of {brand.name}: handles") for h in brand.handles),
        *((s, "--seed") for s in seeds),
    ):
        if platforms.from_ref(text) is None and not (where == "--seed" and is_web(text)):
            raise InputError(f"{where}: {text!r} names no account on a known platform; {_suggestion(text)}")


def _suggestion(text: str) -> str:
    """A platform with a similar name, else the forms that are accepted, with an example."""
    name = text.partition(":")[0].casefold()
    near = difflib.get_close_matches(name, [*platforms.PLATFORMS, "twitter"], 1, 0.7)
    return (
        f"did you mean {near[0]}:…?"
        if near and near[0] != name
        else "expected a URL, or platform:handle as in x:example"
    )


def open_survey(store: str | Path, brand: str = "") -> Findings:
    """The last survey of a store with its conclusions. ``brand``: its slug, where the store holds several.

    Raises InputError, or StoreError where there is no survey yet.
    """
    with open_store(store, create=False) as opened:
        known = opened.brands()
        if brand not in known and (brand or len(known) != 1):
            raise InputError(f"{store}: which brand? it holds {', '.join(known) or 'none'}; name one")
        slug = brand or next(iter(known))
        surveys = opened.surveys(slug)
        if not surveys:
            raise StoreError(f"{store}: no survey of {slug} yet; run: sprawl discover --brand {slug}")
        return findings(opened, Brand.from_text(known[slug], str(store)), surveys[-1])


def conclude_again(store: str | Path, brand: Brand) -> Findings:
    """Conclude the last survey again with the judgements given since. Nothing is fetched."""
    with open_store(store, create=False) as opened:
        surveys = opened.surveys(brand.slug)
        if not surveys:
            raise StoreError(f"{store}: no survey of {brand.name} yet; run: sprawl discover --brand {brand.slug}")
        conclude(opened, brand, surveys[-1])
        return findings(opened, brand, surveys[-1])


@dataclass
class _Run:
    """One call of `discover` with its open store."""

    store: Store
    brand: Brand
    options: Options
    progress: Progress
    concluded: bool = False  # from all that has been read so far

    def findings(self) -> Findings:
        with ExitStack() as stack:
            archive = Archive(self.options.replay) if self.options.replay else None
            survey = self._survey(archive)
            self._state_known(survey)
            if not survey.finished:
                readers = stack.enter_context(Readers(workers=self.options.workers))
                survey = replace(survey, finished=self._crawl(survey, archive, readers, stack))
            if not self.concluded:
                self._conclude(survey)
        return findings(self.store, self.brand, survey)

    def _conclude(self, survey: Survey) -> None:
        self.progress("conclude", 0, None)
        conclude(self.store, self.brand, survey)
        self.concluded = True

    def _survey(self, archive: Archive | None) -> Survey:
        """The survey to continue: an unfinished one, a finished replay of the same archive, or a new one."""
        config = self.options.digest(self.brand)
        past = self.store.surveys(self.brand.slug)
        if archive and past and past[-1].config == config and past[-1].finished and not self.options.fresh:
            return past[-1]
        day = self.options.as_of or (archive.newest[:10] if archive else "") or self.options.now().date().isoformat()
        return self.store.begin(
            self.brand.slug,
            day,
            config,
            authority=self.options.authority,
            archive="" if archive else str(self._warc),
            archived=0 if archive or not self._warc.exists() else self._warc.stat().st_size,
            fresh=self.options.fresh,
        )

    def _crawl(self, survey: Survey, archive: Archive | None, readers: Readers, stack: ExitStack) -> bool:
        fetch, recorder = self._fetch(survey, archive, stack)
        crawl = SurveyCrawl(self.store, survey, self.brand, self.options, fetch, readers, recorder, self.progress)
        if archive and archive.cut_at is not None:
            crawl.note_cut(archive.path.name, archive.cut_at)
        complete = crawl.sites([url for url in archive.urls() if crawl.own(url)] if archive else self._seeds())
        if archive:
            crawl.also("neighbors", self._neighbors(archive))
        else:
            crawl.also("files", self._files(survey))
        for _ in range(PROFILE_ROUNDS):
            if not crawl.also("profiles", self._profiled(survey, archive)):
                break
            self.concluded = False
        if complete:
            self.store.finish(survey.id)
        return complete

    def _seeds(self) -> list[str]:
        accounts = (platforms.from_ref(seed) for seed in (*self.brand.handles, *self.options.seeds))
        known = [url for account in accounts if account for url in platforms.profile_urls(account)]
        return [*self.brand.sites, *(seed for seed in self.options.seeds if is_web(seed)), *known]

    def _files(self, survey: Survey) -> list[str]:
        """Addresses at which each of our sites may say who it is, such as ``/humans.txt``."""
        own = own_site(self.brand)
        read = [visit["final_url"] for visit in self.store.visits(survey.id) if visit["status"] == 200]
        files = (resolve(url, path) for url in read if own(url) for path in CRAWLED_FILES)
        return sorted({file for file in files if file and own(file)})

    def _neighbors(self, archive: Archive) -> list[str]:
        """Archived pages of other sites, which show what is theirs; no more than the brand has pages."""
        own = own_site(self.brand)
        own_pages = sum(1 for url in archive.urls() if own(url))
        others = [url for url in archive.urls() if not own(url) and platforms.read(url).reason == "unknown-host"]
        return others[:own_pages]

    def _profiled(self, survey: Survey, archive: Archive | None) -> list[str]:
        """Addresses of profiles and feeds: all that an archive holds; live, those of accounts that may be ours."""
        tied = {ref for profile in self.store.profiles(survey.id).values() for ref in profile.also}
        named = {e.object for e, _ in self.store.evidence(survey)} | tied
        accounts = [a for ref in sorted(named) if (a := platforms.from_ref(ref))]
        if archive is not None:
            archived = set(map(normalize, archive.urls()))
            return [url for a in accounts for url in addresses(a) if normalize(url) in archived]
        self._conclude(survey)
        ids, verdicts = self.store.ids(self.brand.slug), self.store.verdicts(survey.id)
        likely = (a for a in accounts if ids.get(a.ref) in verdicts and verdicts[ids[a.ref]].probability >= LIKELY)
        return [url for a in likely if self.options.persons or a.kind != "person" for url in addresses(a)]

    def _fetch(
        self, survey: Survey, archive: Archive | None, stack: ExitStack
    ) -> tuple[Callable[[str], Response], Recorder | None]:
        if archive is not None:
            return archive, None
        o = self.options
        recorder = stack.enter_context(Recorder(self._warc, resume_at=self.store.archived(survey.id)))
        fetcher = Fetcher(contact=o.contact, allow_private=o.allow_private, ca_file=o.ca_file, recorder=recorder)
        return stack.enter_context(fetcher), recorder

    @property
    def _warc(self) -> Path:
        return self.options.record or self.store.path.with_name(f"{self.brand.slug}.warc.gz")

    def _state_known(self, survey: Survey) -> None:
        """Store the handles of the brand file and the rows of imported sheets as evidence."""
        stated = [*_known(self.brand), *_listed(self.store, self.brand)]
        self.store.add_evidence(survey, stated, f"{survey.as_of}T00:00:00Z")


def addresses(account: Account) -> tuple[str, ...]:
    """Where an account's own page and its feeds can be read."""
    return (*platforms.profile_urls(account), *platforms.feeds(account))


def _known(brand: Brand) -> Iterator[Evidence]:
    for handle in brand.handles:
        account = platforms.from_ref(handle)
        if account is not None:
            yield Evidence(EvidenceKind.KNOWN, f"brand:{brand.slug}", account.ref, "brand file", quote=handle)


def _listed(store: Store, brand: Brand) -> Iterator[Evidence]:
    for sheet, number, ref, body in store.sheet_rows(brand.slug):
        if ref:
            cells = " · ".join(str(value) for value in body.values() if value)
            yield Evidence(EvidenceKind.SHEET, f"sheet:{sheet}", ref, f"{sheet}, row {number}", quote=cells[:240])


def _options(given: dict[str, object]) -> Options:
    try:
        return Options(**given)  # type: ignore[arg-type]
    except TypeError as error:
        raise InputError(f"discover: {error}; see help(sprawl.Options)") from None


def _stamp(path: Path | None) -> tuple[str, int]:
    if path is None:
        return "", 0
    return Path(path).name, Path(path).stat().st_size if Path(path).exists() else 0


def _silent(stage: str, done: int, total: int | None) -> None:
    return
