// The frozen order of the grid: made when the batch is opened, when the filter, the words or the sort change, and when
// the operator asks for it. What happens meanwhile is only counted.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useLive } from "@/live/live-context";
import type { BetsLoad } from "@/live/store";
import { type Criteria, type Drift, driftOf, emptyOrder, type Frozen, freeze, type Look, noDrift } from "./grid-model";

/** How often what has moved is counted again, at most. */
const countEveryMs = 500;

export type Order = {
  readonly order: Frozen;
  readonly drift: Drift;
  readonly reorder: () => void;
};

/** Bets as the operator sees them: with what is pending over them. */
export function useLook(): Look {
  const { overlay } = useLive();
  return useCallback(
    (pid) => {
      const bet = overlay.shown(pid);
      return bet === undefined ? undefined : { bet, unknown: overlay.pending(pid)?.state === "unknown" };
    },
    [overlay],
  );
}

export function useOrder(batchId: number, load: BetsLoad, criteria: Criteria): Order {
  const look = useLook();
  const { filter, words, sort } = criteria;
  const asked = JSON.stringify([filter, words, sort]);
  const [frozen, setFrozen] = useState({ asked: "", order: emptyOrder });
  let current = frozen;
  if (load.state === "loaded" && frozen.asked !== asked) {
    current = { asked, order: freeze(load.pids, look, criteria) };
    setFrozen(current);
  }
  const { drift, recount } = useDrift(batchId, load, current.order, criteria);
  const reorder = (): void => {
    setFrozen({ asked, order: freeze(load.pids, look, criteria) });
    recount();
  };
  return { order: current.order, drift, reorder };
}

function useDrift(batchId: number, load: BetsLoad, order: Frozen, criteria: Criteria) {
  const { topics } = useLive();
  const look = useLook();
  const { filter, words, sort } = criteria;
  const { key, direction } = sort;
  const [drift, setDrift] = useState(noDrift);
  const count = useMemo(
    () => () => driftOf(order, load.pids, look, { filter, words, sort: { key, direction } }),
    [order, load.pids, look, filter, words, key, direction],
  );
  const latest = useRef(count);
  const recount = useCallback(() => {
    const next = latest.current();
    setDrift((had) => (had.moved === next.moved && had.fresh === next.fresh ? had : next));
  }, []);
  useEffect(() => {
    latest.current = count;
    recount();
  }, [count, recount]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        recount();
      }, countEveryMs);
    };
    const leave = [`batch:${batchId}`, `bets:${batchId}`, "operations"].map((topic) => topics.subscribe(topic, later));
    return () => {
      clearTimeout(timer);
      for (const stop of leave) stop();
    };
  }, [topics, batchId, recount]);
  return { drift, recount };
}
