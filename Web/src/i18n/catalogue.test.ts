import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import { describe, expect, it } from "vitest";
import { readSourceTexts } from "../testing/sourceTexts";
import { languages } from "./language";

const { messages, literals } = readSourceTexts();
const ids = new Set(messages.map(({ id }) => id));
const read = (name: string): Record<string, string> =>
  JSON.parse(readFileSync(join(import.meta.dirname, `${name}.json`), "utf8"));

/** The values that a message shows, a number of things as "#" wherever it is. */
function placeholders(message: unknown, plural = false): string[] {
  if (!Array.isArray(message)) return [];
  return message.flatMap((part): string[] => {
    if (typeof part === "string") return plural && part === "#" ? ["#"] : [];
    const [name, type, forms] = part as [string, string?, Record<string, unknown>?];
    if (type !== "plural") return [name];
    // "Once" may stand for one, so only the form for many has to show the number.
    return [name, ...placeholders(forms?.other, true)];
  });
}

it("finds every text that people see in a catalogue", () => {
  expect(literals).toEqual([]);
});

it("reads no text before the language is known", () => {
  expect(messages.filter(({ early }) => early)).toEqual([]);
});

describe.each(Object.keys(languages).filter((language) => language !== "en"))("the catalogue %s", (language) => {
  const catalogue = read(language);

  it("has every text, and none that nothing shows", () => {
    const missing = messages
      .filter(({ id }) => !Object.hasOwn(catalogue, id))
      .map(({ id, place }) => `${place}: ${id}`);
    expect(missing).toEqual([]);
    expect(Object.keys(catalogue).filter((id) => !ids.has(id))).toEqual([]);
  });

  it("uses the values of the English text, and has a text for every form of a plural", () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    for (const [id, text] of Object.entries(catalogue)) {
      expect(text.trim(), id).not.toBe("");
      expect(placeholders(compileMessage(text)).sort(), id).toEqual(placeholders(compileMessage(id)).sort());
      if (id.startsWith("{0, plural,"))
        for (const form of pluralCategories) expect(text, id).toMatch(new RegExp(`\\b${form} \\{`, "u"));
    }
  });

  it("translates only what a service says", () => {
    const sources = ["Gateway", "Services", "ServiceDefaults"].map((folder) => join("..", folder));
    const code = sources
      .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)))
      .filter((name) => name.endsWith(".cs") && !/\b(bin|obj)\b/u.test(name))
      .map((name) => readFileSync(name, "utf8"))
      .join("\n");
    expect(Object.keys(read(`${language}.server`)).filter((text) => !code.includes(text))).toEqual([]);
  });
});
