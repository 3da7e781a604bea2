import type { ExposureReader } from "../network/read/exposure";
import { exposureProblem } from "../report";
import type { Judge } from "./eachResource";

/** Judges by what resources open: each such property is a problem of its own. */
export function exposureJudge(
    readerOf: (type: string) => ExposureReader | undefined,
): (type: string) => Judge | undefined {
    return (type) => {
        const reader = readerOf(type);
        return (
            reader && ((bag) => reader(bag).flatMap((exposure) => exposureProblem(exposure) ?? []))
        );
    };
}
