import type { Exposure } from "../facts";
import { type Bag, certain } from "../known";

/** Reads from a resource what may open the network. */
export type ExposureReader = (bag: Bag) => Exposure[];

/** A resource that opens the network by its mere existence, whatever its properties. */
export function existing(effect: string, fix: string): ExposureReader {
    return () => [{ opens: certain(true), effect, fix }];
}
