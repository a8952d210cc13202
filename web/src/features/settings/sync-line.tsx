import { overruledSettings, syncState } from "@/lib/settings-merge";
import { useObservable } from "@/lib/use-observable";
import { Moment } from "@/ui/moment";
import { StatusGlyph } from "@/ui/status-glyph";
import { overruledWords } from "./model";

/** Where the settings are kept now, and what came from elsewhere. */
export function SyncLine() {
  const overruled = overruledWords(useObservable(overruledSettings));
  return (
    <div role="status" className="flex flex-col gap-1 text-dim" data-sync={useObservable(syncState).kind}>
      <State />
      {overruled !== undefined && <p className="text-unknown">{overruled}</p>}
    </div>
  );
}

function State() {
  const state = useObservable(syncState);
  switch (state.kind) {
    case "starting":
      return <p>Kept in this browser. Looking at the server.</p>;
    case "no-name":
      return <p>Kept in this browser only. With a name below they follow you to other browsers.</p>;
    case "saving":
      return <p>Kept in this browser. Saving on the server.</p>;
    case "saved":
      return (
        <p>
          Kept in this browser and on the server, last compared <Moment at={Math.floor(state.at / 1000) * 1000} />.
        </p>
      );
    case "kept":
      return (
        <p className="flex flex-wrap items-center gap-2 text-text">
          <StatusGlyph glyph="question" word="Warning" bare />
          Kept in this browser only: the server did not take them. It is asked again. ({state.why})
        </p>
      );
  }
}
