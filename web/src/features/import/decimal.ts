// Point or comma. A guess about money has to be sure, and says where it is not.
import type { DecimalMark } from "@/lib/money";

export type DecimalGuess = {
  readonly decimal: DecimalMark;
  /** A cell such as `1,240`, which means something else with the other mark; nothing in the source decides. */
  readonly doubtful: string | undefined;
};

// A mark that cannot group thousands: other than three digits follow, or none stands before it as a group could.
const surely: Readonly<Record<DecimalMark, RegExp>> = {
  ".": /^[-−]?(?:[\d,'\u00a0\u202f ]*\.(?!\d{3}$)\d+|\d{4,}\.\d+|[-−]?0\d*\.\d+)$/,
  ",": /^[-−]?(?:[\d.'\u00a0\u202f ]*,(?!\d{3}$)\d+|\d{4,},\d+|[-−]?0\d*,\d+)$/,
};
const either = /^[-−]?[1-9]\d{0,2}[.,]\d{3}$/;

export function guessDecimal(cells: Iterable<string>, byDefault: DecimalMark): DecimalGuess {
  const votes = { ".": 0, ",": 0 };
  let doubtful: string | undefined;
  for (const cell of cells) {
    const text = cell.trim();
    if (surely["."].test(text)) votes["."] += 1;
    else if (surely[","].test(text)) votes[","] += 1;
    else if (either.test(text)) doubtful ??= text;
  }
  if (votes["."] === 0 && votes[","] === 0) return { decimal: byDefault, doubtful };
  return { decimal: votes[","] > votes["."] ? "," : ".", doubtful: undefined };
}
