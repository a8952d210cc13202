// Parts of a row that the grid, the paged table and the cards share.
import { Fragment } from "react";
import type { Bet } from "@/contract/types";
import { parseSelection } from "@/lib/selection-legs";
import { formatIsoTitle, formatMoment, parseInstant } from "@/lib/time";
import { useSettings } from "@/lib/use-settings";
import { cx } from "@/ui/cx";

export function Legs({ selection, large = false }: { selection: string; large?: boolean }) {
  const { legs } = parseSelection(selection);
  return (
    <span className={cx("font-mono whitespace-pre", large && "text-lg font-semibold")}>
      {legs.map((leg, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: legs are places: the same runner may stand in several
        <Fragment key={at}>
          {at > 0 && <span className="text-faint"> / </span>}
          {leg}
        </Fragment>
      ))}
    </span>
  );
}

/** The model's note after `**`. */
export function SelectionNote({ selection }: { selection: string }) {
  const { note } = parseSelection(selection);
  return note === "" ? null : <span className="ml-1 text-xs text-dim">{note}</span>;
}

/** Who changed it last, when, and the operator's note; nothing for a bet that nobody has touched. */
export function LastChange({ bet, today }: { bet: Bet; today: number }) {
  const { zone } = useSettings();
  const at = parseInstant(bet.updated_at);
  if (bet.version === 1 || at === undefined) return <Extra bet={bet} />;
  return (
    <>
      <span title={formatIsoTitle(at)}>
        {bet.updated_by !== undefined && `${bet.updated_by} · `}
        {formatMoment(at, today, zone)}
      </span>
      <Extra bet={bet} />
    </>
  );
}

function Extra({ bet }: { bet: Bet }) {
  const words = [bet.reference, bet.note].filter((text) => text !== undefined && text !== "");
  return words.length === 0 ? null : <span title={words.join(" · ")}> · {words.join(" · ")}</span>;
}
