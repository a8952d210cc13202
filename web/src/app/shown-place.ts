// <html data-seq>: the number of the last event that the page shows. For tests and measurements, which have to know
// when to look.
import type { Live } from "@/live/live";

export function showPlace(live: Live): void {
  live.topics.subscribe("place", () => {
    document.documentElement.dataset["seq"] = String(live.cursor()?.seq ?? "");
  });
}
