import type { CostItem } from "../cost";
import type { Report } from "../report";
import { counted, daysInWords } from "../verdict";
import type { WaiverRow } from "../waiverRows";
import { type Html, html } from "./escape";

/** Who allows what until when. */
export function waiversSection({ waivers }: Report): Html {
    return html`<section id="waivers" aria-labelledby="waivers-heading">
<h2 id="waivers-heading">Waivers</h2>
${waivers.length === 0 ? html`<p>None are configured.</p>` : waivers.map(waiver)}
</section>`;
}

function waiver(row: WaiverRow): Html {
    const { place, policy, resource, approvedBy, reason, effect, flaws } = row;
    return html`<article class="finding level-${effect === "in force" ? "waived" : "advisory"}">
<h3><code>${policy}</code> ${daysInWords(row)}</h3>
<p>${reason}</p>
<dl class="terms">
<div><dt>Resource</dt><dd><code>${resource}</code></dd></div>
<div><dt>Allowed by</dt><dd>${approvedBy}</dd></div>
<div><dt>Last day</dt><dd>${row.expires}</dd></div>
<div><dt>Effect</dt><dd>${effect}${flaws.length > 0 ? `: ${flaws.join(" ")}` : ""}</dd></div>
<div><dt>Stands in</dt><dd><code>${place}</code></dd></div>
</dl>
</article>`;
}

/** So many assumptions are open to the eye. */
const MOST_OPEN = 12;

/** What no stack shows, in sentences to quote. */
export function assumptionsSection({ assumptions }: Report): Html {
    const items = assumptions.map((assumption) => html`<li>${assumption}</li>`);
    const more = items.slice(MOST_OPEN);
    return html`<section id="assumptions" aria-labelledby="assumptions-heading">
<h2 id="assumptions-heading">Assumptions</h2>
${
    assumptions.length === 0
        ? html`<p>None: there is no network.</p>`
        : html`<p>The verdicts hold if all of this does, which no stack shows:</p>
<ul>${items.slice(0, MOST_OPEN)}</ul>
${more.length === 0 ? html`` : html`<details><summary>${more.length} more</summary><ul>${more}</ul></details>`}`
}
</section>`;
}

/** What is built costs so much per month, used or not. */
export function costSection({ cost }: Report): Html {
    const { items, total, unpriced, prices } = cost;
    return html`<section id="cost" aria-labelledby="cost-heading">
<h2 id="cost-heading">Cost per month</h2>
<p>An estimate with prices of ${prices.region} as of ${prices.asOf}, without data, requests and tax. Other Regions cost up to twice as much.</p>
<table>
<thead><tr><th scope="col">What</th><th scope="col" class="number">Count</th><th scope="col" class="number">Each, USD</th><th scope="col" class="number">USD</th></tr></thead>
<tbody>${items.map(itemRow)}</tbody>
<tfoot><tr><th scope="row">Together</th><td></td><td></td><td class="number">${total.toFixed(2)}</td></tr></tfoot>
</table>
${
    unpriced.length === 0
        ? html``
        : html`<details><summary>Not priced: ${counted(unpriced.length, "kind")} of resources</summary>
<ul>${unpriced.map(({ what, count }) => html`<li>${what}: ${count}</li>`)}</ul></details>`
}
<p class="note">Prices: ${prices.sources.join(", ")}</p>
</section>`;
}

function itemRow({ what, count, each }: CostItem): Html {
    return html`<tr><th scope="row">${what}</th><td class="number">${count}</td><td class="number">${each.toFixed(2)}</td><td class="number">${(count * each).toFixed(2)}</td></tr>`;
}
