// One side after the other, over and over, so that what else the machine does meets both; then medians.

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** `sides` are named functions. Returns each one's values, in the order of the rounds. */
export async function alternate(rounds, sides) {
  const values = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  for (let round = 0; round < rounds; ++round) {
    for (const [name, measure] of Object.entries(sides)) values[name].push(await measure(round));
  }
  return values;
}

/** A row of the table: medians of both sides and their ratio; the rounds' own ratios show how far to trust it. */
export function row(work, { ours, peer, unit, target, atMost = false, notes = [] }) {
  const ratio = median(ours) / median(peer);
  const each = ours.map((value, round) => value / peer[round]);
  return { work, ours: median(ours), peer: median(peer), unit, ratio, each, target, atMost, notes,
    met: atMost ? ratio <= target : ratio >= target };
}
