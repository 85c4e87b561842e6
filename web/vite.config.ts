import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const server = "http://127.0.0.1:8000";

/** Redoc asks a CDN for its maker's logo. The reference asks nobody: an empty picture stands in for it. */
function askNobody(): Plugin {
  return {
    name: "ask-nobody",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "asset" || !file.fileName.includes("redoc.standalone")) continue;
        file.source = Buffer.from(file.source).toString("utf8").replaceAll(/https:\/\/cdn\.redoc\.ly\/[\w/.-]+/g, "data:,");
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), askNobody()],
  server: { proxy: { "/api": server, "/openapi.json": server } },
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    rollupOptions: { input: ["index.html", "docs/index.html"] },
  },
  test: { include: ["{src,tests}/**/*.test.ts"] },
});
