import { expect, it } from "vitest";
import { parts } from "../posts/parts";
import { messageEntities } from "./entities";
import { author } from "./testMessages";

const marked = (text: string) =>
  parts(text, messageEntities(text, [author("ada"), author("bo.b")]))
    .filter((part) => "value" in part)
    .map((part) => part.text);

it("links members and addresses, and nothing else", () => {
  expect(marked("Hi @ada, and @nobody; mail@ada.example")).toEqual(["@ada"]);
  expect(marked("See https://example.com/a?b=c, or (http://x.example/).")).toEqual([
    "https://example.com/a?b=c",
    "http://x.example/",
  ]);
  expect(marked("javascript:alert(1) //x.example")).toEqual([]);
});

it("leaves a full stop at the end of a sentence out of a name", () => {
  expect(marked("Ask @ada. Or @bo.b.")).toEqual(["@ada", "@bo.b"]);
});

it("counts code points", () => {
  expect(marked("😀 @ada")).toEqual(["@ada"]);
});
