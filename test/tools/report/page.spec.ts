import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "puppeteer-core";
import { awsTypes } from "../../../policy/network/types";
import { htmlOf } from "../../../tools/report/formats/html";
import { makeTemporaryFolder, type TemporaryFolder } from "../../../tools/temporaryFolder";
import { of } from "../../policy/sabotage/networks";
import { findChromium, openBrowser } from "../../support/browser";
import { inDays } from "../../support/dates";
import type { Resource } from "../../support/policyServer";
import { address, networkOf, spoiled, wayOut } from "../../support/reportNetworks";
import { on } from "../../support/reportsOn";

const chromium = findChromium();
const axe = readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8");

const evil = of(
    awsTypes.eip,
    "</title><script>document.title = 'run'</script><img src=x onerror=y>",
);
const waiver = {
    policy: "no-public-ip",
    type: address.type,
    name: address.name,
    reason: "a partner admits a fixed address only",
    expires: inDays(3),
    approvedBy: "the security team",
};
const config = { settings: { waivers: [waiver, { ...waiver, expires: inDays(-3) }] } };

const networks: Readonly<Record<string, readonly Resource[]>> = {
    "3 instances": networkOf(3),
    "300 instances": networkOf(300),
    "3 instances, spoiled": [...networkOf(3), ...wayOut, ...spoiled, address],
    "300 instances, spoiled": [...networkOf(300), ...wayOut, ...spoiled, address, evil],
};
const SPOILED = "300 instances, spoiled";

// A pending test would fail the run.
if (!chromium) {
    console.log("No page is opened: there is no Chromium on the PATH, and CHROMIUM names none.");
} else {
    describe("the page of the report in a browser", inBrowser);
}

function inBrowser(this: Mocha.Suite): void {
    this.timeout(30_000);
    let browser: Browser;
    let folder: TemporaryFolder;

    before(async () => {
        folder = makeTemporaryFolder();
        browser = await openBrowser(chromium ?? "");
        for (const [name, network] of Object.entries(networks)) {
            const report = on(network, name === SPOILED ? config : {});
            writeFileSync(fileOf(name), await htmlOf(report));
        }
    });

    after(async () => {
        await browser.close();
        folder.remove();
    });

    const fileOf = (name: string) => join(folder.path, `${name.replaceAll(" ", "-")}.html`);

    /** Opens a page and collects what the browser says and asks for. */
    async function open(name: string, width = 1280) {
        const page = await browser.newPage();
        const said: string[] = [];
        page.on("console", (message) => said.push(message.text()));
        page.on("pageerror", (error) => said.push(String(error)));
        page.on("request", (request) => said.push(`asks for ${request.url()}`));
        await prefer(page, "light");
        await page.setViewport({ width, height: 800 });
        const url = pathToFileURL(fileOf(name)).href;
        await page.goto(url);
        return { page, said: said.filter((line) => line !== `asks for ${url}`) };
    }

    const prefer = (page: Page, scheme: "light" | "dark") =>
        page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);

    /** What axe finds, by all its rules or some. */
    async function complaints(page: Page, ...rules: string[]): Promise<string[]> {
        const options = JSON.stringify(rules.length > 0 ? { runOnly: rules } : {});
        const { violations, passes } = (await page.evaluate(
            `axe.run(document, ${options})`,
        )) as AxeResults;
        assert.ok(passes.some(({ id }) => id === "color-contrast"));
        return violations.flatMap(({ id, nodes }) =>
            nodes
                .slice(0, 3)
                .map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
        );
    }

    const backgroundOf = (page: Page) =>
        page.evaluate("getComputedStyle(document.documentElement).backgroundColor");

    for (const name of Object.keys(networks)) {
        it(`opens in silence and is accessible in light and dark: ${name}`, async () => {
            const { page, said } = await open(name);
            assert.deepEqual(said, []);
            await page.evaluate(axe);
            assert.deepEqual(await complaints(page), []);
            assert.equal(await backgroundOf(page), "rgb(255, 255, 255)");
            await prefer(page, "dark");
            assert.deepEqual(await complaints(page, "color-contrast"), []);
            assert.equal(await backgroundOf(page), "rgb(13, 17, 23)");
            await page.close();
        });
    }

    it("runs nothing that a name of a resource asks for", async () => {
        const { page, said } = await open(SPOILED);
        assert.deepEqual(said, []);
        assert.equal(await page.title(), "test/test: rejected");
        assert.equal((await page.$$("script, img")).length, 0);
        await page.close();
    });

    it("draws what is proved in another colour, and with other lines, than what is not", async () => {
        const { page } = await open(SPOILED);
        const lineOf = async (selector: string) => {
            const style = `getComputedStyle(document.querySelector("${selector}"))`;
            return page.evaluate(
                `(({ stroke, strokeWidth, strokeDasharray }) => [stroke, strokeWidth, strokeDasharray].join(" "))(${style})`,
            );
        };
        assert.deepEqual(
            [
                await lineOf("svg .node.mark-proved > polygon"),
                await lineOf("svg .node.mark-violated > polygon"),
                await lineOf("svg .node.mark-unknown > polygon"),
                await lineOf("svg .edge.mark-violated > path"),
            ],
            [
                "rgb(17, 99, 41) 1.3px none",
                "rgb(164, 14, 38) 2.8px none",
                "rgb(122, 76, 0) 1.8px 6px, 4px",
                "rgb(164, 14, 38) 2.8px none",
            ],
        );
        await page.close();
    });

    it("is reached by the keyboard, row after row", async () => {
        const { page } = await open(SPOILED);
        const active = "document.activeElement";
        const focused = new Set<unknown>();
        for (let presses = 0; presses < 100; presses += 1) {
            await page.keyboard.press("Tab");
            focused.add(
                await page.evaluate(
                    `${active}.tagName + " " + (${active}.getAttribute("href") ?? ${active}.className)`,
                ),
            );
        }
        for (const place of [
            "A #main",
            "DIV scroll",
            "A #statement-1-3",
            "A #statement-42",
            "SUMMARY ",
            "A #no-internet-path-1",
            "A #findings-no-public-ip",
        ]) {
            assert.ok(focused.has(place), `${place} is not among ${[...focused].join(", ")}`);
        }
        await page.close();
    });

    it("opens what is folded with the keyboard", async () => {
        const { page } = await open(SPOILED);
        await page.focus("#statements details summary");
        await page.keyboard.press("Enter");
        assert.equal(await page.$eval("#statements details", (each) => each.open), true);
        await page.close();
    });

    for (const name of ["3 instances", SPOILED]) {
        it(`fits a telephone without scrolling sideways: ${name}`, async () => {
            const { page } = await open(name, 360);
            await page.$$eval("details", (all) => {
                for (const each of all) {
                    each.open = true;
                }
            });
            const [whole, seen] = (await page.evaluate(
                "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
            )) as [number, number];
            assert.equal(whole, seen);
            await page.close();
        });
    }

    it("prints what is folded, and no navigation", async () => {
        const { page } = await open(SPOILED);
        const isSeen = (selector: string) =>
            page.evaluate(`document.querySelector("${selector}").checkVisibility()`);
        assert.equal(await isSeen("#statements details ol"), false);
        assert.equal(await isSeen("nav"), true);
        await page.emulateMediaType("print");
        assert.equal(await isSeen("#statements details ol"), true);
        assert.equal(await isSeen("nav"), false);
        await page.close();
    });
}
