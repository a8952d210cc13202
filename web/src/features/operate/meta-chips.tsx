import { lazy, Suspense, useState } from "react";
import type { BatchHead } from "@/contract/types";
import { useSettings } from "@/lib/use-settings";
import { useWidth } from "@/lib/use-width";
import { useServerClock } from "@/live/hooks";
import { Chip } from "@/ui/chip";
import { chipsMax, metaEntries } from "./meta-model";

const MetaDialog = lazy(async () => ({ default: (await import("./meta-dialog")).MetaDialog }));

/** What the model said of its batch: the first entries, and all of them in a window. */
export function MetaChips({ batch, readOnly }: { batch: BatchHead; readOnly: string | null }) {
  const [open, setOpen] = useState(false);
  const { zone } = useSettings();
  const { now } = useServerClock();
  const shown = useWidth() === "phone" ? 2 : chipsMax;
  const entries = metaEntries(batch.meta, { now: now(), zone });
  const more = entries.length - shown;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1.5">
      {entries.slice(0, shown).map(({ name, value }) => (
        <Chip key={name} name={name} value={value} />
      ))}
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="touchable min-h-6 rounded border border-edge px-1.5 text-xs text-dim hover:bg-hover hover:text-text"
      >
        {more > 0 ? `+ ${more}` : entries.length === 0 ? "No meta" : "Meta"}
        <span className="sr-only">{more > 0 ? " more entries of the meta" : ", show it"}</span>
      </button>
      {open && (
        <Suspense>
          <MetaDialog batch={batch} readOnly={readOnly} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
