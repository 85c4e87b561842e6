import { Component, type ErrorInfo, type ReactNode } from "react";

interface BoundaryProps {
  children: ReactNode;
  /** What is inside, by name: another name is another thing, and is tried though the one before has crashed. */
  of: string;
  /** What is shown instead of what has crashed. `again` tries the same once more. */
  fallback(error: unknown, again: () => void): ReactNode;
  onCrash?(error: unknown, info: ErrorInfo): void;
}

interface Shown {
  of: string;
  crash: { error: unknown } | null;
}

/** Keeps a crash inside: what stands around it goes on. */
export class Boundary extends Component<BoundaryProps, Shown> {
  override state: Shown = { of: this.props.of, crash: null };

  static getDerivedStateFromError(error: unknown): Pick<Shown, "crash"> {
    return { crash: { error } };
  }

  static getDerivedStateFromProps({ of }: BoundaryProps, before: Shown): Shown | null {
    return of === before.of ? null : { of, crash: null };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    this.props.onCrash?.(error, info);
  }

  override render(): ReactNode {
    const { children, fallback } = this.props;
    return this.state.crash ? fallback(this.state.crash.error, () => this.setState({ crash: null })) : children;
  }
}
