import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import go from "highlight.js/lib/languages/go";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import rust from "highlight.js/lib/languages/rust";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";

const languages = { bash, csharp, css, go, java, javascript, json, python, rust, sql, typescript, xml, yaml };
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);

/** Colours the code blocks whose language is named and known. The library escapes what it reads. */
export function highlight(blocks: Iterable<HTMLElement>): void {
  for (const block of blocks) {
    const name = /(?:^|\s)language-(\S+)/u.exec(block.className)?.[1]?.toLowerCase() ?? "";
    if (hljs.getLanguage(name) === undefined || block.dataset.highlighted !== undefined) continue;
    block.innerHTML = hljs.highlight(block.textContent ?? "", { language: name, ignoreIllegals: true }).value;
    block.dataset.highlighted = "yes";
  }
}
