import { language } from "../i18n/language";
import { t, translated } from "../i18n/text";
/** An error response of the API, or no response at all (status 0). `message` can be shown to users. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly errors: Readonly<Record<string, readonly string[]>> = {},
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
    this.name = "Problem";
  }

  /** The first validation error of a field. */
  field(name: string): string | undefined {
    return this.errors[name]?.[0];
  }
}

export const unreachable = () => new Problem(0, t`Can't reach Social. Check your connection and try again.`);

/** Whether there was no response at all, so that the same request may succeed once there is a connection. */
export const isUnreachable = (error: unknown): boolean => error instanceof Problem && error.status === 0;

/** The user cancelled a slow request. */
export const cancelled = () => new Problem(499, t`The request was cancelled.`);

const defaultMessages = (): Record<number, string> => ({
  401: t`You are not logged in.`,
  403: t`You can't do that.`,
  404: t`This doesn't exist, or you can't see it.`,
  413: t`This file is too large.`,
  415: t`This file type isn't supported.`,
  429: t`Social is busy. Wait a moment and try again.`,
  503: t`Part of Social is unavailable right now. Try again in a moment.`,
});

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function fieldErrors(value: unknown): Record<string, string[]> {
  if (!isRecord(value)) return {};
  const entries = Object.entries(value).map(([name, messages]): [string, string[]] => [
    name,
    Array.isArray(messages)
      ? messages.filter((message) => typeof message === "string").map((text) => translated(text) ?? text)
      : [],
  ]);
  return Object.fromEntries(entries);
}

/** Services write English: in another language the translation is shown, else the message of the status, which says less. */
const localized = (detail: string, own: string | undefined): string =>
  translated(detail) ?? (language === "en" ? detail : (own ?? detail));

/** A Problem from a parsed problem+json body; any other body becomes the default message of the status. */
export function toProblem(status: number, body: unknown, retryAfter: string | null): Problem {
  const seconds = retryAfter === null ? null : Number.parseInt(retryAfter, 10);
  const own = defaultMessages()[status];
  const fallback = own ?? t`Something went wrong. Try again.`;
  if (!isRecord(body)) return new Problem(status, fallback, {}, seconds);
  // A title such as "Bad Gateway" says less than the default message, so only the detail is shown.
  const detail = typeof body.detail === "string" ? body.detail : "";
  return new Problem(status, detail === "" ? fallback : localized(detail, own), fieldErrors(body.errors), seconds);
}

/** As `toProblem`, for a body that is not parsed yet. */
export function readProblem(status: number, body: string, retryAfter: string | null): Problem {
  try {
    return toProblem(status, JSON.parse(body), retryAfter);
  } catch {
    return toProblem(status, null, retryAfter);
  }
}

/** The message to show for anything that was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Problem ? error.message : t`Something went wrong. Try again.`;
}
