"""What Slack allows (docs.slack.dev/reference/block-kit and the pages of the methods). Lengths are in characters."""

from __future__ import annotations

from typing import Final

SECONDS_BETWEEN_POSTS: Final = 1.0
"""Slack's pace for one channel (docs.slack.dev/apis/web-api/rate-limits)."""
SECONDS_BETWEEN_ALL_POSTS: Final = 0.12
"""Slack lets an app post several hundred messages a minute in a workspace (same page): five hundred."""
SECONDS_BETWEEN_ALL_EDITS: Final = 1.2
"""`chat.update` is of the third tier: fifty a minute and more, in a workspace (same page)."""
SECONDS_BETWEEN_READS: Final = 1.5
"""Between two messages read again: forty a minute, of the fifty that Slack lets `conversations.replies` be called."""
CALL_SECONDS: Final = 10
"""How long an answer is waited for before a send is held uncertain."""
LAST_SECONDS: Final = 3
"""Our own: how long what is under way is waited for when stopping. What is kept stays kept, answered or not."""

MESSAGE_BLOCKS: Final = 50
HOME_BLOCKS: Final = 100
MESSAGE_TEXT: Final = 12_000
"""All the text in a message's blocks together, above which Slack answers `msg_blocks_too_long`."""
MARKDOWN_TEXT: Final = 10_000
"""A `markdown` block's text: 12,000 are allowed for all of a message, some are left for what stands beside it."""
FIRST_PROSE: Final = 2_500
"""Our own: what a message in a channel shows of a long text before it goes on in its thread."""

SUMMARY: Final = 1_000
"""Our own: the `text` beside the blocks, which notifications and screen readers say."""
TEXT: Final = 3_000
HEADER: Final = 150
FACT: Final = 1_000
"""Our own: somebody's words in a name or its value, which are meant to be short."""
ALTERNATIVE: Final = 2_000
FILE_ALTERNATIVE: Final = 1_000
"""`alt_txt` of a file (docs.slack.dev/reference/methods/files.getUploadURLExternal)."""
FILE_TITLE: Final = 150
"""Our own: a line under the player."""
SECONDS_TO_READ_A_FILE: Final = 2.0
"""Slack waits three seconds for the answer to a form, which says what is wrong with the file."""
SECONDS_TO_SEND_A_FILE: Final = 30.0
SECONDS_UNTIL_READY: Final = 5.0
"""Slack looks at a file before it lets it be shown, which takes it some time; later tries are the outbox's."""
BUTTON: Final = 75
CONFIRM_TITLE: Final = 100
CONFIRM_TEXT: Final = 300
CONFIRM_BUTTON: Final = 30

VIEW_TITLE: Final = 24
OPTION: Final = 75
LABEL: Final = 2_000
INPUT: Final = 3_000

PAGE: Final = 200
"""Things asked for in one call of a method that gives pages; Slack recommends no more."""
PAGE_OF_PEOPLE: Final = 999
"""The most `users.list` gives at once: it may be called twenty times a minute only."""
