import { useSyncExternalStore } from "react";
import type { Observable } from "./observable";

export function useObservable<T>(watched: Observable<T>): T {
  return useSyncExternalStore(watched.subscribe, watched.get);
}
