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

// What the service stores for these, without `rel` and paragraphs (MarkdownTests).
it.each([
  ["[x](javascript:alert(1))", "<a>x</a>"],
  ["[x](JaVaScRiPt:alert(1))", "<a>x</a>"],
  ["[x](data:text/html;base64,PHN2Zz4=)", "<a>x</a>"],
  ["[x](file:///etc/passwd)", "<a>x</a>"],
  ["[x](h323:alert)", "<a>x</a>"],
  ["<vbscript:alert(1)>", "<a>vbscript:alert(1)</a>"],
  ["![x](javascript:alert(1))", "x"],
  ["![x](data:image/svg+xml;base64,PHN2Zz4=)", "x"],
  ["[x](#part) [y](page)", '<a href="#part">x</a> <a href="page">y</a>'],
  ["~~x~~ ~y~", "<del>x</del> ~y~"],
  ["main.py, a@b.example and example.com", "main.py, a@b.example and example.com"],
  [
    "https://a.example/b and www.example.org",
    '<a href="https://a.example/b">https://a.example/b</a> and <a href="http://www.example.org">www.example.org</a>',
  ],
  ["mailto:a@b.example", '<a href="mailto:a@b.example">a@b.example</a>'],
  ["[x](mailto:a@b.example)", '<a href="mailto:a@b.example">x</a>'],
])("shows %s as its stored page does", (source, html) =>
  expect(
    renderPreview(source)
      .replace(/<\/?p>/gu, "")
      .trim(),
  ).toBe(html),
);
