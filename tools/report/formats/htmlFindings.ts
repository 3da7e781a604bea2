import type { Finding, Resource } from "../findings";
import type { PolicyRow } from "../policyRows";
import type { Report } from "../report";
import { sourcePlace } from "../sourcePlace";
import { counted } from "../verdict";
import { type Html, html } from "./escape";

/** So many findings of a policy are open to the eye; the others wait for a click. */
const MOST_OPEN = 10;

/** All findings, policy by policy, those that reject first. */
export function findingsSection({ findings, policies }: Report): Html {
    const names = [...new Set(findings.map(({ policy }) => policy))];
    const groups = names.map((name) => {
        const policy = policies.find((each) => each.name === name);
        const own = findings.filter((finding) => finding.policy === name);
        return html`<section aria-labelledby="findings-${name}">
<h3 id="findings-${name}">${policy?.displayName ?? name} <code>${name}</code></h3>
${own.slice(0, MOST_OPEN).map((finding, index) => article(finding, `${name}-${index + 1}`))}
${others(own.slice(MOST_OPEN), name)}
</section>`;
    });
    return html`<section id="findings" aria-labelledby="findings-heading">
<h2 id="findings-heading">Findings</h2>
${groups.length === 0 ? html`<p>None.</p>` : groups}
</section>`;
}

function others(findings: readonly Finding[], name: string): Html {
    return findings.length === 0
        ? html``
        : html`<details><summary>${counted(findings.length, "more finding")}</summary>
${findings.map((finding, index) => article(finding, `${name}-${MOST_OPEN + index + 1}`))}
</details>`;
}

function article({ level, resource, message, waiver }: Finding, id: string): Html {
    const what = waiver ? "waived" : level;
    const [first = "", ...more] = message.split("\n");
    return html`<article id="${id}" class="finding level-${what}">
<h4><a href="#${id}"><span class="key level-${what}">${what}</span> ${resource?.name ?? "the stack"}</a></h4>
<p>${first}</p>
${more.map((line) => html`<p>${line}</p>`)}
${resource ? html`<p><code>${resource.urn}</code>${placeOf(resource)}</p>` : html``}
${waiver ? html`<p class="note">Waived until ${waiver.expires ?? ""} by ${waiver.approvedBy ?? ""}: ${waiver.reason ?? ""}</p>` : html``}
</article>`;
}

function placeOf({ sourcePosition }: Resource): Html {
    const place = sourcePlace(sourcePosition);
    return place ? html` in <code>${place.file}</code>, line ${place.line}` : html``;
}

/** Every policy with its level, so that a policy that is off does not look like one that found nothing. */
export function policiesSection({ policies }: Report): Html {
    return html`<section id="policies" aria-labelledby="policies-heading">
<h2 id="policies-heading">Policies</h2>
<table>
<thead><tr><th scope="col">Policy</th><th scope="col">Level</th><th scope="col" class="number">Findings</th></tr></thead>
<tbody>${policies.map(policyRow)}</tbody>
</table>
</section>`;
}

function policyRow({ name, displayName, level, findings }: PolicyRow): Html {
    const count = level === "disabled" ? html`–` : html`${findings}`;
    return html`<tr><th scope="row">${displayName} <code>${name}</code></th><td>${level}</td><td class="number">${findings > 0 ? html`<a href="#findings-${name}">${findings}</a>` : count}</td></tr>`;
}
