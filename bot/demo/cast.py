"""The people of the demo. They are characters of a story: nobody real."""

from __future__ import annotations

from playground import Playground

TITLES = {
    "en": ("a learner", "another learner", "an animator", "a manager"),
    "fr": ("apprenante", "apprenant", "animatrice", "manager"),
}
COLLEAGUES = ("Nadia Karim", "Sofia Costa", "Yann Le Goff", "Chloé Renard", "Tomas Berg", "Emma Roy")
CHANNEL = {"en": "giving-feedback", "fr": "donner-du-feedback"}
COMMUNITY = {"en": "Giving feedback", "fr": "Donner du feedback"}


class Cast:
    """Four people to play, and the colleagues who make the community a community."""

    def __init__(self, playground: Playground, language: str) -> None:
        locale = {"en": "en-GB", "fr": "fr-FR"}[language]
        learner, other, animator, manager = TITLES[language]
        self.language = language
        self.playground = playground
        zone = "Europe/Paris"
        self.lina = playground.add_person("Lina Petit", title=learner, tz=zone, locale=locale)
        self.hugo = playground.add_person("Hugo Martin", title=other, tz=zone, locale=locale)
        self.amina = playground.add_person("Amina Diallo", title=animator, tz=zone, locale=locale, admin=True)
        self.marc = playground.add_person("Marc Olsen", title=manager, tz=zone, locale=locale)
        self.colleagues = [playground.add_person(name, tz=zone, locale=locale) for name in COLLEAGUES]
        self.learners = [self.lina, self.hugo, *self.colleagues]
        self.home = playground.add_channel(
            CHANNEL[language], members=[*self.learners, self.amina, self.marc], bot_is_member=True
        )
