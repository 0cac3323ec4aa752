// Times people read. A Slack timestamp is seconds since 1970 with a fraction; "today" is what the playground's clock says.

const LOCALE = "en-GB";
const write = (options) => new Intl.DateTimeFormat(LOCALE, options);
const TIME = write({ hour: "2-digit", minute: "2-digit" });
const SECONDS = write({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = write({ weekday: "long", day: "numeric", month: "long" });
const DAY_AND_YEAR = write({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const LONG = write({ day: "numeric", month: "long", year: "numeric" });
const SHORT = write({ day: "numeric", month: "short", year: "numeric" });
const CLOCK = write({ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

let ahead = 0;

/** Learn the playground's time; it runs on from there. */
export function setClock(iso) {
  const told = Date.parse(iso);
  if (!Number.isNaN(told)) ahead = told - Date.now();
}

export const now = () => new Date(Date.now() + ahead);
export const dateOf = (ts) => new Date(Number(ts) * 1000);
export const timeOf = (ts) => TIME.format(dateOf(ts));
export const clockText = () => CLOCK.format(now());
export const dayKey = (ts) => dateOf(ts).toDateString();
export const fullTime = (ts) => `${DAY_AND_YEAR.format(dateOf(ts))}, ${SECONDS.format(dateOf(ts))}`;

function nearDay(date) {
  const days = [["Today", 0], ["Yesterday", -1], ["Tomorrow", 1]];
  const found = days.find(([, shift]) => {
    const day = now();
    day.setDate(day.getDate() + shift);
    return day.toDateString() === date.toDateString();
  });
  return found?.[0];
}

/** "Today", "Yesterday", "Monday 24 November", with the year when it is another one. */
export function dayText(ts) {
  const date = dateOf(ts);
  return nearDay(date) ?? (date.getFullYear() === now().getFullYear() ? DAY : DAY_AND_YEAR).format(date);
}

function ago(date) {
  const seconds = Math.round((date - now()) / 1000);
  const steps = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? steps[3];
  return new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

/** Fill the tokens of a Slack date, as in `<!date^1392734382^{date_short} at {time}|fallback>`; null when it is no date. */
export function slackDate(seconds, format) {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return null;
  const near = nearDay(date)?.toLowerCase();
  const tokens = {
    date_num: () => date.toLocaleDateString("sv-SE"),
    date: () => LONG.format(date),
    date_slash: () => date.toLocaleDateString(LOCALE),
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
