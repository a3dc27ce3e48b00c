import DOMPurify from "dompurify";
import MarkdownIt from "markdown-it";

// As the service renders: CommonMark with tables, strikethrough and bare links; HTML in the source is text.
const markdown = new MarkdownIt({ html: false, linkify: true });
// These schemes, and addresses without one.
const allowed = /^(?:https?:|mailto:|(?![a-z][a-z0-9+.-]*:))/iu;

markdown.renderer.rules.s_open = () => "<del>";
markdown.renderer.rules.s_close = () => "</del>";

// The service links what begins like an address, and no others that look like one, such as a@b.example.
const address = /^(?:https?:\/\/|ftp:\/\/|mailto:|www\.)/u;
const { linkify } = markdown;
const match = linkify.match.bind(linkify);
linkify.set({ fuzzyLink: true });
linkify.match = (text) => {
  const found = match(text)?.filter(({ raw }) => address.test(raw));
  for (const link of found ?? []) link.text = link.raw.replace(/^mailto:/u, "");
  return found ?? null;
};

// A link to another address is its text alone, as there, and not its source.
markdown.validateLink = () => true;
markdown.renderer.rules.link_open = (tokens, index, options, _, renderer) => {
  const link = tokens[index];
  if (link !== undefined && !allowed.test(String(link.attrGet("href")))) link.attrs = null;
  return renderer.renderToken(tokens, index, options);
};

const policy = {
  ALLOWED_TAGS: [
    ..."p br hr h1 h2 h3 h4 h5 h6 strong em del code pre blockquote ul ol li a img table thead tbody tr th td".split(
      " ",
    ),
  ],
  ALLOWED_ATTR: ["href", "src", "alt", "title", "class", "start"],
  ALLOWED_URI_REGEXP: allowed,
};

/** The source as it will look: rendered and sanitised, safe to show as it is. */
export function renderPreview(source: string): string {
  const clean = DOMPurify.sanitize(markdown.render(source), policy);
  const root = new DOMParser().parseFromString(clean, "text/html").body;
  // Images only from the service's own media, as there: others are links.
  for (const image of root.querySelectorAll("img"))
    if (!image.getAttribute("src")?.startsWith("/media/")) image.replaceWith(inPlaceOf(image));
  return root.innerHTML;
}

function inPlaceOf(image: HTMLImageElement): Node {
  const source = image.getAttribute("src") ?? "";
  const alt = image.getAttribute("alt") ?? "";
  if (!/^https?:\/\//iu.test(source) || image.closest("a") !== null) return document.createTextNode(alt);
  const link = document.createElement("a");
  link.href = source;
  link.textContent = alt.trim() === "" ? source : alt;
  return link;
}
