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

const defaultMessages: Record<number, string> = {
  401: "You are not logged in.",
  403: "You can't do that.",
  404: "This doesn't exist, or you can't see it.",
  413: "This file is too large.",
  415: "This file type isn't supported.",
  429: "Too many requests. Wait a moment and try again.",
  503: "Part of Social is unavailable right now. Try again in a moment.",
};

/** Parses application/problem+json; any other body becomes the default message of the status. */
export function readProblem(status: number, body: string, retryAfter: string | null): Problem {
  const seconds = retryAfter === null ? null : Number.parseInt(retryAfter, 10);
  const fallback = defaultMessages[status] ?? "Something went wrong. Try again.";
  try {
    const problem = JSON.parse(body) as { detail?: unknown; title?: unknown; errors?: unknown };
    // A title such as "Bad Gateway" says less than the default message, so only the detail is shown.
    const text = typeof problem.detail === "string" && problem.detail !== "" ? problem.detail : fallback;
    const errors = typeof problem.errors === "object" && problem.errors !== null ? problem.errors : {};
    return new Problem(status, text, errors as Record<string, string[]>, seconds);
  } catch {
    return new Problem(status, fallback, {}, seconds);
  }
}

/** The message to show for anything that was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Problem ? error.message : "Something went wrong. Try again.";
}
