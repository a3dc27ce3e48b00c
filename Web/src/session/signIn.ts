import { publicApi, unwrap } from "../api/client";
import { session } from "./browser";

/** Logs in and starts the session of the response. */
export async function signIn(username: string, password: string): Promise<void> {
  session.open(await unwrap(publicApi.POST("/api/auth/login", { body: { username, password, refresh: "cookie" } })));
}

interface NewAccount {
  displayName: string;
  username: string;
  password: string;
  email: string | null;
}

/** Registers an account and starts the session of the response. */
export async function register(account: NewAccount): Promise<void> {
  session.open(await unwrap(publicApi.POST("/api/auth/register", { body: { ...account, refresh: "cookie" } })));
}
