import { useRef } from "react";
import { navigate } from "wouter/use-browser-location";
import { accountLooks } from "@/lib/account-look";
import { batchTitle } from "@/lib/batch-title";
import type { Command } from "@/lib/commands";
import { routes } from "@/lib/routes";
import { countdown } from "@/lib/time";
import { useCommands } from "@/lib/use-commands";
import { startTime } from "@/live/batch-order";
import type { Live } from "@/live/live";
import { useLive } from "@/live/live-context";
import { screens } from "./screens";

/** In the palette: every account, and every open batch. */
export function useGoCommands(): void {
  const live = useLive();
  const operates = useRef(screens.some((screen) => screen.name === "operate"));
  useCommands(() => (operates.current ? [...batchCommands(live), ...accountCommands(live)] : []));
}

function accountCommands({ store }: Live): readonly Command[] {
  const looks = accountLooks(store.allAccounts());
  return store.allAccounts().map((account) => ({
    id: `account.${account.id}`,
    label: `[${looks.get(account.id)?.letters ?? ""}] ${account.name}`,
    group: "Accounts",
    keywords: account.hostname,
    run: () => navigate(routes.account(account.id)),
  }));
}

function batchCommands({ store, serverNow }: Live): readonly Command[] {
  const looks = accountLooks(store.allAccounts());
  return store.allAccounts().flatMap((account) =>
    store.openBatches(account.id).map((batch) => {
      const start = startTime(batch);
      const hint = start === undefined ? undefined : countdown(start, serverNow()).text;
      return {
        id: `batch.${batch.id}`,
        label: `[${looks.get(account.id)?.letters ?? ""}] ${batchTitle(batch)}`,
        group: "Batches",
        keywords: `${account.name} #${batch.id}`,
        run: () => navigate(routes.batch(account.id, batch.id)),
        ...(hint === undefined ? {} : { hint }),
      };
    }),
  );
}
