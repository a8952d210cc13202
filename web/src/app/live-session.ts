// This page's live session; everything that is live on any screen comes from it.

import { settings } from "@/lib/settings";
import { Live } from "@/live/live";

export const live = new Live({
  baseUrl: "",
  actor: () => settings.get().actor,
  connect: () => ({ post: () => undefined, close: () => undefined }),
  storage: globalThis.sessionStorage,
});
