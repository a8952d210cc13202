import { useKeys } from "@/lib/use-keys";
import { useDeskMoves } from "./use-desk-moves";

/** The keys that go from batch to batch and from account to account. */
export function useDeskKeys(): void {
  const { stepBatch, stepAccount } = useDeskMoves();
  const desk = { group: "Desk", scope: "desk" } as const;
  useKeys([
    { ...desk, id: "batch.previous", keys: ["["], label: "Previous batch", run: () => stepBatch(-1) },
    { ...desk, id: "batch.next", keys: ["]"], label: "Next batch", run: () => stepBatch(1) },
    {
      ...desk,
      scope: "global",
      id: "account.previous",
      keys: ["Alt+ArrowUp"],
      label: "Previous account",
      run: () => stepAccount(-1),
    },
    {
      ...desk,
      scope: "global",
      id: "account.next",
      keys: ["Alt+ArrowDown"],
      label: "Next account",
      run: () => stepAccount(1),
    },
  ]);
}
