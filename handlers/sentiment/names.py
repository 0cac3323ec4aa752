"""Whether words name somebody: nobody's name is proposed for publication because another person wrote it.

A sieve, not a reader: titles, a capital letter where none is due, and the commonest first names at the start of a
sentence. It stops too much rather than too little ("Excel" is stopped as well, unless it is in the course's title).
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

_TITLES = re.compile(
    r"\b(?:(?:M|Mr|Mrs|Ms|Mme|Mlle|Dr|Prof|Pr)\b\.? ?"
    r"|(?:[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|[Dd]octeur|[Pp]rofess(?:or|eur)"
    r"|[Mm]ister|[Mm]iss|[Dd]octor|[Pp]rof|[Dd]r) )[A-ZÀ-Ý]\w+"
)
_CALLED = re.compile(
    r"\b(?:mon (?:chef|manager|patron|mari|collègue)|ma (?:cheffe|manageuse|patronne|femme|collègue)|my (?:boss|manager"
    r"|husband|wife|colleague|coworker))\b",
    re.IGNORECASE,
)
_MENTION = re.compile(r"<@[!&]?\w+>|(?<!\w)@\w+")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SENTENCE = re.compile(r"(?:[.!?…:;\n•()«»\"“”*-]+\s*)+")

# Written with a capital inside a sentence, and nobody's name.
_COMMON_WORDS = """
    i i'm i've i'd i'll monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december english french german spanish italian european
    american british france paris london europe english-speaking internet web slack discord teams zoom ok
"""
_COMMON = frozenset(_COMMON_WORDS.split())
# How nouns and adjectives end and names seldom do: titles of courses and of jobs are often written with capitals.
_NOUN = re.compile(
    r"(?:s|ing|ed|tion|sion|ment|ity|ics?|ogy|al|ive|ence|ance|ness|ship|ware|ure|work|ful|able|ible|ique|ité|erie|aire"
    r"|age|isme|eurs?|euse|ière|iel|ielle|phie|mique|cole|pus)$"
)
_FIRST_NAMES_WORDS = """
    adam adrien agnès alain alexandra alexandre alexis alicia amandine amélie anaïs andrew andré angélique anna
    anne anthony antoine arnaud arthur audrey aurélie aurore baptiste barbara béatrice benjamin benoît bernard
    bertrand brian brigitte bruno camille caroline catherine cécile céline charles charlotte chloé christelle
    christian christine christophe claire clara claude clémence corinne cyril damien daniel david delphine denis
    didier dominique édouard elena élise elizabeth élodie emily emma emmanuel éric erika estelle étienne eva
    fabien fabrice fanny florent françois françoise frédéric gabriel gaëlle george gérard géraldine guillaume
    gwenaëlle hélène henri hervé hugo inès isabelle jacques james jane jason jean jean-pierre jennifer jérémy
    jérôme jessica joël john jonathan joseph julia julie julien karim karine kate kathy kevin laetitia laura
    laurence laurent léa lisa louis luc lucas lucie ludovic manon marc margaux maria marie marina marion martin
    martine mary mathieu mathilde matthew maxime mélanie michael michel michelle mike mohamed monique morgane
    myriam nadia natalie nathalie nicolas nicole noémie olivia olivier pascal patricia patrick paul pauline
    peter philippe pierre rachel raphaël rebecca rené richard robert romain sabrina samuel sandra sandrine sarah
    sébastien sévérine simon sonia sophie stéphane stéphanie stephen steven susan sylvain sylvie théo thierry
    thomas tim tom valentin valérie vanessa véronique victor vincent virginie william xavier yann yannick yves
"""
_FIRST_NAMES = frozenset(_FIRST_NAMES_WORDS.split())


def names_somebody(words: str, known: Sequence[str] = ()) -> bool:
    """Whether the words seem to name a third person. `known`: titles and places whose words name nobody."""
    if _TITLES.search(words) or _CALLED.search(words) or _MENTION.search(words):
        return True
    usual = _COMMON | {word.lower() for title in known for word in _WORD.findall(title)}
    small = {word for word in _WORD.findall(words) if word[0].islower()}
    return any(_named(sentence, usual | small) for sentence in _SENTENCE.split(words))


def _named(sentence: str, usual: Set[str]) -> bool:
    """Whether a sentence holds a name: its first word is a first name, or a later one has a capital of its own."""
    found = _WORD.findall(sentence)
    capitals = [word for word in map(_bare, found) if word[0].isupper()]
    if any(word.lower() in _FIRST_NAMES for word in capitals):
        return True
    if len(capitals) > len(found) / 2:  # a title, or somebody who types everything so
        return False
    return any(_like_a_name(word) and word.lower() not in usual for word in map(_bare, found[1:]))


def _like_a_name(word: str) -> bool:
    """One capital, then small letters (initials such as HR are not), and not the ending of a noun."""
    return len(word) > 2 and word[0].isupper() and word[1:].islower() and _NOUN.search(word) is None


def _bare(word: str) -> str:
    """Without an elided article in front ("d'Anne"), nor a possessive behind ("Anne's")."""
    word = word.replace("’", "'")
    if word.lower().endswith("'s"):
        word = word[:-2]
    return word.split("'", 1)[1] if re.match(r"(?i)^(?:[ldjscnm]|qu)'\w", word) else word
