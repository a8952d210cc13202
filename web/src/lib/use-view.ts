import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";
import type { ViewCodec } from "./view-codec";

export interface SetViewOptions {
  /** False puts a step into the history (a filter that "back" should undo). Typing replaces instead. */
  replace?: boolean;
}

/** The view that the URL holds, and how to change parts of it. */
export function useView<View extends object>(
  codec: ViewCodec<View>,
): readonly [View, (patch: Partial<View>, options?: SetViewOptions) => void] {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const view = useMemo(() => codec.parse(search), [codec, search]);
  const setView = useCallback(
    (patch: Partial<View>, { replace = true }: SetViewOptions = {}) => {
      navigate(path + codec.format({ ...codec.parse(globalThis.location.search), ...patch }), { replace });
    },
    [codec, navigate, path],
  );
  return [view, setView];
}
