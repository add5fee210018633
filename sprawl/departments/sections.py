"""Units in whose own section of the site an account is linked: a folder, a sub-domain or a domain of theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sprawl.brand.estate import Estate
from sprawl.model import FRAME, Evidence, EvidenceKind, Reason, Unit
from sprawl.urls import host, within

SECTION_BITS = 5.0  # every page that links to it lies in the unit's own section


def sections(evidence: Sequence[Evidence], estate: Estate) -> dict[str, tuple[Reason, ...]]:
    """Unit → reason, for units in whose section of the site the links stand.

    News sections count for no unit; the frame of a site counts for the unit that the host belongs to.
    """
    pages = {e.url: e for e in evidence if estate.ours(e.url) and _tells_place(e, estate)}
    framed = any(host(url) in estate.unit_hosts for url in pages)
    pages |= {e.url: e for e in evidence if framed and e.region in FRAME and estate.ours(e.url) and e.url not in pages}
    homes = {url: unit for url in pages for unit in [section(url, estate.units)] if unit is not None}
    reasons: dict[str, tuple[Reason, ...]] = {}
    for unit, n in Counter(homes.values()).items():
        where = tuple(pages[url].id for url in sorted(pages) if homes.get(url) == unit)
        worth = round(SECTION_BITS * n / len(pages), 2)
        sentence = f"{n} of the {len(pages)} pages that link to it are in {unit}"
        reasons[unit] = (Reason("section", worth, sentence, where),)
    return reasons


def _tells_place(e: Evidence, estate: Estate) -> bool:
    place = estate.place(e.url)
    if e.kind is EvidenceKind.POST:
        return False
    return host(e.url) in estate.unit_hosts or not (e.region in FRAME or place.news or place.others)


def section(url: str, units: Sequence[Unit]) -> str | None:
    """The unit with the longest site prefix that holds the URL."""
    homes = [(len(site), unit.name) for unit in units for site in unit.sites if within(url, site)]
    return max(homes)[1] if homes else None
