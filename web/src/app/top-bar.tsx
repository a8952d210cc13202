import { useSyncExternalStore } from "react";
import { Link } from "wouter";
import { batchTitle } from "@/lib/batch-title";
import { routes } from "@/lib/routes";
import { type SoundState, sounds } from "@/lib/sound";
import { useSettings } from "@/lib/use-settings";
import { useAccountLooks } from "@/live/account-looks";
import { startTime } from "@/live/batch-order";
import { useAccount, useBatchHead, useServerClock } from "@/live/hooks";
import { AccountTag } from "@/ui/account-tag";
import { Button, IconButton } from "@/ui/button";
import { Countdown } from "@/ui/countdown";
import { Icon } from "@/ui/icon";
import { TopBarSlot } from "@/ui/top-bar-slot";
import { ConnectionPill } from "./connection-pill";
import { overlay } from "./overlays";
import type { Place } from "./place";
import { toggleSound } from "./preferences";

/** On every screen: the connection, where you are, how long until the start, who you are. */
export function TopBar({ place }: { place: Place }) {
  return (
    <header className="flex h-11 shrink-0 items-center gap-3 border-b border-line bg-panel pr-[max(0.75rem,env(safe-area-inset-right))] pl-[max(0.75rem,env(safe-area-inset-left))] max-md:h-13 max-md:gap-2">
      <IconButton label="Screens" onClick={() => overlay.set("navigation")} className="-ml-1 md:hidden">
        <Icon name="menu" />
      </IconButton>
      <Link href={routes.home()} className="rounded-sm font-semibold tracking-tight max-lg:sr-only">
        BetStream
      </Link>
      <ConnectionPill />
      <Where place={place} />
      <div className="flex shrink-0 items-center gap-2 max-md:gap-0">
        <TopBarSlot />
        <Button binding="app.palette" className="max-md:hidden" onClick={() => overlay.set("palette")}>
          Commands
        </Button>
        <SoundButton />
        <Actor />
      </div>
    </header>
  );
}

function Where({ place }: { place: Place }) {
  const account = useAccount(place.account ?? 0);
  const batch = useBatchHead(place.batch ?? 0);
  const looks = useAccountLooks();
  const look = looks.get(account?.id ?? 0);
  if (account === undefined || look === undefined) return <div className="min-w-0 flex-1" />;
  const start = batch === undefined ? undefined : startTime(batch);
  return (
    <>
      <div className="flex min-w-0 flex-1 items-center gap-2 overflow-x-clip font-medium">
        <Link href={routes.account(account.id)} className="flex min-w-0 rounded-sm">
          <AccountTag letters={look.letters} hue={look.hue} name={account.name} />
        </Link>
        {batch !== undefined && (
          <span className="flex min-w-0 items-center gap-2 max-md:hidden">
            <Icon name="right" className="size-3 text-faint" />
            <span className="truncate">{batchTitle(batch)}</span>
          </span>
        )}
      </div>
      {start !== undefined && <StartsIn at={start} />}
      <div className="flex-1 max-lg:hidden" />
    </>
  );
}

function StartsIn({ at }: { at: number }) {
  const { offsetMs } = useServerClock();
  return (
    <span className="shrink-0 text-lg max-md:text-md">
      <Countdown target={at} clockOffset={offsetMs()} />
    </span>
  );
}

const soundWords: Readonly<Record<SoundState, { word: string; tip: string }>> = {
  off: { word: "off", tip: "Sound is off" },
  blocked: { word: "blocked", tip: "The browser blocks sound until you press this" },
  on: { word: "on", tip: "Sound is on" },
};

function SoundButton() {
  const state = useSyncExternalStore(sounds.subscribe, sounds.state);
  const { word, tip } = soundWords[state];
  return (
    <Button
      kind="quiet"
      data-sound={state}
      aria-label={`Sound ${word}`}
      tip={tip}
      className="-mx-1"
      onClick={toggleSound}
    >
      <Icon name={state === "on" ? "sound" : "mute"} />
      <span className={state === "blocked" ? "text-unknown" : "max-lg:hidden"}>{word}</span>
    </Button>
  );
}

function Actor() {
  const { actor } = useSettings();
  return (
    <Button
      kind="quiet"
      tip="Your name, as the log keeps it"
      className={actor === "" ? "border-unknown text-unknown" : undefined}
      onClick={() => overlay.set("actor")}
    >
      <Icon name="accounts" className={actor === "" ? undefined : "md:hidden"} />
      <span className="max-w-24 truncate max-md:sr-only">{actor === "" ? "Your name" : actor}</span>
    </Button>
  );
}
