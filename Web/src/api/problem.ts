/** A refusal of the API, or the lack of any answer (status 0). `message` is fit to show to people. */
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

  /** The first thing wrong with a field, or undefined. */
  field(name: string): string | undefined {
    return this.errors[name]?.[0];
  }
}

export const unreachable = () => new Problem(0, "Social cannot be reached. Check your connection and try again.");

const plain: Record<number, string> = {
  401: "You are not logged in.",
  403: "That is not yours to do.",
  404: "That is not here.",
  413: "That is too large.",
  415: "That kind of file is not taken.",
  429: "Too many tries. Wait a moment, then try again.",
  503: "A part of Social is away for a moment. Try again shortly.",
};

/** Reads application/problem+json; anything else becomes a sentence that fits the status. */
export function readProblem(status: number, body: string, retryAfter: string | null): Problem {
  const seconds = retryAfter === null ? null : Number.parseInt(retryAfter, 10);
  const fallback = plain[status] ?? "Something went wrong on our side. Try again.";
  try {
    const problem = JSON.parse(body) as { detail?: unknown; title?: unknown; errors?: unknown };
    // A title such as "Bad Gateway" says less than our own sentence: only the detail is shown.
    const text = typeof problem.detail === "string" && problem.detail !== "" ? problem.detail : fallback;
    const errors = typeof problem.errors === "object" && problem.errors !== null ? problem.errors : {};
    return new Problem(status, text, errors as Record<string, string[]>, seconds);
  } catch {
    return new Problem(status, fallback, {}, seconds);
  }
}

/** The words to show for anything that was thrown. */
export function wording(error: unknown): string {
  return error instanceof Problem ? error.message : "Something went wrong. Try again.";
}
