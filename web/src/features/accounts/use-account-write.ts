// One write of this screen at a time, from the press on the button to its known outcome. A form that is closed meanwhile
// does not take the write back: its outcome is said in a toast.
import { useEffect, useRef, useState } from "react";
import { type Intent, newIntent } from "@/contract/intent";
import type { Problem } from "@/contract/types";
import type { Decision, DecisionOptions } from "@/live/decisions";
import { showToast } from "@/ui/toast";

export type WriteState = {
  readonly busy: boolean;
  /** Sent, and no answer: it is asked again with the same key. */
  readonly unknown: boolean;
  readonly blocked: string | undefined;
  readonly problem: Problem | undefined;
};
const idle: WriteState = { busy: false, unknown: false, blocked: undefined, problem: undefined };

export type Send<T> = (intent: Intent, options: DecisionOptions) => Promise<Decision<T>>;

export function useAccountWrite<T>(what: string, done: (data: T) => void) {
  const [state, setState] = useState(idle);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);

  const show = (next: WriteState): void => {
    if (here.current) setState(next);
    else if (next.problem !== undefined) showToast(`Not ${what}: ${next.problem.title}.`, "cross");
    else if (next.blocked !== undefined) showToast(`Not ${what}: ${next.blocked}`, "cross");
  };
  const run = async (send: Send<T>): Promise<void> => {
    setState({ ...idle, busy: true });
    const decision = await send(newIntent(), {
      onUnknown: () => show({ ...idle, busy: true, unknown: true }),
    });
    if (decision.kind === "ok") {
      show(idle);
      done(decision.data);
    } else if (decision.kind === "refused") show({ ...idle, problem: decision.problem });
    else show({ ...idle, blocked: decision.kind === "blocked" ? decision.why : undefined });
  };
  return {
    state,
    forget: () => setState(idle),
    run: (send: Send<T>) => {
      if (!state.busy) void run(send);
    },
  };
}
