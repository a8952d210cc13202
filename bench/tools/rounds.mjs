// One side after the other, over and over, so that what else the machine does meets both; then medians.

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Values for a note. */
export function listed(values, digits = 2) {
  return values.map((value) => value.toFixed(digits)).join(", ");
}

/** `sides` are named functions. Returns each one's values, in the order of the rounds. */
export async function alternate(rounds, sides) {
  const values = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  for (let round = 0; round < rounds; ++round) {
    for (const [name, measure] of Object.entries(sides)) values[name].push(await measure(round));
  }
  return values;
}

/**
 * A row of the table: the medians of both sides, and the median of the rounds' ratios. The sides of a round run within
 * seconds of each other; those of different rounds may have met a different machine.
 */
export function row(work, { ours, peer, unit, target, atMost = false, notes = [] }) {
  const each = ours.map((value, round) => value / peer[round]);
  const ratio = median(each);
  return { work, ours: median(ours), peer: median(peer), unit, ratio, each, target, atMost, notes,
    met: atMost ? ratio <= target : ratio >= target };
}
