import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const root = join(import.meta.dirname, "..");

/** Attributes whose values people neither see nor hear. */
const technical =
  /^(class|className|data-.*|href|htmlFor|id|key|pattern|rel|role|src|target|to|type|d|viewBox|preserveAspectRatio|auto.*|\w+KeyHint|aria-(activedescendant|autocomplete|controls|current|describedby|haspopup|hidden|keyshortcuts|labelledby|live))$/u;

/** What looks like a text and is none: names of things, of keys and of the DOM's events, and errors for developers. */
const exceptions = new Set([
  ...["Social", "OpenAPI", "Nora Hill", "English", "Deutsch"],
  ...["Edge", "Opera", "Firefox", "Chrome", "Safari", "Android", "Windows", "Mac", "Chromebook", "Linux"],
  ...["Enter", "Escape", "Esc", "Tab", "Backspace", "Files", "Notification"],
  ...["Authorization", "Problem", "Authenticate", "Subscribe", "Typing"],
  ...["index.html has no #root.", "useMe needs a session.", "No clipboard.", "No service worker."],
  "The line was stopped meanwhile.",
]);

/** Selectors, media queries, paths of icons, tags that may be rendered, and templates of styles. */
const notation =
  /^(\(|M\d|main |input:not|img, |a, button|pre > |p br hr|translate\(|min\()|\[role=|^Bearer |^image\/|^xM| · Social$/u;

export interface SourceText {
  id: string;
  /** The file with the line, for the message of a failure. */
  place: string;
  /** Read when its module is, which is before the language is known. */
  early: boolean;
}

/** The texts of the web app: those that are keys of the catalogues, and those that should be and are not. */
export function readSourceTexts(): { messages: SourceText[]; literals: string[] } {
  const messages: SourceText[] = [];
  const literals: string[] = [];
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (name) => /\.tsx?$/u.test(name) && !/\.test\.|\.g\.ts|^testing|testMessages|^i18n\/text/u.test(name),
  );
  for (const name of files) {
    const source = ts.createSourceFile(name, readFileSync(join(root, name), "utf8"), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      const place = `${name}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`;
      const id = messageId(node);
      if (id !== undefined) messages.push({ id, place, early: isEarly(node) });
      const literal = literalText(node);
      if (literal !== undefined) literals.push(`${place}: ${literal}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { messages, literals };
}

function messageId(node: ts.Node): string | undefined {
  if (ts.isTaggedTemplateExpression(node)) {
    const text = templateParts(node.template).reduce((all, part, index) => `${all}{${index - 1}}${part}`);
    const tag = node.tag;
    if (ts.isIdentifier(tag) && (tag.text === "t" || tag.text === "rich")) return text;
    if (ts.isCallExpression(tag) && tag.expression.getText() === "inContext")
      return `[${stringOf(tag.arguments[0])}] ${text}`;
  }
  if (ts.isCallExpression(node) && node.expression.getText() === "plural") {
    const forms = node.arguments[1];
    if (forms === undefined || !ts.isObjectLiteralExpression(forms)) throw new Error(`No forms: ${node.getText()}`);
    const [one, other] = forms.properties.map((form) => ts.isPropertyAssignment(form) && stringOf(form.initializer));
    return `{0, plural, one {${one}} other {${other}}}`;
  }
  return undefined;
}

const templateParts = (template: ts.TemplateLiteral): string[] =>
  ts.isNoSubstitutionTemplateLiteral(template)
    ? [template.text]
    : [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)];

function stringOf(node: ts.Node | undefined): string {
  if (node !== undefined && ts.isStringLiteralLike(node)) return node.text;
  throw new Error(`Texts are literals, so that they can be found: ${node?.parent.getText()}`);
}

const isEarly = (node: ts.Node): boolean =>
  node.parent === undefined || (!ts.isFunctionLike(node.parent) && isEarly(node.parent));

/** A text for people that is in no catalogue. */
function literalText(node: ts.Node): string | undefined {
  if (ts.isJsxText(node)) {
    const text = node.text.trim();
    return /\p{L}/u.test(text) && !exceptions.has(text) ? text : undefined;
  }
  if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) return undefined;
  const { parent } = node;
  const isOther =
    ts.isTaggedTemplateExpression(parent) ||
    ts.isLiteralTypeNode(parent) ||
    (ts.isPropertyAssignment(parent) && (parent.name === node || isForms(parent))) ||
    (ts.isBinaryExpression(parent) && /^[!=]==$/u.test(parent.operatorToken.getText()));
  if (isOther || isTechnical(node)) return undefined;
  const text = ts.isTemplateExpression(node) ? templateParts(node).join("\0") : node.text;
  const words = /\p{L}{2}\S* \S|^\p{Lu}\p{Ll}+[….?!]?$|\p{L}\0? \p{L}{2}/u.test(text) || /\0 \p{L}{2}/u.test(text);
  return words && !notation.test(text) && !exceptions.has(text) ? text.replaceAll("\0", "{}") : undefined;
}

/** The forms of `plural`. */
const isForms = (property: ts.Node): boolean =>
  ts.isCallExpression(property.parent.parent) && property.parent.parent.expression.getText() === "plural";

/** In an attribute that is not for people, whatever expression is around it. */
function isTechnical(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isJsxAttribute(parent)) {
    const name = parent.name.getText();
    // `name` is a field's when it is written out; given to a component it may be a text.
    return technical.test(name) || (name === "name" && node.kind === ts.SyntaxKind.StringLiteral);
  }
  const within =
    ts.isJsxExpression(parent) ||
    ts.isTemplateSpan(parent) ||
    ts.isTemplateExpression(parent) ||
    ts.isConditionalExpression(parent) ||
    ts.isParenthesizedExpression(parent) ||
    ts.isBinaryExpression(parent);
  return within && isTechnical(parent);
}
