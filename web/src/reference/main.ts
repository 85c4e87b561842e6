// The API reference: Redoc's own bundle, served from here, over the document that the server serves.
import redocUrl from "redoc/bundles/redoc.standalone.js?url";

import "../styles/reference.css";
import { redocOptions } from "./theme";

declare global {
  interface Window {
    Redoc?: { init(document: string, options: object, place: HTMLElement, done?: (error?: Error) => void): void };
  }
}

const place = document.getElementById("reference");

function complain(): void {
  place?.replaceChildren("The reference could not be loaded. The document itself is at /openapi.json.");
}

const script = document.createElement("script");
script.src = redocUrl;
script.onerror = complain;
script.onload = () => {
  if (!place || !window.Redoc) return complain();
  window.Redoc.init("/openapi.json", redocOptions(), place, (error) => {
    if (error) complain();
  });
};
document.head.append(script);
