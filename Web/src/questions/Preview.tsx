import { useMemo } from "react";
import { t } from "../i18n/text";
import { RenderedText } from "./RenderedText";
import { renderPreview } from "./renderPreview";

/** What a text in CommonMark will look like. Loaded when it is first asked for. */
export default function Preview({ source }: { source: string }) {
  const html = useMemo(() => renderPreview(source), [source]);
  return source.trim() === "" ? <p className="hint">{t`Nothing to preview yet.`}</p> : <RenderedText html={html} />;
}
