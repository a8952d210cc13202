// The cache of what does not change by itself: history, audit, statistics. Loaded with the first screen that needs it.

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";

const client = new QueryClient({
  defaultOptions: {
    // The typed client has its own time limit; a refusal is an answer and is not asked for again.
    queries: { staleTime: 10_000, retry: 1, refetchOnWindowFocus: true, networkMode: "always" },
  },
});

export function ColdData({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
