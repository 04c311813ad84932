/** How the client is built, served while developing, and tested. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const gateway = process.env["AUTOLYTIQ_GATEWAY"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  server: {
    host: "127.0.0.1",
    port: 5173,
    proxy: { "/api": { target: gateway, ws: true } },
  },
  preview: { host: "127.0.0.1", proxy: { "/api": { target: gateway } } },
  build: {
    target: "es2023",
    sourcemap: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 400,
  },
  // The engine's worker is a module, as everything else.
  worker: { format: "es" },
  test: {
    environment: "node",
    include: ["src/**/*.test.ts", "src/**/*.test.tsx"],
  },
});
