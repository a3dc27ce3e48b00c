import { expect, it } from "vitest";
import { emptyForm, formatForm, parseForm } from "./questionDraft";

it("reads the form that it wrote", () => {
  const form = { title: "Why?", body: "Because\n*that*", tags: ["c#"] };
  expect(parseForm(formatForm(form))).toEqual(form);
  expect(formatForm(emptyForm)).toBe("");
});

it("reads an empty form from anything else", () => {
  expect(parseForm("not json")).toEqual(emptyForm);
  expect(parseForm('{"title":1,"tags":[2,"a"]}')).toEqual({ title: "", body: "", tags: ["a"] });
});
