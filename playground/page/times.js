// Times people read. A Slack timestamp is seconds since 1970 with a fraction; "today" is what the playground's clock says.

const LOCALE = "en-GB";
const write = (options) => new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: "UTC" });
const TIME = write({ hour: "2-digit", minute: "2-digit" });
const SECONDS = write({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = write({ weekday: "long", day: "numeric", month: "long" });
const DAY_AND_YEAR = write({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const LONG = write({ day: "numeric", month: "long", year: "numeric" });
const SHORT = write({ day: "numeric", month: "short", year: "numeric" });
const SLASHES = write({ day: "2-digit", month: "2-digit", year: "numeric" });
const CLOCK = write({ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
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
export const timeOf = (ts) => TIME.format(wallOf(ts));
export const clockText = () => CLOCK.format(now());
export const dayKey = (ts) => wallOf(ts).toISOString().slice(0, 10);
export const fullTime = (ts) => `${DAY_AND_YEAR.format(wallOf(ts))}, ${SECONDS.format(wallOf(ts))}`;

/** Seconds since 1970 to and from what a date-and-time field holds, on the person's wall clock. */
export const toField = (seconds) => wallOf(seconds).toISOString().slice(0, 16);
export const fromField = (value) => Math.floor((Date.parse(`${value}Z`) - east) / 1000);

function nearDay(date) {
  const days = [["Today", 0], ["Yesterday", -1], ["Tomorrow", 1]];
  const apart = Math.floor(date / DAY_LONG) - Math.floor(now() / DAY_LONG);
  return days.find(([, shift]) => shift === apart)?.[0];
}

/** "Today", "Yesterday", "Monday 24 November", with the year when it is another one. */
export function dayText(ts) {
  const date = wallOf(ts);
  return nearDay(date) ?? (date.getUTCFullYear() === now().getUTCFullYear() ? DAY : DAY_AND_YEAR).format(date);
}

function ago(date) {
  const seconds = Math.round((date - now()) / 1000);
  const steps = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? steps[3];
  return new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

/** Fill the tokens of a Slack date, as in `<!date^1392734382^{date_short} at {time}|fallback>`; null when it is no date. */
export function slackDate(seconds, format) {
  const date = wallOf(seconds);
  if (Number.isNaN(date.getTime())) return null;
  const near = nearDay(date)?.toLowerCase();
  const tokens = {
    date_num: () => date.toISOString().slice(0, 10),
    date: () => LONG.format(date),
    date_slash: () => SLASHES.format(date),
    date_short: () => SHORT.format(date),
    date_long: () => DAY_AND_YEAR.format(date),
    date_pretty: () => near ?? LONG.format(date),
    date_short_pretty: () => near ?? SHORT.format(date),
    date_long_pretty: () => near ?? DAY_AND_YEAR.format(date),
    day_divider_pretty: () => near ?? DAY.format(date),
    time: () => TIME.format(date),
    time_secs: () => SECONDS.format(date),
    ago: () => ago(date),
  };
  return String(format).replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(tokens, name) ? tokens[name]() : whole));
}
