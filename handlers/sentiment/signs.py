"""What only a person should judge of: subjects never proposed for publication, calls for help, signs of giving up.

Words are looked for in French and in English together, whatever language was found: a sentence may hold both, and a
call for help missed costs more than one person reading for nothing.
"""

from __future__ import annotations

import re
from typing import Literal

from handlers.sentiment.clean import cleaned

Alert = Literal["distress", "harassment", "discrimination"]


def _pattern(choices: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{choices})")


_SENSITIVE = _pattern(
    r"malad(?:e|es|ie|ies)\b|handicap\w*|invalidité|dépress\w*|cancer|grossesse|enceinte\b|burn[ -]?out"
    r"|hôpital\b|(?:arrêt|accident) (?:de|du) travail|arrêt maladie|hospitalis\w*|suicid\w*|médica(?:l|le|les"
    r"|ux|ment|ments)\b|thérap\w*|anxi\w+|angoiss\w*|dyslexi\w*|deuil\b|décès\b|dyspraxi\w*|tdah\b|alcooli\w*"
    r"|fausse[ -]couche|illness(?:es)?\b|disab(?:led|ilit\w+)|depress\w+|pregnan\w+|hospital\w*|(?:sick"
    r"|maternity|medical) leave|mental health|medical\w*|medication\w*|therap(?:y|ist)\b|adhd\b|autis\w*"
    r"|dyslexi\w*|grie(?:f|ving)\b|miscarri\w+|ptsd\b|trauma\w*|addict(?:ion|ions|ed to)\b|harc[eè]l\w*"
    r"|harass\w*|bull(?:y|ied|ying|ies)\b|intimidat\w*|agress\w*|assault\w*|violen\w*|viol(?:é|ée|s)?\b"
    r"|raped?\b|menac(?:e|es|é|ée|er|ent)\b|threat(?:en\w*|s)?\b|humili\w*|insult\w*|abus(?:e|ed|ive|if|ifs|é"
    r"|ée)\b|rabaiss\w*|racis\w*|sexis\w*|sexuel\w*|sexual\w*|homophob\w*|transphob\w*|discrimin\w*"
    r"|anti-?s[eé]mit\w*|islamophob\w*|misogyn\w*|grossophob\w*|homosexu\w*|lesbi\w*|religi\w*|musulman\w*"
    r"|muslim\w*|juif\w*|juive\w*|jewish|syndicat\w*|syndiqu\w*|trade unions?\b|divorc\w*"
)

# A subject taught, or a thing of the past in general, is not a call for help: "the module on harassment was useful".
_SUBJECT = re.compile(
    r"\b(?:(?:formation|cours|module|atelier|partie|chapitre|séance|session|quiz|vidéo|thème|sujet|sensibilisation"
    r"|prévention|prévenir|lutte[rz]?|contre|référente?|training|course|class|chapter|part|unit|video|topic|lesson|policy"
    r"|awareness|preventing|prevention|against|about|cases?|study|studies) (?:[\w'-]+ ){0,4}?)$"
)
_REACH = 60
"""Characters before a sign in which its subject is looked for."""

_ALERTS: dict[Alert, re.Pattern[str]] = {
    "distress": _pattern(
        r"suicid\w*|(?:me|m'en) (?:tuer|foutre en l'air)|(?:envie|envies) de (?:mourir|disparaître|en finir)"
        r"|en finir avec (?:la vie|tout)|plus envie de (?:vivre|rien)|plus goût à (?:la vie|rien)"
        r"|me faire du mal|(?:je )?n'en peux (?:vraiment )?plus|(?:je suis|me sens|suis) (?:totalement "
        r"|complètement |vraiment )?à bout\b|(?:je suis|suis) au bout du rouleau|(?:je suis|suis"
        r"|en) (?:pleine? )?(?:dépression|détresse|burn[ -]?out)|je (?:craque|pleure|m'effondre)\b"
        r"|en (?:pleurs|larmes) (?:tous les|chaque|après|avant|à cause)|(?:boule au ventre|peur d'aller"
        r"|peur de (?:venir|revenir))|crises? d'angoisse|crises? de panique|crises? de larmes"
        r"|kill(?:ing)? myself|(?:want|wanted|wish) to (?:die|disappear)|end (?:my life|it all)"
        r"|self[- ]harm\w*|hurt(?:ing)? myself|(?:no|any) (?:reason|will) to live|(?:i am|i'm"
        r"|feel(?:ing)?) (?:so |completely )?(?:desperate|hopeless|suicidal|depressed|burn(?:t|ed)[ -]?out)"
        r"|(?:having|had|have) (?:a )?(?:breakdown|panic attacks?)|(?:can ?not|can't|cannot) (?:take|bear"
        r"|stand|cope with) (?:it|this) (?:any ?more|any longer)|(?:scared|afraid|terrified) (?:to|of) (?:come"
        r"|coming|go|going) (?:back|to (?:class|work|the office))|(?:crying|cried|cry) (?:every|each|all"
        r"|before|after|because|in (?:the )?(?:toilet|bathroom))"
    ),
    "harassment": _pattern(
        r"harc[eè]l\w*|harass\w*|bull(?:ied|ying|ies|y)\b|attouchement\w*|gestes? déplacé\w*"
        r"|main(?:s)? (?:baladeuse|aux fesses)|(?:propos|remarques?|blagues?|avances) (?:\w+ )?(?:déplacé\w*"
        r"|sexuel\w*|humiliant\w*|obscènes?)|(?:m'a|nous a|l'a|m'ont|se fait|s'est fait|me suis fait"
        r"|été) (?:\w+ )?(?:agress\w*|menac\w*|humili\w*|insult\w*|rabaiss\w*|frapp\w*|touchée?\b|hurl\w*"
        r"|intimid\w*|violenté\w*)|agression sexuelle|agressé\w* sexuellement|(?:sexual|inappropriate|unwanted"
        r"|obscene) (?:\w+ )?(?:comments?|remarks?|jokes?|touching|advances|assault)|(?:touched|groped|grabbed"
        r"|hit|threatened|humiliated|insulted|intimidated|assaulted|mocked|belittled) (?:me|us|her|him)\b"
        r"|(?:was|were|been|being|got|felt) (?:\w+ )?(?:groped|threatened|humiliated|insulted|intimidated"
        r"|assaulted|mocked|stalked)"
    ),
    "discrimination": _pattern(
        r"discriminé\w*|discriminated|discriminatory|discriminations?\b|raci(?:ste|stes|sme|st|sts|sm)\b"
        r"|sexis(?:te|tes|me|t|m)\b|homophob\w*|transphob\w*|anti-?s[eé]mit\w*|islamophob\w*|misogyn\w*"
        r"|xénophob\w*|xenophob\w*|(?:because|parce que|à cause) (?:i am|i'm|of my|je suis|que je suis|de ma"
        r"|de mon) (?:\w+ )?(?:couleur|origine\w*|religion|âge|sexe|handicap|accent|grossesse|femme|noire?s?"
        r"|arabe|voile|gay|lesbienne|black|asian|muslim|jewish|woman|skin|race|gender|disability|pregnancy|age"
        r"|origins?)\b"
    ),
}

_GIVING_UP = _pattern(
    r"(?:j'abandonne|je (?:laisse tomber|décroche|démissionne|me désinscri\w+|jette l'éponge|n'y crois plus))"
    r"|(?:j'ai|je vais|j'allais|failli|envie de?|envie d'|pense à|songe à|veux"
    r"|préfère) ?(?:tout )?(?:abandonn\w+|laissé tomber|laisser tomber|décroch\w+|arrêter (?:la|cette|les|là"
    r"|tout)|lâcher|quitter (?:la|cette)|me désinscrire)|je (?:ne )?(?:reviendrai|viendrai|continuerai"
    r"|continue|participerai) (?:pas|plus)|plus (?:du tout )?motivée?\b|(?:j'ai|je) (?:perd\w*"
    r"|perdu) (?:toute |ma |la )?motivation|à quoi bon|je baisse les bras|je n'y arriverai (?:pas|jamais)"
    r"|(?:i am|i'm|feel like|felt like|about to|going to|tempted to|thinking (?:of|about)|want(?:ed)? to"
    r"|almost|nearly) (?:giv(?:e|ing) up|gave up|quit\b|quitting|dropp?(?:ed|ing)? out|stop(?:ping)? (?:here"
    r"|this|the course)|leav(?:e|ing) (?:the|this) (?:course|training|program\w*))|i (?:give up|gave up|quit\b"
    r"|dropped (?:out|it|the|this)|will not (?:come back|be back|continue)|won't (?:come back|be back"
    r"|continue)|stopped (?:attending|going|coming|watching))|what(?:'s| is) the point|lost (?:all "
    r"|my )+(?:motivation|interest)"
)


def sensitive(words: str) -> bool:
    """Whether the words touch health, harassment, discrimination or beliefs: never proposed for publication."""
    return _SENSITIVE.search(cleaned(words)) is not None


def alerts_in(words: str) -> tuple[Alert, ...]:
    """What must be shown to a person at once, most urgent first; a subject that was taught does not count."""
    text = cleaned(words)
    return tuple(kind for kind, pattern in _ALERTS.items() if _lived(pattern, text))


def giving_up(words: str) -> bool:
    """Whether the author says they stop, or are about to."""
    return _GIVING_UP.search(cleaned(words)) is not None


def _lived(pattern: re.Pattern[str], text: str) -> bool:
    """Whether one of the signs is not the subject of a course."""
    return any(
        _SUBJECT.search(text[max(0, found.start() - _REACH) : found.start()]) is None
        for found in pattern.finditer(text)
    )
