import { type ReactNode, useId } from "react";

/** One group of settings: what it is about at the left, the controls at the right. */
export function Section({ title, about, children }: { title: string; about?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-x-8 gap-y-3 border-b border-line py-5 lg:grid-cols-[15rem_1fr]">
      <div>
        <h2 id={id} className="text-md font-semibold">
          {title}
        </h2>
        {about !== undefined && <div className="mt-1 text-dim">{about}</div>}
      </div>
      <div className="flex min-w-0 flex-col gap-4">{children}</div>
    </section>
  );
}
