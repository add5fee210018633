"""Whatever address of whatever record is read, the ref it gives and its canonical URL both lead back to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprawl.platforms import PLATFORMS, Form, Platform, from_ref, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from sprawl.model import Account

WORDS = st.sampled_from(["exampletown", "example-works", "7", "123456789", "a", "de-DE", "x.php"])
JUNK = st.sampled_from(["", "", "", "/", ".", ")", "!", "%20", "?lang=en", "&amp;x=1"])


def handles(form: Form) -> st.SearchStrategy[str]:
    """Every handle that the form's expression allows."""
    if form.hosted:
        return st.from_regex(r"[a-z0-9_]{2,12}(@(social|www)\.[a-z]{3,8}\.example)?", fullmatch=True)
    return st.from_regex(re.compile(form.handle, re.A), fullmatch=True)


@st.composite
def addresses(draw: Callable[[st.SearchStrategy[str]], str], platform: Platform) -> str:
    """A URL that one of a platform's patterns describes, with its choices made and its gaps filled."""
    patterns = [(form, path) for form in platform.forms for path in (*form.paths, *form.posts, form.url[6:])]
    form, path = draw(st.sampled_from(patterns))  # type: ignore[arg-type]
    address, mark, query = path.partition("?")
    address = address[2:] if address.startswith("//") else f"{platform.hosts[0]}/{address}"
    address = "/".join(draw(st.sampled_from(part.split("|"))) for part in address.split("/"))
    address = address.replace("**", draw(WORDS)).replace("*", draw(WORDS)) + mark + query
    address = address.replace("{user}", "{handle}").replace("{host}", platform.hosts[0])
    scheme, colon, rest = address.partition(":/")
    address = f"{scheme}://{rest}" if colon and "." not in scheme else f"https://{address}"
    return address.replace("{handle}", draw(handles(form))) + draw(JUNK)


def named(url: str) -> Account | None:
    reading = read(url)
    return reading.account or reading.author


@pytest.mark.parametrize("slug", PLATFORMS)
def test_refs_and_urls_lead_back(slug: str) -> None:
    """`from_ref(ref).ref == ref` and the canonical URL has the same ref, for accounts and for authors."""

    @settings(database=None, deadline=None, max_examples=12)
    @given(addresses(PLATFORMS[slug]))
    def hold(url: str) -> None:
        account = named(url)
        if account:
            back, again = from_ref(account.ref), named(account.url)
            assert back is not None
            assert again is not None
            assert (back.ref, again.ref) == (account.ref, account.ref)
            assert again.url == account.url

    hold()
