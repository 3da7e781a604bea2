import { extname } from "node:path";
import { optionsIn, UsageError } from "../commandLine";

/** The forms in which a report can be written, by the ending of a file's name. */
export const formats = { html: ".html", markdown: ".md", sarif: ".sarif", json: ".json" } as const;
export type Format = keyof typeof formats;

/** A place to write the report to. */
export interface Output {
    readonly format: Format;
    /** `undefined` is the standard output. */
    readonly file: string | undefined;
}

/** What the command line asks for. */
export interface Options {
    /** The file of `pulumi stack export`. */
    readonly state: string | undefined;
    /** The file of `pulumi preview --save-plan`. */
    readonly preview: string | undefined;
    /** The file of `--policy-pack-config`. */
    readonly config: string | undefined;
    /** The folder of the Pulumi project in its repository, without a slash at its end; empty for the root. */
    readonly projectFolder: string;
    readonly outputs: readonly Output[];
}

export const usage = `npm run report -- --state FILE | --preview FILE [--state FILE] [OPTIONS]

  --state FILE               state to judge ("pulumi stack export --file FILE")
  --preview FILE             plan to judge ("pulumi preview --save-plan FILE"); together with --state, the
                             state from which that preview started, unless the stack was new
  --policy-pack-config FILE  configuration of the pack: levels, options, waivers
  --format FORMAT            ${Object.keys(formats).join(", ")}; default: by the name of --out, else markdown
  --out FILE                 where to write, several times if need be; default: standard output
  --project-folder FOLDER    folder of the Pulumi project in its repository, for SARIF; default: its root

Exit code 0: nothing mandatory was found; 1: something mandatory was found; 2: there is no report.`;

const accepted = {
    state: { type: "string" },
    preview: { type: "string" },
    "policy-pack-config": { type: "string" },
    format: { type: "string" },
    out: { type: "string", multiple: true },
    "project-folder": { type: "string", default: "" },
    help: { type: "boolean", short: "h" },
} as const;

/** @throws UsageError that says what is wrong and what is allowed */
export function readOptions(args: readonly string[]): Options | "help" {
    const values = optionsIn(args, accepted, usage);
    if (values.help) {
        return "help";
    }
    const { state, preview, format, out = [] } = values;
    if (state === undefined && preview === undefined) {
        throw new UsageError(`Neither --state nor --preview is given.\n\n${usage}`);
    }
    if (format !== undefined && !Object.keys(formats).includes(format)) {
        throw new UsageError(
            `--format is "${format}"; allowed: ${Object.keys(formats).join(", ")}.`,
        );
    }
    const files = out.length > 0 ? out : [undefined];
    return {
        state,
        preview,
        config: values["policy-pack-config"],
        projectFolder: values["project-folder"].replace(/^\.?\/+|^\.$|\/+$/g, ""),
        outputs: files.map((file) => ({ file, format: formatOf(file, format) })),
    };
}

function formatOf(file: string | undefined, format: string | undefined): Format {
    if (format !== undefined) {
        return format as Format;
    }
    if (file === undefined) {
        return "markdown";
    }
    const known = Object.entries(formats).find(([, ending]) => ending === extname(file));
    if (!known) {
        throw new UsageError(
            `--out is "${file}", of which the ending tells no format; allowed: ${Object.values(formats).join(", ")}, or give --format.`,
        );
    }
    return known[0] as Format;
}
