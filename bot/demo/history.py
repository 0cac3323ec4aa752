"""Monday, lived before the newcomer arrives: through the real bot, as these people would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bot.app import App
from bot.demo.cast import COMMUNITY, Cast
from bot.demo.travel import phrases
from handlers.capsules.importing import import_folder
from handlers.chat.words import Say
from playground import Message, Person
from storage import capsules, communities, people, sessions
from storage.communities import ANIMATOR, MANAGER
from storage.database import Db
from storage.people import Member

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "giving-feedback"
