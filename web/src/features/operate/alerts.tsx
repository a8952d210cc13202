// Sounds and desktop notifications. They call an operator back who looks elsewhere: a page that has the focus is quiet.
import { useEffect, useRef } from "react";
import { batchTitle } from "@/lib/batch-title";
import { settings } from "@/lib/settings";
import { type SoundName, sounds } from "@/lib/sound";
import { useConnection, useOperations, useRecentEvents, useServerClock } from "@/live/hooks";
import { useLive } from "@/live/live-context";
import { useNow } from "@/ui/now";
import { closingBatches, newBatches } from "./alerts-model";

/** Renders nothing. The shell has it on every screen. */
export function Alerts() {
  useNewBatchAlert();
  useClosingAlert();
  useWriteAlert();
  useConnectionAlert();
  return null;
}

function useNewBatchAlert(): void {
  const recent = useRecentEvents();
  const seen = useRef(recent[0]?.seq ?? 0);
  useEffect(() => {
    const fresh = newBatches(recent, seen.current);
    seen.current = Math.max(seen.current, recent[0]?.seq ?? 0);
    const [first] = fresh;
    if (first?.batch === undefined) return;
    const title = fresh.length === 1 ? `New batch: ${batchTitle(first.batch)}` : `${fresh.length} new batches`;
    callBack("new-batch", title, first.accountName ?? "");
  }, [recent]);
}

function useClosingAlert(): void {
  const { store } = useLive();
  const { offsetMs } = useServerClock();
  const now = useNow() + offsetMs();
  const before = useRef(now);
  useEffect(() => {
    const open = store.allAccounts().flatMap(({ id }) => store.openBatches(id));
    for (const batch of closingBatches(open, before.current, now)) {
      const name = store.account(batch.account_id)?.name ?? "";
      callBack(
        "closing",
        `Less than a minute: ${batchTitle(batch)}`,
        `${batch.summary.pending.count} pending, ${name}`,
      );
    }
    before.current = now;
  }, [now, store]);
}

function useWriteAlert(): void {
  const { errors, conflicts } = useOperations();
  const failed = errors + conflicts;
  const before = useRef(failed);
  useEffect(() => {
    if (failed > before.current) callBack("write-failed", "A change was not made", "Refused, or somebody was faster.");
    before.current = failed;
  }, [failed]);
}

function useConnectionAlert(): void {
  const { state } = useConnection();
  const lost = state === "stale" || state === "offline";
  useEffect(() => {
    if (lost) callBack("connection-lost", "Connection lost", "What you see is not current.");
  }, [lost]);
}

function callBack(name: SoundName, title: string, body: string): void {
  if (document.hasFocus()) return;
  const { soundEvents, notifications } = settings.get();
  if (soundEvents[name]) sounds.play(name);
  if (notifications) notify(name, title, body);
}

/** Only on HTTPS and localhost there are notifications at all, and only when the operator allowed them. */
function notify(tag: string, title: string, body: string): void {
  if (!("Notification" in globalThis) || Notification.permission !== "granted") return;
  try {
    const shown = new Notification(title, { body, tag });
    shown.onclick = () => {
      globalThis.focus();
      shown.close();
    };
  } catch {
    // Some phones only allow them to service workers: the sound has to do.
  }
}
