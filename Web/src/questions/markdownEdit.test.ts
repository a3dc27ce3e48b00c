import { expect, it } from "vitest";
import { type Format, formatted, imageMarkdown } from "./markdownEdit";

/** Applies a format to a text whose selection is between two bars, and shows it likewise. */
function apply(text: string, format: Format): string {
  const start = text.indexOf("|");
  const end = text.lastIndexOf("|") - 1;
  const source = text.replaceAll("|", "");
  const change = formatted(source, start, end, format);
  const result = source.slice(0, change.from) + change.text + source.slice(change.to);
  const [from, to] = change.select;
  return `${result.slice(0, from)}|${result.slice(from, to)}|${result.slice(to)}`;
}

it("puts marks around the selection and takes them away", () => {
  expect(apply("a |word| b", "bold")).toBe("a **|word|** b");
  expect(apply("a **|word|** b", "bold")).toBe("a |word| b");
  expect(apply("a **|word|** b", "italic")).toBe("a ***|word|*** b");
  expect(apply("a *|word|* b", "italic")).toBe("a |word| b");
  expect(apply("||", "bold")).toBe("**|bold text|**");
  expect(apply("|x|", "code")).toBe("`|x|`");
});

it("takes marks away that are selected with the words", () => {
  expect(apply("a |**word**| b", "bold")).toBe("a |word| b");
  expect(apply("a |*word*| b", "italic")).toBe("a |word| b");
  expect(apply("a |`word`| b", "code")).toBe("a |word| b");
  expect(apply("a |**word**| b", "italic")).toBe("a *|**word**|* b");
});

it("puts marks at the words, not beside spaces", () => {
  expect(apply("a |word |b", "bold")).toBe("a **|word|** b");
  expect(apply("a| word|b", "italic")).toBe("a *|word|*b");
  expect(apply("a | |b", "bold")).toBe("a **|bold text|** b");
});

it("marks code that has backticks so that they stay", () => {
  expect(apply("|a`b|", "code")).toBe("`` |a`b| ``");
  expect(apply("|```\na\n```|", "code")).toBe("````\n|```\na\n```|\n````\n");
});

it("fences code of several lines", () => {
  expect(apply("see |a\nb|", "code")).toBe("see \n```\n|a\nb|\n```\n");
});

it("makes a link of a text or an address", () => {
  expect(apply("|engine|", "link")).toBe("[engine](|https://|)");
  expect(apply("|https://a.example/|", "link")).toBe("[|link text|](https://a.example/)");
});

it("begins lines by a mark and takes it away", () => {
  expect(apply("x\n|a\nb|\ny", "list")).toBe("x\n|- a\n- b|\ny");
  expect(apply("|- a\n- b|", "list")).toBe("|a\nb|");
  expect(apply("a||b", "quote")).toBe("> ab||");
});

it("describes an image by the selection, or asks for a description", () => {
  const at = (value: string, selectionStart: number, selectionEnd: number) =>
    imageMarkdown({ value, selectionStart, selectionEnd }, "/media/1", false);
  expect(at("a loom", 2, 6)).toEqual({ from: 2, to: 6, text: "![loom](/media/1)", select: [4, 8] });
  expect(at("", 0, 0).text).toBe("![describe the image](/media/1)");
  expect(at("[a]\nb", 0, 5).text).toBe("![a  b](/media/1)");
});

it("replaces nothing by an image while more follow or somebody types on", () => {
  const selection = { value: "a loom", selectionStart: 2, selectionEnd: 6 };
  const text = "![describe the image](/media/1)";
  expect(imageMarkdown(selection, "/media/1", true)).toEqual({ from: 6, to: 6, text, select: [37, 37] });
});

it("puts an image behind the one whose description is selected", () => {
  const value = "![describe the image](/media/1) b";
  const change = imageMarkdown({ value, selectionStart: 2, selectionEnd: 20 }, "/media/2", false);
  expect(change).toMatchObject({ from: 31, to: 31, text: "![describe the image](/media/2)" });
});
