import { ErrorPanel } from "@/ui/error-panel";
import type { WriteState } from "./use-account-write";

/** What became of the write, where the buttons are not enough: not known yet, refused, locked. */
export function WriteNote({ what, state, other }: { what: string; state: WriteState; other: string | undefined }) {
  if (state.unknown) {
    return (
      <p role="status" className="mt-3 rounded border border-unknown bg-unknown-tint px-3 py-2">
        Sent, not confirmed. The same request is asked again until the answer is known. It is done once at most.
      </p>
    );
  }
  if (state.blocked !== undefined) {
    return (
      <p role="alert" className="mt-3 text-failed">
        {what} was not sent. {state.blocked}
      </p>
    );
  }
  if (other === undefined) return null;
  return (
    <div className="-mx-4">
      <ErrorPanel what={`${what} was refused.`} detail={other} requestId={state.problem?.request_id} />
    </div>
  );
}
