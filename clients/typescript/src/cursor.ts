// A place in the log, `epoch-seq`.

export type Place = { readonly epoch: string; readonly seq: number };

export function parseCursor(cursor: string | undefined): Place | undefined {
  const [, epoch, digits] = /^([0-9a-z]{1,16})-(0|[1-9]\d{0,18})$/.exec(cursor ?? "") ?? [];
  const seq = Number(digits);
  return epoch !== undefined && Number.isSafeInteger(seq) ? { epoch, seq } : undefined;
}

export const toCursor = ({ epoch, seq }: Place): string => `${epoch}-${seq}`;
