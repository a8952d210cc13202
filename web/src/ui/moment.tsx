import { formatIsoTitle, formatMoment } from "@/lib/time";
import { useSettings } from "@/lib/use-settings";

/** `12:03:11` today, with the day otherwise, in the operator's zone; the whole instant on hover. */
export function Moment({ at }: { at: number }) {
  const { zone } = useSettings();
  return (
    <time dateTime={new Date(at).toISOString()} title={formatIsoTitle(at)} className="whitespace-nowrap">
      {formatMoment(at, Date.now(), zone)}
    </time>
  );
}
