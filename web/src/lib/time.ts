// Instants are milliseconds since 1970. Local HH:MM:SS in cells, the whole ISO instant on hover, relative only for ages.

export type Zone = "local" | "utc";

const rfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)$/;

/** Undefined for anything that is not an RFC 3339 instant: a time without a zone is no instant. */
export function parseInstant(text: unknown): number | undefined {
  if (typeof text !== "string" || !rfc3339.test(text)) return undefined;
  const instant = Date.parse(text.replace(" ", "T").toUpperCase());
  return Number.isNaN(instant) ? undefined : instant;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function formatter(kind: "clock" | "day", zone: Zone): Intl.DateTimeFormat {
  const key = `${kind} ${zone}`;
  const known = clocks.get(key);
  if (known !== undefined) return known;
  const timeZone = zone === "utc" ? { timeZone: "UTC" } : {};
  const made =
    kind === "clock"
      ? new Intl.DateTimeFormat("en-GB", {
          hour: "2-digit",
          minute: "2-digit",
          second: "2-digit",
          hourCycle: "h23",
          ...timeZone,
        })
      : new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", ...timeZone });
  clocks.set(key, made);
  return made;
}

/** `12:03:11` */
export function formatClock(instant: number, zone: Zone = "local"): string {
  return formatter("clock", zone).format(instant);
}

/** `2026-03-01` */
export function formatDay(instant: number, zone: Zone = "local"): string {
  return formatter("day", zone).format(instant);
}

/** `12:03:11` today, `2026-03-01 12:03:11` otherwise. */
export function formatMoment(instant: number, now: number, zone: Zone = "local"): string {
  const day = formatDay(instant, zone);
  return day === formatDay(now, zone) ? formatClock(instant, zone) : `${day} ${formatClock(instant, zone)}`;
}

/** The instant of `2026-03-01` or `2026-03-01T12:03` on the clock of the zone; undefined for anything else. */
export function instantOf(wallClock: string, zone: Zone = "local"): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?$/.exec(wallClock);
  if (match === null) return undefined;
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0] = match.slice(1).map((part) => Number(part ?? 0));
  const instant =
    zone === "utc"
      ? Date.UTC(year, month - 1, date, hour, minute)
      : new Date(year, month - 1, date, hour, minute).getTime();
  // The 31st of February is no date, although it can be computed.
  return formatDay(instant, zone) === wallClock.slice(0, 10) ? instant : undefined;
}

/** The instant at which the day after `2026-03-01` begins; days are not always 24 hours long. */
export function dayAfter(day: string, zone: Zone = "local"): number | undefined {
  const noon = instantOf(`${day}T12:00`, zone);
  return noon === undefined ? undefined : instantOf(formatDay(noon + 86_400_000, zone), zone);
}

/** `12:03:11.042` today, with the day before it otherwise. */
export function formatMillis(instant: number, now: number, zone: Zone = "local"): string {
  return `${formatMoment(instant, now, zone)}.${String(((instant % 1000) + 1000) % 1000).padStart(3, "0")}`;
}

/** For `title`: local time with its offset, and UTC. */
export function formatIsoTitle(instant: number): string {
  const offset = -new Date(instant).getTimezoneOffset();
  const local = new Date(instant + offset * 60_000).toISOString().slice(0, -1);
  const sign = offset < 0 ? "-" : "+";
  return `${local}${sign}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)} · ${new Date(instant).toISOString()}`;
}

/** `0.4 s`, `12 s`, `3 min`, `2 h`, `5 d`: how old something is. */
export function formatAge(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) return `${Math.floor(seconds)}.${Math.floor(seconds * 10) % 10} s`;
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** `01:42`, `1:02:03` */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1000);
  const hours = Math.floor(seconds / 3600);
  const rest = `${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

export type Urgency = "calm" | "soon" | "close" | "last" | "past";
export interface CountdownText {
  /** `T-01:42` before, `+00:12` after. */
  text: string;
  urgency: Urgency;
}

export interface UrgencyLimits {
  soonMs: number;
  closeMs: number;
}
const usualLimits: UrgencyLimits = { soonMs: 300_000, closeMs: 60_000 };

/** More than 5 min calm, then soon, under 60 s close, unless the operator wants it earlier; under 30 s last. */
export function countdown(target: number, now: number, limits = usualLimits): CountdownText {
  const left = target - now;
  if (left <= 0) return { text: `+${formatDuration(-left)}`, urgency: "past" };
  // Rounded up: a countdown that shows 00:00 while there is time left would be untrue.
  const shown = Math.ceil(left / 1000) * 1000;
  return { text: `T\u2212${formatDuration(shown)}`, urgency: urgencyOf(left, limits) };
}

function urgencyOf(left: number, { soonMs, closeMs }: UrgencyLimits): Urgency {
  if (left < 30_000) return "last";
  if (left < closeMs) return "close";
  return left < soonMs ? "soon" : "calm";
}

function two(value: number): string {
  return String(Math.floor(value)).padStart(2, "0");
}
