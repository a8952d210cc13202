// What a batch is called: the name that its model gave it, else what it bets on, else its number.

export function batchTitle({ id, meta }: { id: number; meta: Readonly<Record<string, unknown>> }): string {
  const name = wordOf(meta["name"]);
  if (name !== "") return name;
  const [type, race] = [wordOf(meta["bet_type"]), wordOf(meta["race_id"])];
  if (type !== "") return race === "" ? type : `${type} R${race}`;
  return `Batch #${id}`;
}

/** Any object may be in meta: only text and numbers are words. */
function wordOf(value: unknown): string {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value.trim() : "";
}
