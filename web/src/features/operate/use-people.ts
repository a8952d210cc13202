import { useMemo } from "react";
import type { PresentSession } from "@/contract/types";
import { useSettings } from "@/lib/use-settings";
import { peopleOf } from "./desk-model";

/** The people behind the sessions: each once and without the operator's own other pages. */
export function usePeople(sessions: readonly PresentSession[]): readonly PresentSession[] {
  const { actor } = useSettings();
  return useMemo(() => peopleOf(sessions, actor), [sessions, actor]);
}
