import { expect, it } from "vitest";
import { tokens } from "./tokens";

const kinds = (text: string) =>
  tokens(text)
    .filter((token) => token.kind !== "text")
    .map((token) => `${token.kind} ${token.text}`);

it("finds tags, people and addresses", () => {
  expect(kinds("Seen by @ada.l and @Bob_1: #birds at https://example.org/a?b=c, twice!")).toEqual([
    "mention @ada.l",
    "mention @Bob_1",
    "tag #birds",
    "link https://example.org/a?b=c",
  ]);
  expect(kinds("#Vögel und #日本")).toEqual(["tag #Vögel", "tag #日本"]);
});

it("leaves the end of a sentence out of names and addresses", () => {
  expect(kinds("Ask @ada. Or read (https://example.org/x).")).toEqual(["mention @ada", "link https://example.org/x"]);
});

it("does not take an e-mail address, an address's fragment or a lone sign for more than text", () => {
  expect(kinds("me@example.org # @ C# a#b javascript:alert(1)")).toEqual([]);
  expect(kinds("https://example.org/#top")).toEqual(["link https://example.org/#top"]);
});

it("loses nothing of the text", () => {
  const text = "  #a @b\n\nhttps://c.d/e…  🎉#f ";
  expect(
    tokens(text)
      .map((token) => token.text)
      .join(""),
  ).toBe(text);
});

it("stays quick on hostile text", () => {
  const start = performance.now();
  tokens("https://".repeat(20_000));
  tokens(`@${"a.".repeat(50_000)}`);
  tokens("#".repeat(100_000));
  expect(performance.now() - start).toBeLessThan(1_000);
});
