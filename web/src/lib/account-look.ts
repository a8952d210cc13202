// Two letters and one of eight hues for an account, so that it is recognised everywhere without reading its name.
// Older accounts choose first: a new account never changes the letters of one that operators already know.

export interface AccountLook {
  letters: string;
  /** 1..8, as in `--color-account-1`. */
  hue: number;
}

export const accountHues = 8;

export function accountLooks(accounts: Iterable<{ id: number; name: string }>): ReadonlyMap<number, AccountLook> {
  const taken = new Set<string>();
  const looks = new Map<number, AccountLook>();
  for (const { id, name } of [...accounts].sort((a, b) => a.id - b.id)) {
    const letters = candidates(name, id).find((each) => !taken.has(each)) ?? candidates(name, id)[0] ?? "??";
    taken.add(letters);
    looks.set(id, { letters, hue: (id % accountHues) + 1 });
  }
  return looks;
}

/** Best first: `Bet365 Ana` is BA, then B3, BE, BT ... and at last a letter with the id's last digit. */
function candidates(name: string, id: number): readonly string[] {
  const words = name.toUpperCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const first = [...(words[0] ?? "")];
  const initial = first[0] ?? "?";
  const second = words.slice(1).map((word) => [...word][0] ?? "");
  const digits = first.slice(1).filter((letter) => /\p{N}/u.test(letter));
  const others = [...second, ...digits, ...first.slice(1), ...words.slice(1).flatMap((word) => [...word].slice(1))];
  return [...others.map((letter) => initial + letter), initial + String(id % 10)];
}
