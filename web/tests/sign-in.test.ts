import { expect, test } from "vitest";

import { Refused } from "../src/contract/problem";
import { signInTrouble } from "../src/session/session";
import { secretIn } from "../src/session/signInLink";
import { problem } from "./problems";

test("a one-time link gives up its secret", () => {
  expect(secretIn("#sign-in=Zk3vYF1v0n9J2sQb7wXc5A")).toBe("Zk3vYF1v0n9J2sQb7wXc5A");
});

test("a secret that the browser escaped is unescaped", () => {
  expect(secretIn("#sign-in=a%22b")).toBe('a"b');
});

test("a secret with a stray percent sign is taken as it is", () => {
  expect(secretIn("#sign-in=100%")).toBe("100%");
});

test.each(["", "#/", "#/sign-in", "#sign-in=", "#/albums/sign-in=x"])("the address %j carries no secret", (hash) => {
  expect(secretIn(hash)).toBeNull();
});

test("a refused link says that it is spent, and a refused token that it is not valid", () => {
  const refused = new Refused(problem(401));
  expect(signInTrouble(refused, { link: "x" }).title).toBe("This link does not work any more");
  expect(signInTrouble(refused, { token: "x" }).title).toBe("This token is not valid");
  expect(signInTrouble(refused, { login: "ann", password: "x" }).detail).toMatch("do not belong together");
});

test("a sign-in that failed for another reason says that reason", () => {
  expect(signInTrouble(new Refused(problem(500)), { link: "x" }).detail).toBe("What happened this time.");
});
