import { countdown, formatIsoTitle, type Urgency } from "@/lib/time";
import { useSettings } from "@/lib/use-settings";
import { cx } from "./cx";
import { useNow } from "./now";

const urgencies: Readonly<Record<Urgency, string>> = {
  calm: "text-text",
  soon: "text-unknown",
  close: "font-bold text-failed",
  last: "pulse-last font-bold text-failed",
  past: "text-dim",
};

export interface CountdownProps {
  /** When it starts, in ms. */
  target: number;
  /** How far the server's clock is ahead of this one, in ms. */
  clockOffset?: number;
}

/** `T−01:42` to the scheduled start, `+00:12` after it. Not spoken each second; it can be read when it is reached. */
export function Countdown({ target, clockOffset = 0 }: CountdownProps) {
  const now = useNow() + clockOffset;
  const { amberSeconds, urgentSeconds } = useSettings();
  const { text, urgency } = countdown(target, now, { soonMs: amberSeconds * 1000, closeMs: urgentSeconds * 1000 });
  return (
    <time
      role="timer"
      aria-live="off"
      dateTime={new Date(target).toISOString()}
      title={`Scheduled ${formatIsoTitle(target)}`}
      className={cx("font-semibold whitespace-nowrap", urgencies[urgency])}
    >
      {text}
      {urgency === "past" && <span className="font-normal max-md:sr-only"> started</span>}
    </time>
  );
}
