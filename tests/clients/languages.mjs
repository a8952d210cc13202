// Both clients behind one face, so that each test is written once and says the same of both.
//
//   const client = await language.open(url, { actor, attempt_ms, deadline_ms, reconnect_max_ms });
//   await client.call("mark_bet", [batch, pid, { status: "failed" }], { key, version })   an answer, or an error by `kind`
//   const stream = await client.events({ since, accounts, types });                       { next, close, cursor }
//   const stream = await client.follow(["get_batch", [batch]], { accounts });
//   await client.close();
import { open_python } from "./python.mjs";
import { open_typescript } from "./typescript.mjs";

export const languages = [
  { name: "TypeScript", open: open_typescript },
  { name: "Python", open: open_python },
];

export async function take(stream, count) {
  const items = [];
  while (items.length < count) {
    const { item, done } = await stream.next();
    if (done) throw new Error(`the stream ended after ${items.length} of ${count} items`);
    items.push(item);
  }
  return items;
}
