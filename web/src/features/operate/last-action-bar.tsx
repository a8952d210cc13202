import { useEffect, useRef } from "react";
import { announcer } from "@/lib/announce";
import { useFailedPids, useLastAction, useOperations } from "@/live/hooks";
import { useLive } from "@/live/live-context";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";
import { StatusGlyph } from "@/ui/status-glyph";
import { betsText, changeText } from "./bet-words";
import type { BetWorkState } from "./use-bet-work";

/** The last thing that was done, with its undo. It stays until the next: nothing here is a toast. */
export function LastActionBar({ work }: { work: BetWorkState }) {
  const { marks } = work;
  const last = useLastAction();
  const { overlay } = useLive();
  const elsewhere = last !== undefined && last.at.batchId !== work.batch.id;
  const reason =
    last === undefined
      ? "Nothing was changed yet."
      : elsewhere
        ? `The last change was in batch #${last.at.batchId}.`
        : marks.markReason;
  const redo = overlay.history.nextRedo();
  return (
    <div className="ml-auto flex min-w-0 flex-wrap items-center justify-end gap-x-3 gap-y-1">
      <ToLookAt work={work} />
      <p
        className={cx("min-w-0 truncate text-xs", marks.notice?.tone === "warn" ? "text-unknown" : "text-dim")}
        title={marks.notice?.text}
      >
        {marks.notice?.text ?? <LastWords work={work} />}
      </p>
      <Button binding="bet.undo" reason={reason} onClick={() => work.takeBack("undo")}>
        Undo
      </Button>
      {redo !== undefined && redo.at.batchId === work.batch.id && (
        <Button kind="quiet" binding="bet.redo" reason={marks.markReason} onClick={() => work.takeBack("redo")}>
          Redo
        </Button>
      )}
    </div>
  );
}

function LastWords({ work }: { work: BetWorkState }) {
  const last = useLastAction();
  const { store } = useLive();
  if (last === undefined) return "last: nothing yet";
  const [first] = last.items.values();
  if (first === undefined) return "";
  const what = last.items.size === 1 ? `#${store.bet(first.pid)?.id ?? first.pid}` : betsText(last.items.size);
  const where = last.at.batchId === work.batch.id ? "" : ` in batch #${last.at.batchId}`;
  return `last: ${what} \u2192 ${changeText(first.change)}${where}`;
}

/** Conflicts and refused writes: said at once, counted until they are dealt with. */
function ToLookAt({ work }: { work: BetWorkState }) {
  const failed = useFailedPids();
  const { sent, queued } = useOperations();
  const { store, overlay } = useLive();
  const here = failed.filter((pid) => store.bet(pid)?.batch_id === work.batch.id);
  const known = useRef(here);
  useEffect(() => {
    for (const pid of here) {
      if (known.current.includes(pid)) continue;
      const name = `#${store.bet(pid)?.id ?? pid}`;
      const detail = overlay.error(pid)?.problem.detail;
      announcer.urgent(
        detail === undefined ? `Conflict: ${name} was changed by somebody else.` : `${name} was not saved. ${detail}`,
      );
    }
    known.current = here;
  });
  const waiting = sent + queued;
  const goThere = (): void => {
    const at = here.indexOf(work.active ?? -1);
    const next = here[(at + 1) % here.length];
    if (next === undefined) return;
    if (work.order.indexOf.has(next)) work.focusRow(next);
    else work.showAll();
  };
  return (
    <>
      {waiting > 0 && <span className="text-xs text-dim max-md:hidden">{waiting} saving</span>}
      {here.length > 0 && (
        <Button size="row" onClick={goThere} tip="Go to the next of them">
          <StatusGlyph glyph="question" word={`${here.length} to look at`} />
        </Button>
      )}
    </>
  );
}
