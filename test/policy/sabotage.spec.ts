import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { statements } from "../../policy/network/statements";
import type { Answer } from "../../policy/network/verdict";
import { verify } from "../../policy/network/verify";
import { type Mode, type Resource, stackResources, urnOf } from "../support/policyServer";
import { aclRows } from "./sabotage/acls";
import { adoptedRows } from "./sabotage/adopted";
import { blockRows } from "./sabotage/blocks";
import { cornerRows } from "./sabotage/corners";
import { documentRows } from "./sabotage/documents";
import { fleetRows } from "./sabotage/fleets";
import { groupRows } from "./sabotage/groups";
import { doubtfulGroupRows } from "./sabotage/groupsInDoubt";
import { machineRows } from "./sabotage/machines";
import { nameRows } from "./sabotage/names";
import { doubtfulNameRows } from "./sabotage/namesInDoubt";
import { networks } from "./sabotage/networks";
import { otherRows } from "./sabotage/others";
import { ownerRows } from "./sabotage/owners";
import { regionRows } from "./sabotage/regions";
import { roleRows } from "./sabotage/roles";
import { doubtfulRoleRows } from "./sabotage/rolesInDoubt";
import { routeRows } from "./sabotage/routes";
import { doubtfulRouteRows } from "./sabotage/routesInDoubt";
import type { Row } from "./sabotage/rows";
import { tableRows } from "./sabotage/tables";

// Correct networks, and one change to each. `sabotage/messages.json` holds what is said of every change:
// `UPDATE_MESSAGES=1` writes it anew, to be read before it is committed.

const MODES: readonly Mode[] = ["first preview", "known"];
const rows: readonly Row[] = [
    ...routeRows,
    ...tableRows,
    ...nameRows,
    ...groupRows,
    ...aclRows,
    ...roleRows,
    ...machineRows,
    ...fleetRows,
    ...blockRows,
    ...adoptedRows,
    ...documentRows,
    ...regionRows,
    ...doubtfulRouteRows,
    ...doubtfulNameRows,
    ...doubtfulGroupRows,
    ...doubtfulRoleRows,
    ...otherRows,
    ...ownerRows,
    ...cornerRows,
];

/** Verdict and statements of an answer, as the rows write them. */
function inShort({ question, subject, verdict, findings }: Answer): string {
    const statements = [...new Set(findings.map(({ statement }) => statement))];
    const numbers = statements.sort((one, other) => one - other).join(", ");
    return `${question} ${subject.split("::").at(-1)} ${verdict} ${numbers}`;
}

const answersOn = (stack: readonly Resource[], mode: Mode) => verify(stackResources(stack, mode));
const notProved = (answers: readonly Answer[]) =>
    answers.filter(({ verdict }) => verdict !== "proved");

describe("The proofs of correct networks", () => {
    for (const [title, network] of Object.entries(networks)) {
        for (const mode of MODES) {
            it(`prove everything of ${title}: ${mode}`, () => {
                const answers = answersOn(network, mode);
                assert.deepEqual(answers.map(inShort), [
                    "no-internet-path app-a proved ",
                    "no-internet-path app-b proved ",
                    "ssm-path app proved ",
                ]);
            });
        }
    }
});

describe("The proofs of a correct network with one change", () => {
    const file = join(__dirname, "sabotage", "messages.json");
    const isUpdate = process.env.UPDATE_MESSAGES === "1";
    const messages: Record<string, unknown> = isUpdate
        ? {}
        : JSON.parse(readFileSync(file, "utf8"));

    after(() => {
        if (isUpdate) {
            writeFileSync(file, `${JSON.stringify(messages, null, 4)}\n`);
        }
    });

    it("are tried with at least 120 changes of different titles", () => {
        assert.ok(rows.length >= 120, `only ${rows.length}`);
        assert.equal(new Set(rows.map(({ title }) => title)).size, rows.length);
    });

    for (const { title, network, change, answers, modes = MODES } of rows) {
        it(`${answers.length === 0 ? "hold" : "tell"}: ${title}`, () => {
            const stack = change(network);
            for (const mode of modes) {
                const found = notProved(answersOn(stack, mode));
                const texts = found.flatMap(({ findings }) => findings.map(({ what }) => what));
                assert.deepEqual(
                    found.map(inShort).sort(),
                    [...answers].sort(),
                    [`In mode "${mode}":`, ...texts].join("\n"),
                );
            }
            const said = notProved(answersOn(stack, modes[0] ?? "known")).flatMap(({ findings }) =>
                findings.map(({ what, fix, witness, uncertainty }) => ({
                    what,
                    fix,
                    ...(uncertainty && { uncertainty }),
                    witness: witness.map(({ step }) => step).join(" → "),
                })),
            );
            const steps = notProved(answersOn(stack, modes[0] ?? "known")).flatMap(({ findings }) =>
                findings.flatMap(({ witness }) => witness.map(({ step }) => step)),
            );
            assert.ok(
                steps.every((step) => typeof step === "string"),
                "a step without words",
            );
            if (isUpdate) {
                messages[title] = said;
            }
            assert.deepEqual(said, messages[title]);
        });
    }

    it("name statements that are documented", () => {
        const documented = statements.flatMap(({ numbers }) => numbers);
        const named = rows.flatMap(({ answers }) =>
            answers.flatMap((answer) => (answer.match(/(?<= )\d+(?=,|$)/g) ?? []).map(Number)),
        );
        assert.deepEqual(
            [...new Set(named)].filter((number) => !documented.includes(number)),
            [],
        );
        assert.ok(new Set(named).size >= 20);
    });

    it("have no messages that are of no change", () => {
        assert.deepEqual(Object.keys(messages).sort(), rows.map(({ title }) => title).sort());
    });

    it("are the same whatever the order of the resources", () => {
        for (const { title, network, change } of rows) {
            const stack = change(network);
            const orders = [stack, [...stack].reverse()];
            const [forth, back] = orders.map((order) =>
                answersOn(order, "first preview").map(inShort).sort(),
            );
            assert.deepEqual(back, forth, title);
        }
    });

    it("name resources of the stack on the way", () => {
        for (const { network, change } of rows) {
            const stack = change(network);
            const urns = new Set(stack.map(urnOf));
            for (const { subject, findings } of answersOn(stack, "first preview")) {
                const steps = findings.flatMap(({ witness }) => witness.map(({ urn }) => urn));
                for (const urn of [subject, ...steps]) {
                    assert.ok(urn === undefined || urns.has(urn), urn);
                }
            }
        }
    });
});
