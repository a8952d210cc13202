// How the generated parts write: tables, and one line of what the sources say in several.

export const one_line = (text = "") => text.trim().replace(/\s+/g, " ");

/** "a full stop at the end": a sentence, also where the source has only words. */
export const sentence = (text) => {
  const line = one_line(text);
  return line === "" ? "" : `${line[0].toUpperCase()}${line.slice(1)}${/[.:!?]$/.test(line) ? "" : "."}`;
};

const cell = (text) => one_line(text).replaceAll("|", "\\|");

export const table = (head, rows) => [head, head.map(() => "---"), ...rows].map((row) => `|${row.map((text) => (text === "---" ? text : ` ${cell(text)} `.replace(/^ {2}$/, " "))).join("|")}|`).join("\n");

export const code = (text) => `\`${text}\``;
export const codes = (list) => list.map(code).join(", ");
export const fenced = (text, language = "") => `\`\`\`${language}\n${text}\n\`\`\``;
/** Parts of a page, with an empty line between them. */
export const paragraphs = (...parts) => parts.flat().filter(Boolean).join("\n\n");
export const with_separators = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
