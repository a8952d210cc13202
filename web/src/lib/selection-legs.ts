// A selection as the models write it: legs between slashes, and after `**` a note for people: `1/2/3 ** lay off at 3.2`.

export interface Selection {
  legs: readonly string[];
  note: string;
}

export function parseSelection(text: string): Selection {
  const at = text.indexOf("**");
  const head = at < 0 ? text : text.slice(0, at);
  const note = at < 0 ? "" : text.slice(at + 2).trim();
  const legs = head
    .split("/")
    .map((leg) => leg.trim())
    .filter((leg) => leg !== "");
  return { legs, note };
}

/** What is pasted at the vendor: `1/2/3`. */
export function legsText(text: string): string {
  return parseSelection(text).legs.join("/");
}

/** Fills a copy template such as `{legs}\t{stake}`; an unknown name stays as it is, so that a typo is seen. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll("\\t", "\t").replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
