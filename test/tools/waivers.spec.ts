import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { analyzeResources } from "../../policy/analysis/analyze";
import { readState } from "../../policy/analysis/stateFile";
import { makeTemporaryFolder, type TemporaryFolder } from "../../tools/temporaryFolder";
import { type Draft, draftWaivers } from "../../tools/waivers/draft";
import { readResources } from "../../tools/waivers/files";
import { readOptions } from "../../tools/waivers/options";
import { summaryOf } from "../../tools/waivers/summary";
import { ROOT, runCommand } from "../support/command";
import { inDays } from "../support/dates";
import { broken, correct, instance } from "../support/shopState";
import { type StateResource, stateOf, stateUrn } from "../support/stateFile";

const NOW = new Date("2026-06-15T12:00:00Z");
const TERMS = { expires: "2026-07-15", approvedBy: "network team" };
const everything = [...correct, ...Object.values(broken)];
const subjects = [
    "endpoint-private-dns logs",
    "no-internet-gateway internet",
    "no-internet-route to-internet",
    "no-public-ip address",
    "no-public-ip public-subnet",
    "no-ssh-ingress inline-group",
    "no-ssh-ingress old-rule",
    "no-ssh-ingress ssh",
    "no-ssh-key keyed",
];
const waiver = {
    policy: "no-public-ip",
    urn: stateUrn(broken.address),
    reason: "the partner admits a fixed address only",
    expires: "2026-08-31",
    approvedBy: "me",
};

describe("the list of waivers for what is there", () => {
    let folder: TemporaryFolder;

    beforeEach(() => {
        folder = makeTemporaryFolder();
    });

    afterEach(() => folder.remove());

    const fileWith = (content: unknown, name = "state.json"): string => {
        const file = join(folder.path, name);
        writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
        return file;
    };
    const draft = (resources: readonly StateResource[], config = {}): Draft =>
        draftWaivers(readState(fileWith(stateOf(...resources))), config, TERMS, NOW);
    const added = (result: Draft): string[] =>
        result.added.map(({ policy, urn }) => `${policy} ${urn.split("::").at(-1)}`);

    it("has one for each policy and resource with something mandatory, by policy and URN", () => {
        assert.deepEqual(added(draft(everything)), subjects);
        assert.deepEqual(added(draft(everything.toReversed())), subjects);
    });

    it("says what is wrong as a reason that is plainly to review, until when, and by whom", () => {
        assert.deepEqual(draft([...correct, broken.address]).config, {
            settings: {
                waivers: [
                    {
                        policy: "no-public-ip",
                        urn: "urn:pulumi:prod::shop::aws:ec2/eip:Eip::address",
                        reason: "TO REVIEW: An Elastic IP is a public IPv4 address.",
                        ...TERMS,
                    },
                ],
            },
        });
    });

    it("leaves nothing mandatory to the pack, and no waiver without use", () => {
        const { config, remaining } = draft(everything);
        assert.deepEqual(remaining, []);
        const findings = analyzeResources(
            readState(fileWith(stateOf(...everything))),
            config,
            NOW,
        ).map(({ level, policy, message }) => `${level} ${policy} ${/^WAIVED/.test(message)}`);
        assert.deepEqual(
            findings.sort(),
            [
                ...subjects.map((subject) => `advisory ${subject.split(" ")[0]} true`),
                "advisory instance-metadata-v2 false",
            ].sort(),
        );
    });

    it("shortens long reasons by characters, and takes the list of a finding with them", () => {
        const name = `a${"\u{1F512}".repeat(120)}`;
        const { iamInstanceProfile: _, ...inputs } = instance.inputs as Record<string, unknown>;
        const result = draft([
            ...correct.filter((resource) => !["instance", "ssmmessages"].includes(resource.name)),
            { ...instance, name, inputs },
        ]);
        const [{ policy = "", reason = "" } = {}] = result.added;
        assert.equal(policy, "ssm-path");
        assert.ok(reason.startsWith(`TO REVIEW: instance ${name}: - It has no instance profile`));
        assert.ok(reason.endsWith("…"));
        assert.equal([...reason].length, 200);
    });

    it("has one for all findings of a policy on a resource, with the first of them as its reason", () => {
        const inputs = { ...broken.publicSubnet.inputs, assignIpv6AddressOnCreation: true };
        const result = draft([...correct, { ...broken.publicSubnet, inputs }]);
        assert.deepEqual(
            result.added.map(({ reason }) => reason),
            ["TO REVIEW: mapPublicIpOnLaunch (true) assigns a public IPv4 address."],
        );
    });

    it("keeps all that the configuration has, and waives nothing twice", () => {
        const config = {
            all: "mandatory",
            "no-ssh-key": "advisory",
            "no-ssh-ingress": { enforcementLevel: "disabled", ports: [3389] },
            settings: { unknown: "advisory", waivers: [waiver] },
        };
        const result = draft([...everything], config);
        assert.deepEqual(
            added(result),
            [
                ...subjects.filter((subject) => !/ssh|address/.test(subject)),
                // By the level for all of them.
                "instance-metadata-v2 keyed",
            ].sort(),
        );
        assert.deepEqual(result.config, {
            ...config,
            settings: { unknown: "advisory", waivers: [waiver, ...result.added] },
        });
        const again = draft([...everything], result.config);
        assert.deepEqual([again.added, again.config], [[], result.config]);
    });

    it("keeps a level that the configuration gives the settings", () => {
        const { config } = draft([...correct, broken.address], { settings: "advisory" });
        const { enforcementLevel, waivers } = Object(config.settings);
        assert.deepEqual([enforcementLevel, waivers.length], ["advisory", 1]);
    });

    it("waives anew what an expired waiver does not", () => {
        const expired = { ...waiver, expires: "2026-06-14" };
        const config = { settings: { waivers: [expired] } };
        const result = draft([...correct, broken.address], config);
        assert.deepEqual(added(result), ["no-public-ip address"]);
        assert.match(result.added[0]?.reason ?? "", /^TO REVIEW: An Elastic IP /);
        assert.equal(Object(result.config.settings).waivers[0].expires, "2026-06-14");
    });

    it("changes nothing where nothing is mandatory", () => {
        assert.deepEqual(draft(correct), { config: {}, added: [], remaining: [], unused: [] });
    });

    it("tells what no waiver can allow, and adds none for it", () => {
        const config = { "no-ssh-ingress": { port: [3389] }, "unused-waivers": "mandatory" };
        const result = draft(correct, config);
        assert.deepEqual([result.added, result.config], [[], config]);
        const [finding] = result.remaining;
        assert.equal(result.remaining.length, 1);
        assert.match(
            finding?.message ?? "",
            /no-ssh-ingress has a property "port"; allowed: ports/,
        );
    });

    it("has none for what is mandatory on the stack as a whole", () => {
        const config = { "unused-waivers": "mandatory", settings: { waivers: [waiver] } };
        const result = draft(correct, config);
        assert.deepEqual([result.added, result.config], [[], config]);
        assert.deepEqual(
            result.remaining.map(({ policy, urn }) => [policy, urn]),
            [["unused-waivers", undefined]],
        );
    });

    it("is refused where settings are wrong, or off and with them all waivers", () => {
        assert.throws(() => draft(correct, { settings: { waivers: "none" } }), {
            message: /^The pack's configuration is wrong: settings\.waivers is "none"; allowed: /,
        });
        for (const config of [{ settings: "disabled" }, { all: "disabled" }]) {
            assert.throws(() => draft(everything, config), {
                message: /disables the policy "settings", and with it all waivers\. Add "settings"/,
            });
        }
    });

    it("is summed up: by policy, by last day, what is needed no more, and what to do", () => {
        const config = {
            settings: {
                waivers: [
                    waiver,
                    { ...waiver, urn: stateUrn({ ...broken.address, name: "gone" }) },
                ],
            },
        };
        assert.deepEqual(
            summaryOf(draft([...correct, broken.address, broken.internet, broken.ssh], config)),
            [
                "2 new waivers, by policy:",
                "  no-internet-gateway: 1",
                "  no-ssh-ingress: 1",
                "4 waivers, by last day:",
                "  2026-07-15: 2",
                "  2026-08-31: 2",
                "Match nothing in this stack:",
                '  - settings.waivers[1] matches no finding of this stack: no-public-ip on "urn:pulumi:prod::shop::aws:ec2/eip:Eip::gone".',
                "    Remove it, unless another stack needs it.",
                'REVIEW: 2 waivers with "TO REVIEW". Keep those that somebody answers for, with the true reason, approver and last day. Delete the others, and mend what they waive.',
            ],
        );
        assert.deepEqual(summaryOf(draft(correct)), ["0 new waivers."]);
        const [, heading, what] = summaryOf(draft(correct, { "no-ssh-ingress": { port: [] } }));
        assert.equal(heading, "Mandatory, and cannot be waived:");
        assert.match(
            what ?? "",
            /^ {2}- no-ssh-ingress on urn:pulumi:prod::shop::\S+: The pack's /,
        );
    });

    describe("from the command line", () => {
        const waivers = (...args: string[]) => {
            const main = join(ROOT, "tools", "waivers", "main.ts");
            const command = ["-r", "ts-node/register/transpile-only", main, ...args];
            return runCommand(process.execPath, command, process.env);
        };
        const options = (...args: string[]) => readOptions(["--state", "s.json", ...args], NOW);
        const wrong = (message: string | RegExp, ...args: string[]) =>
            assert.throws(() => options(...args), { message });

        it("has 30 days to run, or as long as is said", () => {
            const defaults = { config: undefined, out: undefined, state: "s.json" };
            assert.deepEqual(options(), {
                ...defaults,
                terms: { expires: "2026-07-15", approvedBy: "TO REVIEW" },
            });
            const all = ["--policy-pack-config", "c.json", "--out", "o.json"];
            assert.deepEqual(options(...all, "--days", "1", "--approved-by", " us "), {
                ...{ state: "s.json", config: "c.json", out: "o.json" },
                terms: { expires: "2026-06-16", approvedBy: "us" },
            });
            assert.deepEqual(options("--expires", "2026-06-15"), {
                ...defaults,
                terms: { expires: "2026-06-15", approvedBy: "TO REVIEW" },
            });
        });

        it("refuses days that are none, or past", () => {
            wrong(
                '--expires is "2026-02-30"; allowed: a calendar date such as 2026-06-15.',
                ...["--expires", "2026-02-30"],
            );
            wrong(
                '--expires is "2026-06-14", which is past; allowed: 2026-06-15 or later.',
                ...["--expires", "2026-06-14"],
            );
            for (const days of ["0", "1.5", "3651", "soon"]) {
                wrong(
                    `--days is "${days}"; allowed: a whole number from 1 to 3650.`,
                    ...["--days", days],
                );
            }
            wrong(/^--expires and --days are both given/, "--expires", "2026-07-01", "--days", "3");
        });

        it("refuses an approver without a name, or with one that the pack would not take", () => {
            for (const name of [" ", "x".repeat(101)]) {
                wrong(
                    `--approved-by is "${name}"; allowed: a text of 1 to 100 characters.`,
                    ...["--approved-by", name],
                );
            }
        });

        it("refuses what it does not know, and the lack of a state, and says what there is", () => {
            wrong(/^Unknown option '--file'.*\n\nnpm run waivers -- --state FILE /s, "--file", "x");
            assert.throws(() => readOptions([]), {
                message: /^--state is not given\.\n\nnpm run waivers -- --state FILE /,
            });
        });

        it("refuses files that are missing, none of their kind, or without resources", () => {
            const missing = join(folder.path, "missing.json");
            assert.throws(() => readResources(missing), {
                message: new RegExp(`^ENOENT: no such file or directory, open '${missing}'$`),
            });
            const config = fileWith({ all: "advisory" }, "config.json");
            assert.throws(() => readResources(config), {
                message: new RegExp(`^${config} is no state: expected JSON with "deployment", `),
            });
            const empty = fileWith({ version: 3, deployment: {} });
            assert.throws(() => readResources(empty), {
                message: `${empty} has no resources, so there is nothing to waive: look whether it is the right state.`,
            });
        });

        it("is written as a file that may be the one it was read from, and summed up beside it", async () => {
            const state = fileWith(stateOf(...correct, broken.address, broken.internet));
            const list = fileWith(
                { all: "mandatory", "instance-metadata-v2": "advisory" },
                "w.json",
            );
            const outcome = await waivers(
                ...["--state", state, "--policy-pack-config", list],
                ...["--out", list, "--days", "7"],
            );
            assert.deepEqual([outcome.status, outcome.stdout], [0, ""]);
            assert.match(
                outcome.stderr,
                /^2 new waivers, by policy:\n.*\nREVIEW: 2 waivers with /s,
            );
            const written = JSON.parse(readFileSync(list, "utf8"));
            assert.deepEqual(Object.keys(written), ["all", "instance-metadata-v2", "settings"]);
            assert.deepEqual(
                written.settings.waivers.map(({ expires }: { expires: string }) => expires),
                [inDays(7), inDays(7)],
            );
        });

        it("ends with 1 if not all can be waived, and with 2 and one reason if there is no list", async () => {
            const state = fileWith(stateOf(...correct));
            const strange = fileWith({ "no-ssh-ingress": { port: [3389] } }, "strange.json");
            const notAll = await waivers("--state", state, "--policy-pack-config", strange);
            assert.equal(notAll.status, 1);
            assert.deepEqual(JSON.parse(notAll.stdout), { "no-ssh-ingress": { port: [3389] } });
            assert.match(notAll.stderr, /^0 new waivers\.\nMandatory, and cannot be waived:\n/);
            const unknown = fileWith({ "no-ssh": { ports: [] } }, "unknown.json");
            const none = await waivers("--state", state, "--policy-pack-config", unknown);
            assert.deepEqual([none.status, none.stdout], [2, ""]);
            assert.match(
                none.stderr,
                /^\S+unknown\.json:\n- no-ssh is no policy of the pack; allowed: all, settings, .*\n$/,
            );
        });
    });
});
