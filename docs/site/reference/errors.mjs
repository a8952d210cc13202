// errors.md: every code, from the contract and from the server's own table.
import { operations } from "./operations.mjs";
import { code, one_line, paragraphs, sentence, table } from "./words.mjs";

// Whether the same request can get another answer. A code that is missing here stops the generator.
const again = {
  malformed_request: ["no", "Mend the request."],
  unknown_parameter: ["no", "Mend the request; the detail suggests what may have been meant."],
  not_allowed: ["no", "Call the server by a name that it knows (`allowed_hosts`), from an origin that it knows (`cors_origin`)."],
  not_found: ["no", "Look at the path: the account must own the batch, and the batch the bet."],
  method_not_allowed: ["no", "`Allow` lists the methods of this path."],
  request_timeout: ["yes", "Send it again, at once, on a new connection."],
  name_taken: ["no", "Choose another name, or use the account that has it."],
  invalid_transition: ["no", "Read the batch: its status says what is possible. Reopen it to mark its bets."],
  totals_moved: ["no", "Look at `current`, decide anew, and send the counts that it has."],
  cursor_expired: ["no", "Read the state again, and go on from the cursor of that read."],
  version_conflict: ["no", "Look at `current`, decide anew, and send its version."],
  body_too_large: ["no", "Split the work: several batches, or several lists of marks."],
  uri_too_long: ["no", "Shorten the query."],
  unsupported_media_type: ["no", "Send `Content-Type: application/json`."],
  invalid_field: ["no", "Mend every value that `errors` names."],
  id_reused: ["no", "Use a new key for a new request; for the same request send the same method, path and bytes."],
  headers_too_large: ["no", "Send fewer or shorter headers; cookies of other sites on the same host are often why."],
  internal: ["perhaps", "Send it again with the same `Idempotency-Key`; when it stays, tell the authors, with the request id."],
  not_supported: ["no", "Use the tools of the database."],
  collided: ["yes", "Send it again after `Retry-After`."],
  overloaded: ["yes", "Send it again after `Retry-After`, and slower from then on."],
  draining: ["yes", "Send it again after `Retry-After`: another server, or the next one at this address, takes it."],
  unavailable: ["yes", "Send it again after `Retry-After`. A person looks at `/readyz` and the log."],
  outcome_unknown: ["yes", "Send the same request with the same `Idempotency-Key`: it is done once, and the answer says so. Without a key read the state first."],
  storage_full: ["yes", "A person makes space; writes work again by themselves."],
};

const listed_max = 6;

/** The operations that list the code among their answers. */
function sources_of(name, spec) {
  const all = operations(spec).filter(({ errors }) => errors.has(name));
  if (all.length === 0) return "any request";
  if (all.length > listed_max) return `${all.length} routes, see [the API](api.md)`;
  return all.map(({ title, anchor }) => `[${code(title)}](api.md#${anchor})`).join(", ");
}

function section(row, spec) {
  const [, what] = again[row.code];
  const can_come_anywhere = spec.info.description.includes("any request can get") && new RegExp(`any request can get[\\s\\S]*?\`${row.code}\`[\\s\\S]*?stand as`).test(spec.info.description);
  const from = can_come_anywhere ? "any request" : sources_of(row.code, spec);
  return [
    `### ${code(row.code)}`,
    `**${row.status}** ${sentence(row.title)} ${one_line(row.meaning)}`,
    [`- What to do: ${what}`, row.retry_later ? "- `Retry-After` says how many seconds to wait." : "", `- Comes from: ${from}.`].filter(Boolean).join("\n"),
  ];
}

export function error_parts({ spec, errors }) {
  const names = spec.components.schemas.ErrorCode.enum;
  for (const name of names) {
    if (!errors.has(name)) throw new Error(`error_table.cpp has no row ${name}`);
    if (!(name in again)) throw new Error(`docs/site/reference/errors.mjs does not say what to do about ${name}`);
  }
  const rows = names.map((name) => errors.get(name));
  const overview = rows.map(({ code: name, status, title }) => [`[${code(name)}](#${name})`, String(status), title, again[name][0]]);
  return { errors: paragraphs(table(["code", "status", "title", "the same request again"], overview), "## Each code", rows.flatMap((row) => section(row, spec))) };
}
