import { Component, type ReactNode } from "react";
import { Button } from "@/ui/button";
import { ErrorPanel } from "@/ui/error-panel";

interface Props {
  /** Another place is another try. */
  place: string;
  children: ReactNode;
}
interface State {
  error: Error | undefined;
  place: string;
}

/** A screen that broke shows so; the shell, the connection and the other screens live on. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: undefined, place: this.props.place };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.place === state.place ? null : { error: undefined, place: props.place };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <div className="max-w-2xl">
        <ErrorPanel
          what="This screen stopped working. What was saved is saved."
          detail={error.message}
          onRetry={() => this.setState({ error: undefined })}
        />
        <div className="px-4">
          <Button onClick={() => location.reload()}>Reload the page</Button>
        </div>
      </div>
    );
  }
}
