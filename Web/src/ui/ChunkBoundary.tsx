import { Component, type ReactNode, Suspense } from "react";
import { t } from "../i18n/text";
import { notify } from "./Announcer";

interface Props {
  /** Called when the chunk cannot be loaded, so that the opener is ready for another try. */
  onFail: () => void;
  /** Shown while it is loaded. */
  fallback?: ReactNode;
  children: ReactNode;
}

/** Around what is loaded when it is needed, such as a dialog: a failed chunk is a notice, not a broken page. */
export class ChunkBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch() {
    notify(t`This couldn't be loaded. Check your connection, then reload the page.`, true);
    this.props.onFail();
  }

  override render() {
    return this.state.failed ? null : <Suspense fallback={this.props.fallback}>{this.props.children}</Suspense>;
  }
}
