// This page's live session; everything that is live on any screen comes from it.

import { settings } from "@/lib/settings";
import { startLive } from "@/live/start-live";

export const { live } = startLive({ actor: () => settings.get().actor });
