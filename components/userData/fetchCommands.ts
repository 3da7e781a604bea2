import { hostsIn, isReachable, type Reachable } from "./reachableHosts";
import { commandsIn, type Shell } from "./shellCommands";

/** Where a tool downloads from if it is not told: from a service's repositories, or elsewhere. */
type Origin = "Amazon Linux" | "CodeArtifact" | "elsewhere";

interface PackageManager {
    readonly origin: Origin;
    /** The words that make it download; if there are none it always does. */
    readonly verbs: readonly string[];
}

const inWords = (text: string) => text.split(" ");

const managers = (names: string, origin: Origin, verbs = ""): [string, PackageManager][] =>
    inWords(names).map((name) => [name, { origin, verbs: verbs ? inWords(verbs) : [] }]);

const PACKAGE_MANAGERS: ReadonlyMap<string, PackageManager> = new Map([
    ...managers(
        "dnf yum microdnf",
        "Amazon Linux",
        "install reinstall localinstall groupinstall update upgrade upgrade-minimal distro-sync " +
            "check-update makecache download builddep",
    ),
    ...managers("amazon-linux-extras", "elsewhere", "install"),
    ...managers(
        "apt apt-get aptitude",
        "elsewhere",
        "update install upgrade dist-upgrade full-upgrade build-dep source download",
    ),
    ...managers("zypper", "elsewhere", "install in update up refresh ref dup patch"),
    ...managers("apk", "elsewhere", "add update upgrade"),
    ...managers("snap", "elsewhere", "install refresh download"),
    ...managers("pip pip3 pipx", "CodeArtifact", "install download wheel"),
    ...managers("npm pnpm yarn", "CodeArtifact", "install i ci add update upgrade"),
    ...managers("npx", "CodeArtifact"),
    ...managers("gem", "CodeArtifact", "install update"),
    ...managers("cargo", "CodeArtifact", "install fetch"),
    ...managers("go", "elsewhere", "install get"),
    ...managers("choco winget scoop", "elsewhere", "install upgrade update"),
    ...managers("install-module update-module save-module install-script", "elsewhere"),
    ...managers("install-package install-packageprovider", "elsewhere"),
]);

/** Tools that download the URLs that they are given. */
const DOWNLOADERS: ReadonlySet<string> = new Set(
    inWords(
        "curl wget aria2c rpm msiexec certutil bitsadmin " +
            "invoke-webrequest iwr invoke-restmethod irm start-bitstransfer",
    ),
);

/** Methods of .NET's WebClient. */
const DOWNLOAD_METHOD = /\.download(file|string|data)(async)?$/;

/** Options that take the next word, which is then neither a verb nor a package. */
const OPTIONS_WITH_VALUE: readonly string[] = inWords("-c -C -o --prefix --installroot");

const OFFLINE = /^--(no-index|offline|cacheonly|no-download)$/;

/** A package in a file, or in a variable, which may name one. */
const LOCAL_FILE = /^([./~]|\$|[a-z]:)|\.(rpm|deb|snap|whl|tgz|gem|nupkg)$/i;

/** Words that stand before a command. */
const KEYWORDS: ReadonlySet<string> = new Set(inWords("if then elif else while until do ! { time"));
const WRAPPERS: ReadonlySet<string> = new Set(inWords("sudo env nohup exec command nice timeout"));
const ASSIGNMENT = /^\w+\+?=/;

/** Tools that run a script which is one of their words, behind this option. */
const SHELLS: readonly (readonly [name: RegExp, option: RegExp, shell: Shell])[] = [
    [/^((ba|da|k|z)?sh|su|runuser)$/, /^-[a-z]*c$/, "sh"],
    [/^(powershell|pwsh)$/, /^-c(ommand)?$/i, "powershell"],
];

/** The lines on which a script's commands download what cannot be reached. */
export function fetchingLines(
    script: string,
    shell: Shell,
    firstLine: number,
    reachable: Reachable,
): number[] {
    return commandsIn(script, shell, firstLine).flatMap(({ words, line }) => {
        const [first = "", ...args] = bare(words);
        const tool = /[^/\\]*$/.exec(first.toLowerCase())?.[0].replace(/\.exe$/, "") ?? "";
        const inner = innerScript(tool, args);
        const fetches = inner
            ? fetchingLines(inner.script, inner.shell, line, reachable).length > 0
            : isFetch(tool, args, reachable);
        return fetches ? [line] : [];
    });
}

/** A command with more words before it than this is nobody's. */
const MOST_WRAPPERS = 20;

/** A command without what stands before it. */
function bare(command: readonly string[]): readonly string[] {
    let words = command;
    for (let tries = 0; tries < MOST_WRAPPERS; tries += 1) {
        words = words.slice(wordsBefore(words));
    }
    return words;
}

/** How many words at the beginning of a command are not its own. */
function wordsBefore([first = "", second = "", ...others]: readonly string[]): number {
    if (KEYWORDS.has(first) || ASSIGNMENT.test(first)) {
        return 1;
    }
    if (WRAPPERS.has(first)) {
        return 1 + wrapperOptions([second, ...others]);
    }
    const isAssignment = first.startsWith("$") && second === "=";
    return isAssignment || (/^python[\d.]*$/.test(first) && second === "-m") ? 2 : 0;
}

/** How many words are a wrapper's: its options, their values, a duration. */
function wrapperOptions(words: readonly string[]): number {
    const end = words.findIndex(
        (word, index) => !/^(-|\d)/.test(word) && !/^-[ugn]$/.test(words[index - 1] ?? ""),
    );
    return end < 0 ? words.length : end;
}

function innerScript(tool: string, args: readonly string[]) {
    for (const [name, option, shell] of SHELLS) {
        const at = args.findIndex((arg) => option.test(arg));
        if (name.test(tool) && at >= 0) {
            // PowerShell takes all the rest, others one word.
            const rest = args.slice(at + 1);
            return { shell, script: shell === "sh" ? (rest[0] ?? "") : rest.join(" ") };
        }
    }
    return undefined;
}

function isFetch(tool: string, args: readonly string[], reachable: Reachable): boolean {
    const isAway = (host: string) => !isReachable(host, reachable);
    const hosts = args.flatMap(hostsIn);
    const manager = PACKAGE_MANAGERS.get(tool);
    if (manager) {
        return fetchesPackages(manager, args, hosts, reachable);
    }
    switch (tool) {
        case "git":
            return args.includes("clone") && [...hosts, ...args.flatMap(sshHostIn)].some(isAway);
        case "docker":
        case "podman":
        case "nerdctl":
            return args[0] === "pull" && isAway(registryOf(args));
        case "aws":
            return /^s3 (cp|sync|mv) /.test(args.join(" ")) && !reachable.services.includes("s3");
        default:
            return (DOWNLOADERS.has(tool) || DOWNLOAD_METHOD.test(tool)) && hosts.some(isAway);
    }
}

function fetchesPackages(
    { origin, verbs }: PackageManager,
    args: readonly string[],
    hosts: readonly string[],
    reachable: Reachable,
): boolean {
    const plain = args.filter(
        (arg, index) => !arg.startsWith("-") && !OPTIONS_WITH_VALUE.includes(args[index - 1] ?? ""),
    );
    const isIdle = verbs.length > 0 && !verbs.includes(plain[0] ?? "");
    if (isIdle || args.some((arg) => OFFLINE.test(arg))) {
        return false;
    }
    if (hosts.length > 0) {
        return hosts.some((host) => !isReachable(host, reachable));
    }
    const names = verbs.length > 0 ? plain.slice(1) : plain;
    const isLocal = names.length > 0 && names.every((name) => LOCAL_FILE.test(name));
    return !isLocal && !offers(origin, reachable);
}

function offers(origin: Origin, { amazonLinux, services }: Reachable): boolean {
    return (
        (origin === "Amazon Linux" && amazonLinux) ||
        (origin === "CodeArtifact" && services.includes("codeartifact.repositories"))
    );
}

/** Git's way to write an address of SSH: `git@host:path`. */
function sshHostIn(word: string): string[] {
    const [, host] = /^(?:ssh:\/\/)?[\w.-]+@([\w.-]+)[:/]/.exec(word) ?? [];
    return host ? [host.toLowerCase()] : [];
}

/** The host of an image's registry, which begins its name; without any it is Docker's. */
function registryOf(args: readonly string[]): string {
    const image = args.slice(1).find((arg) => !arg.startsWith("-")) ?? "";
    const [first = "", ...rest] = image.split("/");
    const isHost = rest.length > 0 && /[.:$]/.test(first);
    return isHost
        ? first.toLowerCase().replace(/:\d+$/, "")
        : image.startsWith("$")
          ? "$"
          : "docker.io";
}
