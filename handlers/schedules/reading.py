"""What somebody said of when, read into a schedule that is wanted. Mistakes are told under the field that is wrong."""

from __future__ import annotations

import re
from datetime import datetime

from handlers.chat.asks import Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.schedules import rules
from handlers.schedules.forms import KEEP, LEAVE_OUT
from handlers.schedules.gaps import Wanted
from handlers.schedules.plain_days import NotUnderstood
from handlers.schedules.plain_words import read
from storage import communities, dates
from storage.communities import Community

_HOUR = re.compile(r"\d{1,2}(?:\s?[:h]\s?\d{2}|\s?h\b|(?:[:.]\d{2})?\s?[ap]\.?m\b)", re.IGNORECASE | re.ASCII)
"""An hour as most people write it: 9:00, 9h, 9h30, 9am, 9.30 pm."""


def in_words(desk: Desk, community: Community, words: str, holidays: str = KEEP) -> Wanted:
    """What these words want, in the community's zone. Raises Mistake under `words`."""
    try:
        said = read(words, dates.wall(desk.now, community.zone), desk.language)
    except NotUnderstood as error:
        raise Mistake(Say("schedules.mistake.words", words=words), "words") from error
    country = _country(community, said.holidays or holidays == LEAVE_OUT)
    skips = " ".join(dates.written(skip) for skip in said.skips)
    wanted = Wanted(dates.written(said.start), said.rule, community.zone, skips, country)
    return _checked(wanted, desk.now, "words")


def by_pickers(ask: Ask, desk: Desk, community: Community) -> Wanted:
    """What the date, the time and the rhythm of the form want. Raises Mistake under the one that is wrong."""
    day, hour = rules.read_day(ask.answers.get("date", "")), rules.read_time(ask.answers.get("time", ""))
    repeat, holidays = ask.answers.get("repeats", ""), ask.answers.get("holidays", KEEP)
    if day is None:
        raise Mistake(Say("schedules.mistake.date"), "date")
    if hour is None:
        raise Mistake(Say("schedules.mistake.time"), "time")
    if repeat not in rules.REPEATS:
        raise Mistake(Say("schedules.mistake.repeats"), "repeats")
    country = _country(community, holidays == LEAVE_OUT)
    start = dates.written(datetime.combine(day, hour))
    today = dates.wall(desk.now, community.zone).date()
    if day < today:
        raise Mistake(Say("schedules.mistake.past"), "date")
    if day > today + rules.FURTHEST:  # before it is reckoned in other zones: the last days of the calendar cannot be
        raise Mistake(Say("schedules.mistake.far"), "date")
    wanted = Wanted(start, rules.REPEATS[repeat], community.zone, holidays=country)
    if dates.instant(datetime.combine(day, hour), community.zone) <= desk.now:
        raise Mistake(Say("schedules.mistake.past"), "time")
    return _checked(wanted, desk.now, "date")


def later_words(words: str, later: Wanted, now: datetime, language: str) -> str:
    """Words that say `later` as these said the same dates at another hour; "" when the pickers say them as well."""
    hour = later.local_start[11:16]
    for told in (_HOUR.sub(hour, words, count=1), f"{words} {hour}"):
        try:
            said = read(told, now, language)
        except NotUnderstood:
            continue
        if (said.rule, dates.written(said.start)) == (later.rule, later.local_start):
            return told
    return "" if rules.repeat_of(later.rule) and not later.skips else words


def _checked(wanted: Wanted, now: datetime, field: str) -> Wanted:
    """The same, if its first date is to come and near enough. Raises Mistake under this field."""
    if datetime.fromisoformat(wanted.local_start) > dates.wall(now, wanted.zone) + rules.FURTHEST:
        raise Mistake(Say("schedules.mistake.far"), field)
    if dates.following(wanted, now) is None:
        raise Mistake(Say("schedules.mistake.past"), field)
    return wanted


def _country(community: Community, leave_out: bool) -> str:
    """The country whose holidays are left out. Raises Mistake when the community has none."""
    if not leave_out:
        return ""
    country = communities.country_of(community)
    if country not in dates.countries():
        raise Mistake(Say("schedules.mistake.no_country"), "holidays")
    return country
