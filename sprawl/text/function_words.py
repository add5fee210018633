"""Words that say nothing of who speaks: a table by language, so that what is left of a name is its core.

General words of each language only; no organization's own. A row is a language, its function words and its words
for a kind of body; ``of``-like words join a name and may or may not count in its acronym.
"""

from __future__ import annotations

FUNCTION_WORDS: dict[str, str] = {
    "en": "of the and for in on at to by a an with from our your is are this that these",
    "fr": "de du des la le les l d et en au aux pour sur dans un une",
    "es": "de del la el las los y e en para por a un una",
    "pt": "de do da dos das e em para o a os as",
    "it": "di del della dei delle degli e ed per in il lo la i gli le",
    "de": "der die das des dem den und für fur fuer im in am von vom zur zum",
    "nl": "van de het der den en voor in op",
    "sv": "och för for i av till",
    "da": "og for i af til",
    "pl": "i w do dla z na",
}

BODY_WORDS: dict[str, str] = {
    "en": "department dept ministry bureau office agency administration service services commission board council "
    "authority institute corporation company group division directorate unit center centre committee section "
    "branch program programme secretariat team affairs inc ltd llc plc corp",
    "fr": "ministere departement bureau agence administration service services commission conseil autorite institut "
    "societe groupe division direction secretariat centre comite programme affaires",
    "es": "ministerio departamento oficina agencia administracion servicio servicios comision consejo autoridad "
    "instituto corporacion direccion secretaria centro comite programa",
    "pt": "ministerio departamento escritorio agencia servico servicos comissao conselho autoridade instituto "
    "secretaria direcao centro comite programa",
    "it": "ministero dipartimento ufficio agenzia servizio servizi commissione consiglio autorita istituto direzione",
    "de": "ministerium bundesministerium abteilung amt bundesamt behorde dienst kommission rat institut gmbh ag "
    "gesellschaft referat zentrum stelle",
    "nl": "ministerie afdeling dienst bureau commissie raad instituut autoriteit",
    "sv": "departement myndighet verket namnd rad institut",
    "da": "ministeriet styrelsen kontor radet institut",
    "pl": "ministerstwo departament urzad agencja komisja rada instytut biuro",
}

COUNTRY_WORDS: dict[str, str] = {  # how a country is written in front of its bodies' names → its code
    "united states of america": "us",
    "united states": "us",
    "united kingdom": "uk",
    "european union": "eu",
    "united nations": "un",
    "new zealand": "nz",
}

_PROFILE = (  # what people write to say that a profile is a profile
    "official officiel officielle oficial ufficiale offizielle offizieller account accounts compte cuenta conta konto "
    "page pagina seite channel chaine canal kanal feed profile profil perfil site website web www http https com org "
    "facebook twitter x instagram youtube linkedin flickr tiktok pinterest tumblr threads mastodon bluesky vimeo "
    "reddit medium github google plus blog podcast photos videos video tweets posts "
    "net home welcome follow updates news archived inactive former verified"
)


def _all(table: dict[str, str]) -> frozenset[str]:
    return frozenset(word for words in table.values() for word in words.split())


FUNCTION = _all(FUNCTION_WORDS)
BODY = _all(BODY_WORDS)
GENERIC = FUNCTION | BODY
PROFILE_WORDS = frozenset(_PROFILE.split())

_TAGS = (  # how an account says in which language it speaks
    "en eng english anglais ingles englisch fr fra french francais frances franzosisch es esp spanish espanol espagnol "
    "spanisch de deu ger german deutsch allemand pt por portuguese portugues it ita italian italiano nl dutch "
    "nederlands pl polski sv svenska da dansk fi suomi cs cesky ru uk ua ar zh ja jp ko kr he el tr cy welsh cymraeg "
    "ga gaeilge eu euskara ca catala gl galego"
)
LANGUAGE_TAGS = frozenset(_TAGS.split())
