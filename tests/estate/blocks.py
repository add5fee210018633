"""What site builders and platforms have people paste into pages: share buttons, timelines, plugins, embeds, icons."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from html import escape
from urllib.parse import quote

from .accounts import HERE, address, faces

ICONS: dict[str, str] = tomllib.loads((HERE / "content" / "icons.toml").read_text(encoding="utf-8"))
LABELS = {
    "x": "X",
    "facebook": "Facebook",
    "linkedin": "LinkedIn",
    "instagram": "Instagram",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "pinterest": "Pinterest",
    "vimeo": "Vimeo",
    "flickr": "Flickr",
    "threads": "Threads",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "github": "GitHub",
    "medium": "Medium",
    "podcast": "Podcast",
}


def block(name: str, argument: str = "") -> str:
    """The HTML of one block."""
    return BLOCKS[name](argument)


def label(ref: str) -> str:
    """The platform's own spelling of its name."""
    platform = ref.partition(":")[0]
    return LABELS.get(platform, platform.capitalize())


def icon(ref: str, url: str = "") -> str:
    """A linked picture without words, as headers and footers have."""
    path = ICONS.get(
        ref.partition(":")[0],
        "M12 2a10 10 0 1 0 4 19l-1-2a8 8 0 1 1 5-7c0 3-3 3-3 1V8h-2a5 5 0 1 0 1 7c1 2 6 2 6-3A10 10 0 0 0 12 2z",
    )
    svg = f'<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d="{path}"/></svg>'
    return f'<a class="social-icon" href="{escape(url or address(ref))}" aria-label="{label(ref)}">{svg}</a>'


def icons(argument: str) -> str:
    return '<div class="social-icons">' + "".join(icon(ref) for ref in argument.split()) + "</div>"


def share(url: str) -> str:
    """Buttons that share the page: no account of anybody."""
    page = quote(url, safe="")
    targets = {
        "Share on X": f"https://x.com/intent/post?url={page}",
        "Share on Facebook": f"https://www.facebook.com/sharer/sharer.php?u={page}",
        "Share on LinkedIn": f"https://www.linkedin.com/shareArticle?mini=true&amp;url={page}",
        "Pin it": f"https://www.pinterest.com/pin/create/button/?url={page}",
        "WhatsApp": f"https://api.whatsapp.com/send?text={page}",
    }
    links = "".join(f'<li><a href="{target}" rel="nofollow">{words}</a></li>' for words, target in targets.items())
    return f'<div class="share" role="group" aria-label="Share this page"><ul>{links}</ul></div>'


def timeline(ref: str) -> str:
    handle = faces()[ref].handle
    return (
        f'<a class="twitter-timeline" data-height="500" data-dnt="true" href="https://twitter.com/{handle}?ref_src=twsrc%5Etfw">'
        f'Tweets by {handle}</a> <script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'
    )


def plugin(ref: str) -> str:
    href = quote(address(ref), safe="")
    return (
        f'<iframe src="https://www.facebook.com/plugins/page.php?href={href}&amp;tabs=timeline&amp;width=340&amp;height=500'
        '&amp;small_header=false&amp;appId" width="340" height="500" style="border:none;overflow:hidden"'
        ' title="Facebook"></iframe>'
    )


def follow(ref: str) -> str:
    handle = faces()[ref].handle
    intent = f"https://twitter.com/intent/follow?screen_name={handle}"
    return f'<a href="{intent}" class="twitter-follow-button">Follow @{handle}</a>'


def post(argument: str) -> str:
    """An embedded post: it names its author, not an account to follow."""
    ref, number, words = argument.split(" ", 2)
    face = faces()[ref]
    where = f"https://twitter.com/{face.handle}/status/{number}?ref_src=twsrc%5Etfw"
    return (
        f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{escape(words)}</p>&mdash; {escape(face.name)} '
        f'(@{face.handle}) <a href="{where}">September 30, 2026</a></blockquote>'
    )


def video(argument: str) -> str:
    number, title = argument.split(" ", 1)
    return (
        f'<div class="video"><iframe src="https://www.youtube-nocookie.com/embed/{number}" title="{escape(title)}" '
        'width="560" height="315" allowfullscreen loading="lazy"></iframe></div>'
    )


def logos(argument: str) -> str:
    """Partners' logos, each linked to where the partner likes to be found."""
    cells = (part.split("=", 1) for part in argument.split("; "))
    links = "".join(
        f'<a href="{url}"><img src="{_drawn(name)}" alt="{escape(name)}" width="180" height="60"></a>'
        for name, url in cells
    )
    return f'<div class="logo-row">{links}</div>'


def _drawn(name: str) -> str:
    """A logo drawn with words."""
    svg = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='180' height='60'>"
        "<rect width='180' height='60' rx='6' fill='#eef3f6'/>"
        f"<text x='90' y='35' font-size='12' font-family='Arial' text-anchor='middle' fill='#345'>{name}</text></svg>"
    )
    return "data:image/svg+xml," + quote(svg, safe="/:='")


BLOCKS: dict[str, Callable[[str], str]] = {
    "icons": icons,
    "share": share,
    "timeline": timeline,
    "plugin": plugin,
    "follow": follow,
    "post": post,
    "video": video,
    "logos": logos,
    "html": str,
}
