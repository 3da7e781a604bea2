import { cloudConfigFetches } from "./cloudConfigFetches";
import { fetchingLines } from "./fetchCommands";
import { hostsIn, isReachable, type Reachable } from "./reachableHosts";

/** A part of user data: the whole, or a part of a MIME archive. */
interface Part {
    readonly text: string;
    /** The line on which it begins, counted from 1. */
    readonly line: number;
}

/**
 * The lines of user data that download something that instances cannot reach, in ascending order.
 *
 * It looks for the words by which commands are known, where a command begins. What a program does by
 * itself, or has in a variable, it cannot see; what it names is seldom wrong.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 */
export function fetchesFrom(text: string, reachable: Reachable): number[] {
    if (reachable.internet) {
        return [];
    }
    const lines = partsOf(text.replaceAll("\r\n", "\n")).flatMap((part) =>
        fetchesInPart(part, reachable),
    );
    return [...new Set(lines)].sort((a, b) => a - b);
}

/** The warning that names these lines, and never what stands there: it may be secret. */
export function fetchWarning(path: string, lines: readonly number[]): string | undefined {
    const [first] = lines;
    if (first === undefined) {
        return undefined;
    }
    const where = lines.length > 1 ? `lines ${lines.join(", ")} seem` : `line ${first} seems`;
    return (
        `${path}: ${where} to download what this network does not reach: it has no way to the ` +
        "Internet. The first start would wait for it in vain. Reach it through s3, codeArtifact or " +
        "services, put it into an image of your own (ami), or open bootstrapEgress for a while."
    );
}

/** Kinds of user data by how they begin; others run nothing, or no shell. */
const KINDS: readonly (readonly [
    begin: RegExp,
    fetches: (part: Part, reachable: Reachable) => number[],
])[] = [
    [/^#!\S*\/(env +)?(ba|da|k|z)?sh\b/, scriptFetches],
    [/^#cloud-boothook\b/, scriptFetches],
    [/^(## template: *jinja\s+)?#cloud-config\b/, cloudConfigFetches],
    [/^#include(-once)?\b/, includedFetches],
    [/<(powershell|script)>/i, windowsFetches],
];

function fetchesInPart({ text, line }: Part, reachable: Reachable): number[] {
    const blank = /^\s*/.exec(text)?.[0] ?? "";
    const part = { text: text.slice(blank.length), line: line + blank.split("\n").length - 1 };
    const kind = KINDS.find(([begin]) => begin.test(part.text));
    return kind?.[1](part, reachable) ?? [];
}

function scriptFetches({ text, line }: Part, reachable: Reachable): number[] {
    return fetchingLines(text, "sh", line, reachable);
}

/** Documents that cloud-init downloads, a URL on a line. */
function includedFetches({ text, line }: Part, reachable: Reachable): number[] {
    return text.split("\n").flatMap((content, index) => {
        const url = content.replace(/^#include(-once)?\b/, "").trim();
        const isComment = url.startsWith("#");
        const isFetch = hostsIn(url).some((host) => !isReachable(host, reachable));
        return isFetch && !isComment ? [line + index] : [];
    });
}

/** The scripts of a Windows instance. */
function windowsFetches({ text, line }: Part, reachable: Reachable): number[] {
    const scripts = text.matchAll(/<(powershell|script)>([\s\S]*?)(<\/\1>|$)/gi);
    return [...scripts].flatMap(({ index, 1: kind = "", 2: script = "" }) => {
        const first = line + text.slice(0, index).split("\n").length - 1;
        return kind.toLowerCase() === "powershell"
            ? fetchingLines(script, "powershell", first, reachable)
            : script
                  .split("\n")
                  .flatMap((content, offset) =>
                      /^\s*@?(rem\b|::)/i.test(content)
                          ? []
                          : fetchingLines(content, "cmd", first + offset, reachable),
                  );
    });
}

/** The parts of a MIME archive, without their headers; other user data is a part by itself. */
function partsOf(text: string): Part[] {
    const [headers = ""] = text.split("\n\n", 1);
    const isArchive = /^[\w-]+:/.test(headers) && /^content-type: *multipart\//im.test(headers);
    const [, boundary] = (isArchive && /\bboundary="?([^"\s;]+)/i.exec(headers)) || [];
    if (boundary === undefined) {
        return [{ text, line: 1 }];
    }
    let line = 1;
    return text.split(`--${boundary}`).map((piece) => {
        const [partHeaders = piece] = /^\n(?:[^\n]+\n)*\n/.exec(piece) ?? [];
        const part = {
            text: piece.slice(partHeaders.length),
            line: line + partHeaders.split("\n").length - 1,
        };
        line += piece.split("\n").length - 1;
        return part;
    });
}
