import { readConfig, readResources } from "../../tools/report/input";
import { type Report, reportOn } from "../../tools/report/report";

/** The report on files that the engine has written, and the file of the pack's configuration. */
export function reportOf(files: {
    readonly state?: string;
    readonly preview?: string;
    readonly config?: string;
}): Report {
    const { state, preview, config } = files;
    const resources = readResources({ state, preview, config, projectFolder: "", outputs: [] });
    return reportOn(resources, preview === undefined ? "state" : "preview", readConfig(config));
}

/** The findings of a report, each as its level, policy and resource, as `findingsIn` has those of the CLI. */
export function reportedFindings({ findings, stack }: Report): string[] {
    return findings
        .map(({ level, policy, resource }) =>
            [level, policy, resource?.name ?? stack.replace("/", "-")].join(" "),
        )
        .sort();
}
