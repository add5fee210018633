"""An invented pharmaceutical company, Veltora, with one account for every question a plan asks."""

from __future__ import annotations

from sprawl.model import Entry, Evidence, EvidenceKind, Fact, Profile, Region, Relation, Seen, Status, Unit

BRAND, AS_OF, INDUSTRY = "Veltora", "2026-11-21", "pharma"
SITE = "www.veltora.example"
UNITS = (
    Unit("Communications"),
    Unit("Human Resources"),
    Unit("Medical"),
    Unit("Marketing"),
    Unit("Investor Relations"),
    Unit("Germany", kind="country", parent="Marketing"),
    Unit("France", kind="country", parent="Marketing"),
    Unit("Veltoderm", kind="product", parent="Marketing"),
    Unit("Veltocard", kind="product", parent="Marketing"),
    Unit("Northlight Studio", kind="agency"),
)
ENGLISH = "The latest news from our people and the work we do for patients with care."


def seen(ref: str, region: Region = Region.FOOTER, kind: EvidenceKind = EvidenceKind.LINK, path: str = "/") -> Seen:
    """One link on the company's site."""
    evidence = Evidence(kind, f"site:{SITE}", ref, f"https://{SITE}{path}", region, "Follow us", label="Follow us")
    return Seen(
        evidence, "2026-11-20T08:00:00Z", "sha1:INVENTED", f"The {region} of https://{SITE}{path} links to {ref}."
    )


def row(
    ref: str,
    name: str,
    department: str | None = "Communications",
    relation: Relation = Relation.OFFICIAL,
    status: Status = Status.ACTIVE,
    *,
    unit: str | None = None,
    bio: str = ENGLISH,
    followers: int | None = 1000,
    posts: int | None = 200,
    verified: bool | None = False,
    links: tuple[str, ...] = (f"https://{SITE}/",),
    listed: bool = True,
    contested: tuple[str, ...] = (),
    last_post: str | None = "",
    country: str = "",
    language: str = "",
) -> Entry:
    """One account; active and listed in the footer unless told otherwise."""
    platform, _, handle = ref.partition(":")
    when = {
        Status.ACTIVE: "2026-11-18",
        Status.SLOW: "2026-09-01",
        Status.DORMANT: "2026-03-01",
        Status.ABANDONED: "2024-02-02",
    }.get(status)
    last = when if last_post == "" else last_post
    profile = Profile(ref, name, bio, links, followers, posts, last, verified, language=language, country=country)
    return Entry(
        ref,
        platform,
        handle,
        "profile",
        f"https://{platform}.example/{handle}",
        id=f"id-{ref}",
        display_name=name,
        relation=relation,
        probability=0.97 if relation.ours else 0.2,
        department=department,
        unit=unit or department,
        contested=contested,
        status=status,
        last_post=last,
        evidence=(seen(ref),) if listed else (),
        profile=profile,
    )


OFFICIAL, STRANGER = Relation.OFFICIAL, Relation.IMPERSONATION
GLOBAL = {"country": "global", "language": "en"}
ENTRIES: tuple[Entry, ...] = (
    row("x:veltora", "Veltora", verified=True, followers=90_000, **GLOBAL),
    row("x:veltoranews", "Veltora News", followers=4_000, **GLOBAL),
    row("facebook:veltora", "Veltora", verified=True, followers=120_000, **GLOBAL),
    row("facebook:veltoraofficial", "Veltora Official", "Marketing", followers=7_500, **GLOBAL),
    row("mastodon:veltora@social.example", "Veltora", followers=900, **GLOBAL),
    row("mastodon:news@social.example", "Veltora News", "Marketing", followers=150, **GLOBAL),
    row(
        "x:veltora_de",
        "Veltora Deutschland",
        "Marketing",
        unit="Germany",
        bio="Neues aus der Forschung und von der Arbeit, die wir für Sie tun.",
    ),
    row("youtube:@veltorafrance", "Veltora France", "Marketing", OFFICIAL, Status.DORMANT, unit="France", bio=""),
    row("x:veltoracareers", "Veltora Careers", "Human Resources", followers=8_000, **GLOBAL),
    row("x:veltorajobs", "Veltora Jobs", "Human Resources", OFFICIAL, Status.DORMANT, followers=300, **GLOBAL),
    row("x:veltora_ir", "Veltora Investor Relations", "Investor Relations", followers=2_000, **GLOBAL),
    row("x:veltorahcp", "Veltora for Healthcare Professionals", "Medical", followers=3_000, **GLOBAL),
    row(
        "facebook:livingwithpsoriasis",
        "Living with Psoriasis",
        "Medical",
        bio="A place by Veltora for people living with psoriasis.",
        followers=26_000,
        country="us",
        language="en",
    ),
    row(
        "facebook:veltoderm",
        "Veltoderm",
        "Marketing",
        unit="Veltoderm",
        bio="By Veltora. Important Safety Information at the link.",
        followers=5_000,
        country="us",
        language="en",
    ),
    row(
        "facebook:veltocard",
        "Veltocard",
        "Marketing",
        unit="Veltocard",
        bio="By Veltora. See full Prescribing Information.",
        followers=6_000,
        country="us",
        language="en",
    ),
    row(
        "instagram:veltorasummertour",
        "Veltora Summer Tour",
        "Marketing",
        OFFICIAL,
        Status.ABANDONED,
        followers=2_100,
        **GLOBAL,
    ),
    row(
        "tiktok:veltora",
        "Veltora",
        "Marketing",
        OFFICIAL,
        Status.UNKNOWN,
        posts=0,
        followers=12,
        last_post=None,
        **GLOBAL,
    ),
    row("x:mara_lindqvist", "Mara Lindqvist, CEO of Veltora", None, Relation.PERSON, followers=15_000, **GLOBAL),
    row(
        "x:veltora_helpdesk",
        "Veltora Helpdesk",
        None,
        STRANGER,
        bio="Official support of Veltora. Send us your card number.",
        listed=False,
    ),
    row("x:veltoragifts", "Gift Corner", None, STRANGER, bio="Free prizes from Veltora every day", listed=False),
    row("x:notveltora", "Veltora (parody)", None, STRANGER, bio="Satire. Not affiliated.", listed=False),
    row("facebook:veltorafans", "Veltora Fans", None, Relation.FAN, listed=False),
    row("facebook:id/1002003004", "Veltora Research Campus", None, Relation.UNKNOWN, listed=False),
    row("instagram:veltora", "Veltora", None, contested=("Communications", "Marketing"), followers=30_000, **GLOBAL),
    row(
        "pinterest:veltora",
        "Veltora",
        "Marketing",
        bio="Ideas for a healthy day. Managed by Northlight Studio.",
        **GLOBAL,
    ),
    row("x:veltoramedinfo", "Veltora Medinfo", None, Relation.UNKNOWN, listed=False),
    row("facebook:veltoraneuro", "Veltora Neuro Update", "Medical", OFFICIAL, Status.DORMANT, followers=700, **GLOBAL),
    row("x:veltorarecalls", "Veltora Recalls", "Medical", OFFICIAL, Status.DORMANT, followers=500, **GLOBAL),
    row("instagram:skinstories", "Skin Stories", "Marketing", bio="Real people, real days.", followers=4_400, **GLOBAL),
    row("vimeo:veltora", "Veltora", links=("https://elsewhere.example/",), followers=80, **GLOBAL),
    row("x:printhausco", "Printhaus", None, Relation.THIRD_PARTY),
    row("flickr:veltora", "Veltora", "Communications", OFFICIAL, Status.GONE, followers=None, last_post=None),
    row("soundcloud:veltora", "Veltora", None, followers=40, **GLOBAL),
    row("youtube:@veltora", "Veltora", verified=True, followers=11_000, **GLOBAL),
)
FACTS = (
    Fact("facebook:veltoraneuro", "legal_hold", "yes", "declared", "matter 14/2026", "2026-10-01", "Legal"),
    Fact("facebook:id/1002003004", "platform_generated", "yes", "observed"),
    Fact("facebook:veltoderm", "cannot_merge", "We can't, because we're pharma.", "declared", by="Marketing"),
)
EXPECTED = {
    "x:veltora": "keep",
    "x:veltoranews": "redirect",
    "facebook:veltora": "keep",
    "facebook:veltoraofficial": "merge",
    "mastodon:veltora@social.example": "keep",
    "mastodon:news@social.example": "redirect",
    "x:veltora_de": "keep",
    "youtube:@veltorafrance": "keep",
    "x:veltoracareers": "keep",
    "x:veltorajobs": "redirect",
    "x:veltora_ir": "keep",
    "x:veltorahcp": "keep",
    "facebook:livingwithpsoriasis": "keep",
    "facebook:veltoderm": "keep",
    "facebook:veltocard": "keep",
    "instagram:veltorasummertour": "archive",
    "tiktok:veltora": "reserve",
    "x:mara_lindqvist": "keep",
    "x:veltora_helpdesk": "report",
    "x:veltoragifts": "escalate",
    "x:notveltora": "leave",
    "facebook:veltorafans": "leave",
    "facebook:id/1002003004": "claim",
    "instagram:veltora": "escalate",
    "pinterest:veltora": "handover",
    "x:veltoramedinfo": "escalate",
    "facebook:veltoraneuro": "keep",
    "x:veltorarecalls": "keep",
    "instagram:skinstories": "rename",
    "vimeo:veltora": "verify",
    "x:printhausco": "leave",
    "flickr:veltora": "reserve",
    "soundcloud:veltora": "escalate",
    "youtube:@veltora": "keep",
}
