import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isRunning, type Outcome, ROOT, runCommand, until } from "../support/command";

// What these tests cannot show: the official installer at work, which needs a download site, and the
// compiler, which takes minutes. `npm test` has used one of them, or an installation, before they start.
describe("the way to a Pulumi CLI", function () {
    this.timeout(20_000);
    let folder: string;
    let cache: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "way-to-pulumi-"));
        cache = join(folder, "cache", "ssm-only-network");
    });

    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    /** Puts an executable shell script into one of the test's folders. */
    function script(path: string, ...lines: string[]): string {
        const file = join(folder, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, ["#!/bin/sh", ...lines, ""].join("\n"), { mode: 0o755 });
        return file;
    }

    /** A CLI that tells its version and otherwise which file it is. */
    function cli(path: string, version: string): string {
        return script(path, `[ "$1" = version ] && echo ${version} || echo "ran $0 $*"`);
    }

    const environment = () => ({
        PATH: join(folder, "bin"),
        XDG_CACHE_HOME: join(folder, "cache"),
        HOME: folder,
    });

    const MAIN = [
        ...["-r", join(ROOT, "test", "support", "withoutNetwork.js")],
        ...["-r", "ts-node/register/transpile-only"],
        join(ROOT, "tools", "pulumi", "main.ts"),
    ];

    function pulumi(...args: string[]): Promise<Outcome> {
        return runCommand(process.execPath, [...MAIN, ...args], environment());
    }

    it("takes a recent installation from the PATH", async () => {
        const installed = cli("bin/pulumi", "v3.249.0");
        script("bin/pulumi-language-nodejs");
        const { status, stdout, stderr } = await pulumi("about", "--json");
        assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
        assert.equal(stdout, `ran ${installed} about --json\n`);
        assert.equal(existsSync(cache), false);
    });

    it("ends with the exit status of the CLI", async () => {
        script("bin/pulumi", '[ "$1" = version ] && echo v3.300.0 && exit', "exit 7");
        script("bin/pulumi-language-nodejs");
        assert.equal((await pulumi("preview")).status, 7);
    });

    it("takes what it installed earlier where the one on the PATH is too old", async () => {
        const old = cli("bin/pulumi", "v3.248.9");
        script("bin/pulumi-language-nodejs");
        const installed = cli(
            "cache/ssm-only-network/pulumi-3.259.0-official/bin/pulumi",
            "v3.259.0",
        );
        const { stdout, stderr } = await pulumi("about");
        assert.equal(stdout, `ran ${installed} about\n`);
        assert.equal(stderr, `not used: ${old} is v3.248.9; 3.249.0 is needed\n`);
    });

    it("does not take a CLI that has no language host", async () => {
        const bare = cli("bin/pulumi", "v3.259.0");
        const { status, stderr } = await pulumi("about");
        assert.equal(status, 1);
        assert.equal(
            stderr.split("\n")[0],
            `not used: ${bare} has no pulumi-language-nodejs beside it`,
        );
    });

    it("says what was tried and what to install where nothing works, and leaves nothing", async () => {
        const { status, stdout, stderr } = await pulumi("version");
        assert.equal(status, 1);
        assert.equal(stdout, "");
        assert.equal(
            stderr.slice(stderr.indexOf("There is")),
            [
                "There is no Pulumi CLI >= 3.249.0 on the PATH, and none could be had:",
                "  - installing the official Pulumi CLI 3.259.0: Failed to download https://get.pulumi.com/install.sh: fetch failed",
                '  - building the Pulumi CLI 3.259.0 from source (3 to 4 minutes, once): cannot start "go": spawn go ENOENT',
                "Install one by hand: https://www.pulumi.com/docs/iac/download-install/ (or Go >= 1.25, to have it built).",
                "",
            ].join("\n"),
        );
        assert.deepEqual(readdirSync(cache), []);
    });

    it("shows the compiler's words where the build fails, and leaves nothing", async () => {
        script("bin/go", "echo missing go.sum entry >&2", "exit 1");
        const { status, stderr } = await pulumi("version");
        assert.equal(status, 1);
        assert.match(stderr, /"go build" failed:\nmissing go\.sum entry\n/);
        assert.deepEqual(readdirSync(cache), []);
    });

    it("builds once, from the pinned modules, and keeps the result", async () => {
        const log = join(folder, "go.log");
        script(
            "bin/go",
            `echo "$*" >> ${log}`,
            'while [ "$1" != -o ]; do shift; done',
            `printf '#!/bin/sh\\necho "$PULUMI_NODEJS_LANGUAGE_HOST $*"\\n' > "$2"`,
            `${process.platform === "darwin" ? "/bin" : "/usr/bin"}/chmod +x "$2"`,
        );
        const host = join(ROOT, "tools", "pulumi", "nodejsLanguageHost.js");
        assert.equal((await pulumi("up")).stdout, `${host} up\n`);
        const second = await pulumi("up");
        assert.deepEqual(second, { status: 0, stdout: `${host} up\n`, stderr: "" });

        const builds = readFileSync(log, "utf8").trim().split("\n");
        assert.equal(builds.length, 1);
        assert.match(builds[0] ?? "", /^build -v -trimpath -tags osusergo,grpcnotrace -ldflags /);
        assert.match(builds[0] ?? "", / github\.com\/pulumi\/pulumi\/pkg\/v3\/cmd\/pulumi$/);
        assert.equal(readdirSync(cache).length, 1);
    });

    it("leaves neither compiler nor unfinished build behind when it is interrupted", async () => {
        const pidFile = join(folder, "go.pid");
        // Like the real one, it cannot remove its own files when it is killed.
        const ownFiles = '/bin/mkdir "$GOTMPDIR/go-build1" || exit';
        script("bin/go", ownFiles, `echo $$ > ${pidFile}`, "exec /bin/sleep 60");
        const child = spawn(process.execPath, [...MAIN, "version"], {
            cwd: ROOT,
            env: environment(),
        });
        await until(() => existsSync(pidFile) && readFileSync(pidFile, "utf8") !== "");
        child.kill("SIGTERM");
        const status = await new Promise((resolve) => child.once("close", resolve));
        assert.equal(status, 143);
        assert.deepEqual(readdirSync(cache), []);
        await until(() => !isRunning(Number(readFileSync(pidFile, "utf8"))));
    });
});
