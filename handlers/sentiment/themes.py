"""What comments are about: a small table of subjects, and the words unhappy comments have more often than others."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from handlers.sentiment.clean import cleaned, spelled_out
from handlers.sentiment.languages import SMALL_WORDS

FEWEST = 5
"""Comments a word must be in to be shown: fewer could point at somebody."""
CLEARLY_APART = 1.64
"""Standard errors from even odds: one word in twenty would get there by chance."""

_THEMES_OF = {
    "en": {
        "content": r"contents?|topics?|subjects?|theor\w+|concepts?|material covered|syllabus|curriculum|chapters?"
        r"|examples?",
        "practice": r"practi[cs]\w*|exercis\w+|hands[- ]on|case stud\w+|role[- ]?plays?|workshops?|simulations?"
        r"|projects?",
        "trainer": r"trainers?|teachers?|instructors?|professors?|prof|lecturers?|facilitators?|speakers?|tutors?"
        r"|explain\w*",
        "pace": r"pace|paced|fast|faster|slow|slower|rush\w*|too (?:long|short|quick\w*)|duration|length|hurr\w+"
        r"|boring",
        "workload": r"work ?load|homework|assignments?|readings?|time[- ]consuming|heavy|overload\w*|too much work"
        r"|effort",
        "assessment": r"exams?|tests?|quizz?(?:es)?|grad(?:e|es|ed|ing)|marks?|marking|midterms?|finals?|assess\w+"
        r"|certificat\w+",
        "organisation": r"organi[sz]\w+|disorgani[sz]\w+|schedul\w+|planning|planned|structur\w+|agenda|late|cancel\w+"
        r"|timetable",
        "materials": r"slides?|hand-?outs?|documents?|videos?|recordings?|text ?books?|books?|notes|power ?points?"
        r"|resources",
        "tools": r"platform|websites?|links?|apps?|software|sound|audio|microphones?|screens?|connection|bugs?"
        r"|glitch\w*|zoom",
        "place": r"rooms?|classrooms?|building|campus|chairs?|heating|air conditioning|cold|noisy|noise|parking"
        r"|coffee|lunch",
        "group": r"groups?|participants?|colleagues?|class ?mates?|peers?|discussions?|exchang\w+|interacti\w+"
        r"|atmosphere",
        "support": r"support\w*|feedback|answer(?:s|ed|ing)?|respon(?:d|ds|ded|se|ses)|office hours|follow[- ]up"
        r"|help\w*|available",
    },
    "fr": {
        "content": r"contenus?|thèmes?|sujets?|matières?|théor\w+|concepts?|notions?|programmes?|chapitres?|exemples?",
        "practice": r"pratiques?|pratiquer|exercices?|cas (?:concrets?|pratiques?)|mises? en situation"
        r"|jeux? de rôles?|ateliers?"
        r"|projets?|concrets?|concrètes?",
        "trainer": r"format(?:eur|rice)s?|professeure?s?|profs?|intervenante?s?|enseignante?s?"
        r"|animat(?:eur|rice)s?|pédagog\w+"
        r"|expli(?:que|quer|cations?|qué\w*)",
        "pace": r"rythmes?|rapides?|rapidement|vite|lente?s?|lenteurs?|trop (?:long|longue|court|courte)|durée"
        r"|longueurs?|ennuy\w+",
        "workload": r"charge|devoirs|surcharg\w+|trop de travail|lourde?s?|lourdeur|temps personnel|intensi\w+"
        r"|efforts?",
        "assessment": r"examens?|partiels?|évalu\w+|notes?|notations?|contrôles?|quiz|qcm|certifi\w+|diplômes?"
        r"|rattrapages?",
        "organisation": r"organis\w+|désorganis\w+|planning|emplois? du temps|horaires?|retards?|annul\w+|structur\w+"
        r"|administrati\w+",
        "materials": r"supports?|diapos?|diaporamas?|documents?|vidéos?|polycop\w+|livrets?|power ?points?|ressources"
        r"|fiches?",
        "tools": r"plateformes?|sites?|liens?|applications?|logiciels?|son|micros?|écrans?|connexions?|bugs?"
        r"|outils?|informatique",
        "place": r"salles?|locaux|bâtiments?|campus|chaises?|chauffage|climatisation|froid|bruit|bruyante?s?"
        r"|parking|café|repas",
        "group": r"groupes?|participante?s?|collègues?|camarades?|promotions?|échang\w+|interacti\w+|ambiances?"
        r"|discussions?",
        "support": r"accompagn\w+|suivis?|écoute|aide[rsz]?|aidé\w*|réponses?|répond\w*|retours?|disponib\w+"
        r"|soutiens?|tuteurs?",
    },
}
_THEMES = {
    language: {name: re.compile(rf"\b(?:{pattern})\b") for name, pattern in themes.items()}
    for language, themes in _THEMES_OF.items()
}
THEMES = tuple(_THEMES_OF["en"])
_WORD = re.compile(r"[^\W\d_]{3,}")


def themes_of(words: str, language: str) -> tuple[str, ...]:
    """The themes the words touch, among `THEMES`."""
    text = cleaned(words)
    return tuple(name for name, pattern in _THEMES[language].items() if pattern.search(text))


def set_apart(unhappy: Sequence[str], others: Sequence[str], language: str, most: int = 10) -> list[str]:
    """The words that unhappy comments have more often than the others, by their log-odds, the clearest first.

    Counted by comment, so that one person repeating a word weighs no more than another. Small words say nothing and are
    left out; so are words of fewer than `FEWEST` unhappy comments, which could point at somebody.
    """
    here, there = _counted(unhappy, language), _counted(others, language)
    odds = {word: _log_odds(count, len(unhappy), there[word], len(others)) for word, count in here.items()}
    clear = [word for word, apart in odds.items() if here[word] >= FEWEST and apart >= CLEARLY_APART]
    return sorted(clear, key=lambda word: (-odds[word], word))[:most]


def _counted(comments: Sequence[str], language: str) -> Counter[str]:
    """In how many comments each word is."""
    counts: Counter[str] = Counter()
    for words in comments:
        text = cleaned(words)
        counts.update(set(_WORD.findall(spelled_out(text) if language == "en" else text)) - SMALL_WORDS[language])
    return counts


def _log_odds(here: int, comments: int, there: int, others: int) -> float:
    """The difference of log-odds in standard errors; half a comment more everywhere, so that nothing is infinite."""
    cells = (here + 0.5, comments - here + 0.5, there + 0.5, others - there + 0.5)
    difference = math.log(cells[0] / cells[1]) - math.log(cells[2] / cells[3])
    return difference / math.sqrt(sum(1 / cell for cell in cells))
