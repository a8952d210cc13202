// A live session against a server in memory, in fake time.
import { vi } from "vitest";
import { createApi } from "@/contract/client";
import { Hub } from "../hub";
import type { ToHub, ToPage } from "../hub-messages";
import { Live } from "../live";
import type { TextStorage } from "../ops-storage";
import { FakeServer } from "./fake-server";

export const base = "http://server";

export function aStorage(): TextStorage & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (name) => texts.get(name) ?? null,
    setItem: (name, text) => void texts.set(name, text),
    removeItem: (name) => void texts.delete(name),
  };
}

export function aHub(server: FakeServer, unappliedMax = 10_000): Hub {
  return new Hub({ baseUrl: base, fetch: server.fetch, random: () => 0.5, unappliedMax });
}

/** Messages are copied, as a port does. */
export function connectTo(hub: Hub) {
  return (hear: (message: ToPage) => void) => {
    let isClosed = false;
    const post = hub.attach((message) => {
      const copy = structuredClone(message);
      queueMicrotask(() => !isClosed && hear(copy));
    });
    return {
      post: (message: ToHub) => post(structuredClone(message)),
      close: () => {
        isClosed = true;
        post({ type: "leave" });
      },
    };
  };
}

export function aLive(server: FakeServer, options: { hub?: Hub; storage?: TextStorage; actor?: string } = {}): Live {
  const hub = options.hub ?? aHub(server);
  return new Live({
    baseUrl: base,
    actor: () => options.actor ?? "me",
    connect: connectTo(hub),
    schedule: (run) => setTimeout(run, 16),
    api: createApi({ baseUrl: base, actor: () => options.actor ?? "me", fetch: server.fetch }),
    ...(options.storage === undefined ? {} : { storage: options.storage }),
  });
}

/** A server with one account, one batch and these bets, and a page that looks at it. */
export async function aDesk(bets = 3) {
  const server = new FakeServer();
  server.addAccount(1);
  const pids = server.addBatch(1, 10, bets);
  const live = aLive(server);
  const at = { accountId: 1, batchId: 10 };
  live.start();
  const leave = live.bets.view(at);
  await vi.advanceTimersByTimeAsync(100);
  return { server, live, at, pids, leave };
}

export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
