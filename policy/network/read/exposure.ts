import type { Exposure } from "../facts";
import { at, type Bag, certain, elementsAt, filledAt, flag, mapped, object } from "../known";

/** Reads from a resource what may open the network. */
export type ExposureReader = (bag: Bag) => Exposure[];

/** A resource that opens the network by its mere existence, whatever its properties. */
export function existing(effect: string, fix: string): ExposureReader {
    return () => [{ opens: certain(true), effect, fix }];
}

/** A property that opens the network where it is true. */
export function flagged(key: string, effect: string): ExposureReader {
    return (bag) => [{ opens: at(bag, key, flag), effect, fix: `Set ${key} to false.` }];
}

/** A list that opens the network where it holds an element. A single value counts as a list of one. */
export function listed(key: string, effect: string, fix = `Leave ${key} out.`): ExposureReader {
    return (bag) => [{ opens: filledAt(bag, key), effect, fix }];
}

/** All that several readers read. */
export function together(...readers: ExposureReader[]): ExposureReader {
    return (bag) => readers.flatMap((reader) => reader(bag));
}

/** What each object of a property opens; one that cannot be read may be the worst. */
export function within(
    key: string,
    worst: Omit<Exposure, "opens">,
    reader: ExposureReader,
): ExposureReader {
    return (bag) =>
        elementsAt(bag, key, object).flatMap((element) =>
            element.known.state === "value"
                ? reader(element.known.value)
                : [{ ...worst, opens: mapped(element, () => true) }],
        );
}
