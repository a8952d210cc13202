// How long and with which seed: BETSTREAM_TEST_LONG=1 for the long run, BETSTREAM_TEST_SEED=N to see the same again.
export const is_long = process.env.BETSTREAM_TEST_LONG === "1";
export const seed = Number(process.env.BETSTREAM_TEST_SEED ?? Math.floor(Math.random() * 1e9));

// `usual` in every run, `long` in the long one, or what the environment says under BETSTREAM_TEST_<NAME>.
export function amount(name, usual, long) {
  return Number(process.env[`BETSTREAM_TEST_${name}`] ?? (is_long ? long : usual));
}

// The same numbers for the same seed (mulberry32).
export class Random {
  constructor(state) {
    this.state = state >>> 0;
  }

  fraction() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit) {
    return Math.floor(this.fraction() * limit);
  }

  between(low, high) {
    return low + this.below(high - low + 1);
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  fork() {
    return new Random(this.below(2 ** 32));
  }
}

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// Until `look()` gives something true; fails loudly instead of hanging.
export async function until(look, what, milliseconds = 20_000) {
  for (const end = Date.now() + milliseconds; ; await sleep(20)) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${milliseconds} ms in vain for ${what}`);
  }
}

// However the test ends: who comes back for ever, or works until told to stop, would keep its process for ever. These are
// no hooks of the test, because of those nothing is left after the first one that fails.
export function stop_after(context, ...things) {
  context.signal.addEventListener("abort", () => {
    const stop = async (thing) => thing.stop();
    for (const thing of things) stop(thing).catch(() => {}); // whoever judges it has stopped it before
  });
}

// `count` numbers from 1 to `last`, evenly spread and never the same ones twice: every value is met over many runs.
export function sample(random, last, count) {
  const pieces = Math.min(count, last);
  const border = (i) => Math.floor((i * last) / pieces);
  return Array.from({ length: pieces }, (_, i) => random.between(border(i) + 1, border(i + 1)));
}

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? 0 : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

// What a test has done and seen, as one line of its report.
export function report(context, figures) {
  const words = Object.entries(figures).map(([name, value]) => `${name.replaceAll("_", " ")} ${typeof value === "number" ? Math.round(value * 10) / 10 : value}`);
  context.diagnostic(`${words.join(", ")}, seed ${seed}`);
}
