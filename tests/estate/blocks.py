"""What site builders and platforms have people paste into pages: share buttons, timelines, page plugins, embeds, icons."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from urllib.parse import quote

from tests.estate.accounts import address, faces

ICONS = {
    "x": "M18.2 2h3.3l-7.2 8.2L22.8 22h-6.6l-5.2-6.8L5 22H1.7l7.7-8.8L1.3 2H8l4.7 6.2z",
    "facebook": "M24 12a12 12 0 1 0-13.9 11.9v-8.4h-3V12h3V9.4c0-3 1.8-4.7 4.5-4.7 1.3 0 2.7.2 2.7.2v3h-1.5c-1.5 0-2 .9-2 1.9V12h3.4l-.5 3.5h-2.9v8.4A12 12 0 0 0 24 12z",
    "linkedin": "M20.4 20.5h-3.6v-5.6c0-1.3 0-3-1.9-3s-2.1 1.4-2.1 2.9v5.7H9.3V9h3.4v1.6c.5-.9 1.6-1.9 3.4-1.9 3.6 0 4.3 2.4 4.3 5.5zM5.3 7.4a2.1 2.1 0 1 1 0-4.1 2.1 2.1 0 0 1 0 4.1zM7.1 20.5H3.6V9h3.5z",
    "instagram": "M12 2.2c3.2 0 3.6 0 4.8.1 3.3.1 4.8 1.7 4.9 4.9.1 1.2.1 1.6.1 4.8s0 3.6-.1 4.8c-.1 3.2-1.7 4.8-4.9 4.9-1.2.1-1.6.1-4.8.1s-3.6 0-4.8-.1c-3.3-.1-4.8-1.7-4.9-4.9-.1-1.2-.1-1.6-.1-4.8s0-3.6.1-4.8C2.4 3.9 4 2.4 7.2 2.3c1.2-.1 1.6-.1 4.8-.1z",
    "youtube": "M23.5 6.2a3 3 0 0 0-2.1-2.1C19.5 3.5 12 3.5 12 3.5s-7.5 0-9.4.5A3 3 0 0 0 .5 6.2C0 8.1 0 12 0 12s0 3.9.5 5.8a3 3 0 0 0 2.1 2.1c1.9.6 9.4.6 9.4.6s7.5 0 9.4-.5a3 3 0 0 0 2.1-2.1C24 15.9 24 12 24 12s0-3.9-.5-5.8zM9.6 15.6V8.4l6.3 3.6z",
}
LABELS = {"x": "X", "facebook": "Facebook", "linkedin": "LinkedIn", "instagram": "Instagram", "youtube": "YouTube", "tiktok": "TikTok",
          "pinterest": "Pinterest", "vimeo": "Vimeo", "flickr": "Flickr", "threads": "Threads", "bluesky": "Bluesky",
          "mastodon": "Mastodon", "github": "GitHub", "medium": "Medium", "podcast": "Podcast"}


def block(name: str, argument: str = "") -> str:
    """The HTML of one block."""
    return BLOCKS[name](argument)


def label(ref: str) -> str:
    """The platform's own spelling of its name."""
    platform = ref.partition(":")[0]
    return LABELS.get(platform, platform.capitalize())


def icon(ref: str, url: str = "") -> str:
    """A linked picture without words, as headers and footers have."""
    path = ICONS.get(ref.partition(":")[0], "M4 4h16v16H4z")
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
    return (f'<a class="twitter-timeline" data-height="500" data-dnt="true" href="https://twitter.com/{handle}?ref_src=twsrc%5Etfw">'
            f'Tweets by {handle}</a> <script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>')


def plugin(ref: str) -> str:
    href = quote(address(ref), safe="")
    return (f'<iframe src="https://www.facebook.com/plugins/page.php?href={href}&amp;tabs=timeline&amp;width=340&amp;height=500'
            f'&amp;small_header=false&amp;appId" width="340" height="500" style="border:none;overflow:hidden" title="Facebook"></iframe>')


def follow(ref: str) -> str:
    handle = faces()[ref].handle
    return f'<a href="https://twitter.com/intent/follow?screen_name={handle}" class="twitter-follow-button">Follow @{handle}</a>'


def post(argument: str) -> str:
    """An embedded post: it names its author, not an account to follow."""
    ref, number, words = argument.split(" ", 2)
    face = faces()[ref]
    return (f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{escape(words)}</p>&mdash; {escape(face.name or face.handle)} '
            f'(@{face.handle}) <a href="https://twitter.com/{face.handle}/status/{number}?ref_src=twsrc%5Etfw">September 30, 2026</a></blockquote>')


def video(argument: str) -> str:
    number, title = argument.split(" ", 1)
    return (f'<div class="video"><iframe src="https://www.youtube-nocookie.com/embed/{number}" title="{escape(title)}" '
            'width="560" height="315" allowfullscreen loading="lazy"></iframe></div>')


def logos(argument: str) -> str:
    """Partners' logos, each linked to where the partner likes to be found."""
    cells = (part.split("=", 1) for part in argument.split("; "))
    links = "".join(f'<a href="{url}"><img src="/files/logos/{n}.svg" alt="{escape(name)}" width="140" height="60"></a>'
                    for n, (name, url) in enumerate(cells))
    return f'<div class="logo-row">{links}</div>'


BLOCKS: dict[str, Callable[[str], str]] = {
    "icons": icons, "share": share, "timeline": timeline, "plugin": plugin, "follow": follow,
    "post": post, "video": video, "logos": logos, "html": str,
}
