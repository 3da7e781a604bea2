/** The picture of a network, before any layout. */
export interface Picture {
    readonly vpcs: readonly VpcBox[];
    /** Gateways, other networks, ways in and the Internet. */
    readonly outside: readonly Shape[];
    readonly arrows: readonly Arrow[];
    /** What is left out, in sentences. */
    readonly omissions: readonly string[];
}

/** What is known of a part of the picture; `plain` parts carry no statement. */
export type Mark = "proved" | "violated" | "unknown" | "plain";

interface Part {
    /** Unique in the picture: a letter and a number. */
    readonly id: string;
    /** The first is its name. */
    readonly lines: readonly string[];
    readonly mark: Mark;
}

export interface VpcBox extends Part {
    readonly zones: readonly ZoneBox[];
    /** Route tables with routes that matter, and endpoints that are missing. */
    readonly shapes: readonly Shape[];
}

export interface ZoneBox extends Part {
    readonly subnets: readonly SubnetBox[];
}

export interface SubnetBox extends Part {
    readonly shapes: readonly Shape[];
}

export interface Shape extends Part {
    readonly kind:
        | "instances"
        | "endpoints"
        | "table"
        | "gateway"
        | "internet"
        | "way in"
        | "question";
}

/** From a shape or subnet to another. */
export interface Arrow {
    readonly from: string;
    readonly to: string;
    readonly label: string;
    readonly mark: Mark;
}

/** The mark of several things that are shown as one. */
export function worst(marks: readonly Mark[]): Mark {
    const order: readonly Mark[] = ["violated", "unknown", "proved"];
    return order.find((mark) => marks.includes(mark)) ?? "plain";
}

/** Gives ids that are unique in one picture. */
export function numbering(): (letter: string) => string {
    let last = 0;
    return (letter) => {
        last += 1;
        return `${letter}${last}`;
    };
}
