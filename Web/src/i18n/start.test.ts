// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import { afterEach, expect, it, vi } from "vitest";
import { languages } from "./language";

const script = readFileSync("public/start.js", "utf8");

/** The language and direction of a page in a browser that prefers `preferred`. */
function start(preferred: string[], chosen?: string): [string, string] {
  vi.stubGlobal("navigator", { languages: preferred });
  if (chosen !== undefined) localStorage.setItem("social.language", chosen);
  new Function(script)();
  return [document.documentElement.lang, document.documentElement.dir];
}

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  document.documentElement.lang = "";
});

it("is the first of the browser's languages that there is", () => {
  expect(start(["fr-FR", "de-AT", "en"])).toEqual(["de", "ltr"]);
  expect(start(["en-US", "de"])).toEqual(["en", "ltr"]);
  expect(start(["fr"])).toEqual(["en", "ltr"]);
});

it("is what was chosen, whatever the browser prefers", () => {
  expect(start(["en-US"], "de")).toEqual(["de", "ltr"]);
  expect(start(["de"], "en")).toEqual(["en", "ltr"]);
  expect(start(["de"], "of no known language")).toEqual(["de", "ltr"]);
});

it("knows every language", () => {
  for (const language of Object.keys(languages)) expect(start([language])[0]).toBe(language);
});
