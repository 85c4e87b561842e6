import type { Role } from "../contract/types";

/** What each role may do, from the least to the most. */
export const ROLES: Record<Role, string> = {
  viewer: "Viewer: sees what is private",
  operator: "Operator: makes and arranges pictures",
  admin: "Admin: everything",
};
