// Times people read. A Slack timestamp is seconds since 1970 with a fraction; "today" is what the playground's clock says.

import { locale } from "./words.js";

const SHAPES = {
  time: { hour: "2-digit", minute: "2-digit" },
  seconds: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  day: { weekday: "long", day: "numeric", month: "long" },
  dayAndYear: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  long: { day: "numeric", month: "long", year: "numeric" },
  short: { day: "numeric", month: "short", year: "numeric" },
  slashes: { day: "2-digit", month: "2-digit", year: "numeric" },
  clock: { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
};
const writers = new Map(); // slow to make, so each is made once

function write(shape, date) {
  const key = `${locale()} ${shape}`;
  if (!writers.has(key)) writers.set(key, new Intl.DateTimeFormat(locale(), { ...SHAPES[shape], timeZone: "UTC" }));
  return writers.get(key).format(date);
}

const fromNow = (count, unit) => new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(count, unit);
const capital = (words) => words.charAt(0).toLocaleUpperCase(locale()) + words.slice(1);
const MINUTE = 60000; // ms
const DAY_LONG = 1440 * MINUTE;

let ahead = 0; // ms between this machine's clock and the playground's
let east = 0; // ms between UTC and where the person lives

/** Learn the playground's time and, from the zone it is written in, the hours of the person; it runs on from there. */
export function setClock(iso) {
  const told = Date.parse(iso);
  if (Number.isNaN(told)) return;
  ahead = told - Date.now();
  const zone = /([+-])(\d\d):?(\d\d)$/.exec(iso);
  east = zone ? (zone[1] === "-" ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3])) * MINUTE : 0;
}

/** A moment as a date whose UTC fields are what the person's wall clock shows. */
const wall = (ms) => new Date(ms + east);
const wallOf = (ts) => wall(Number(ts) * 1000);
const now = () => wall(Date.now() + ahead);

export const dateOf = (ts) => new Date(Number(ts) * 1000);
export const timeOf = (ts) => write("time", wallOf(ts));
export const clockText = () => write("clock", now());
export const dayKey = (ts) => wallOf(ts).toISOString().slice(0, 10);
export const fullTime = (ts) => `${write("dayAndYear", wallOf(ts))}, ${write("seconds", wallOf(ts))}`;

/** Seconds since 1970 to and from what a date-and-time field holds, on the person's wall clock. */
export const toField = (seconds) => wallOf(seconds).toISOString().slice(0, 16);
export const fromField = (value) => Math.floor((Date.parse(`${value}Z`) - east) / 1000);

/** "today", "yesterday" or "tomorrow"; null on any other day. */
function nearDay(date) {
  const apart = Math.floor(date / DAY_LONG) - Math.floor(now() / DAY_LONG);
  return Math.abs(apart) <= 1 ? fromNow(apart, "day") : null;
}

/** "Today", "Yesterday", "Monday 24 November", with the year when it is another one. */
export function dayText(ts) {
  const date = wallOf(ts);
  const shape = date.getUTCFullYear() === now().getUTCFullYear() ? "day" : "dayAndYear";
  return capital(nearDay(date) ?? write(shape, date));
}

function ago(date) {
  const seconds = Math.round((date - now()) / 1000);
  const steps = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? steps[3];
  return fromNow(Math.round(seconds / size), unit);
}

/** Fill the tokens of a Slack date, as in `<!date^1392734382^{date_short} at {time}|fallback>`; null when it is no date. */
export function slackDate(seconds, format) {
  const date = wallOf(seconds);
  if (Number.isNaN(date.getTime())) return null;
  const near = nearDay(date);
  const tokens = {
    date_num: () => date.toISOString().slice(0, 10),
    date: () => write("long", date),
    date_slash: () => write("slashes", date),
    date_short: () => write("short", date),
    date_long: () => write("dayAndYear", date),
    date_pretty: () => near ?? write("long", date),
    date_short_pretty: () => near ?? write("short", date),
    date_long_pretty: () => near ?? write("dayAndYear", date),
    day_divider_pretty: () => near ?? write("day", date),
    time: () => write("time", date),
    time_secs: () => write("seconds", date),
    ago: () => ago(date),
  };
  return String(format).replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(tokens, name) ? tokens[name]() : whole));
}
