"""What a platform's refusal means, as pure functions."""

from __future__ import annotations

from collections.abc import Mapping

PAGE = 5
"""Messages on one page of the list: with their reasons and buttons, what a message holds on every platform."""

_CODES: Mapping[str, tuple[str, ...]] = {
    "no_channel": ("channel_not_found", "10003", "10004"),
    "not_invited": ("not_in_channel", "50001"),
    "archived": ("is_archived", "50083", "160005"),
    "not_allowed": (
        "50013",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel",
    ),
    "closed_dm": ("cannot_dm_bot", "messages_tab_disabled", "50007", "50278"),
    "no_person": ("user_not_found", "users_not_found", "user_disabled", "10013"),
    "token": (
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "40001",
        "http_401",
    ),
    "scope": ("missing_scope", "no_permission"),
    "too_long": ("msg_too_long", "msg_blocks_too_long", "40005"),
    "fault": ("invalid_blocks", "invalid_blocks_format", "invalid_arguments", "no_text", "50035", "not_drawn"),
    "unanswered": ("unreachable", "no_connection", "no_answer", "ratelimited", "rate_limited"),
    "crowded": ("too_many_messages",),
}
"""By reason: the words and numbers of Slack (`docs.slack.dev`, errors of chat.postMessage and conversations.open), of
Discord (JSON error codes) and of the bot's own sender."""

REASONS: Mapping[str, str] = {code: reason for reason, codes in _CODES.items() for code in codes}
"""By code: why a message could not be posted. Each reason has two phrases: why it is so, and what to do."""

UNKNOWN = "other"

_PINS: Mapping[str, tuple[str, ...]] = {
    "right": ("missing_scope", "no_permission"),
    "not_allowed": ("50013", "50001", "restricted_action", "permission_denied", "not_in_channel"),
    "full": ("too_many_pins", "30003"),
    "gone": ("message_not_found", "channel_not_found", "10008", "10003"),
}
"""By reason: why a message that is posted cannot be pinned (Slack: errors of pins.add; Discord: JSON error codes)."""

GONE = "gone"
"""The message or its channel is no more: there is nothing left to pin, and nobody to ask."""

PINS: Mapping[str, str] = {code: reason for reason, codes in _PINS.items() for code in codes}

NAMED = frozenset(
    {
        "deliveries.not_pinned",
        "capsules.post",
        "capsules.sample",
        "sessions.announcement",
        "sessions.cancelled",
        "agenda.asked",
        "agenda.answered",
        "agenda.to_answer",
        "agenda.answers",
        "agenda.file_sent",
        "sessions.reminder",
        "sessions.changed",
        "sessions.leads",
        "rosters.written",
        "feedback.ladder",
        "surveys.cold",
        "checks.asked",
        "feedback.reminder",
        "handbook.written",
        "pride.not_badged",
        "pride.post",
        "pride.mission_offered",
        "pride.role_ends",
        "pride.taken_out",
        "testimonials.ask",
        "testimonials.review",
        "testimonials.suggestion",
        "testimonials.renewal",
        "testimonials.news",
        "testimonials.reach",
        "testimonials.post",
        "digests.weekly",
        "improvements.news_of",
        "improvements.review",
        "improvements.draft",
        "improvements.post",
        "improvements.balance_of",
        "improvements.promised",
        "comments.posted",
        "campaigns.news",
        "receiving.capsule",
        "repetition.asked",
        "proposals.ask",
        "proposals.arrived",
        "proposals.news",
        "proposals.posted",
        "proposals.thanks",
        "reviews.opened",
        "followups.arrived",
        "followups.late",
        "followups.alert",
        "followups.answered",
        "followups.given_to_you",
        "followups.news",
        "privacy.gone",
    }
)
"""Messages that have a name of their own in the list; it says neither who reads them nor what anybody answered."""


ABOUT_A_SESSION = frozenset(
    {
        "sessions.announcement",
        "sessions.cancelled",
        "sessions.reminder",
        "sessions.changed",
        "sessions.leads",
        "feedback.ladder",
        "surveys.cold",
        "checks.asked",
        "feedback.reminder",
        "agenda.answers",
        "agenda.file_sent",
        "reviews.opened",
    }
)
"""Those whose first value is a session."""


def reason(code: str) -> str:
    """Why a message with this failure could not be posted; UNKNOWN for a code met for the first time."""
    return REASONS.get(code, UNKNOWN)


def pin_reason(code: str) -> str:
    """Why a message could not be pinned; UNKNOWN for a code met for the first time."""
    return PINS.get(code, UNKNOWN)


def page_number(number: int, total: int) -> int:
    """The page asked for, or the last one when the list has become shorter."""
    return min(max(number, 0), max(total - 1, 0) // PAGE)
