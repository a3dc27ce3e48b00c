import { memo, useEffect, useMemo, useRef } from "react";
import { useNavigate } from "react-router";

/**
 * The only place that puts HTML into the page. It is safe because it comes from two places alone: `bodyHtml` of the API, which the Questions
 * service sanitises by an allow-list when the text is written (docs/questions.md, Markdown), and the preview, which DOMPurify sanitises by the
 * same list. Never give it what somebody typed.
 */
export const RenderedText = memo(function RenderedText({ html }: { html: string }) {
  const root = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  // The same object for the same text: another one would have React write the HTML again, without colours.
  const inner = useMemo(() => ({ __html: html }), [html]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other HTML has other code blocks
  useEffect(() => {
    const blocks = [...(root.current?.querySelectorAll<HTMLElement>("pre > code") ?? [])];
    for (const { parentElement } of blocks) {
      // Scrolled by keyboard, too.
      parentElement?.setAttribute("tabindex", "0");
    }
    const named = blocks.filter((block) => block.className.includes("language-"));
    if (named.length === 0) return;
    // Without the colours the code is still code.
    import("./highlight").then(({ highlight }) => highlight(named)).catch(() => undefined);
  }, [inner]);
  // A mention leads to a profile without loading the app again.
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const path = (event.target as Element).closest("a")?.getAttribute("href");
      if (!path?.startsWith("/@") || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      navigate(path);
    };
    const shown = root.current;
    shown?.addEventListener("click", follow);
    return () => shown?.removeEventListener("click", follow);
  }, [navigate]);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: see above
  return <div ref={root} className="rendered" dir="auto" dangerouslySetInnerHTML={inner} />;
});
