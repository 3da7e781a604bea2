import assert from "node:assert/strict";
import { type Counts, compareNumber } from "../oracle/compare";
import { generate } from "../oracle/generate";
import { hold, PROPERTIES } from "../oracle/metamorphic";
import { Random } from "../oracle/random";

/** Another one in each run; a failure prints it. */
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const NETWORKS = 20_000;
const CHANGED = 300;

describe("The pack and a packet walk", () => {
    const counts: Counts = {};

    it("say the same of each of many networks", function () {
        this.timeout(120_000);
        for (let index = 0; index < NETWORKS; index += 1) compareNumber(SEED, index, counts);
    });

    it("had networks of all kinds", () => {
        const given = (verdict: string) => counts[verdict] ?? 0;
        for (const question of ["no-internet-path", "ssm-path"]) {
            const [proved, violated] = [`${question} proved`, `${question} violated`].map(given);
            const all = (proved ?? 0) + (violated ?? 0) + given(`${question} either`);
            assert((proved ?? 0) > all / 4, `seed ${SEED}: ${JSON.stringify(counts)}`);
            assert((violated ?? 0) > all / 4, `seed ${SEED}: ${JSON.stringify(counts)}`);
        }
        assert(
            given("ssm-path either") > NETWORKS / 200,
            `seed ${SEED}: ${JSON.stringify(counts)}`,
        );
    });
});

describe("The pack's answers", () => {
    for (const property of PROPERTIES) {
        it(`hold: ${property.name}`, function () {
            this.timeout(60_000);
            let tried = 0;
            for (let index = 0; tried < CHANGED; index += 1) {
                const mode = index % 2 === 0 ? "known" : "first preview";
                const where = `seed ${SEED}, network ${index}`;
                const random = new Random(SEED, -index - 2);
                if (hold(property, generate(SEED, index), mode, random, where)) tried += 1;
            }
        });
    }
});
