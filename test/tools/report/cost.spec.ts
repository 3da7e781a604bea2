import assert from "node:assert/strict";
import { awsTypes } from "../../../policy/network/types";
import { instanceHour } from "../../../tools/report/prices";
import { of } from "../../policy/sabotage/networks";
import { idOf, type Resource } from "../../support/policyServer";
import { address, networkOf } from "../../support/reportNetworks";
import { on } from "../../support/reportsOn";

const costOf = (network: readonly Resource[]) => on(network).cost;
const rounded = (usd: number) => Number(usd.toFixed(2));

describe("the cost in the report", () => {
    it("sums up what has a price, and names what has none", () => {
        const { items, total, unpriced } = costOf([
            ...networkOf(3),
            address,
            of(awsTypes.natGateway, "nat", { subnetId: idOf("app-a") }),
            of(awsTypes.kmsKey, "key"),
            of(awsTypes.logGroup, "log"),
            of("random:index:Id", "other"),
        ]);
        assert.deepEqual(
            items.map(({ what, count, each }) => [what, count, rounded(each)]),
            [
                ["interface endpoints, for each subnet", 4, 7.3],
                ["instances t4g.small, as with Linux on demand", 2, 12.26],
                ["GB of gp3 root volumes", 20, 0.08],
                ["public IPv4 addresses (Elastic IPs)", 1, 3.65],
                ["NAT gateways", 1, 32.85],
                ["KMS keys", 1, 1],
            ],
        );
        assert.equal(rounded(total), rounded(29.2 + 24.528 + 1.6 + 3.65 + 32.85 + 1));
        assert.deepEqual(unpriced, [
            { what: "aws:cloudwatch/logGroup:LogGroup", count: 1 },
            { what: "instances of which the type is not known", count: 1 },
            { what: "root volumes of which size or type is not declared", count: 1 },
        ]);
    });

    it("doubles the price of an instance with each size, and invents none", () => {
        assert.equal(instanceHour("t4g.nano"), 0.0042);
        assert.equal(rounded((instanceHour("t3.large") ?? 0) * 1000), 83.2);
        assert.equal(rounded((instanceHour("t3a.2xlarge") ?? 0) * 1000), 300.8);
        for (const type of ["p5.48xlarge", "t3.huge", "t3", "", "nano.t3"]) {
            assert.equal(instanceHour(type), undefined, type);
        }
    });

    it("does not guess in how many subnets an endpoint stands", () => {
        const network = networkOf(1).map((resource) =>
            resource.name === "ssm"
                ? { ...resource, inputs: { ...resource.inputs, subnetIds: idOf("app-a", "app-b") } }
                : resource,
        );
        assert.deepEqual(
            costOf(network).unpriced.filter(({ what }) => what.includes("endpoint")),
            [{ what: "VPC endpoints of which kind or subnets are not known", count: 1 }],
        );
    });
});
