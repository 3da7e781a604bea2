import type { Protocol } from "../facts";
import { type Property, valueIn } from "../known";
import type { Told } from "../model";
import { allPorts, type PortRange, widestRange } from "../ports";
import { doubtAbout, open, told, toldIn } from "../told";

/** The ports of a rule; AWS ignores those of a rule for all protocols. */
export function portsOf(
    label: string,
    protocol: Told<Protocol>,
    from: Property<number>,
    to: Property<number>,
): Told<PortRange> {
    if (toldIn(protocol) === "all") {
        return told(allPorts);
    }
    const doubtful = [from, to].find(({ known: { state } }) =>
        ["unknown", "malformed"].includes(state),
    );
    return doubtful
        ? open(doubtAbout(label, doubtful))
        : told(widestRange(valueIn(from), valueIn(to)));
}
