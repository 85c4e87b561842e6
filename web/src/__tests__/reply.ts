import type { operations } from "../contract/types";

/** The body of one of an operation's answers, as the generated types have it. */
export type Reply<
  Operation extends keyof operations,
  Status extends keyof operations[Operation]["responses"],
  Media extends string,
> = operations[Operation]["responses"][Status] extends { content: infer Content } ? (Media extends keyof Content ? Content[Media] : never) : never;
