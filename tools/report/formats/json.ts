import type { Report } from "../report";
import { verdictOf } from "../verdict";

/** The version of the form that `docs/report.md` describes; it grows where a reader has to change. */
const VERSION = 1;

/** The report for other programs. */
export function jsonOf(report: Report): string {
    const { picture: _, ...told } = report;
    return `${JSON.stringify({ version: VERSION, verdict: verdictOf(report), ...told }, null, 2)}\n`;
}
