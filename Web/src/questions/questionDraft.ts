import type { AskForm } from "../api/questionChanges";

export const emptyForm: AskForm = { title: "", body: "", tags: [] };

/** A draft keeps one text; of a question that is its form in JSON. What cannot be read is an empty form. */
export function parseForm(text: string): AskForm {
  if (text === "") return emptyForm;
  try {
    const saved: unknown = JSON.parse(text);
    if (typeof saved !== "object" || saved === null) return emptyForm;
    const { title, body, tags } = { ...emptyForm, ...saved };
    return {
      title: typeof title === "string" ? title : "",
      body: typeof body === "string" ? body : "",
      tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [],
    };
  } catch {
    return emptyForm;
  }
}

export const isBlank = ({ title, body, tags }: AskForm) => title === "" && body === "" && tags.length === 0;

/** Empty for a blank form, which is no draft. */
export const formatForm = (form: AskForm): string => (isBlank(form) ? "" : JSON.stringify(form));
