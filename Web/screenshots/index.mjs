const headings = {
  light: "Light, 1440 px",
  dark: "Dark, 1440 px",
  phone: "Dark, phone",
  "phone-light": "Light, phone",
  narrow: "320 px",
  forced: "Forced colours",
};

/** The page of the documentation that shows the pictures. */
export function index(pages, variants, fileName) {
  const row = (cells) => `| ${cells.join(" | ")} |`;
  return [
    "# Every page of the web app",
    "",
    "Taken by `npm run screenshots -- <address> <username> <password>` in `Web`, of a seeded system; this page is written by it, too.",
    "",
    row(["", ...variants.map((variant) => headings[variant])]),
    row(["---", ...variants.map(() => "---")]),
    ...pages.map(({ name, title }) =>
      row([title, ...variants.map((variant) => `![${title}, ${headings[variant]}](${fileName(name, variant)})`)]),
    ),
    "",
  ].join("\n");
}
