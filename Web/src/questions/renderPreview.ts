import DOMPurify from "dompurify";
import MarkdownIt from "markdown-it";

// As the service renders: CommonMark with tables, strikethrough and bare links; HTML in the source is text.
const markdown = new MarkdownIt({ html: false, linkify: true });

const policy = {
  ALLOWED_TAGS: [
    ..."p br hr h1 h2 h3 h4 h5 h6 strong em del code pre blockquote ul ol li a img table thead tbody tr th td".split(
      " ",
    ),
  ],
  ALLOWED_ATTR: ["href", "src", "alt", "title", "class", "start"],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|\/)/iu,
};

/** The source as it will look: rendered and sanitised, safe to show as it is. */
export function renderPreview(source: string): string {
  const clean = DOMPurify.sanitize(markdown.render(source), policy);
  const root = new DOMParser().parseFromString(clean, "text/html").body;
  // Images only from the service's own media, as there.
  for (const image of root.querySelectorAll("img"))
    if (!image.getAttribute("src")?.startsWith("/media/")) image.remove();
  return root.innerHTML;
}
