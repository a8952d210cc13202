// What the search of the pages looks through: titles, headings, and the names that tables list (settings, figures,
// codes), each with the heading under which it stands.

const is_name = ({ children }) => children.length > 0 && children[0].type === "code_inline";

/** The names in the first column of each table, by the id of their heading. */
function names_by_heading(tokens) {
  const names = new Map();
  let id = "";
  let column = 0;
  for (const token of tokens) {
    if (token.meta?.heading) id = token.meta.heading.id;
    if (token.type === "tr_open") column = 0;
    if (token.type === "td_open") column += 1;
    if (token.type !== "inline" || column !== 1 || token.level < 4 || !is_name(token)) continue;
    const found = token.children.filter(({ type }) => type === "code_inline").map(({ content }) => content);
    names.set(id, [...(names.get(id) ?? []), ...found]);
  }
  return names;
}

function entry_of(page) {
  const names = names_by_heading(page.tokens);
  const headings = page.headings.map(({ level, id, title }) => [title, level === 1 ? "" : id, (names.get(id) ?? []).join(" ")]);
  return { url: page.url, kind: page.section?.title ?? "", headings };
}

export const search_index = ({ index, pages }) => JSON.stringify([index, ...pages].map(entry_of));
