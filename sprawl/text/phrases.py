"""What the words around a link say about whose account it is: tables by language, folded as `reading.fold` does.

A row is a language and its phrases. General words of each language only; no organization's own.
`says(table, text)` answers whether any phrase of the table stands in a text as whole words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache

from sprawl.text.words import words


class Phrases:
    """A table of phrases by language. Compared by identity, so that answers can be remembered."""

    def __init__(self, **rows: str) -> None:
        self.rows: Mapping[str, str] = rows

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any phrase of any language, as whole words, longest first; one that ends in ``*`` begins a longer word."""
        rows = (phrase for row in self.rows.values() for phrase in row.split("|"))
        found = {(" ".join(words(phrase)), r"\w*" if phrase.endswith("*") else "") for phrase in rows}
        told = (re.escape(phrase) + more for phrase, more in sorted(found, key=lambda f: (-len(f[0]), f)))
        return re.compile(f" (?:{'|'.join(told)})(?= )")


INVITES = Phrases(  # an invitation to follow the speaker: "follow us on", "find us on"
    en="follow us|like us|find us|join us on|connect with us|stay connected|keep in touch|stay in touch|"
    "we are on|we re on|visit us on|watch us on|subscribe to our|social media|socials|our social|get social|"
    "let s connect|lets connect|add us on|become a fan|keep up with us|engage with us|see us on|chat with us|"
    "talk to us|tweet us|message us",
    de="folgen sie uns|folge uns|folgt uns|besuchen sie uns|finden sie uns|bleiben sie in kontakt|soziale medien|"
    "soziale netzwerke|unsere kanale|social media|abonnieren sie|"
    "werde fan|werden sie fan|werdet fan|schreiben sie uns|schreib uns",
    fr="suivez nous|rejoignez nous|retrouvez nous|restez connectes|reseaux sociaux|abonnez vous|nos reseaux",
    es="siguenos|siganos|redes sociales|conectate con nosotros|encuentranos|unete a nosotros|nuestras redes",
    pt="siga nos|redes sociais|acompanhe nos|nossas redes",
    it="seguici|seguiteci|social network|rimani in contatto|i nostri canali",
    nl="volg ons|sociale media|blijf op de hoogte|onze kanalen",
    sv="folj oss|sociala medier",
    da="folg os|sociale medier|like os",
    no="folg oss|lik oss|sosiale medier",
    pl="sledz nas|obserwuj nas|media spolecznosciowe|dolacz do nas",
    cs="sledujte nas|socialni site",
    hu="kovess minket|kozossegi media|kozosseg",
    tr="bizi takip edin|sosyal medya",
    ru="мы в социальных сетях|социальные сети|следите за нами|присоединяйтесь|читайте нас|читай нас|подписывайтесь|"
    "наша группа|наш канал|мы вконтакте",
)
FOLLOWS = Phrases(  # an invitation to follow somebody, the speaker or not
    en="follow|add|for updates|for more information|more information|learn more|subscribe|like|track updates|"
    "updates on|"
    "updates at|announcements|live stream|livestream|"
    "watch live|streamed on|tune in|stay up to date|up to date",
    de="folgen|abonnieren|mehr informationen|weitere informationen",
    fr="suivez|suivre|plus d informations|en savoir plus",
    es="siga|sigue|mas informacion",
    it="segui|per informazioni",
    nl="volg|meer informatie",
)
SPEAKS = Phrases(  # the speaker means itself
    en="our|us|we|we re|we ve",
    de="unser|unsere|unserem|unseren|uns|wir",
    fr="notre|nos|nous",
    es="nuestro|nuestra|nuestros|nuestras|nosotros",
    pt="nosso|nossa|nossos|nossas",
    it="nostro|nostra|nostri|nostre|noi",
    nl="onze|ons|wij",
)
CHANNELS = Phrases(  # what "our" account is called
    en="account|accounts|page|pages|channel|channels|profile|group|groups|podcast|newsletter|blog|feed|app|server|"
    "community|network|discord|magazine|facebook|instagram|linkedin|youtube|twitter|tiktok|whatsapp|telegram|pinterest",
    de="konto|seite|kanal|kanale|profil|gruppe|podcast|newsletter|blog|app|server|community|magazin|kundenmagazin|"
    "auftritt|netzwerk",
    fr="compte|page|chaine|chaines|profil|groupe|infolettre|blogue|balado|appli|application",
    es="cuenta|pagina|canal|perfil|grupo|boletin|aplicacion|revista",
    pt="conta|pagina|canal|perfil|grupo|aplicativo|revista",
    it="pagina|canale|profilo|gruppo|rivista",
    nl="pagina|kanaal|profiel|groep|nieuwsbrief|tijdschrift",
)
POSSESSIVES = Phrases(
    en="our|our own", de="unser|unsere|unserem|unseren|unserer", fr="notre|nos", es="nuestro|nuestra|nuestros|nuestras",
    pt="nosso|nossa|nossos|nossas", it="nostro|nostra|nostri|nostre", nl="onze|ons",
)  # fmt: skip
OTHERS = Phrases(  # headings and pages that list somebody else
    en="patient organizations|patient groups|associations|partner|partners|partnership|sponsor|sponsors|sponsoring|"
    "sponsorship|sponsorships|we support|vendor|"
    "vendors|supplier|suppliers|distributor|distributors|dealers|resellers|exhibitors|supporters|funders|donors|"
    "community organizations|community groups|neighborhood organizations|civic groups|local organizations|"
    "external resources|other resources|resources|additional resources|useful links|helpful links|related links|"
    "links|directory|members|our members|alumni|references|credits|photo credit|further reading|sources|"
    "businesses|restaurants|shops|attractions|elected officials|other agencies|neighbors|participants|artists|"
    "speakers|portfolio|clients|customers|cohort|startups|awardees|grantees|recipients|nonprofits|friends of|"
    "as seen in|in the news|press coverage|media coverage|marketplace|retailers|where to buy|where to find us|"
    "where to find our|store locator|stockists",
    de="partner|sponsoren|sponsoring|wir unterstutzen|wir fordern|lieferanten|vertriebspartner|forderer|aussteller|"
    "mitglieder|links|verzeichnis|quellen|"
    "kunden|referenzen|handler|"
    "pressespiegel|unterstutzer",
    fr="partenaires|sponsors|fournisseurs|distributeurs|mecenes|exposants|membres|liens utiles|annuaire|sources|"
    "clients|references|"
    "revue de presse",
    es="socios|patrocinadores|proveedores|distribuidores|expositores|miembros|enlaces|directorio|fuentes|clientes|"
    "recursos",
    it="partner|sponsor|espositori|soci|link utili|fonti|clienti|rassegna stampa",
    nl="partners|sponsors|leden|links|bronnen|klanten",
)
DATES = Phrases(  # pages of events, where their section says nothing else
    en="events|event|calendar|agenda|upcoming|past", de="veranstaltungen|termine|kalender",
    fr="evenements|agenda|calendrier",
    es="eventos|agenda|calendario", it="eventi|calendario", nl="evenementen|agenda",
)  # fmt: skip
NEWS = Phrases(  # pages that speak of many: news, press, minutes
    en="news|newsroom|media|press|press release|press releases|media releases|blog|stories|articles|archive|archives|"
    "minutes|magazine|newsletter|posts|story",
    de="aktuelles|nachrichten|medien|medienmitteilungen|presse|pressemitteilung|pressemitteilungen|neuigkeiten",
    fr="actualites|presse|communiques",
    es="noticias|prensa|comunicados|actualidad",
    it="notizie|stampa|comunicati",
    nl="nieuws|pers",
)
DIRECTORIES = Phrases(  # pages where an organization lists its own accounts
    en="social media|social media directory|social media accounts|social directory|connect with us|follow us|"
    "our channels|social channels|connect",
    de="soziale medien|social media|unsere kanale",
    fr="reseaux sociaux|medias sociaux",
    es="redes sociales",
    it="social media|canali social",
    nl="sociale media",
)
FANS = Phrases(
    en="fan|fans|fanpage|fanclub|fan club|fan page|unofficial|not official|not affiliated|supporters club|lovers|"
    "enthusiasts|community run|appreciation",
    de="fanseite|inoffiziell|nicht offiziell|liebhaber|freunde",
    fr="non officiel|fans|amateurs",
    es="no oficial|aficionados|fans",
    it="non ufficiale|appassionati",
)
UNOFFICIAL = Phrases(  # our page says that others run it
    en="unofficial|not official|run by fans|fan run|fan group|fan page|fan club|independent fans|"
    "started their own|run their own|their own group|their own page",
    de="inoffiziell|inoffizielle|inoffiziellen|nicht offiziell|fanseite|fangruppe",
    fr="non officiel|non officielle|page de fans",
    es="no oficial|pagina de fans",
    it="non ufficiale",
    nl="niet officieel|onofficieel",
)
FOLLOWERS = Phrases(  # who keeps an account about an organization, on their own
    en="former colleagues|former employees|ex employees|alumni|patients|customers|volunteers|community|enthusiasts|"
    "collectors",
    de="ehemalige|patienten|kunden|ehrenamtliche|sammler",
    fr="anciens|patients|clients|benevoles|passionnes",
    es="antiguos|pacientes|clientes|voluntarios",
    it="ex dipendenti|pazienti|clienti|volontari",
    nl="oud medewerkers|patienten|klanten|vrijwilligers",
)
PARODIES = Phrases(
    en="parody|satire|spoof|fake account|not the real|not really|comedy|joke account|protest|boycott|watchdog",
    de="parodie|satire",
    fr="parodie|satire",
    es="parodia|satira",
)
WARNINGS = Phrases(  # a page or a line that warns of an account
    en="do not belong to|does not belong to|are not ours|is not ours|not run by us|strangers have taken|fake|fraud|"
    "fraudulent|scam|scams|impostor|impostors|imposter|impersonation|impersonate|impersonating|"
    "falsely use|have no tie to|has no tie to|posing as|pose as|imitating|"
    "beware|not our account|do not respond|pretend to be|pretends to be|phishing|counterfeit|copies our",
    de="betrug*|gefalscht*|falsches profil|falsche profile|warnung|vorsicht|nicht von uns|gehoren nicht zu|"
    "stammen nicht von|stammt nicht von|missbrauch*|geben sich als|gibt sich als",
    fr="fraude|arnaque|faux compte|faux comptes|usurpation|attention aux|n appartiennent pas",
    es="fraude|estafa|cuenta falsa|cuentas falsas|suplantacion|no pertenecen a",
    it="frode|truffa|falso profilo|account falsi",
    nl="oplichting|nepaccount|nepaccounts|fraude",
)
LURES = Phrases(  # what impostors offer
    en="giveaway|bonus|airdrop|claim your|visa fee|refundable|send a message to claim|dm to claim|whatsapp us|"
    "crypto|bitcoin|investment plan|lottery|prize|winner|winners|urgent hiring|act now|double your|"
    "no experience needed|guaranteed returns|processing fee",
    de="gewinnspiel nachricht|bonus sichern|gewinner|sofortgewinn|krypto",
    fr="cadeau a gagner|gagnez|bonus|crypto|frais de visa",
    es="sorteo|premio|bono|cripto|gana dinero",
)
DISCLAIMS = Phrases(  # the brand says that it has nothing to do with it
    en="no relation|not related|unrelated|no connection|not affiliated|no interest other|happens to share|"
    "shares our name|same name|not to be confused|independent of|by coincidence|nothing to do with|not run by|"
    "not operated by|not managed by|"
    "private capacity|personal capacity|views are her own|views are his own|views are their own|views are my own|"
    "own views|own time|spare time|"
    "personal account|independent distributor|independent dealer",
    de="zufallig|nicht verwandt|keine verbindung|nichts zu tun|nicht zu verwechseln|unabhangig von|"
    "nicht betrieben von|privates konto|private meinung|in seiner freizeit|in ihrer freizeit",
    fr="aucun lien|sans lien|par hasard|a ne pas confondre|rien a voir|independant de|n est pas gere par|"
    "a titre personnel|a titre prive",
    es="sin relacion|no relacionado|por casualidad|nada que ver",
    it="nessun legame|per caso|da non confondere",
    nl="geen relatie|toevallig|niets te maken",
)
INITIATIVES = Phrases(  # something is run by somebody: with the brand's name, by the brand
    en="initiative of|initiative by|a service of|service from|run by|powered by|brought to you by|presented by|"
    "sponsored by|supported by|owned by|by the makers of|part of|programme of|program of|division of|brand of|from",
    de="initiative der|initiative von|ein angebot der|ein angebot von|ein service der|betrieben von|unterstutzt von|"
    "teil der|marke der",
    fr="initiative de|une initiative|un service de|propose par|soutenu par|marque de|edite par",
    es="iniciativa de|un servicio de|presentado por|patrocinado por|marca de",
    it="iniziativa di|un servizio di|promosso da|marchio di",
    nl="initiatief van|een dienst van|mogelijk gemaakt door|merk van",
)
LEFT = Phrases(  # an account or a company that was the brand's and is not any more
    en="no longer|sold to|was sold|is sold|leaves the group|left the group|went with it|now run by|now owned by|"
    "now part of",
    de="gehort nicht mehr|nicht mehr teil|verkauft an|wurde verkauft",
    fr="n appartient plus|ne fait plus partie|vendu a|cede a",
    es="ya no pertenece|vendida a|vendido a",
    it="non fa piu parte|venduta a|ceduta a",
    nl="niet langer|verkocht aan",
)
FORMERLY = Phrases(
    en="formerly|previously|ex", de="ehemals|fruher|vormals", fr="anciennement|ex", es="anteriormente|antes",
    it="gia|ex",
    nl="voorheen",
)  # fmt: skip
CREDITS = Phrases(  # who made the site, its theme or a picture
    en="site by|website by|web site by|web design by|webdesign by|design by|designed by|built by|developed by|"
    "created by|"
    "powered by|theme by|theme edits|hosted by|hosting by|development by|developed and hosted|photo by|photos by|"
    "photography by|photo credit|image credit|marketing by|maintained by",
    de="umgesetzt von|gestaltet von|entwickelt von|realisiert von|programmiert von|"
    "umsetzung|realisierung|webdesign|gestaltung|erstellt von|programmierung|ein projekt von|foto von",
    fr="realisation|conception|realise par|cree par|propulse par|photo de",
    es="diseno web|desarrollado por|disenado por|realizado por",
    pt="desenvolvido por|criado por",
    it="realizzato da|sviluppato da|progettato da",
    nl="ontwerp|gemaakt door|website door|realisatie",
    pl="projekt i wykonanie|realizacja",
)
FRAMES = Phrases(  # what stands beside an organization's own links at the edge of every page
    en="copyright|all rights reserved|privacy|privacy policy|terms|terms of use|terms of service|terms and conditions|"
    "sitemap|site map|accessibility|cookies|cookie policy|contact|contact us|about us|about|faq|faqs|rss|newsletter|"
    "careers|"
    "home|log in|login|sign in|sign up|my account|register|customer service|help|disclaimer|legal|press|blog|search|"
    "menu",
    de="impressum|datenschutz|agb|kontakt|nutzungsbedingungen|startseite|barrierefreiheit|uber uns|hilfe|suche",
    fr="mentions legales|plan du site|qui sommes nous|confidentialite|accueil|cgv|nous contacter|a propos|recherche",
    es="aviso legal|politica de privacidad|contacto|quienes somos|inicio|mapa del sitio|condiciones|buscar",
    pt="contato|sobre nos|politica de privacidade|termos|inicio|condicoes",
    it="note legali|contatti|chi siamo|mappa del sito|informativa",
    nl="privacyverklaring|over ons|algemene voorwaarden|zoeken",
    pl="regulamin|polityka prywatnosci|o nas",
    da="om os|handelsbetingelser|betingelser",
    sv="om oss|villkor",
    hu="kapcsolat|ugyfelszolgalat|adatvedelem",
    ru="контакты|о проекте|правила|о нас|главная|реклама",
)
BESIDES = Phrases(  # what an organization does with somebody else
    en="developed with|made with|together with|in partnership with|in cooperation with|in collaboration with|"
    "partnered with|"
    "our partner|our partners|supported by|sponsored by|hosted by|supplied by|courtesy of|thanks to|organized by",
    de="entwickelt mit|gemeinsam mit|zusammen mit|in zusammenarbeit mit|unser partner|unterstutzt von",
    fr="avec le soutien de|en partenariat avec|en collaboration avec|notre partenaire|nous soutenons",
    es="en colaboracion con|junto con|con el apoyo de|nuestro socio",
    it="in collaborazione con|insieme a|con il sostegno di|il nostro partner",
    nl="in samenwerking met|samen met|onze partner",
)
COMMENTS = Phrases(  # where visitors speak
    en="comment|comments|discussion|leave a reply|replies|responses|guestbook|blogroll|blogs i follow|last post|"
    "trackbacks",
    de="kommentar|kommentare|gastebuch|antworten|meinungen",
    fr="commentaire|commentaires",
    es="comentario|comentarios",
    pt="comentario|comentarios",
    it="commento|commenti",
    nl="reactie|reacties",
)
LEADERSHIP = Phrases(  # pages and headings that present the people who speak for the organization
    en="leadership|leadership team|executive team|executive committee|executives|management team|management board|"
    "board of directors|board of management|our leaders|senior management|ceo|chief executive|chairman|"
    "president s office",
    de="vorstand|geschaftsfuhrung|geschaftsleitung|unternehmensleitung|fuhrungsteam|leitung|management",
    fr="direction|direction generale|comite de direction|comite executif|equipe dirigeante|la direction|"
    "conseil d administration",
    es="equipo directivo|comite ejecutivo|consejo de administracion|direccion general|liderazgo",
    it="consiglio di amministrazione|comitato esecutivo|il management|direzione generale",
    nl="directie|raad van bestuur|managementteam|bestuur",
)
CLAIMS = Phrases(  # an account says that it is the real one
    en="official|the official|officially",
    de="offiziell|offizielle|offizieller",
    fr="officiel|officielle",
    es="oficial",
    it="ufficiale",
)
ROLES = Phrases(  # the account of a person whom the organization presents as its voice
    en="ceo|chief executive|chief executive officer|chief medical officer|chief financial officer|"
    "chief operating officer|chief scientific officer|cfo|coo|cto|president|chairman|chair|chairwoman|"
    "managing director|executive director|director|mayor|governor|minister|secretary|senator|councilman|councilwoman|"
    "chief economist|chief scientist|chief strategist|councilmember|councilor|commissioner|chancellor|dean|provost|"
    "founder|vice president|head of|general manager|"
    "superintendent|ambassador|representative",
    de="vorstand|vorsitzende|vorsitzender|geschaftsfuhrer|geschaftsfuhrerin|burgermeister|burgermeisterin|minister|"
    "prasident|prasidentin|leiter|leiterin|chefokonom|chefokonomin|chefvolkswirt|chefvolkswirtin",
    fr="directeur general|directrice generale|president|presidente|maire|ministre",
    es="director general|directora general|presidente|alcalde|alcaldesa|ministro",
    it="amministratore delegato|presidente|sindaco|ministro",
    nl="directeur|voorzitter|burgemeester|minister",
)
SUBSIDIARIES = Phrases(
    en="subsidiary|subsidiaries|our companies|group companies|our brands|affiliates|affiliated companies|"
    "joint venture|a company of|part of the",
    de="tochtergesellschaft|tochtergesellschaften|unsere marken|konzerngesellschaften|gemeinschaftsunternehmen",
    fr="filiale|filiales|nos marques|coentreprise",
    es="filial|filiales|nuestras marcas",
)


@lru_cache(maxsize=1 << 17)
def says(table: Phrases, text: str) -> bool:
    """Does a phrase of the table stand in the text, as whole words, in any language?"""
    return bool(text) and table.pattern.search(f" {' '.join(words(text))} ") is not None


@lru_cache(maxsize=1 << 16)
def of_ours(text: str) -> bool:
    """Does a text speak of "our page", "our LinkedIn group": at most two words between, none that names others?"""
    said = words(text)
    for at in (n for n, word in enumerate(said) if says(POSSESSIVES, word)):
        near = said[at + 1 : at + 4]
        end = next((n for n, word in enumerate(near) if says(CHANNELS, word)), None)
        if (
            end is not None
            and not says(OTHERS, " ".join(near[: end + 1]))
            and not says(FOLLOWERS, " ".join(near[:end]))
        ):
            return True
    return False


@lru_cache(maxsize=1 << 16)
def counts(table: Phrases, text: str) -> int:
    """How many phrases of the table stand in the text, without overlaps."""
    return len(table.pattern.findall(f" {' '.join(words(text))} ")) if text else 0
