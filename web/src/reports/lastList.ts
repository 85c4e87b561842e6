// The list that a report was opened from, with its filters: the way back.
import type { Route } from "../studio/route";

type List = Extract<Route, { page: "reports" }>;

let last: List = { page: "reports" };

export function rememberList(list: List): void {
  last = list;
}

export const lastList = (): List => last;
