import type { Report } from "../report";
import type { Evidence, StatementRow } from "../statementRows";
import { type Html, html } from "./escape";

const verdicts: Readonly<
    Record<StatementRow["verdict"], { symbol: string; mark: string; meaning: string }>
> = {
    proved: { symbol: "✓", mark: "proved", meaning: "proved" },
    violated: { symbol: "✗", mark: "violated", meaning: "violated" },
    unknown: { symbol: "?", mark: "unknown", meaning: "unknown" },
    open: { symbol: "–", mark: "plain", meaning: "not decided for all" },
    "not asked": { symbol: "–", mark: "plain", meaning: "not asked" },
};

/** What the proofs decide, each with its verdict and the evidence against it. */
export function statementsSection({ statements }: Report): Html {
    return html`<section id="statements" aria-labelledby="statements-heading">
<h2 id="statements-heading">Statements</h2>
<table>
<thead><tr><th scope="col">Number</th><th scope="col">Statement and evidence</th><th scope="col">Verdict</th></tr></thead>
<tbody>${statements.map(row)}</tbody>
</table>
</section>`;
}

function row({ numbers, text, verdict, subjects, question, evidence }: StatementRow): Html {
    const { symbol, mark, meaning } = verdicts[verdict];
    const id = `statement-${numbers.replace(/\D+/g, "-")}`;
    return html`<tr id="${id}">
<th scope="row"><a href="#${id}">${numbers}</a></th>
<td><p>${text}</p>${note(verdict, `${subjects} ${question === "ssm-path" ? "instances" : "subnets and ways in"}`)}${evidence.map(details)}</td>
<td><span class="key mark-${mark}"><span aria-hidden="true">${symbol}</span> ${meaning}</span></td>
</tr>`;
}

function note(verdict: StatementRow["verdict"], subjects: string): Html {
    const notes: Partial<Record<typeof verdict, string>> = {
        proved: `for ${subjects}`,
        open: "Nothing is found against it, but other findings come first, such as an endpoint that is missing.",
        "not asked":
            "There is nothing to ask it of, or the policy that asks it is disabled in the configuration.",
    };
    const said = notes[verdict];
    return said === undefined ? html`` : html`<p class="note">${said}</p>`;
}

function details({ verdict, what, fix, witness, subjects }: Evidence): Html {
    const steps = witness.map(
        ({ step, urn }) =>
            html`<li>${step}${urn === undefined ? html`` : html` <code>${urn}</code>`}</li>`,
    );
    return html`<details class="mark-${verdict}">
<summary>${verdict}: ${subjectsInWords(subjects)}</summary>
<p>${what}</p>
<p><strong>Fix:</strong> ${fix}</p>
${steps.length === 0 ? html`` : html`<p>The way:</p><ol>${steps}</ol>`}
<p>Against:</p><ul>${subjects.map(({ label, urn }) => html`<li>${label} <code>${urn}</code></li>`)}</ul>
</details>`;
}

function subjectsInWords(subjects: Evidence["subjects"]): string {
    const shown = subjects.slice(0, 3).map(({ label }) => label);
    const more = subjects.length - shown.length;
    return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
