"""A throwaway Slack on loopback, for demonstrations and tests. It knows nothing of the bot it plays with."""

from playground.delivery import Sent
from playground.model import (
    Call,
    Channel,
    Control,
    File,
    Message,
    Outcome,
    PlayError,
    SlashOutcome,
    SubmitOutcome,
    View,
)
from playground.people import Person
from playground.server import Playground

__all__ = [
    "Call",
    "Channel",
    "Control",
    "File",
    "Message",
    "Outcome",
    "Person",
    "PlayError",
    "Playground",
    "Sent",
    "SlashOutcome",
    "SubmitOutcome",
    "View",
]
