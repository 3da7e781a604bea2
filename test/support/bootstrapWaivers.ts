import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./command";

/** The page that says what the policy pack has against bootstrap egress. */
const PAGE = "docs/bootstrap-egress.md";
const HEADING = "## The policy pack rejects it\n";

/** A finding as the page lists it, for a component `network` with two zones. */
export interface ListedFinding {
    readonly policy: string;
    readonly type: string;
    readonly name: string;
}

/** Reads the page's table: an empty first cell repeats the policy above, `-b` another end of a name. */
export function listedFindings(): ListedFinding[] {
    const [, section = ""] = readFileSync(join(ROOT, PAGE), "utf8").split(HEADING);
    let policy = "";
    return section
        .split("\n")
        .filter((line) => line.startsWith("|") && line.includes("`"))
        .flatMap((line) => {
            const [policies = [], names = [], types = []] = line
                .split("|")
                .slice(1)
                .map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code));
            [policy = policy] = policies;
            const [first = "", ...ends] = names;
            const [type = ""] = types;
            return [first, ...ends.map((end) => first.slice(0, -end.length) + end)].map((name) => ({
                policy,
                type,
                name,
            }));
        });
}

/** The configuration of the policy pack that waives these findings. */
export function waiversFor(findings: readonly ListedFinding[], expires: string) {
    const terms = { reason: "install the database from its vendor", expires, approvedBy: "me" };
    return { settings: { waivers: findings.map((finding) => ({ ...finding, ...terms })) } };
}
