import { call } from "../api/client";
import { Problem, wording } from "../api/problem";
import { say } from "../ui/Announcer";
import { session } from "./browser";

/** Ends the session at the server, then here and in the other tabs. */
export async function leave(): Promise<void> {
  try {
    await call("POST", "/api/auth/logout");
  } catch (error) {
    // The cookie is still good when the server was not reached: to say "logged out" would be a lie.
    if (!(error instanceof Problem) || error.status !== 401) return say(wording(error), true);
  }
  session.close();
}
