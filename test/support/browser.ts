import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Browser } from "puppeteer-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/** A Chromium or Chrome on the PATH, or the one that CHROMIUM names. */
export function findChromium(): string | undefined {
    const folders = (process.env.PATH ?? "").split(delimiter);
    const places = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
    return [process.env.CHROMIUM, ...places].find((place) => place && existsSync(place));
}

/** Starts a browser without a window; the test closes it. */
export async function openBrowser(executablePath: string): Promise<Browser> {
    const { default: puppeteer } = await import("puppeteer-core");
    // Chromium refuses its sandbox to root; the only pages here are reports.
    const isRoot = process.getuid?.() === 0;
    return puppeteer.launch({ executablePath, args: isRoot ? ["--no-sandbox"] : [] });
}
