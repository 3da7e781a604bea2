import assert from "node:assert/strict";
import {
    ARCHITECTURES,
    architectureOf,
    defaultInstanceType,
} from "../../components/instances/instanceTypes";

describe("the architecture of an instance type", () => {
    const types = {
        arm64: [
            ...["a1.medium", "t4g.nano", "m6g.large", "m7gd.large", "c6gn.large", "r8g.48xlarge"],
            ...[
                "x2gd.medium",
                "im4gn.large",
                "is4gen.medium",
                "i8g.large",
                "g5g.xlarge",
                "m8gb.large",
            ],
            ...["hpc7g.4xlarge", "p6e-gb200.36xlarge"],
        ],
        x86_64: [
            ...["t2.micro", "t3.nano", "t3a.small", "m5.large", "m7i-flex.large", "c7i.large"],
            ...[
                "g4dn.xlarge",
                "g4ad.xlarge",
                "g6.xlarge",
                "gr6.4xlarge",
                "p5en.48xlarge",
                "d3en.xlarge",
            ],
            ...["u-6tb1.112xlarge", "u7i-12tb.224xlarge", "z1d.large", "i7ie.large", "inf2.xlarge"],
        ],
    };
    for (const [architecture, names] of Object.entries(types)) {
        it(`is ${architecture} for ${names.join(", ")}`, () => {
            const others = names.filter((name) => architectureOf(name) !== architecture);
            assert.deepEqual(others, []);
        });
    }

    it("is that of the default for each architecture", () => {
        for (const architecture of ARCHITECTURES) {
            assert.equal(architectureOf(defaultInstanceType("linux", architecture)), architecture);
        }
        assert.equal(architectureOf(defaultInstanceType("windows", "x86_64")), "x86_64");
    });
});
