import { Fragment } from "react";
import { keys } from "@/lib/keyboard";
import { routes } from "@/lib/routes";
import { useAllBindings } from "@/lib/use-keys";
import { useSettings } from "@/lib/use-settings";
import { Dialog } from "@/ui/dialog";
import { Kbd } from "@/ui/kbd";

/** All keys that work now, from the same registry that makes them work. */
export function CheatSheet({ onClose }: { onClose: () => void }) {
  const bindings = useAllBindings();
  const { keysEnabled } = useSettings();
  const listed = bindings.filter(({ id }, at) => bindings.findLastIndex((other) => other.id === id) === at);
  const groups = [...new Set(listed.map(({ group }) => group))];
  return (
    <Dialog
      open
      onClose={onClose}
      width="wide"
      title="Keys"
      description={
        keysEnabled
          ? "Keys of a list work while it has the focus. All can be changed in the settings."
          : "Single keys are switched off in the settings; those with Ctrl work."
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section aria-label="All keys" tabIndex={0} className="gap-8 -outline-offset-2 md:columns-2">
        {groups.map((group) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-xs font-semibold text-dim">{group}</h3>
            <dl className="grid grid-cols-[1fr_auto] gap-y-0.5">
              {listed
                .filter((binding) => binding.group === group)
                .map(({ id, label }) => (
                  <Fragment key={id}>
                    <dt className="border-b border-line py-0.5">{label}</dt>
                    <dd className="border-b border-line py-0.5 text-right">
                      <Kbd keys={keys.keyOf(id) ?? "none"} spoken />
                    </dd>
                  </Fragment>
                ))}
            </dl>
          </section>
        ))}
      </section>
      <p className="border-t border-line pt-3 text-dim">
        Everything else:{" "}
        <a href={routes.docs()} target="_blank" rel="noreferrer" className="rounded-sm text-accent underline">
          Documentation
        </a>
        , of this version and from this server, in a new tab.
      </p>
    </Dialog>
  );
}
