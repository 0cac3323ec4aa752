"""The sentences that people may read on the page, from the playground itself, in the languages it speaks."""

from __future__ import annotations

from typing import Final

LANGUAGES: Final = ("en", "fr")

FRENCH: Final[dict[str, str]] = {
    "#{channel} is archived: nothing can be added to it.": "#{channel} est archivé : on ne peut rien y ajouter.",
    "{name} is not in #{channel}.": "{name} n’est pas dans #{channel}.",
    "Nobody here has this id.": "Personne ici n’a cet identifiant.",
    "There is no such channel here.": "Ce canal n’existe pas ici.",
    "This message is not there any more.": "Ce message n’est plus là.",
    "This view is not open any more.": "Cette vue n’est plus ouverte.",
    "Only one's own messages can be changed.": "On ne peut changer que ses propres messages.",
    "There is nothing to send.": "Il n’y a rien à envoyer.",
    "There is no emoji called {name}.": "Il n’y a pas d’emoji nommé {name}.",
    "There is nothing called {action} here (there is: {others}).": "Rien ne s’appelle {action} (il y a : {others}).",
    "{name} does not see this.": "{name} ne voit pas cela.",
    "{name} does not have this form open on top.": "Ce formulaire n’est pas ouvert au premier plan pour {name}.",
    "{name} does not have this view open on top.": "Cette vue n’est pas ouverte au premier plan pour {name}.",
    "{value} is not among the choices: {choices}.": "{value} n’est pas parmi les choix : {choices}.",
    "There is no such control.": "Ce bouton n’existe pas.",
    "This file did not come whole.": "Ce fichier n’est pas arrivé en entier.",
    "{name} has handed over no such file.": "{name} n’a pas remis ce fichier.",
    "This field takes {most} files at most.": "Ce champ prend {most} fichiers au plus.",
    "This field takes {kinds} files, not {file}.": "Ce champ prend des fichiers {kinds}, et non {file}.",
    "This view has nothing to send.": "Cette vue n’a rien à envoyer.",
    "There is no field called {name} (there is: {others}).": "Aucun champ ne s’appelle {name} (il y a : {others}).",
    "Slack would refuse this: {error}.": "Slack refuserait cela : {error}.",
    "The app did not answer in time ({failure}).": "L’application n’a pas répondu à temps ({failure}).",
    "{command} failed: the app did not answer in time ({failure}).": (
        "{command} a échoué : l’application n’a pas répondu à temps ({failure})."
    ),
    "{command} failed: the answer could not be shown ({error}).": (
        "{command} a échoué : la réponse n’a pas pu être affichée ({error})."
    ),
    "The form's answer could not be shown ({error}). {reasons}": (
        "La réponse au formulaire n’a pas pu être affichée ({error}). {reasons}"
    ),
    "Menu: the app's options cannot be shown. {reasons}": (
        "Menu : les choix donnés par l’application ne peuvent pas être affichés. {reasons}"
    ),
    "Please complete this required field.": "Veuillez remplir ce champ obligatoire.",
    "Please enter a valid email address.": "Veuillez saisir une adresse e-mail valide.",
    "Please enter a valid URL.": "Veuillez saisir une adresse web valide.",
    "Please enter at least {least} characters.": "Veuillez saisir au moins {least} caractères.",
    "Please enter at most {most} characters.": "Veuillez saisir au plus {most} caractères.",
    "Please enter a valid number.": "Veuillez saisir un nombre valide.",
    "Please enter a number of at least {low}.": "Veuillez saisir un nombre supérieur ou égal à {low}.",
    "Please enter a number of at most {high}.": "Veuillez saisir un nombre inférieur ou égal à {high}.",
}
"""By what they say in English, which is what tests and programmers read."""


def spoken(language: str, sentence: str, /, **values: object) -> str:
    """An English `sentence` in the language of the page, with its {values}; one made elsewhere is kept as it is."""
    found = FRENCH.get(sentence, sentence) if language == "fr" else sentence
    return found.format(**values) if values else found
