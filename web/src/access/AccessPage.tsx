import type { UserId } from "../contract/types";
import { Heading } from "../parts/Heading";
import { UserSelect } from "../people/UserSelect";
import { usePeople } from "../people/usePeople";
import { useMay, useUser } from "../session/session";
import { goTo } from "../studio/route";
import { Sessions } from "./Sessions";
import { Tokens } from "./Tokens";

export const EVERYBODY = "everybody";

/** Whose tokens and sessions: one's own, somebody's, or for an admin all. */
export function AccessPage({ of }: { of: UserId | typeof EVERYBODY | undefined }) {
  const me = useUser();
  const people = usePeople();
  const mayChoose = useMay("list_users");
  const whose = !mayChoose || of === undefined ? me?.id : of === EVERYBODY ? undefined : of;
  const own = whose !== undefined && whose === me?.id;
  const show = (next: string | undefined) => goTo({ page: "access", ...(next && next !== me?.id && { of: next }) }, "replace");
  return (
    <>
      <Heading title={own ? "Your access" : whose ? `Access of ${people.nameOf(whose)}` : "Everybody’s access"}>
        {mayChoose && <UserSelect label="Of" none="everybody" value={whose} onChoose={(user) => show(user ?? EVERYBODY)} />}
      </Heading>
      <Tokens key={`tokens ${whose}`} whose={whose} own={own} people={people} />
      <Sessions key={`sessions ${whose}`} whose={whose} own={own} people={people} />
    </>
  );
}
