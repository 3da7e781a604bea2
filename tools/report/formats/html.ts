import { createHash } from "node:crypto";
import type { Report } from "../report";
import { counted, headline, verdictOf } from "../verdict";
import { Html, html } from "./escape";
import { findingsSection, policiesSection } from "./htmlFindings";
import { assumptionsSection, costSection, waiversSection } from "./htmlOthers";
import { statementsSection } from "./htmlStatements";
import { style } from "./style";
import { svgOf } from "./svg";

/** The report as one page that needs nothing else: no script, no font, no picture from anywhere. */
export async function htmlOf(report: Report): Promise<string> {
    const title = `${report.stack || "Stack"}: ${verdictOf(report)}`;
    const hash = createHash("sha256").update(style).digest("base64");
    const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
    const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the verdict</a>
${header(report)}
<main id="main" tabindex="-1">
${verdictSection(report)}
${await pictureSection(report)}
${statementsSection(report)}
${findingsSection(report)}
${policiesSection(report)}
${waiversSection(report)}
${assumptionsSection(report)}
${costSection(report)}
</main>
<footer><p>Judged by the policy pack <code>ssm-only</code> from the ${report.source} of the stack, without an engine. Days are in UTC.</p></footer>
</body>
</html>
`;
    return page.text;
}

const sections = [
    ["picture", "Network"],
    ["statements", "Statements"],
    ["findings", "Findings"],
    ["policies", "Policies"],
    ["waivers", "Waivers"],
    ["assumptions", "Assumptions"],
    ["cost", "Cost"],
] as const;

function header({ stack, source, day }: Report): Html {
    return html`<header>
<p class="kicker">SSM-only network</p>
<h1>${stack || "A stack without a name"}</h1>
<p>Report on its ${source === "state" ? "state" : "preview: as it will be after the update"}, ${day}</p>
<nav aria-label="Sections"><ul>${sections.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>`;
}

const verdictSymbols = { rejected: "✗", proved: "✓", passed: "?" } as const;

function verdictSection(report: Report): Html {
    const verdict = verdictOf(report);
    const { counts, proofs, cost } = report;
    const proofCounts = proofs.map(
        ({ policy, subjects, proved }) =>
            html`<div><dt>${policy}</dt><dd>${proved} of ${subjects} <small>proved</small></dd></div>`,
    );
    return html`<section class="verdict verdict-${verdict}" aria-label="Verdict">
<p class="headline"><span class="symbol" aria-hidden="true">${verdictSymbols[verdict]}</span> ${headline(report)}</p>
<dl>
<div><dt>Mandatory</dt><dd>${counts.mandatory}</dd></div>
<div><dt>Advisory</dt><dd>${counts.advisory}</dd></div>
<div><dt>Waived</dt><dd>${counts.waived}</dd></div>
${proofCounts}
<div><dt>Estimated cost</dt><dd>${cost.total.toFixed(2)} <small>USD a month</small></dd></div>
</dl>
</section>`;
}

const legend = [
    ["proved", "proved", "a statement holds, whatever the update tells"],
    ["violated", "violated", "a statement fails; arrows show the way"],
    ["unknown", "unknown", "a value decides that nobody knows yet"],
    ["plain", "not asked", "no statement is about it"],
] as const;

async function pictureSection({ picture, proofs }: Report): Promise<Html> {
    const subnets = picture.vpcs.flatMap(({ zones }) => zones.flatMap((zone) => zone.subnets));
    const description =
        `${counted(picture.vpcs.length, "VPC")} with ${counted(subnets.length, "subnet")}. ` +
        `Ways that are proved: ${numberOf("proved", picture.arrows)}, violated: ${numberOf("violated", picture.arrows)}, unknown: ${numberOf("unknown", picture.arrows)}. ` +
        "The table of statements tells the same in words.";
    const drawing =
        picture.vpcs.length === 0
            ? html`<p>There is no network in this stack.</p>`
            : html`<div class="scroll" tabindex="0" role="region" aria-label="Picture of the network">${new Html(await svgOf(picture, description))}</div>`;
    const off = ["no-internet-path", "ssm-path"].filter(
        (name) => !proofs.some(({ policy }) => policy === name),
    );
    return html`<section id="picture" aria-labelledby="picture-heading">
<h2 id="picture-heading">Network</h2>
<ul class="legend">${legend.map(([mark, name, meaning]) => html`<li><span class="key mark-${mark}">${name}</span> ${meaning}</li>`)}</ul>
${drawing}
<p class="note">The mark of a subnet says whether it has a path to the Internet, that of an instance whether it reaches Systems Manager, and that of an arrow whether TCP 443 gets through, or whether the route is part of a path to the Internet.</p>
${picture.omissions.map((omission) => html`<p>${omission}</p>`)}
${off.map((name) => html`<p>The policy <code>${name}</code> is disabled: what it would prove is not asked.</p>`)}
</section>`;
}

function numberOf(mark: string, arrows: Report["picture"]["arrows"]): number {
    return arrows.filter((arrow) => arrow.mark === mark).length;
}
