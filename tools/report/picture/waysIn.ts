import type { Network } from "../../../policy/network/model";
import type { Answer } from "../../../policy/network/verdict";
import type { Arrow, Shape } from "./picture";
import { INTERNET } from "./routes";
import type { Verdicts } from "./verdicts";

/** What a shape says of a waiver that allows its resource; the verdict stays what it is. */
export function waiverLine(waived: ReadonlyMap<string, string>, urn: string): string[] {
    const until = waived.get(urn);
    return until === undefined ? [] : [`waived until ${until}`];
}

/** So many ways in are drawn. */
const MOST_WAYS = 8;

/** What lets somebody in by itself, whatever the routes say, each with an arrow from the Internet. */
export function waysIn(
    { subnets, machines }: Network,
    verdicts: Verdicts,
    waived: ReadonlyMap<string, string>,
    nextId: (letter: string) => string,
): { shapes: Shape[]; arrows: Arrow[]; omissions: string[] } {
    const others = new Set([...subnets.values(), ...machines].map(({ urn }) => urn));
    const ways = verdicts.answers.filter(
        ({ question, subject, verdict }) =>
            question === "no-internet-path" && verdict !== "proved" && !others.has(subject),
    );
    const rank = ({ verdict }: Answer) => (verdict === "violated" ? 0 : 1);
    const sorted = [...ways].sort((one, other) => rank(one) - rank(other));
    const shapes = sorted.slice(0, MOST_WAYS).map(
        ({ label, verdict, subject }): Shape => ({
            id: nextId("w"),
            kind: "way in",
            lines: [label, ...waiverLine(waived, subject)],
            mark: verdict,
        }),
    );
    const more = sorted.length - shapes.length;
    return {
        shapes,
        arrows: shapes.map(({ id, mark }) => ({ from: INTERNET, to: id, label: "", mark })),
        omissions: more > 0 ? [`Not drawn: ${more} more ways in, which the table shows.`] : [],
    };
}
