import { expect, it } from "vitest";
import { readProblem } from "./problem";

it("takes the detail and the errors by field of a refusal", () => {
  const body = { title: "Unprocessable", detail: "See errors.", errors: { username: ["Taken."] } };
  const problem = readProblem(409, JSON.stringify(body), null);
  expect(problem).toMatchObject({ status: 409, message: "See errors.", retryAfterSeconds: null });
  expect(problem.field("username")).toBe("Taken.");
  expect(problem.field("password")).toBeUndefined();
});

it("uses the default message of the status for HTML or an empty body", () => {
  expect(readProblem(503, "<html>Bad gateway</html>", "5")).toMatchObject({
    message: "Part of Social is unavailable right now. Try again in a moment.",
    retryAfterSeconds: 5,
  });
  expect(readProblem(500, "", null).message).toBe("Something went wrong. Try again.");
});
