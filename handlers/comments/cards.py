"""What people see of comments."""

from __future__ import annotations

from handlers.chat.cards import Button, Buttons, Card, Quote, Text, card
from handlers.chat.forms import Form, TextField
from handlers.chat.routes import to
from handlers.chat.words import Line, Say
from handlers.comments.rules import LONGEST_COMMENT


def comment_form(kind: str, number: int, delivery_id: int) -> Form:
    """The form of a comment on a subject, to be shown under the message whose button was pressed."""
    words = TextField(
        "words", Say("comments.form.words"), Say("comments.form.hint"), long=True, shortest=1, longest=LONGEST_COMMENT
    )
    link = to("comments.send", kind, number, delivery_id)
    return Form(Say("comments.form.title"), Say("comments.form.submit"), link, (words,))


def posted(words: str, by: Line) -> Card:
    """A comment written through the button, as everybody reads it in the thread."""
    return card(Say("comments.posted", by=by), Quote(words, by))


def taken_back() -> Card:
    """What takes the place of a comment whose author took it back, or was erased."""
    return card(Say("comments.taken_back"), Text(Say("comments.taken_back")))


def thanks(comment_id: int) -> Card:
    """Told to the author, who may still change their mind."""
    change = Button(Say("comments.take_back"), to("comments.take_back", comment_id))
    return card(Say("comments.thanks"), Text(Say("comments.thanks")), Buttons(change))


def gone() -> Card:
    """Told to the author who took a comment back."""
    return card(Say("comments.gone"), Text(Say("comments.gone")))


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    return {
        "form": comment_form("capsule", 42, 7),
        "posted": posted("J’ai essayé ce matin : « tu as répondu à des messages » passe bien mieux.", "Lina Moreau"),
        "taken back": taken_back(),
        "thanks": thanks(12),
        "gone": gone(),
    }
