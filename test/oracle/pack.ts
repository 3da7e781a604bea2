/** All that the oracle knows of the pack: its one function, and the types of what that takes and gives. */
import { verify } from "../../policy/network/verify";

export { verify };
export type StackResource = Parameters<typeof verify>[0][number];
export type Answer = ReturnType<typeof verify>[number];
