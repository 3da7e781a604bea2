import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { describeProblem } from "../../components/validation/problems";
import { sessionsProblems } from "../../components/validation/sessions";

const ZONES = ["eu-central-1a", "eu-central-1b"];
const KEY = "arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d-0000-0000-0000-000000000000";

const problems = (value: unknown, zones: unknown = ZONES) =>
    [...sessionsProblems(value, zones)].map(describeProblem);

describe("the check of sessions", () => {
    const correct: object[] = [
        {},
        { idleTimeoutMinutes: 1, maxDurationMinutes: 1 },
        { idleTimeoutMinutes: 60, maxDurationMinutes: 1440 },
        { shellProfile: {}, cloudWatchLogs: {} },
        { shellProfile: { linux: "x".repeat(512), windows: "" } },
        { runAs: "ec2-user" },
        { runAs: "jane.doe@corp.example.com" },
        { kmsKey: "create" },
        { kmsKey: KEY },
        { kmsKey: KEY.replace("key/0a1b2c3d-", "key/mrk-") },
        { kmsKey: pulumi.output("anything") },
        { cloudWatchLogs: { retentionDays: 3653 } },
        { s3Logs: { bucketName: "audit" } },
        { s3Logs: { bucketName: "audit", keyPrefix: "sessions/Team_1/2.x" } },
        { s3Logs: { bucketName: pulumi.output("ANYTHING"), keyPrefix: "x".repeat(200) } },
        { idleTimeoutMinutes: undefined, kmsKey: undefined, s3Logs: undefined },
    ];
    for (const value of correct) {
        it(`finds nothing wrong with ${JSON.stringify(value).slice(0, 70)}`, () => {
            assert.deepEqual(problems(value), []);
        });
    }

    const days =
        "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, " +
        "3288, 3653. Choose one of these: CloudWatch Logs knows no others.";
    const idle = "a whole number of minutes from 1 to 60. Write for example 20, without quotes.";
    const longest =
        "a whole number of minutes from 1 to 1440. Write for example 480, without quotes.";
    const user =
        'the name of a user of the instances\' Linux. Write for example "ec2-user", or leave it out to ' +
        "have ssm-user.";
    const key =
        '"create", or the ARN of a KMS key. An alias will not do: policies name the key itself. ' +
        'Write for example "create".';
    const prefix =
        'letters, digits, "_", "." and "-" between slashes, up to 200 characters. ' +
        'Write for example "sessions/production", without a slash at either end.';
    const fields =
        "a map of cloudWatchLogs, idleTimeoutMinutes, kmsKey, maxDurationMinutes, runAs, s3Logs, " +
        "shellProfile. Write for example { idleTimeoutMinutes: 20 }.";
    const commands = 'commands in up to 512 characters, without "{{"';
    const bucket = "the name of a bucket: 3 to 63 lower-case letters, digits, hyphens and dots.";
    const wrong: [unknown, string[]][] = [
        [true, [`sessions: received true; allowed: ${fields}`]],
        [[], [`sessions: received []; allowed: ${fields}`]],
        [
            pulumi.output({}),
            [`sessions: received a value that is known only later; allowed: ${fields}`],
        ],
        [{ idleTimeoutMinutes: 0 }, [`sessions.idleTimeoutMinutes: received 0; allowed: ${idle}`]],
        [
            { idleTimeoutMinutes: 61 },
            [`sessions.idleTimeoutMinutes: received 61; allowed: ${idle}`],
        ],
        [
            { idleTimeoutMinutes: "20" },
            [`sessions.idleTimeoutMinutes: received "20"; allowed: ${idle}`],
        ],
        [
            { idleTimeoutMinutes: 1.5 },
            [`sessions.idleTimeoutMinutes: received 1.5; allowed: ${idle}`],
        ],
        [
            { idleTimeoutMinutes: null },
            [`sessions.idleTimeoutMinutes: received null; allowed: ${idle}`],
        ],
        [
            { maxDurationMinutes: 0 },
            [`sessions.maxDurationMinutes: received 0; allowed: ${longest}`],
        ],
        [
            { maxDurationMinutes: 1441 },
            [`sessions.maxDurationMinutes: received 1441; allowed: ${longest}`],
        ],
        [
            { shellProfile: "bash" },
            [
                "sessions.shellProfile: received no map but string; allowed: a map of linux, windows. " +
                    'Write for example { linux: "exec bash" }.',
            ],
        ],
        [
            { shellProfile: { mac: "zsh" } },
            [
                "sessions.shellProfile.mac: received a key that does not exist; allowed: linux, windows. " +
                    "Remove it.",
            ],
        ],
        [
            { shellProfile: { linux: 7 } },
            [
                `sessions.shellProfile.linux: received no text but number; allowed: ${commands}. Write it in quotes.`,
            ],
        ],
        [
            { shellProfile: { windows: "x".repeat(513) } },
            [
                `sessions.shellProfile.windows: received 513 characters; allowed: ${commands}. ` +
                    "Put the commands into a script on the instances, and write its path.",
            ],
        ],
        [
            { shellProfile: { linux: "echo {{ secret }}" } },
            [
                `sessions.shellProfile.linux: received commands with "{{"; allowed: ${commands}. ` +
                    "Remove it: Systems Manager takes it for the name of a parameter.",
            ],
        ],
        [{ runAs: "" }, [`sessions.runAs: received ""; allowed: ${user}`]],
        [{ runAs: "a b" }, [`sessions.runAs: received "a b"; allowed: ${user}`]],
        [{ runAs: true }, [`sessions.runAs: received true; allowed: ${user}`]],
        [
            [{ shellProfile: { linux: "export TOKEN=hunter2" } }],
            [`sessions: received [{shellProfile: …}]; allowed: ${fields}`],
        ],
        [{ kmsKey: true }, [`sessions.kmsKey: received true; allowed: ${key}`]],
        [{ kmsKey: "alias/mine" }, [`sessions.kmsKey: received "alias/mine"; allowed: ${key}`]],
        [
            { kmsKey: KEY.replace("eu-central-1", "us-east-1") },
            [
                `sessions.kmsKey: received "${KEY.replace("eu-central-1", "us-east-1")}"; allowed: a key of ` +
                    "eu-central-1. Choose a key of the network's Region, or a replica there of a " +
                    "multi-Region key.",
            ],
        ],
        [
            { cloudWatchLogs: true },
            [
                "sessions.cloudWatchLogs: received true; allowed: a map of retentionDays. " +
                    "Write for example {} to keep logs for a year.",
            ],
        ],
        [
            { cloudWatchLogs: { retentionDays: 31 } },
            [`sessions.cloudWatchLogs.retentionDays: received 31; allowed: ${days}`],
        ],
        [
            { cloudWatchLogs: { retention: 30 } },
            [
                "sessions.cloudWatchLogs.retention: received a key that does not exist; allowed: " +
                    'retentionDays. Write "retentionDays" if that was meant.',
            ],
        ],
        [
            { s3Logs: "audit" },
            [
                'sessions.s3Logs: received "audit"; allowed: a map of bucketName, keyPrefix. ' +
                    'Write for example { bucketName: "my-session-logs" }.',
            ],
        ],
        [
            { s3Logs: {} },
            [
                `sessions.s3Logs.bucketName: received nothing; allowed: ${bucket} ` +
                    'Write the name of a bucket of this account, such as "my-bucket".',
            ],
        ],
        [
            { s3Logs: { bucketName: "arn:aws:s3:::audit" } },
            [
                `sessions.s3Logs.bucketName: received "arn:aws:s3:::audit"; allowed: ${bucket} ` +
                    "Write the bucket's name alone.",
            ],
        ],
        [
            { s3Logs: { bucketName: "audit.example" } },
            [
                'sessions.s3Logs.bucketName: received "audit.example"; allowed: the name of a bucket ' +
                    "without dots. Choose another bucket: the agent cannot open HTTPS connections to " +
                    "this one.",
            ],
        ],
        ...["/a", "a/", "a//b", "a/../b", ".a", "a*", "a b", "", 7, "x".repeat(201)].map(
            (keyPrefix): [unknown, string[]] => [
                { s3Logs: { bucketName: "audit", keyPrefix } },
                [
                    `sessions.s3Logs.keyPrefix: received ${
                        String(keyPrefix).length > 80
                            ? `"${"x".repeat(79)}…`
                            : JSON.stringify(keyPrefix)
                    }; allowed: ${prefix}`,
                ],
            ],
        ),
        [
            { idleTimeout: 5, idleTimeoutMinutes: 99 },
            [
                `sessions.idleTimeoutMinutes: received 99; allowed: ${idle}`,
                "sessions.idleTimeout: received a key that does not exist; allowed: cloudWatchLogs, " +
                    "idleTimeoutMinutes, kmsKey, maxDurationMinutes, runAs, s3Logs, shellProfile. " +
                    'Write "idleTimeoutMinutes" if that was meant.',
            ],
        ],
    ];
    for (const [value, expected] of wrong) {
        it(`rejects ${JSON.stringify(value)?.slice(0, 70)}`, () => {
            assert.deepEqual(problems(value), expected);
        });
    }

    it("does not blame a key for what is wrong with the zones", () => {
        for (const zones of [undefined, [], [7], ["nowhere"]]) {
            assert.deepEqual(problems({ kmsKey: KEY }, zones), []);
        }
    });

    it("never shows what a shell profile holds", () => {
        const secret = `export TOKEN=hunter2 {{${"x".repeat(600)}`;
        for (const linux of [secret, [secret], { secret }]) {
            assert.doesNotMatch(problems({ shellProfile: { linux } }).join(), /hunter2/);
        }
    });

    it("never throws, and tells each problem in a line", () => {
        const any = fc.anything();
        const value = fc.oneof(
            any,
            fc.record({
                idleTimeoutMinutes: any,
                maxDurationMinutes: any,
                shellProfile: fc.oneof(any, fc.record({ linux: any, windows: any })),
                runAs: fc.oneof(any, fc.string()),
                kmsKey: fc.oneof(any, fc.string()),
                cloudWatchLogs: fc.oneof(any, fc.record({ retentionDays: any })),
                s3Logs: fc.oneof(any, fc.record({ bucketName: any, keyPrefix: fc.string() })),
            }),
        );
        fc.assert(
            fc.property(value, any, (sessions, zones) => {
                for (const line of problems(sessions, zones)) {
                    assert.match(
                        line,
                        /^[^\n]+: received [^\n]+; allowed: [^\n]+\. [A-Z][^\n]*\.$/,
                    );
                }
            }),
        );
    });
});
