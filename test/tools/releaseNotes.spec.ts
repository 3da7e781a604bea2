import assert from "node:assert/strict";
import { releaseNotes } from "../../tools/release/releaseNotes";
import { runCommand } from "../support/command";

const CHANGELOG = `# Changelog

## [Unreleased]

- Not yet.

## [1.2.0] - 2026-12-01

### Added

- A policy.

## [1.2.0-rc.1] - 2026-11-20

- A candidate.

## [1.1.0] - 2026-11-01

## [1.0.0]

- Without a date.
`;
const versions = (version: string) => ({ "package.json": version, "policy/package.json": version });
const notes = (version: string) => releaseNotes(`v${version}`, CHANGELOG, versions(version));

describe("the notes of a release", () => {
    it("are the section of its version, and no other", () => {
        assert.equal(notes("1.2.0"), "### Added\n\n- A policy.");
        assert.equal(notes("1.2.0-rc.1"), "- A candidate.");
    });

    it("are refused for what is no version", () => {
        for (const tag of ["1.2.0", "v1.2", "vv1.2.0", "v1.2.0+", ""]) {
            assert.throws(() => releaseNotes(tag, CHANGELOG, versions("1.2.0")), {
                message: `The tag is "${tag}"; allowed: v and a version, such as v1.2.3.`,
            });
        }
    });

    it("are refused where a package has another version", () => {
        const found = { ...versions("1.2.0"), "policy/package.json": "1.1.0" };
        assert.throws(() => releaseNotes("v1.2.0", CHANGELOG, found), {
            message:
                "The tag names 1.2.0, but policy/package.json has 1.1.0: commit the same version, and tag that.",
        });
    });

    it("are refused where the change log does not know the version, or says nothing", () => {
        for (const version of ["1.3.0", "1.0.0"]) {
            assert.throws(() => notes(version), {
                message: `CHANGELOG.md has no section "## [${version}] - DATE": give [Unreleased] that heading, and begin a new one.`,
            });
        }
        assert.throws(() => notes("1.1.0"), {
            message: "CHANGELOG.md says nothing about 1.1.0: write what has changed.",
        });
    });

    it("of this repository are asked for by the tag, and refused in one line", async () => {
        const args = ["run", "--silent", "release:notes", "--", "v0.0.0"];
        const { status, stdout, stderr } = await runCommand("npm", args, process.env);
        assert.deepEqual({ status, stdout }, { status: 1, stdout: "" });
        assert.match(
            stderr,
            /^The tag names 0\.0\.0, but package\.json has \S+, policy\/package\.json has \S+: .*\n$/,
        );
    });
});
