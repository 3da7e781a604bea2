import type { Finding } from "../findings";
import type { Report } from "../report";
import { sourcePlace } from "../sourcePlace";
import type { StatementRow } from "../statementRows";
import { counted, daysInWords, headline, verdictOf } from "../verdict";
import { code, details, fitting, list, plain, table } from "./markdownText";
import { mermaidOf } from "./mermaid";

/** So long is a comment on a pull request at most, in characters, with some to spare. */
const LONGEST = 65_000;
/** So much room has a part that may be of any length, in characters; the findings have all that is left. */
const ROOM = 8_000;

/** The report for a comment on a pull request or the summary of a job; what does not fit is counted. */
export function markdownOf(report: Report): string {
    const before = [heading(report), proofs(report), diagram(report)];
    const after = [waivers(report), assumptions(report), cost(report)];
    const others = [...before, ...after].filter((part) => part !== "");
    const left = LONGEST - others.join("\n\n").length;
    return [...before, findings(report.findings, left), ...after]
        .filter((part) => part !== "")
        .join("\n\n")
        .concat("\n");
}

const icons = { rejected: "❌", proved: "✅", passed: "⚠️" } as const;

function heading(report: Report): string {
    const title =
        report.stack === "" ? "SSM-only network" : `SSM-only network: ${code(report.stack)}`;
    return `### ${icons[verdictOf(report)]} ${title}\n\n**${plain(headline(report))}**`;
}

const verdicts: Readonly<Record<StatementRow["verdict"], string>> = {
    proved: "✅ proved",
    violated: "❌ violated",
    unknown: "❓ unknown",
    open: "➖ not decided for all",
    "not asked": "➖ not asked",
};

function proofs({ proofs, statements }: Report): string {
    const counts = proofs.map(({ policy, subjects, proved, violated, unknown }) => [
        code(policy),
        ...[subjects, proved, violated, unknown].map(String),
    ]);
    const rows = statements.map(({ numbers, text, verdict }) => [
        numbers,
        plain(text),
        verdicts[verdict],
    ]);
    const isProved = statements.every(({ verdict }) => verdict === "proved");
    const all = table(["No.", "statement", "verdict"], rows);
    return [
        ...(counts.length > 0
            ? [table(["proof", "subjects", "proved", "violated", "unknown"], counts)]
            : []),
        isProved ? details(`All ${counted(statements.length, "statement")} are proved`, all) : all,
    ].join("\n\n");
}

function diagram({ picture }: Report): string {
    const mermaid = mermaidOf(picture);
    if (mermaid !== undefined) {
        const omissions = picture.omissions.map((omission) => `\n\n${plain(omission)}`).join("");
        return details("Picture of the network", `\`\`\`mermaid\n${mermaid}\n\`\`\`${omissions}`);
    }
    return picture.vpcs.length === 0
        ? ""
        : "The network is too large for a picture here; the HTML report has one.";
}

function findings(findings: readonly Finding[], left: number): string {
    if (findings.length === 0) {
        return "No findings.";
    }
    const ofLevel = (level: string) => findings.filter((finding) => levelOf(finding) === level);
    const parts: string[] = [];
    // Some lines are needed to say what is left out.
    let room = Math.max(left - 500, 0);
    for (const level of ["mandatory", "advisory", "waived"]) {
        const own = ofLevel(level);
        const { shown, omitted, left } = fitting(own.map(inMarkdown), room);
        room = left;
        const more =
            omitted > 0
                ? [`- **${omitted} more do not fit here**; the HTML and JSON reports have all`]
                : [];
        const lines = [...shown, ...more].join("\n");
        if (own.length > 0) {
            parts.push(
                level === "mandatory"
                    ? `#### ${counted(own.length, "mandatory finding")}\n\n${lines}`
                    : details(`${own.length} ${level}`, lines),
            );
        }
    }
    return parts.join("\n\n");
}

function levelOf({ level, waiver }: Finding): string {
    return waiver ? "waived" : level;
}

function inMarkdown({ policy, resource, message, waiver }: Finding): string {
    const [first = "", ...more] = message.split("\n").map(plain);
    const terms = waiver
        ? [
              `Waived until ${waiver.expires} by ${plain(waiver.approvedBy ?? "")}: ${plain(waiver.reason ?? "")}`,
          ]
        : [];
    const place = sourcePlace(resource?.sourcePosition);
    const made = place ? ` in ${code(place.file)}, line ${place.line}` : "";
    const urn = resource ? [`${code(resource.urn)}${made}`] : [];
    return [
        `- **${code(policy)}** on ${resource ? code(resource.name) : "the stack"}: ${first}`,
        ...[...more, ...terms, ...urn],
    ].join("<br>");
}

function waivers({ waivers }: Report): string {
    if (waivers.length === 0) {
        return "";
    }
    const rows = waivers.map((row) => [
        code(row.policy),
        code(row.resource),
        `${row.expires} (${daysInWords(row)})`,
        plain(row.approvedBy),
        plain(row.reason),
        plain([row.effect, ...row.flaws].join(". ")),
    ]);
    const { shown, omitted } = fitting(rows.map(String), ROOM);
    const head = ["policy", "resource", "until", "allowed by", "reason", "effect"];
    return [
        `#### ${counted(waivers.length, "waiver")}`,
        table(head, rows.slice(0, shown.length)),
        ...(omitted > 0 ? [`${omitted} more do not fit here.`] : []),
    ].join("\n\n");
}

function assumptions({ assumptions }: Report): string {
    const lines = assumptions.map((assumption) => `- ${plain(assumption)}`);
    return lines.length === 0
        ? ""
        : details(
              `${counted(lines.length, "assumption")}, which no stack shows`,
              list(lines, ROOM),
          );
}

function cost({ cost: { items, total, unpriced, prices } }: Report): string {
    const rows = items.map(({ what, count, each }) => [
        plain(what),
        String(count),
        each.toFixed(2),
        (count * each).toFixed(2),
    ]);
    const missing = unpriced.map(({ what, count }) => `- ${plain(what)}: ${count}`);
    const parts = [
        table(["what", "count", "each, USD", "USD"], rows),
        `Prices of ${prices.region} as of ${prices.asOf}, without data, requests and tax.`,
        ...(missing.length > 0 ? [`Not priced:\n\n${list(missing, ROOM)}`] : []),
    ];
    return details(`About ${total.toFixed(2)} USD a month`, parts.join("\n\n"));
}
