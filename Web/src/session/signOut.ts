import { api, unwrap } from "../api/client";
import { errorMessage, Problem } from "../api/problem";
import { ownerOfPush } from "../push/owner";
import { notify } from "../ui/Announcer";
import { session } from "./browser";

/** Ends the session at the server, then here and in the other tabs. */
export async function signOut(): Promise<void> {
  // Without it the server ends them with the session, some seconds later.
  if (ownerOfPush() !== null)
    await import("../push/subscription").then((push) => push.unsubscribeAtServer()).catch(() => undefined);
  try {
    await unwrap(api.POST("/api/auth/logout"));
  } catch (error) {
    // If the server was not reached the cookie is still valid, so the user is not logged out.
    if (!(error instanceof Problem) || error.status !== 401) return notify(errorMessage(error), true);
  }
  session.close(null);
}
