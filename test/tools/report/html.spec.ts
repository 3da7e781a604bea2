import assert from "node:assert/strict";
import { htmlOf } from "../../../tools/report/formats/html";
import { networkOf } from "../../support/reportNetworks";
import { HOSTILE, on, SPOILED, waiver } from "../../support/reportsOn";

describe("the report as HTML", () => {
    it("is one page that asks for nothing and runs nothing", async () => {
        const page = await htmlOf(SPOILED);
        assert.match(page, /^<!doctype html>\n<html lang="en">/);
        assert.match(
            page,
            /content="default-src &#39;none&#39;; style-src &#39;sha256-[A-Za-z0-9+/=]{44}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"/,
        );
        assert.doesNotMatch(page, /<script|<link|<img|<iframe|@import|url\(|\son\w+=|\sstyle=/i);
        const links = [...page.matchAll(/\shref="([^"]*)"/g)].map(([, link = ""]) => link);
        for (const link of links) {
            assert.match(link, /^#/);
            assert.ok(page.includes(` id="${link.slice(1)}"`), `${link} leads nowhere`);
        }
    });

    it("names the picture and its parts", async () => {
        const page = await htmlOf(SPOILED);
        assert.match(
            page,
            /<svg [^>]*role="img" aria-labelledby="picture-title picture-description"><title id="picture-title">The network<\/title><desc id="picture-description">1 VPC with 2 subnets\. Ways that are proved: 8, violated: 4, unknown: 0\./,
        );
        for (const title of [
            "subnet app-a, 10.0.0.0/24 (violated)",
            "subnet app-b, 10.0.1.0/24, routes: local (proved)",
            "instance without-role, security group instances, violated: 32 (violated)",
            "instance in-doubt, security group instances, unknown: 32 (unknown)",
            "VPC endpoints, ssm, ssmmessages, security group endpoints (proved)",
            `Elastic IP address, waived until ${waiver.expires} (violated)`,
            "route table table-a → an Internet gateway (internet gateway internet) route to-internet (&quot;0.0.0.0/0&quot;) (violated)",
        ]) {
            assert.ok(page.includes(`<title>${title}</title>`), title);
        }
    });

    it("draws the zones in their order, from the top", async () => {
        const page = await htmlOf(on(networkOf(3)));
        const heights = ["a", "b"].map((zone) =>
            Number(new RegExp(`y="([-\\d.]+)"[^>]*>eu-central-1${zone}<`).exec(page)?.[1]),
        );
        assert.ok((heights[0] ?? 0) < (heights[1] ?? 0), heights.join(", "));
    });

    it("groups what is alike, so that the picture stays readable", async () => {
        const page = await htmlOf(on(networkOf(300)));
        assert.equal(page.match(/class="node mark-proved kind-instances"/g)?.length, 2);
        assert.ok(page.includes("150 alike, instance app, … instance app-299"));
    });

    it("tells terms and days of waivers", async () => {
        const page = await htmlOf(SPOILED);
        assert.ok(page.includes("<code>no-public-ip</code> 10 days left"));
        assert.ok(page.includes("a partner | &lt;b&gt;admits&lt;/b&gt; a fixed address"));
    });

    it("takes names for nothing but names", async () => {
        const page = await htmlOf(HOSTILE);
        assert.doesNotMatch(page, /<script|<img|<b>/);
        assert.ok(page.includes("&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;"));
        const drawn = [...page.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
        assert.ok(
            drawn.some((text) => text?.includes("\\N&amp;lt;img")),
            drawn.join("\n"),
        );
    });
});
