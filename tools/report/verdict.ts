import type { Report } from "./report";
import type { WaiverRow } from "./waiverRows";

/** The verdict of a report in one word: what a pipeline does with it, and whether everything is proved. */
export function verdictOf({ counts, proofs }: Report): "rejected" | "proved" | "passed" {
    if (counts.mandatory > 0) {
        return "rejected";
    }
    const isProved =
        proofs.length === 2 && proofs.every(({ subjects, proved }) => subjects === proved);
    return isProved && proofs.some(({ subjects }) => subjects > 0) ? "proved" : "passed";
}

/** The verdict in one sentence. */
export function headline(report: Report): string {
    const { counts, proofs, resources } = report;
    const findings = `${counted(counts.mandatory, "mandatory finding")}, ${counts.advisory} advisory, ${counts.waived} waived`;
    const about = `${counted(resources, "resource")}${report.stack === "" ? "" : ` of ${report.stack}`}`;
    const says = {
        rejected: "Rejected",
        proved: "Proved: no path to the Internet, and every instance reaches Systems Manager",
        passed: proofs.some(({ subjects }) => subjects > 0)
            ? "Passed, but not everything is proved"
            : "Passed, and nothing was to prove",
    };
    return `${says[verdictOf(report)]}. ${about}: ${findings}.`;
}

/** A number with a noun. */
export function counted(count: number, noun: string): string {
    return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** How long a waiver holds, in words. */
export function daysInWords({ daysLeft }: Pick<WaiverRow, "daysLeft">): string {
    if (daysLeft === undefined) {
        return "without a date";
    }
    if (daysLeft < 0) {
        return `expired ${counted(-daysLeft, "day")} ago`;
    }
    return daysLeft === 0 ? "ends today" : `${counted(daysLeft, "day")} left`;
}
