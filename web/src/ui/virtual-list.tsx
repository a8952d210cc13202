import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import {
  type ComponentProps,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
} from "react";
import { cx } from "./cx";

export interface VirtualListHandle {
  scrollToRow(index: number): void;
  /** Whole rows that fit: how far PgDn goes. */
  rowsPerPage(): number;
}

export interface VirtualListProps extends Omit<ComponentProps<"div">, "children" | "ref"> {
  count: number;
  /** In px, all the same. */
  rowHeight: number;
  /** Always mounted, wherever the list is scrolled to, so that the focus is never lost with its element. */
  pinned?: number | undefined;
  rowKey: (index: number) => string | number;
  children: (index: number) => ReactNode;
  overscan?: number;
  handle?: Ref<VirtualListHandle>;
  /** Above the rows, within the scrolled area, and staying there. */
  header?: ReactNode;
  /** Of the header, in px: a row that is scrolled to must not end below the edge. */
  headerHeight?: number;
}

/** Draws only the rows that can be seen, and the pinned one. */
export function VirtualList(props: VirtualListProps) {
  const { count, rowHeight, pinned, rowKey, children, overscan = 8, handle, ...others } = props;
  const { header, headerHeight = 0, className, ...rest } = others;
  const scroller = useRef<HTMLDivElement>(null);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const visible = defaultRangeExtractor(range);
      if (pinned === undefined || pinned < 0 || pinned >= range.count || visible.includes(pinned)) return visible;
      return [...visible, pinned].sort((a, b) => a - b);
    },
    [pinned],
  );
  const rows = useVirtualizer({
    count,
    overscan,
    rangeExtractor,
    useFlushSync: false,
    estimateSize: () => rowHeight,
    getScrollElement: () => scroller.current,
    getItemKey: rowKey,
    scrollPaddingEnd: headerHeight,
  });
  useEffect(() => {
    void rowHeight;
    rows.measure();
  }, [rows, rowHeight]);
  useImperativeHandle(handle, () => ({
    scrollToRow: (index) => rows.scrollToIndex(index, { align: "auto" }),
    rowsPerPage: () => Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - headerHeight) / rowHeight) - 1),
  }));

  return (
    <div ref={scroller} {...rest} className={cx("min-h-0 flex-1 overflow-y-auto overscroll-contain", className)}>
      {header}
      <div role="presentation" className="relative w-full" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => (
          <div
            key={row.key}
            role="presentation"
            className="absolute top-0 left-0 w-full"
            style={{ height: row.size, transform: `translateY(${row.start}px)` }}
          >
            {children(row.index)}
          </div>
        ))}
      </div>
    </div>
  );
}
