// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { renderPreview } from "./renderPreview";

it("shows images of the service and links those of others", () => {
  expect(renderPreview("![a](/media/1)")).toContain('<img src="/media/1" alt="a">');
  const html = renderPreview("![a](https://b.example/c.png) and ![](https://b.example/d.png)");
  expect(html).not.toContain("<img");
  expect(html).toContain('<a href="https://b.example/c.png">a</a>');
  expect(html).toContain(">https://b.example/d.png</a>");
});
