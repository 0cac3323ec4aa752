"""Discord's limits, from its developer documents (2026); lengths are in characters."""

from __future__ import annotations

COMPONENTS = 40
"""Of a message, those inside others included."""
TEXT = 4000
"""All the text of a message, and one text of a form."""
FIRST_TEXT = 2500
"""Not Discord's: how much the first message prefers to show, the rest waiting in its thread for who wants it."""
BUTTON_LABEL = 80
CUSTOM_ID = 100
PICTURE_DESCRIPTION = 1024
THREAD_NAME = 100

MESSAGES_WITH_FILES = 4
"""Our own: sent at once, each with up to ten times what one file may hold."""
SECONDS_TO_READ_A_FILE = 15.0
"""Our own: Discord is told after two seconds that the answer to a form takes longer, and then waits."""

MODAL_TITLE = 45
FIELD_LABEL = 45
FIELD_DESCRIPTION = 100
OPTION = 100
CHOSEN_PEOPLE = 25

COMMAND_DESCRIPTION = 100
SUBCOMMANDS = 25
SUGGESTIONS = 25
"""Choices shown while a command is typed."""
SHORTCUT_NAME = 32
SHORTCUTS = 5
"""Commands in the menu of a message that one application may have."""

NONCE = 25
NONCE_LASTS_SECONDS = 120.0
"""Discord says "the past few minutes": sending the same nonce again within two gives the first message back."""
HISTORY = 500
"""Messages looked through for one that may have been posted."""

DEFER_AFTER_SECONDS = 2.0
"""Discord waits 3 s for an answer: one that takes longer than this is announced, and may then take 15 minutes."""
REQUEST_SECONDS = 40.0
"""A send is given up after this, retries and waits of discord.py included; below the sender's lease of 60 s."""
LONGEST_WAIT_SECONDS = 30.0
"""discord.py waits by itself for a rate limit up to this; beyond, the sender is told to come back later."""
SECONDS_BETWEEN_ALL_POSTS = 0.03
SECONDS_BETWEEN_ALL_EDITS = 0.125
"""Thirty-three posts and eight edits a second, of the fifty requests that Discord lets the whole bot make."""
SECONDS_BETWEEN_POSTS = 0.3
"""discord.py holds each channel's real limit, which Discord tells in headers; this only keeps bursts polite."""
