/** Keeps a fault of one page from taking the whole client with it. */
import { Component, type ReactNode } from "react";
import { Failed } from "./states";

export class Fence extends Component<{ children: ReactNode }, { fault: unknown }> {
  override state: { fault: unknown } = { fault: null };

  static getDerivedStateFromError(fault: unknown) {
    return { fault };
  }

  override render() {
    if (this.state.fault === null) {
      return this.props.children;
    }
    return (
      <Failed
        text="This page failed to show. Nothing was sent. Load it again; if a new version was installed, that also fetches it."
        again={() => location.reload()}
      />
    );
  }
}
