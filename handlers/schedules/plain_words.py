"""Dates in plain words, English or French, as a rule (RFC 5545): "mardi et jeudi à 8h30 sauf en août".

A grammar of our own. Among the libraries that read dates, `recurrent` knows rhythms, in English only; `dateparser`
knows French and two hundred other languages, but no rhythm, no exception and no end. Whatever is read here is shown
back as its next three dates before anything is planned, so a misunderstanding costs a look.

Pieces are taken out of the text one kind after the other, in an order in which none can be mistaken for another; what
is left over at the end must be words that add nothing, or nothing was understood.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from handlers.schedules.plain_bounds import Bounds, LeftOut, take_bounds, take_left_out
from handlers.schedules.plain_days import Days, NotUnderstood, Text
from handlers.schedules.plain_rhythms import Rhythm, take_rhythm, take_weekday_range
from handlers.schedules.plain_words_en import ENGLISH
from handlers.schedules.plain_words_fr import FRENCH
from handlers.schedules.tongue import DAYS, Tongue

LONGEST = 200
"""Characters: more is a story, not a date."""

USUAL_TIME = time(9)
"""When no hour is said."""

TONGUES = {"en": ENGLISH, "fr": FRENCH}


@dataclass(frozen=True)
class Plan:
    """What was understood: an RRULE ("" for once), its first wall time, the wall times and holidays left out."""

    rule: str
    start: datetime
    skips: tuple[datetime, ...] = ()
    holidays: bool = False


def read(words: str, now: datetime, language: str) -> Plan:
    """The plan these words say on clocks that show `now` (naive). `language` is tried first, then the other one.

    The start of a rhythm is later than `now`; that of a single date may be past. Raises NotUnderstood.
    """
    if len(words) <= LONGEST:
        text = _folded(words)
        for name in sorted(TONGUES, key=lambda name: name != language):
            try:
                return _read(Text(text), now, TONGUES[name])
            except NotUnderstood:
                continue
    raise NotUnderstood(words)


def _folded(words: str) -> str:
    """Without capitals, accents or odd spaces."""
    apart = unicodedata.normalize("NFKD", words.casefold()).replace("’", "'")
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(plain.replace("–", "-").replace("—", "-").split())


def _read(text: Text, now: datetime, tongue: Tongue) -> Plan:
    days = Days(tongue, now.date())
    clock = _clock(text, tongue) or USUAL_TIME
    left_out = take_left_out(text, tongue, days)
    week = take_weekday_range(text, tongue)
    bounds = take_bounds(text, tongue, days)
    rhythm = take_rhythm(text, tongue, days, week, again=bool(left_out or bounds))
    if re.sub(rf"(?<!\w)(?:{tongue.noise})(?!\w)|[|,;.]", " ", text.left).strip():
        raise NotUnderstood(text.left)
    if rhythm.parts:
        return _again(rhythm, clock, left_out, bounds, now)
    if rhythm.day is None or left_out or bounds:
        raise NotUnderstood(text.left)
    start = datetime.combine(rhythm.day, clock)
    if rhythm.is_weekday and start <= now:
        start += timedelta(days=7)  # "Tuesday at 8:00", said on a Tuesday at 9:00
    return Plan("", start)


def _clock(text: Text, tongue: Tongue) -> time | None:
    """The one hour that is said. Raises NotUnderstood for two, or for one that no clock shows."""
    at, hours = rf"(?:(?:{tongue.spoken['at']})\s+)?", tongue.spoken["hours"]
    said = [
        rf"{at}(?P<h>\d{{1,2}})(?:[:.](?P<m>\d{{2}}))?\s?(?P<half>[ap])\.?m\b\.?",
        rf"{at}(?P<h>\d{{1,2}})\s?(?::|h|{hours})\s?(?P<m>\d{{2}})?(?![\w:])",
        rf"{at}(?P<noon>{tongue.spoken['noon']})",
        rf"{at}(?P<midnight>{tongue.spoken['midnight']})",
        rf"(?:{tongue.spoken['at']})\s+(?P<h>\d{{1,2}})(?![\w:/.-])(?!\s+{tongue.month}(?!\w))",
    ]
    found = None
    for pattern in said:
        while match := text.take(rf"(?<![\w:])(?:{pattern})"):
            if found is not None:
                raise NotUnderstood(match[0])
            found = _time(match.groupdict())
    return found


def _time(said: dict[str, str | None]) -> time:
    if said.get("noon"):
        return time(12)
    if said.get("midnight"):
        return time(0)
    hour, minute, half = int(said["h"] or 0), int(said.get("m") or 0), said.get("half")
    if half and not 1 <= hour <= 12:
        raise NotUnderstood(str(hour))
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise NotUnderstood(f"{hour}:{minute}")
    return time(hour, minute)


def _again(rhythm: Rhythm, clock: time, left_out: LeftOut, bounds: Bounds, now: datetime) -> Plan:
    parts = dict(rhythm.parts)
    if left_out.weekdays:
        kept = [day for day in parts.get("BYDAY", ",".join(DAYS)).split(",") if day not in left_out.weekdays]
        if not kept or parts["FREQ"] not in ("DAILY", "WEEKLY") or ("BYDAY" not in parts and parts["FREQ"] == "WEEKLY"):
            raise NotUnderstood("nothing is left of the week")
        parts["BYDAY"] = ",".join(kept)
    if left_out.months:
        named = parts.get("BYMONTH", ",".join(map(str, range(1, 13)))).split(",")
        parts["BYMONTH"] = ",".join(month for month in named if int(month) not in left_out.months)
        if not parts["BYMONTH"]:
            raise NotUnderstood("nothing is left of the year")
    start = _start(parts, rhythm.day or bounds.begins, clock, now)
    until = bounds.until
    if bounds.weeks or bounds.months:
        until = start.date() + relativedelta(weeks=bounds.weeks, months=bounds.months, days=-1)
    if until is not None and until < start.date():
        raise NotUnderstood("it ends before it begins")
    if until is not None:
        parts["UNTIL"] = f"{until:%Y%m%d}T235900"
    if bounds.count:
        parts["COUNT"] = str(bounds.count)
    rule = ";".join(f"{name}={value}" for name, value in parts.items())
    return Plan(rule, start, _skips(rule, start, left_out), left_out.holidays)


def _start(parts: dict[str, str], day: date | None, clock: time, now: datetime) -> datetime:
    """The first time later than now, from which intervals are counted."""
    first = datetime.combine(max(day or now.date(), now.date()), clock)
    if first <= now:
        first += timedelta(days=1)
    simple = {name: value for name, value in parts.items() if name.startswith("BY")}
    if not simple:
        return first
    frequency = "DAILY" if set(simple) == {"BYMONTH"} else parts["FREQ"]
    rule = ";".join([f"FREQ={frequency}", *(f"{name}={value}" for name, value in simple.items())])
    found = next(iter(rrulestr(rule, dtstart=first)), None)
    if found is None:
        raise NotUnderstood(rule)
    return found


def _skips(rule: str, start: datetime, left_out: LeftOut) -> tuple[datetime, ...]:
    found: set[datetime] = set()
    for span in left_out.breaks:
        first, last = datetime.combine(span.first, time()), datetime.combine(span.last, time.max)
        found |= set(rrulestr(rule, dtstart=start).between(first, last, inc=True))
    return tuple(sorted(found))
