import { expect, test } from "vitest";

import { redact, redactText } from "../src/reporter/redact";

const CANARY = "c4n4ryS3cr3tValue0123456789abcdef";

test.each([
  `http://127.0.0.1:8000/#sign-in=${CANARY}`,
  `Authorization: Bearer ${CANARY}`,
  `authorization: Basic ${CANARY}==`,
  `fetch with Bearer ${CANARY} failed`,
  `Cookie: a=b; session=${CANARY}`,
  `Set-Cookie: spolvero_session=${CANARY}; HttpOnly`,
  `spv_01234567_${CANARY}${"0".repeat(20)}`.toLowerCase(),
  `/search?access_token=${CANARY}&q=fox`,
  `/callback?code=${CANARY}`,
  `#id_token=${CANARY}`,
  `postgres://studio:${CANARY}@db/studio`,
  `{"password":"${CANARY}","name":"fox"}`,
  `{"api_key": "${CANARY}`,
  `PASSWORD=${CANARY}`,
  `eyJhbGciOiJIUzI1NiJ9.${CANARY}.${CANARY}`,
  `-----BEGIN PRIVATE KEY-----\n${CANARY}\n-----END PRIVATE KEY-----`,
  `sk-proj-${CANARY}`,
  `ghp_${CANARY}`,
])("the secret in %j does not leave the browser", (text) => {
  const clean = redactText(text).toLowerCase();
  expect(clean).toContain("[redacted]");
  expect(clean).not.toContain(CANARY.toLowerCase());
});

test.each([
  "GET /api/v1/jobs?state=failed&limit=25",
  "4bf92f3577b34da6a3ce929d0e0e4736",
  "A red fox in an autumn forest, seed 7",
  '{"next_cursor":"abc","state":"queued"}',
])("%j has no secret, and stays as it is", (text) => {
  expect(redactText(text)).toBe(text);
});

test("what a name gives away is taken out, whatever it holds, and that nothing is there is told", () => {
  const value = { user: { password: "fox", apiKey: 7, token: null, has_token: true, name: "fox", credentials: { a: [1] } } };
  expect(redact(value)).toEqual({
    user: { password: "[redacted]", apiKey: "[redacted]", token: null, has_token: true, name: "fox", credentials: "[redacted]" },
  });
});

test("a header is known by the name beside its value", () => {
  const headers = [
    { name: "Authorization", value: "fox" },
    { name: "X-CSRF-Token", value: "fox" },
    { name: "Accept", value: "fox" },
  ];
  expect(redact(headers).map(({ value }) => value)).toEqual(["[redacted]", "[redacted]", "fox"]);
});

test("a text does not grow beyond its limit by what is taken out of it", () => {
  const full = `?token=a&${"fox=1&".repeat(700)}`.slice(0, 4_096);
  expect(redact(full)).toHaveLength(4_096);
  expect(redact("?token=a&q=fox")).toBe("?token=[redacted]&q=fox");
});

test("what no text may hold is replaced: NUL, and half of a character", () => {
  expect(redactText("a\0b\uD83Ec🦊")).toBe("a\uFFFDb\uFFFDc🦊");
});
