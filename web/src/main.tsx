/** Where the client starts. */
import { createRoot } from "react-dom/client";
import "./offline/start";
import { App } from "./app/App";
import "./theme/base.css";

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(<App />);
}
