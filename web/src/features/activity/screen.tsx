import { useRef } from "react";
import { ReadError } from "@/contract/read-error";
import { useKeys } from "@/lib/use-keys";
import { useView } from "@/lib/use-view";
import { logBegin } from "@/live/event-words";
import { useReady } from "@/live/hooks";
import { useLive } from "@/live/live-context";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorPanel } from "@/ui/error-panel";
import { Pill } from "@/ui/pill";
import { Screen as Frame } from "@/ui/screen";
import { Skeleton } from "@/ui/skeleton";
import type { VirtualListHandle } from "@/ui/virtual-list";
import { ActivityFilters } from "./activity-filters";
import { EventList } from "./event-list";
import { activityView, isFiltered, isPaused, pauseWords } from "./model";
import { type Feed, useFeed } from "./use-feed";

/** What happens, as it happens. */
export function Screen() {
  const ready = useReady();
  const place = useLive().cursor();
  if (!ready || place === undefined) {
    return (
      <Frame title="Activity">
        <Skeleton rows={12} label="Loading the activity" />
      </Frame>
    );
  }
  return <Activity key={place.epoch} place={place} />;
}

function Activity({ place }: { place: { readonly epoch: string; readonly seq: number } }) {
  const [view, setView] = useView(activityView);
  const feed = useFeed(view, place);
  const { older, entries } = feed;
  const list = useRef<VirtualListHandle>(null);
  const toggle = (): void => {
    if (isPaused(feed.pause)) {
      list.current?.scrollToRow(0);
      feed.resume();
    } else feed.setPause({ asked: true });
  };
  useKeys([
    { id: "activity.pause", keys: ["P"], label: "Pause or resume", group: "Activity", scope: "global", run: toggle },
  ]);
  return (
    <Frame
      title="Activity"
      fixed
      toolbar={<ActivityFilters view={view} onFilter={setView} />}
      actions={<PauseState feed={feed} onToggle={toggle} />}
    >
      {older.isError && (
        <ErrorPanel
          what="The older events could not be loaded."
          detail={older.error.message}
          requestId={older.error instanceof ReadError ? older.error.requestId : undefined}
          onRetry={() => void older.refetch()}
        />
      )}
      {older.isPending && entries.length === 0 && <Skeleton rows={12} label="Loading the activity" />}
      {entries.length > 0 && <EventList feed={feed} list={list} />}
      {entries.length === 0 && !older.isPending && !older.isError && (
        <Nothing
          isSearching={older.hasNextPage}
          isLimited={isFiltered(view)}
          onOlder={() => void older.fetchNextPage()}
          onClear={() => setView(activityView.defaults)}
        />
      )}
      <Beginning feed={feed} />
    </Frame>
  );
}

function PauseState({ feed, onToggle }: { feed: Feed; onToggle: () => void }) {
  const paused = isPaused(feed.pause);
  return (
    <>
      <span role="status">
        <Pill tone={paused ? "warn" : "good"}>{paused ? pauseWords(feed.waiting, feed.isLost) : "Following"}</Pill>
      </span>
      <Button binding="activity.pause" aria-pressed={paused} onClick={onToggle}>
        {paused ? "Resume" : "Pause"}
      </Button>
    </>
  );
}

/** Honest about what the log no longer has. */
function Beginning({ feed: { older, floor, entries } }: { feed: Feed }) {
  if (older.hasNextPage || floor === undefined || entries.length === 0) return null;
  return <p className="border-t border-line px-4 py-2 text-xs text-dim">{logBegin(floor)}</p>;
}

interface NothingProps {
  isSearching: boolean;
  isLimited: boolean;
  onOlder: () => void;
  onClear: () => void;
}

function Nothing({ isSearching, isLimited, onOlder, onClear }: NothingProps) {
  const title = isSearching
    ? "Nothing found so far"
    : isLimited
      ? "No event matches these filters"
      : "Nothing happened yet";
  return (
    <EmptyState
      title={title}
      actions={
        isLimited && (
          <>
            {isSearching && <Button onClick={onOlder}>Search older events</Button>}
            <Button onClick={onClear}>Clear filters</Button>
          </>
        )
      }
    >
      New events appear here as they happen.
    </EmptyState>
  );
}
