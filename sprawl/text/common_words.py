"""Single words that decide: who stands for themselves, what names nobody, who sells sites. By no language's rules.

General words only; no organization's own, but for the makers of software that pages name by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sprawl.text.function_words import FUNCTION
from sprawl.text.words import words

OTHER_BODIES = frozenset(  # words for bodies that stand for themselves, unless they are in the brand's own names
    "association society club foundation coalition alliance chamber federation union church parish school schools "
    "university college academy league museum stadium theater theatre orchestra festival marathon friends citizens "
    "neighborhood neighbors civic community hospital bank bar restaurant brewery cafe shop store boutique studio farm "
    "farms bakery kitchen market gallery hotel inn resort rowing football soccer basketball rugby choir band "
    "photography designs productions llc inc gmbh ag ltd plc corp company "
    "verein stiftung verband gesellschaft hochschule universitat schule kirche museum klinik "
    "fondation societe ecole universite eglise musee hopital fundacion asociacion universidad escuela iglesia museo "
    "fondazione associazione universita scuola chiesa stichting vereniging universiteit "
    "congress conference summit forum journal institute council county state federal nation commonwealth kongress "
    "congres "
    "congreso congresso".split()
)
PLATFORM_WORDS = frozenset(
    "facebook fb twitter x instagram insta ig linkedin youtube yt tiktok threads bluesky blue sky mastodon pinterest "
    "flickr vimeo snapchat reddit tumblr medium substack telegram whatsapp discord twitch weibo wechat xing meetup "
    "eventbrite podcast spotify soundcloud github tweet tweets tweeted linktree slideshare issuu nextdoor yelp "
    "google plus play app store apple podcasts wordpress blogspot blogger wix tumblr kununu glassdoor indeed "
    "trustpilot "
    "xing quora messenger reels stories twitch vk weibo wechat line bloglovin feedly friendfeed foursquare houzz "
    "behance dribbble deviantart "
    "steam vkontakte вконтакте odnoklassniki одноклассники dailymotion soundcloud apple yahoo msn ".split()
)
FILLER = frozenset(  # words of a link that name nobody
    "page pages account accounts channel channels profile profiles feed timeline live stream livestream video videos "
    "photo photos image icon logo external link opens new window tab here this visit view see watch read more click "
    "go on at via follow like join subscribe connect find us our we you your can all social media network site website "
    "web official www http https com org net gov post posts album gallery event events playlist watch here now follow "
    "their his her its and or also find out learn updates information info contact email group podcast blog "
    "directions map maps add listen ".split()
)
AROUND = frozenset(  # words of a row of links that name nobody, beyond `FILLER`
    "auf bei uns sie folgen folge folgt besuchen finden seguici seguiteci su suivez nous sur rejoignez retrouvez "
    "siguenos "
    "siganos encuentranos siga nos em en no na op volg ons folg folj os oss pa lik kanal kanale chaine compte pagina "
    "seite gruppe groupe grupo button buttons fan fans become download get available app apps android iphone ipad ios "
    "application mobile rss feed email e mail newsletter share the for with of be up to sign "
    "say hi hello meet hol dir dein deine get yours laden herunterladen runterladen telecharger telechargez "
    "descarga service support werde werden werdet jetzt horen anhoren abonnieren abonniere karte anfahrt ecouter "
    "ecoutez abonnez escucha escuchar ascolta luister наша наш группа канал мы в на социальных сетях ".split()
)
BUILDERS = frozenset(  # who sells sites, themes, forums and share buttons: named by the pages made with them
    "wordpress wordpressdotcom wordpressorg automattic squarespace wix weebly jimdo shopify webflow ghost drupal "
    "joomla typo3 "
    "blogger xenforo vbulletin phpbb disqus addthis addtoany sharethis bitly godaddy elementor envato "
    "themeforest "
    "prestashop magento hubspot mailchimp facebook twitter instagram youtube linkedin pinterest tumblr".split()
)
TRADES = frozenset(  # lines of business: beside another word of a name they tell nobody from the next
    "food foods beverages drinks dairy farms bank banks banking bancorp insurance assurance mutual finance financial "
    "capital "
    "holdings energy power electric gas oil petroleum solar water pharma pharmaceuticals health healthcare medical "
    "care hospital "
    "clinic motors automotive airlines airways logistics transport rail steel chemicals materials media entertainment "
    "telecom networks software systems technologies technology tech labs digital solutions partners consulting legal "
    "law realty properties hotels resorts restaurants stores retail brands products industries international global "
    "versicherung versicherungen kasse sparkasse energie stadtwerke pharmazie gesundheit banque assurances "
    "alimentation energia banco seguros alimentos banca assicurazioni alimentari verzekeringen "
    "city town county university".split()
)
OFFICES = tuple(  # offices that begin a handle, the longest first
    "councilmember councilwoman councilman commissioner burgermeister superintendent chancellor president governor "
    "minister "
    "senator sheriff alcaldesa alcalde provost sindaco mayor maire chief dean ceo".split()
)


def content(tokens: Iterable[str]) -> tuple[str, ...]:
    """The words of a link that can name somebody: without platforms' names and filler."""
    return tuple(t for t in tokens if t not in PLATFORM_WORDS and t not in FILLER)


@lru_cache(maxsize=1 << 16)
def telling(text: str) -> tuple[str, ...]:
    """The words of a row of links that can name somebody."""
    said = content(words(text))
    return tuple(t for t in said if t not in AROUND and t not in FUNCTION and not t.isdigit() and len(t) > 1)


@lru_cache(maxsize=1 << 16)
def bareness(text: str) -> float:
    """Share of a text's words that are names of platforms, invitations and filler: 1 for an empty one."""
    return 1 - len(telling(text)) / max(1, len(words(text)))


def bare(text: str) -> bool:
    """Does a text name nobody?"""
    return bareness(text) == 1
