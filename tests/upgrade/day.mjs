// A day at the desk, with something of everything in it: what was written, and what can be read afterwards. It uses only what
// every BetStream ever had, so that each of them can be asked to live it.
import { get, read_desk, read_log, send } from "../oracle/send.mjs";

const has_preferences = async (url) => (await send(url, "GET", "/api/v1/preferences/ana")).status !== 404;

// Every write has a key, and is kept with its answer.
class Desk {
  constructor(url) {
    this.url = url;
    this.kept = [];
  }

  async write(method, path, json) {
    const headers = { "Idempotency-Key": `day-${this.kept.length + 1}`, "BetStream-Actor": "kim" };
    const { status, text, body } = await send(this.url, method, path, { json, headers });
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    this.kept.push({ method, path, json, headers, status, text });
    return body;
  }

  account(name, more = {}) {
    return this.write("POST", "/api/v1/accounts", { name, hostname: "vendor.example", ...more });
  }

  async batch(account, meta, bets) {
    const batch = await this.write("POST", `/api/v1/accounts/${account.id}/batches`, { meta, bets });
    return { ...batch, path: `/api/v1/accounts/${account.id}/batches/${batch.id}` };
  }

  mark(batch, i, change) {
    return this.write("PATCH", `${batch.path}/bets/${batch.bets[i].pid}`, change);
  }
}

const bets = (count) => Array.from({ length: count }, (_, i) => ({ id: i + 1, selection: `${i + 1}/2/3 é ☃`, stake: 1.25 * (i + 1), cost: -2.5 * i }));

async function live_in_the_morning(desk, ana) {
  await desk.batch(ana, { name: "untouched", nested: { list: [1, "zwei", null, { deep: true }] } }, bets(3));
  const active = await desk.batch(ana, { name: "active" }, bets(5));
  await desk.mark(active, 0, { status: "successful", reference: "B-4471", note: "at the rail\n\"quoted\"" });
  await desk.mark(active, 1, { status: "failed" });
  await desk.mark(active, 1, { status: "successful" });
  await desk.write("PATCH", `${active.path}/bets`, active.bets.slice(2, 4).map(({ pid }) => ({ pid, status: "failed" })));
  await desk.write("PATCH", active.path, { meta: { name: "active, renamed", race_id: 5 } });
}

async function live_in_the_evening(desk, ana, zoe) {
  const submitted = await desk.batch(ana, { name: "submitted" }, bets(2));
  await desk.write("POST", `${submitted.path}/submit`, {});
  const completed = await desk.batch(zoe, {}, bets(2));
  await desk.mark(completed, 0, { status: "successful" });
  await desk.write("POST", `${completed.path}/submit`, { pending: "fail" });
  const reopened = await desk.batch(zoe, { name: "reopened" }, bets(1));
  await desk.write("POST", `${reopened.path}/submit`, { pending: "fail" });
  await desk.write("POST", `${reopened.path}/reopen`, { reason: "the vendor was wrong" });
  await desk.mark(reopened, 0, { status: "successful" });
  const begun = await desk.batch(zoe, { name: "begun" }, bets(1));
  await desk.write("POST", `${begun.path}/activate`, {});
  await desk.batch(zoe, { name: "largest" }, [{ id: 1, selection: "largest", stake: "99999999999.9999", cost: 0 }]);
  await desk.batch(zoe, { name: "smallest" }, [
    { id: 2, selection: "smallest", stake: 0.0001, cost: -0.0001 },
    { id: 9007199254740991, selection: "longest id", stake: 1, cost: 1 },
  ]);
}

// What a client can see of a server.
export async function read_everything(url) {
  const { accounts, batches } = await read_desk(url);
  const whole = [];
  for (const list of batches.values()) for (const { account_id, id } of list) whole.push((await get(url, `/api/v1/accounts/${account_id}/batches/${id}`)).body);
  const { events, epoch } = await read_log(url);
  const preferences = (await has_preferences(url)) ? (await get(url, "/api/v1/preferences/ana")).body : undefined;
  return { accounts, lists: [...batches.values()], batches: whole, events, epoch, preferences };
}

// `kept` are the answers to writes, `middle` is a cursor of the time between them.
export async function live_a_day(url) {
  const desk = new Desk(url);
  const ana = await desk.account("ana");
  const zoe = await desk.account("Zoë ☃", { currency: "EUR" });
  const gone = await desk.account("gone");
  await live_in_the_morning(desk, ana);
  const middle = (await get(url, "/api/v1/accounts")).headers["betstream-cursor"];
  await desk.write("DELETE", `/api/v1/accounts/${gone.id}`);
  await desk.write("PUT", `/api/v1/accounts/${ana.id}`, { name: "ana", hostname: "other.example" });
  await live_in_the_evening(desk, ana, zoe);
  if (await has_preferences(url)) await desk.write("PUT", "/api/v1/preferences/ana", { theme: "dark", order: ["é", 1] });
  return { kept: desk.kept, middle, seen: await read_everything(url) };
}
