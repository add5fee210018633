"""Refs that mean one account: a handle, its number, its former handles, as its own page ties them together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sprawl.model import Evidence, Profile

_NUMBERED = re.compile(r":(id/|channel/|user/|c/)|:did:|:\d+$")


def one_ref(profiles: Mapping[str, Profile]) -> dict[str, str]:
    """Ref → the ref that stands for it, for every ref that some profile ties to another.

    A readable handle stands for a number, the profile's own ref for its former ones.

    >>> one_ref({"x:new": Profile("x:new", also=("x:old",))})
    {'x:new': 'x:new', 'x:old': 'x:new'}
    """
    stands: dict[str, str] = {}
    for profile in sorted(profiles.values(), key=lambda p: (_numbered(p.ref), p.ref)):
        if not profile.also:
            continue
        tied = sorted({profile.ref, *profile.also})
        head = next((stands[ref] for ref in tied if ref in stands), _head(profile, tied))
        stands |= dict.fromkeys(tied, head)
    return stands


def _head(profile: Profile, tied: Iterable[str]) -> str:
    """The profile's own ref, unless only another one is readable."""
    if not _numbered(profile.ref):
        return profile.ref
    return next((ref for ref in tied if not _numbered(ref)), profile.ref)


def _numbered(ref: str) -> bool:
    return _NUMBERED.search(ref) is not None


def renamed(evidence: Evidence, stands: Mapping[str, str]) -> Evidence:
    """The same statement, of and by the refs that stand for its accounts, for counting; it has another id."""
    object, subject = stands.get(evidence.object, evidence.object), stands.get(evidence.subject, evidence.subject)
    if (object, subject) == (evidence.object, evidence.subject):
        return evidence
    return replace(evidence, object=object, subject=subject)


def merged(profiles: Mapping[str, Profile], stands: Mapping[str, str]) -> dict[str, Profile]:
    """One profile an account: that of the ref that stands for it, completed by the others."""
    by_ref: dict[str, Profile] = {}
    for ref in sorted(profiles, key=lambda ref: (stands.get(ref, ref) != ref, ref)):
        head, profile = stands.get(ref, ref), profiles[ref]
        by_ref[head] = by_ref[head].completed(profile) if head in by_ref else replace(profile, ref=head)
    return by_ref
