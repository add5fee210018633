"""The JSON of an account's own page says who it is; a shape nobody knows says nothing and breaks nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from observing import page, statements

from sprawl.observe.readers.state import values_at
from sprawl.observe.tables import table

SITE = "https://www.quillmark.example"
WRAPPED = "https://www.youtube.com/redirect?event=channel_header&q=https%3A%2F%2Fwww.quillmark.example%2Fpens"
RUN = {"onTap": {"innertubeCommand": {"urlEndpoint": {"url": WRAPPED}}}}
CHANNEL = {
    "metadata": {
        "channelMetadataRenderer": {
            "title": "Quillmark",
            "description": "Pens\nsince 1904",
            "channelUrl": "https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv",
            "ownerUrls": ["http://www.youtube.com/@Quillmark"],
            "avatar": {"thumbnails": [{"url": "https://img.example/a.png"}]},
        }
    },
    "header": {
        "pageHeaderRenderer": {
            "content": {
                "pageHeaderViewModel": {
                    "attribution": {"attributionViewModel": {"text": {"commandRuns": [RUN]}}},
                    "metadata": {
                        "contentMetadataViewModel": {
                            "metadataRows": [
                                {"metadataParts": [{"text": {"content": "@Quillmark"}}]},
                                {
                                    "metadataParts": [
                                        {"text": {"content": "12.3K subscribers"}},
                                        {"text": {"content": "204 videos"}},
                                    ]
                                },
                            ]
                        }
                    },
                }
            }
        }
    },
}
TIKTOK = {
    "__DEFAULT_SCOPE__": {
        "webapp.user-detail": {
            "userInfo": {
                "user": {
                    "uniqueId": "quillmark",
                    "nickname": "Quillmark",
                    "signature": "Pens",
                    "verified": True,
                    "bioLink": {"link": "www.quillmark.example"},
                },
                "stats": {"followerCount": 5400, "videoCount": 12},
            }
        }
    }
}
GRAM = {
    "username": "quillmark",
    "full_name": "Quillmark",
    "biography": "Pens",
    "external_url": "https://l.instagram.com/?u=https%3A%2F%2Fwww.quillmark.example%2F",
    "edge_followed_by": {"count": 120},
    "is_verified": False,
}
NEW_GRAM = {"require": [["ScheduledServerJS", None, [{"__bbox": {"result": {"data": {"user": GRAM}}}}]]]}
STRANGER = {"screen_name": "inkpot", "name": "Inkpot", "description": "Not ours"}
BIRD = {
    "screen_name": "Quillmark",
    "name": "Quillmark",
    "description": "Pens",
    "followers_count": 77,
    "statuses_count": 9,
    "entities": {"url": {"urls": [{"expanded_url": f"{SITE}/"}]}},
}
PIN = {"username": "quillmark", "full_name": "Quillmark", "about": "Pens", "website_url": SITE, "follower_count": 3}
TREE = {"username": "quillmark", "pageTitle": "Quillmark", "description": "Pens", "links": [{"url": f"{SITE}/"}]}
CLOUD = [
    {"hydratable": "anonymousId", "data": "1"},
    {"hydratable": "user", "data": {"permalink": "quillmark", "username": "Quillmark", "followers_count": 8}},
]


def by_id(name: str, value: Any) -> str:
    return f'<script id="{name}" type="application/json">{json.dumps(value)}</script>'


def assigned(start: str, value: Any) -> str:
    return f"<script>{start} {json.dumps(value)};window.other = 1;</script>"


PAGES: list[tuple[str, str, dict[str, Any]]] = [
    (
        "https://www.youtube.com/@quillmark",
        assigned("var ytInitialData =", CHANNEL),
        {
            "bio": "Pens since 1904",
            "links": (f"{SITE}/pens",),
            "followers": 12300,
            "posts": 204,
            "also": ("youtube:channel/UCabcdefghijklmnopqrstuv",),
        },
    ),
    (
        "https://www.tiktok.com/@quillmark",
        by_id("__UNIVERSAL_DATA_FOR_REHYDRATION__", TIKTOK),
        {"bio": "Pens", "links": (f"{SITE}/",), "followers": 5400, "posts": 12, "verified": True},
    ),
    (
        "https://www.instagram.com/quillmark/",
        assigned("window._sharedData =", {"entry_data": {"ProfilePage": [{"graphql": {"user": GRAM}}]}}),
        {"bio": "Pens", "links": (f"{SITE}/",), "followers": 120, "verified": None},
    ),
    (
        "https://www.instagram.com/quillmark/",
        f"<title>Instagram</title>{by_id('', {'a': 1})}{by_id('', NEW_GRAM)}",
        {"bio": "Pens", "links": (f"{SITE}/",), "followers": 120},
    ),
    (
        "https://x.com/quillmark",
        assigned("window.__INITIAL_STATE__=", {})
        + assigned("window.__INITIAL_STATE__ =", {"entities": {"users": {"entities": {"1": STRANGER, "2": BIRD}}}}),
        {"bio": "Pens", "links": (f"{SITE}/",), "followers": 77, "posts": 9},
    ),
    (
        "https://www.pinterest.com/quillmark/",
        by_id("__PWS_INITIAL_PROPS__", {"initialReduxState": {"users": {"7": PIN}}}),
        {"bio": "Pens", "links": (f"{SITE}/",), "followers": 3},
    ),
    (
        "https://linktr.ee/quillmark",
        by_id("__NEXT_DATA__", {"props": {"pageProps": {"account": TREE}}}),
        {"bio": "Pens", "links": (f"{SITE}/",)},
    ),
    (
        "https://soundcloud.com/quillmark",
        assigned("window.__sc_hydration =", CLOUD),
        {"followers": 8, "links": ()},
    ),
]


@pytest.mark.parametrize(("url", "body", "expected"), PAGES, ids=[f"{n}-{row[0][8:21]}" for n, row in enumerate(PAGES)])
def test_what_the_state_says(url: str, body: str, expected: dict[str, Any]) -> None:
    """Name, words, links and counts come from the page's own JSON."""
    profile = page(body, url).profile
    assert profile is not None
    assert {"name": "Quillmark", **expected} == {key: getattr(profile, key) for key in ("name", *expected)}


def test_links_of_the_state_are_evidence() -> None:
    """The site an account gives is named by its bio."""
    body = by_id("__UNIVERSAL_DATA_FOR_REHYDRATION__", TIKTOK)
    assert ("bio", "main", "site:www.quillmark.example") in statements(body, "https://www.tiktok.com/@quillmark")


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("https://x.com/quillmark", assigned("__INITIAL_STATE__ =", {"entities": {"users": {"entities": [STRANGER]}}})),
        ("https://www.tiktok.com/@inkpot", by_id("__UNIVERSAL_DATA_FOR_REHYDRATION__", TIKTOK)),
        ("https://www.instagram.com/inkpot/", by_id("", NEW_GRAM)),
    ],
    ids=["x", "tiktok", "instagram"],
)
def test_somebody_else(url: str, body: str) -> None:
    """Another account in the JSON is not the page's own."""
    profile = page(f"<title>Inkwell</title>{body}", url).profile
    assert profile is not None
    assert (profile.name, profile.bio, profile.links) == ("Inkwell", "", ())


BROKEN = [
    "",
    "{",
    "{}",
    "[]",
    "null",
    '"a"',
    "12",
    '{"metadata": []}',
    '{"metadata": {"channelMetadataRenderer": 7}}',
    "[" * 5000,
    '{"a":' * 5000,
    "not JSON at all",
    "JSON.parse('{}')",
    '{"entities":{"users":{"entities":{"1":[]}}}}',
]
PLACES = [row[0] for row in PAGES]
FORMS = [
    "<script>window._sharedData = {0}</script>",
    "<script>var ytInitialData = {0};</script>",
    "<script>__INITIAL_STATE__ ={0}</script>",
    "<script type=application/json>{0}</script>",
    "<script id=__UNIVERSAL_DATA_FOR_REHYDRATION__>{0}</script>",
    "<script id=__NEXT_DATA__>{0}</script>",
]


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_broken_state(text: str) -> None:
    """JSON that is none, or of another shape, leaves the rest of the page as it is."""
    body = "<title>Inkwell</title>" + "".join(form.replace("{0}", text) for form in FORMS)
    names = [profile.name for url in PLACES if (profile := page(body, url).profile)]
    assert names == ["Inkwell"] * len(PLACES)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "users", "0"]), inner),
    max_leaves=12,
)
PATHS = sorted(
    {path for row in table("state").values() for field in row.values() if isinstance(field, list) for path in field}
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(value=JSON, steps=st.lists(st.sampled_from(["a", "b", "*", "**", "0", "users"]), max_size=5))
def test_any_path_ends(value: Any, steps: list[str]) -> None:
    """A path through anything gives values or none, and comes to an end."""
    assert len(list(values_at(value, "/".join(steps)))) < 10_000


@pytest.mark.parametrize("path", PATHS)
def test_paths_are_well_formed(path: str) -> None:
    """No path of the table has an empty step."""
    assert "//" not in path
    assert path == path.strip("/ ")
