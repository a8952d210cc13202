import { useRef } from "react";
import { navigate } from "wouter/use-browser-location";
import { type AccountLook, accountLooks } from "@/lib/account-look";
import { batchTitle } from "@/lib/batch-title";
import type { Command } from "@/lib/commands";
import { routes } from "@/lib/routes";
import { countdown } from "@/lib/time";
import { useCommands } from "@/lib/use-commands";
import { startTime } from "@/live/batch-order";
import type { Live } from "@/live/live";
import { useLive } from "@/live/live-context";
import { screens } from "./screens";

const documentation: Command = {
  id: "docs",
  label: "Documentation",
  group: "Actions",
  keywords: "docs help manual reference",
  detail: "in a new tab",
  run: () => void globalThis.open(routes.docs(), "_blank", "noopener"),
};

/** In the palette: every account, every open batch, and the documentation. */
export function useGoCommands(): void {
  const live = useLive();
  const operates = useRef(screens.some((screen) => screen.name === "operate"));
  useCommands(() => [...(operates.current ? [...batchCommands(live), ...accountCommands(live)] : []), documentation]);
}

function accountCommands({ store }: Live): readonly Command[] {
  const looks = accountLooks(store.allAccounts());
  return store.allAccounts().map((account) => ({
    id: `account.${account.id}`,
    label: account.name,
    group: "Accounts",
    keywords: account.hostname,
    detail: `${account.open_batches} open`,
    run: () => navigate(routes.account(account.id)),
    ...tagOf(looks.get(account.id)),
  }));
}

function batchCommands({ store, serverNow }: Live): readonly Command[] {
  const looks = accountLooks(store.allAccounts());
  return store.allAccounts().flatMap((account) =>
    store.openBatches(account.id).map((batch) => {
      const start = startTime(batch);
      const starts = start === undefined ? "" : ` · ${countdown(start, serverNow()).text}`;
      return {
        id: `batch.${batch.id}`,
        label: batchTitle(batch),
        group: "Batches",
        keywords: `#${batch.id}`,
        detail: `${account.name}${starts}`,
        run: () => navigate(routes.batch(account.id, batch.id)),
        ...tagOf(looks.get(account.id)),
      };
    }),
  );
}

function tagOf(look: AccountLook | undefined): Pick<Command, "tag"> {
  return look === undefined ? {} : { tag: look };
}
