/** A quiet heading within the sidebar, and what its figures are. */
export function SidebarHeading({ title, aside }: { title: string; aside?: string }) {
  return (
    <h2 className="flex items-baseline justify-between gap-2 px-3.5 pt-3 pb-1.5 text-[11px] font-semibold tracking-wider text-dim uppercase">
      <span className="truncate">{title}</span>
      {aside !== undefined && <span className="shrink-0 text-faint">{aside}</span>}
    </h2>
  );
}
