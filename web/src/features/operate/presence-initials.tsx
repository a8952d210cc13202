import type { PresentSession } from "@/contract/types";
import { cx } from "@/ui/cx";
import { initialsOf } from "./desk-model";

/** One person who is at work; the dashed ring and the word say that they are idle. */
export function PresenceInitials({ session, where }: { session: PresentSession; where: string }) {
  const idle = session.state === "idle";
  const words = `${session.name}${where}${idle ? ", idle" : ""}`;
  return (
    <span
      data-present={session.name}
      data-tip={words}
      className={cx(
        "inline-grid size-5.5 shrink-0 place-items-center rounded-full border text-[10px]/4 font-semibold",
        idle ? "border-dashed border-control text-dim" : "border-accent bg-selected text-text",
      )}
    >
      <span aria-hidden="true">{initialsOf(session.name)}</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}
