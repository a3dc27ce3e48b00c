import { errorMessage, Problem } from "../api/problem";

/** What was wrong with a question's form: by field, and in general. */
export interface FormFault {
  title?: string | undefined;
  body?: string | undefined;
  tags?: string | undefined;
  other?: string | undefined;
}

export function toFormFault(error: unknown): FormFault {
  if (!(error instanceof Problem)) return { other: errorMessage(error) };
  const fields = { title: error.field("title"), body: error.field("body"), tags: error.field("tags") };
  const named = Object.values(fields).some((text) => text !== undefined);
  return { ...fields, other: named ? undefined : error.message };
}
