import { resourceDeclaration } from "./declarations";

/** How the package's documentation of a type tells the shape of its ids, where it shows an import. */
export interface DocumentedId {
    /** The id in the example of `pulumi import`. */
    readonly example: string;
    /** The arguments of which the id consists, in order; empty if it is none of the program's words. */
    readonly inputs: readonly string[];
    /** What stands between the arguments. */
    readonly separator: string;
}

const EXAMPLE = /\$ pulumi import \S+ \S+ [`"]?([^\s`"]+)/;
const WORDING = /using `pulumi import`, import .*? using (.*?)(?:, e\.g\.,.*)?\. For example/i;
const SIMPLE_WORDING = /import using (the `\w+`):/;
const SEPARATED = /^(.*?),? separated by an? .*?\(`(.)`\)/;

const shapes = new Map<string, DocumentedId | undefined>();

/** What the documentation of a type tells of its ids, undefined if it shows no import. */
export function documentedId(token: string): DocumentedId | undefined {
    if (!shapes.has(token)) {
        shapes.set(token, read(token));
    }
    return shapes.get(token);
}

function read(token: string): DocumentedId | undefined {
    const { documentation, inputs: declared, outputs } = resourceDeclaration(token);
    const example = EXAMPLE.exec(documentation)?.[1];
    if (example === undefined) {
        return undefined;
    }
    const wording = (SIMPLE_WORDING.exec(documentation) ?? WORDING.exec(documentation))?.[1] ?? "";
    const isText = (name: string) => declared.get(name)?.type.kind === "string";
    const [, list, separator = ""] = SEPARATED.exec(wording) ?? [];
    if (list !== undefined) {
        // Where a part may be left out, the list names the others twice.
        const named = [...new Set([...list.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name))];
        return { example, separator, inputs: named.every(isText) ? named : [] };
    }
    // What has no ARN of its own goes by the ARN of what it belongs to.
    const owners = [...declared]
        .filter(([name, { optional }]) => !optional && /Arn$/.test(name) && !/role/i.test(name))
        .map(([name]) => name);
    const candidates = [
        ...wordsOf(wording),
        ...(example.startsWith("arn:") && !outputs.has("arn") ? owners : []),
    ];
    const input = candidates.find(isText);
    return { example, separator, inputs: input === undefined ? [] : [input] };
}

/** "the domain name" may be `domainName`, `name` or `domain`; "the `name`" is `name`. */
function wordsOf(wording: string): string[] {
    const noun = /^(?:the |their |its |an? )?((?:[\w`]+ )?[\w`]+?)(?: attribute| argument)?$/.exec(
        wording,
    )?.[1];
    const [last = "", previous = ""] = (noun?.replaceAll("`", "").split(" ") ?? []).reverse();
    const joined = previous && previous + last.charAt(0).toUpperCase() + last.slice(1);
    return [joined, last, ...(last === "name" ? [previous] : [])];
}
