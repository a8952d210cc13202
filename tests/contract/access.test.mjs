// An open loopback port is reachable from any page in the operator's browser: Host and Origin keep strangers out, and
// CORS_ORIGIN lets friends in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { an_account, send_raw } from "./api.mjs";
import { Server } from "./server.mjs";
import { assert_answer } from "./spec.mjs";

async function with_server(env, work) {
  const server = await Server.start({ env });
  const call = async (headers, method = "POST", target = "/api/v1/accounts") => {
    const write = method === "POST" ? { body: JSON.stringify(an_account()), headers: { "Content-Type": "application/json", ...headers } } : { headers };
    const answer = await send_raw(server.url, method, target, write);
    if (method !== "OPTIONS" && answer.media_type !== "text/event-stream") assert_answer(method, target, answer);
    return answer;
  };
  try {
    await work(call, server);
  } finally {
    await server.stop();
  }
}

const page = "https://elsewhere.example";

test("by default: this machine's names and the same origin only", async () => {
  await with_server({}, async (call, { port }) => {
    for (const host of ["evil.example", `evil.example:${port}`, "127.0.0.1.evil.example", "localhost.evil.example"]) {
      assert.equal((await call({ Host: host })).body.code, "not_allowed", host);
    }
    assert.equal((await call({ Host: "localhost@evil.example" })).status, 400);
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, "LOCALHOST"]) assert.equal((await call({ Host: host })).status, 201, host);

    for (const headers of [{ Origin: page }, { Origin: "null" }, { "Sec-Fetch-Site": "cross-site" }, { Origin: `http://localhost:${port + 1}` }]) {
      assert.equal((await call(headers)).body.code, "not_allowed", JSON.stringify(headers));
      assert.equal((await call(headers, "GET")).status, 403, "nor may it read");
      assert.equal((await call(headers, "GET", "/sse")).status, 403, "nor listen");
    }
    const same = { Host: `localhost:${port}`, Origin: `http://localhost:${port}`, "Sec-Fetch-Site": "same-origin" };
    assert.equal((await call(same)).status, 201);
    assert.equal((await call({ "Sec-Fetch-Site": "none" })).status, 201, "typed by a person");
    assert.equal((await call({})).status, 201, "no browser at all");
    const { headers } = await call({ Origin: page }, "GET");
    assert.equal(headers["access-control-allow-origin"], undefined);
  });
});

test("with --insecure-no-auth: any name, or those of --allowed-hosts", async () => {
  await with_server({ BETSTREAM_INSECURE_NO_AUTH: "true" }, async (call) => {
    assert.equal((await call({ Host: "desk.example" })).status, 201);
  });
  await with_server({ BETSTREAM_INSECURE_NO_AUTH: "true", BETSTREAM_ALLOWED_HOSTS: "desk.example" }, async (call) => {
    assert.equal((await call({ Host: "desk.example" })).status, 201);
    assert.equal((await call({ Host: "localhost" })).status, 201);
    assert.equal((await call({ Host: "evil.example" })).body.code, "not_allowed");
  });
});

for (const name of ["CORS_ORIGIN", "BETSTREAM_CORS_ORIGIN"]) {
  test(`${name}: the origins that are listed, and no others`, async () => {
    await with_server({ [name]: page }, async (call) => {
      const allowed = await call({ Origin: page });
      assert.equal(allowed.status, 201);
      assert.equal(allowed.headers["access-control-allow-origin"], page);
      assert.match(allowed.headers.vary, /origin/i);
      assert.match(allowed.headers["access-control-expose-headers"], /BetStream-Cursor/);
      assert.equal((await call({ Origin: "https://elsewhere.example.evil.example" })).status, 403);

      const asked = { Origin: page, "Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": "content-type,if-match,idempotency-key" };
      const preflight = await call(asked, "OPTIONS", "/api/v1/accounts/1/batches/1/bets/1");
      assert.equal(preflight.status, 204);
      assert.match(preflight.headers["access-control-allow-methods"], /PATCH/);
      for (const header of ["Content-Type", "If-Match", "Idempotency-Key", "BetStream-Actor"]) assert.match(preflight.headers["access-control-allow-headers"], new RegExp(header, "i"));
    });
  });
}

test("CORS_ORIGIN=*: everybody, as the older server allowed", async () => {
  await with_server({ CORS_ORIGIN: "*" }, async (call) => {
    const answer = await call({ Origin: page });
    assert.equal(answer.status, 201);
    assert.equal(answer.headers["access-control-allow-origin"], "*");
  });
});
