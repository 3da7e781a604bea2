import assert from "node:assert/strict";
import {
    cpSync,
    existsSync,
    mkdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { makeTemporaryFolder, type TemporaryFolder } from "../../tools/temporaryFolder";
import { ROOT } from "../support/command";
import { startPack } from "../support/packProcess";

const POLICY = join(ROOT, "policy");

describe("the compiled pack beside its sources", function () {
    this.timeout(30_000);
    let temporary: TemporaryFolder;
    /** A copy of the pack's folder, as it is in a fresh clone. */
    let folder: string;

    const build = () => require(join(folder, "build.js")).build();
    const inFolder = (file: string) => join(folder, file);
    const read = (file: string) => readFileSync(inFolder(file), "utf8");
    const edit = (file: string, change: (text: string) => string) =>
        writeFileSync(inFolder(file), change(read(file)));

    beforeEach(() => {
        temporary = makeTemporaryFolder();
        folder = join(temporary.path, "policy");
        cpSync(POLICY, folder, {
            recursive: true,
            filter: (path) => !["node_modules", "dist"].includes(basename(path)),
        });
        symlinkSync(join(POLICY, "node_modules"), inFolder("node_modules"));
    });

    afterEach(() => temporary.remove());

    it("is made by a start, and made again when a source has changed", async () => {
        assert.ok(!existsSync(inFolder("dist")));
        await (await startPack(folder)).stop();
        edit("policies/noSshKey.ts", (text) => `${text}\nthrow new Error("changed");\n`);
        await assert.rejects(startPack(folder), /changed\n +at .*dist\/policies\/noSshKey\.js/);
    });

    it("is left alone while the sources are the same", () => {
        build();
        writeFileSync(inFolder("dist/index.js"), "left alone");
        build();
        assert.equal(read("dist/index.js"), "left alone");
    });

    it("is made again by another version of the compiler", () => {
        build();
        writeFileSync(inFolder("dist/index.js"), "old");
        edit("package-lock.json", (text) =>
            text.replace(/"typescript": "5\./, '"typescript": "6.'),
        );
        build();
        assert.notEqual(read("dist/index.js"), "old");
    });

    it("loses what has no source any more", () => {
        build();
        assert.ok(existsSync(inFolder("dist/policies/noSshKey.js")));
        rmSync(inFolder("policies/noSshKey.ts"));
        build();
        assert.ok(!existsSync(inFolder("dist/policies/noSshKey.js")));
        assert.ok(existsSync(inFolder("dist/policies/noPublicIp.js")));
    });

    it("is made again after a build that was interrupted, also of sources as they were before", () => {
        build();
        const [source, compiled] = ["policies/noSshKey.ts", "dist/policies/noSshKey.js"].map(read);
        edit("policies/noSshKey.ts", (text) => `${text}\nthrow new Error("changed");\n`);
        rmSync(inFolder("dist/report.js"));
        mkdirSync(inFolder("dist/report.js/in the way"), { recursive: true });
        assert.throws(build, /cannot be compiled: .*report\.js/);
        rmSync(inFolder("dist/report.js"), { recursive: true });
        edit("policies/noSshKey.ts", () => String(source));
        build();
        assert.equal(read("dist/policies/noSshKey.js"), compiled);
        assert.ok(existsSync(inFolder("dist/report.js")));
    });

    it("cannot be made without the compiler, which says what to run", () => {
        rmSync(inFolder("node_modules"));
        assert.throws(build, {
            message:
                /^The policy pack in \S+ cannot be compiled: Cannot find module 'typescript'[\s\S]*\nRun `npm ci --include=dev && npm run build` there/,
        });
    });
});
