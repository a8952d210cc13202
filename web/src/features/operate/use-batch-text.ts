import type { Account, BatchHead } from "@/contract/types";
import { copyText } from "@/lib/clipboard";
import { downloadText } from "@/lib/csv";
import { useAccountLooks } from "@/live/account-looks";
import { useBatchBets } from "@/live/hooks";
import { useLive } from "@/live/live-context";
import { showToast } from "@/ui/toast";
import { type BatchOf, batchCsv, batchFileName, batchTsv } from "./batch-export";

export type BatchText = {
  /** Why there is nothing to copy yet. */
  readonly reason: string | undefined;
  readonly copyAll: () => void;
  readonly exportCsv: () => void;
};

/** All bets of a batch, on the clipboard or in a file. */
export function useBatchText(batch: BatchHead, account: Account | undefined): BatchText {
  const { state, pids } = useBatchBets(batch.account_id, batch.id);
  const { store } = useLive();
  const letters = useAccountLooks().get(batch.account_id)?.letters ?? "??";
  const whole = (): BatchOf => ({ batch, account, letters, bets: pids.flatMap((pid) => store.bet(pid) ?? []) });
  return {
    reason: state === "loaded" ? undefined : "The bets are not here yet.",
    copyAll: () => {
      void copyText(batchTsv(whole())).then((outcome) => {
        if (outcome === "copied") showToast(`Copied ${pids.length} bets.`);
      });
    },
    exportCsv: () => downloadText(batchFileName(whole()), batchCsv(whole())),
  };
}
