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

export const unreachable = () => new Problem(0, "Can't reach Social. Check your connection and try again.");

/** The user cancelled a slow request. */
export const cancelled = () => new Problem(499, "The request was cancelled.");

const defaultMessages: Record<number, string> = {
  401: "You are not logged in.",
  403: "You can't do that.",
  404: "This doesn't exist, or you can't see it.",
  413: "This file is too large.",
  415: "This file type isn't supported.",
  429: "Social is busy. Wait a moment and try again.",
  503: "Part of Social is unavailable right now. Try again in a moment.",
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function fieldErrors(value: unknown): Record<string, string[]> {
  if (!isRecord(value)) return {};
  const entries = Object.entries(value).map(([name, messages]): [string, string[]] => [
    name,
    Array.isArray(messages) ? messages.filter((message) => typeof message === "string") : [],
  ]);
  return Object.fromEntries(entries);
}

/** A Problem from a parsed problem+json body; any other body becomes the default message of the status. */
export function toProblem(status: number, body: unknown, retryAfter: string | null): Problem {
  const seconds = retryAfter === null ? null : Number.parseInt(retryAfter, 10);
  const fallback = defaultMessages[status] ?? "Something went wrong. Try again.";
  if (!isRecord(body)) return new Problem(status, fallback, {}, seconds);
  // A title such as "Bad Gateway" says less than the default message, so only the detail is shown.
  const text = typeof body.detail === "string" && body.detail !== "" ? body.detail : fallback;
  return new Problem(status, text, fieldErrors(body.errors), seconds);
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
  return error instanceof Problem ? error.message : "Something went wrong. Try again.";
}
