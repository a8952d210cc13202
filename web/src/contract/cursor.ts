// A place in the log, `epoch-seq`.

export type Place = { readonly epoch: string; readonly seq: number };

export function parseCursor(cursor: string | null | undefined): Place | undefined {
  const match = /^(.+)-(\d+)$/.exec(cursor ?? "");
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const seq = Number(match[2]);
  return Number.isSafeInteger(seq) ? { epoch: match[1], seq } : undefined;
}

export function toCursor(place: Place): string {
  return `${place.epoch}-${place.seq}`;
}
