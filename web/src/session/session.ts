// Who is here. The cookie is the server's; the page knows only the answer to "who am I?".
import { http, read, readWhole } from "../contract/http";
import { loadContract, loadedContract, may } from "../contract/limits";
import { messageOf, statusOf, type Message } from "../contract/problem";
import type { operations, Settings, SignIn, User } from "../contract/types";
import { store, useStore } from "../parts/store";
import { takeSecret } from "./signInLink";

export type SettingsSignIn = Settings["sign_in"];

export type Session =
  | { phase: "asking" }
  | { phase: "unreachable"; trouble: Message }
  | { phase: "known"; user: User | null; notice: Message | null };

export const session = store<Session>({ phase: "asking" });

function known(user: User | null, notice: Message | null = null): void {
  session.set({ phase: "known", user, notice });
}

function words(title: string, detail: string, error?: unknown): Message {
  return { ...messageOf(error), title, detail };
}

/** Why a sign-in was refused, in words that say what to do next. */
export function signInTrouble(error: unknown, proof: SignIn): Message {
  if (statusOf(error) !== 400 && statusOf(error) !== 401) return messageOf(error);
  if ("password" in proof) {
    return words("This is not right", "This login and this password do not belong together. An admin can give you a one-time link instead.", error);
  }
  return "link" in proof
    ? words("This link does not work any more", "It was used already, or it has expired. On the server, `spolvero sign-in` prints a new one.", error)
    : words("This token is not valid", "Check that it was copied whole, and that it has not been revoked.", error);
}

export async function waysToSignIn(): Promise<SettingsSignIn> {
  return (await readWhole<Settings>(http.GET("/settings"))).data.sign_in;
}

export async function signIn(proof: SignIn): Promise<void> {
  const { data } = await read(http.POST("/session", { body: proof }));
  known(data.user);
}

export async function signOut(): Promise<void> {
  try {
    await read(http.DELETE("/session"));
  } catch (error) {
    if (statusOf(error) !== 401) throw error;
  }
  known(null);
}

async function whoAmI(): Promise<User | null> {
  try {
    return (await read(http.GET("/session"))).data.user;
  } catch (error) {
    if (statusOf(error) === 401) return null;
    throw error;
  }
}

/** A link that is refused ends nothing: whoever was signed in stays so, and reads why. */
async function followLink(link: string): Promise<void> {
  try {
    await signIn({ link });
  } catch (error) {
    known(await whoAmI(), signInTrouble(error, { link }));
  }
}

function unreachable(error: unknown): void {
  session.set({ phase: "unreachable", trouble: messageOf(error) });
}

/** Learn the contract and who is here; sign in when the address is a one-time link. */
export async function begin(): Promise<void> {
  const link = takeSecret();
  session.set({ phase: "asking" });
  try {
    await loadContract();
    if (link === null) known(await whoAmI());
    else await followLink(link);
  } catch (error) {
    unreachable(error);
  }
}

/** A one-time link pasted into the open page changes only the fragment. */
export function followPastedLinks(): void {
  addEventListener("hashchange", () => {
    const link = takeSecret();
    if (link !== null) followLink(link).catch(unreachable);
  });
}

/** When the session ends while the page is open, say so once. */
export function noticeExpiry(): void {
  http.use({
    onResponse({ response, schemaPath }) {
      const now = session.get();
      if (response.status !== 401 || schemaPath === "/session" || now.phase !== "known" || !now.user) return;
      known(null, words("Your session has ended", "Sign in again to go on."));
    },
  });
}

export function dismissNotice(): void {
  const now = session.get();
  if (now.phase === "known") known(now.user);
}

export function useUser(): User | null {
  const now = useStore(session);
  return now.phase === "known" ? now.user : null;
}

/** Whether the person here may do what an operation of the contract does; nothing, while there is no contract. */
export function useMay(operation: keyof operations): boolean {
  const user = useUser();
  return loadedContract() !== null && may(operation, user);
}
