import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { PresenceWord } from "@/contract/types";
import { beatMs, idleAfterMs, PresenceBeat } from "./presence";
import { pass } from "./testing/live-harness";
import { Topics } from "./topics";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function aBeat(actor: () => string = () => "Ana") {
  const said: PresenceWord[] = [];
  const topics = new Topics((run) => setTimeout(run, 16));
  const sessions = [{ session: "o", name: "Mo", state: "active" as const, since: "t", seen_at: "t" }];
  const api = {
    sayPresence: async (word: PresenceWord) => {
      said.push(word);
      const own = {
        session: word.session,
        name: word.name ?? "",
        state: "active" as const,
        since: "t",
        seen_at: `${said.length}`,
      };
      const data = { sessions: [...sessions, own], expires_ms: 45_000 as const };
      return {
        kind: "ok" as const,
        data,
        cursor: "",
        etag: undefined,
        replayed: false,
        request_id: "r",
        next: undefined,
      };
    },
  };
  return { said, topics, sessions, beat: new PresenceBeat({ api, topics, actor, now: Date.now }) };
}

it("says nothing of somebody who has no name yet", async () => {
  let name = "";
  const { said, beat } = aBeat(() => name);
  beat.setVisible(true);
  beat.goTo({ accountId: 1 });
  await pass(2 * beatMs);
  expect(said).toEqual([]);

  name = "Ana";
  await pass(beatMs);
  expect(said).toHaveLength(1);
});

it("says every five seconds where one is, while somebody looks", async () => {
  const { said, beat } = aBeat();
  beat.setVisible(true);
  beat.goTo({ accountId: 1, batchId: 10, pid: 7 });
  await pass(2 * beatMs + 1_000);
  expect(said).toHaveLength(3);
  expect(said.at(-1)).toMatchObject({ name: "Ana", account_id: 1, batch_id: 10, bet: 7, state: "active" });

  beat.setVisible(false);
  await pass(60_000);
  expect(said).toHaveLength(3);
});

it("says it at once when one goes elsewhere, and once when one goes fast", async () => {
  const { said, beat } = aBeat();
  beat.setVisible(true);
  await pass(1_000);
  expect(said).toEqual([]);
  beat.goTo({});
  await pass(1_000);

  for (let batchId = 1; batchId <= 5; ++batchId) beat.goTo({ batchId });
  await pass(500);

  expect(said.map((word) => word.batch_id)).toEqual([undefined, 5]);
});

it("is idle after two minutes without a key, until the next one", async () => {
  const { said, beat } = aBeat();
  beat.setVisible(true);
  beat.goTo({ accountId: 1 });
  await pass(idleAfterMs + beatMs + 100);
  expect(said.at(-1)?.state).toBe("idle");

  beat.input();
  await pass(100);
  expect(said.at(-1)?.state).toBe("active");
});

it("names the others, and is quiet as long as they stay as they are", async () => {
  const { topics, sessions, beat } = aBeat();
  let told = 0;
  topics.subscribe("presence", () => ++told);
  beat.setVisible(true);
  beat.goTo({ accountId: 1 });
  await pass(4 * beatMs);
  expect(told).toBe(1);
  expect(beat.others().map(({ name }) => name)).toEqual(["Mo"]);

  sessions.pop();
  await pass(beatMs + 100);
  expect(told).toBe(2);
  expect(beat.others()).toEqual([]);
});
