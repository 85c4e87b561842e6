import { expect, test } from "vitest";

import { messageOf, refusalFrom, Refused, statusOf, Unreachable } from "../src/contract/problem";
import type { InvalidPart } from "../src/contract/types";
import { problem } from "./problems";

const refused = (...errors: [InvalidPart, ...InvalidPart[]]) => new Refused(problem(400, { errors }));

test("a problem becomes its title, its detail and its trace id", () => {
  const message = messageOf(new Refused(problem(404)));
  expect(message).toMatchObject({
    title: "A kind of problem",
    detail: "What happened this time.",
    traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
  });
});

test("an invalid part goes to the field that its pointer names", () => {
  const error = refused({ in: "body", pointer: "/steps", detail: "500 is too many" });
  expect(messageOf(error, ["steps"]).fields.get("steps")).toBe("500 is too many");
});

test("a pointer's escapes are undone", () => {
  const error = refused({ in: "body", pointer: "/a~1b~0c", detail: "no" });
  expect(messageOf(error, ["a/b~c"]).fields.get("a/b~c")).toBe("no");
});

test("what fits no field of the form is not lost", () => {
  const error = refused(
    { in: "body", pointer: "/colour", detail: "is not known" },
    { in: "header", pointer: "/Idempotency-Key", detail: "is too long" },
    { in: "body", pointer: "", detail: "the body is not an object" },
  );
  expect(messageOf(error, ["steps"]).others).toEqual([
    "body /colour: is not known",
    "header /Idempotency-Key: is too long",
    "the body is not an object",
  ]);
});

test("a parameter of the same name is not mistaken for a field of the body", () => {
  const error = refused({ in: "query", pointer: "/steps", detail: "no" });
  expect(messageOf(error, ["steps"]).fields.size).toBe(0);
});

test("an answer that is no problem came from something else on the way", () => {
  const error = refusalFrom("<html>", new Response(null, { status: 502 }));
  expect(error).toBeInstanceOf(Unreachable);
  expect(messageOf(error).detail).toContain("502");
  expect(statusOf(error)).toBeNull();
});
