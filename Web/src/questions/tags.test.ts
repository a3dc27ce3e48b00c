import { expect, it } from "vitest";
import { questionId, tagUrl, withTags } from "./tags";

it("takes several tags at once, each once", () => {
  expect(withTags(["a"], " #C# , a  .NET")).toEqual(["a", "c#", ".net"]);
  expect(withTags(["a"], "  ")).toEqual(["a"]);
  expect(tagUrl("c#")).toBe("/questions/tagged/c%23");
});

it("finds the question of an address", () => {
  const id = "01935fc4-2d80-7e52-a1c3-6f4b8d0e2a71";
  expect(questionId(`https://social.example/questions/${id}#answers`)).toBe(id);
  expect(questionId(` ${id.toUpperCase()} `)).toBe(id);
  expect(questionId("how to loop")).toBeUndefined();
});
