"""The parts of the playground, joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from playground.answers import Answers
from playground.delivery import Delivery
from playground.faults import Faults
from playground.interactions import Interactions
from playground.live import Live
from playground.messages import Messages
from playground.model import Call, Control, Json
from playground.pace import Pace
from playground.tickets import Tickets
from playground.views import Views
from playground.workspace import Workspace


@dataclass
class Core:
    """Every part, for those who answer requests. `base_url`: where the playground listens, once it has started."""

    workspace: Workspace
    live: Live
    delivery: Delivery
    messages: Messages
    views: Views
    tickets: Tickets
    interactions: Interactions
    answers: Answers
    faults: Faults
    pace: Pace
    base_url: str = ""
    calls: list[Call] = field(default_factory=list)
    commands: list[Json] = field(default_factory=list)
    shortcuts: list[Json] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    guide: str = ""
    requests_under_way: int = 0
    activity: int = 0

    def listen_at(self, base_url: str) -> None:
        """Where people and the app find the playground."""
        self.base_url = self.messages.base_url = self.interactions.base_url = base_url


def build(
    workspace: Workspace,
    monotonic: Callable[[], float],
    *,
    strict_pace: bool,
    redelivery: Sequence[float],
    ack_seconds: float,
) -> Core:
    """A workspace and everything around it. `monotonic` runs the real lifetimes: triggers, response addresses, pace."""
    live = Live(workspace.language)
    delivery = Delivery(workspace, redelivery, ack_seconds)
    messages = Messages(workspace, delivery, live)
    views = Views(workspace, live)
    tickets = Tickets(monotonic)
    interactions = Interactions(workspace, delivery, live, messages, views, tickets)
    answers = Answers(workspace, messages)
    return Core(
        workspace,
        live,
        delivery,
        messages,
        views,
        tickets,
        interactions,
        answers,
        Faults(),
        Pace(strict_pace, monotonic),
    )
