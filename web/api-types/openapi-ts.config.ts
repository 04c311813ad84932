/** The merged description of all services in, one file of types out. */
import { defineConfig } from "@hey-api/openapi-ts";

export default defineConfig({
  input: "../../docs/reference/openapi.json",
  output: { path: "../src/api/types", clean: true },
  plugins: ["@hey-api/typescript"],
});
