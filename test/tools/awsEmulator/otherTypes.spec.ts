import assert from "node:assert/strict";
import { type EngineClient, startConfigured, type Values } from "./engineClient";

const OWNED = "us-east-1:000000000000";
const BALANCER = `arn:aws:elasticloadbalancing:${OWNED}:loadbalancer/app/lb/0123456789abcdef`;
const UUID = "0000[0-9a-f]{4}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

describe("the AWS emulator, of types that the package's documentation tells about,", () => {
    let engine: EngineClient;
    let close: () => Promise<void>;

    beforeEach(async () => {
        ({ engine, close } = await startConfigured());
    });

    afterEach(() => close());

    /** Type, inputs, the pattern of the id, and of the ARN where the id is not the ARN. */
    const types: [string, Values, string, string?][] = [
        ["acm/certificate:Certificate", {}, `arn:aws:acm:${OWNED}:certificate/${UUID}`],
        [
            "cloudwatch/eventRule:EventRule",
            { name: "daily" },
            "daily",
            `arn:aws:events:${OWNED}:rule/daily`,
        ],
        [
            "cloudfront/originAccessIdentity:OriginAccessIdentity",
            {},
            "E0000[0-9A-F]{10}",
            "arn:aws:cloudfront::000000000000:origin-access-identity/E0000[0-9A-F]{10}",
        ],
        [
            "ec2/trafficMirrorFilter:TrafficMirrorFilter",
            {},
            "tmf-0000[0-9a-f]{13}",
            `arn:aws:ec2:${OWNED}:traffic-mirror-filter/tmf-0000[0-9a-f]{13}`,
        ],
        ["ecs/cluster:Cluster", { name: "c" }, `arn:aws:ecs:${OWNED}:cluster/c`],
        [
            "eks/addon:Addon",
            { clusterName: "c", addonName: "a" },
            "c:a",
            `arn:aws:eks:${OWNED}:addon/c:a`,
        ],
        [
            "eks/cluster:Cluster",
            { name: "c", roleArn: "r", vpcConfig: { subnetIds: [] } },
            "c",
            `arn:aws:eks:${OWNED}:cluster/c`,
        ],
        [
            "lb/listener:Listener",
            { loadBalancerArn: BALANCER, defaultActions: [] },
            `${BALANCER.replace("loadbalancer/", "listener/")}/[0-9a-f]{16}`,
        ],
        [
            "rds/instance:Instance",
            { identifier: "db", instanceClass: "db.t4g.micro" },
            "db-0000[0-9A-F]{22}",
            `arn:aws:rds:${OWNED}:db:db`,
        ],
        [
            "route53/zone:Zone",
            { name: "example.com" },
            "Z0000[0-9A-F]{10}",
            "arn:aws:route53:::hostedzone/Z0000[0-9A-F]{10}",
        ],
        ["s3/bucketPolicy:BucketPolicy", { bucket: "logs", policy: "{}" }, "logs"],
        [
            "secretsmanager/secret:Secret",
            { name: "s" },
            `arn:aws:secretsmanager:${OWNED}:secret:s-[0-9a-f]{6}`,
        ],
        [
            "sfn/stateMachine:StateMachine",
            { name: "m", roleArn: "r", definition: "{}" },
            `arn:aws:states:${OWNED}:stateMachine:m`,
        ],
        [
            "sqs/queue:Queue",
            { name: "q" },
            "https://sqs.us-east-1.amazonaws.com/000000000000/q",
            `arn:aws:sqs:${OWNED}:q`,
        ],
    ];
    for (const [type, inputs, id, arn] of types) {
        it(`gives ids and ARNs of the shapes of AWS: ${type}`, async () => {
            const created = await engine.create(`aws:${type}`, "it", inputs);
            assert.match(created.id, new RegExp(`^${id}$`));
            if (created.outputs.arn !== undefined) {
                assert.match(String(created.outputs.arn), new RegExp(`^${arn ?? id}$`));
            }
        });
    }

    it("keeps names apart that exist in two Regions", async () => {
        const type = "aws:cloudwatch/logGroup:LogGroup";
        const here = await engine.create(type, "here", { name: "same" });
        const there = await engine.create(type, "there", { name: "same", region: "eu-west-1" });
        await assert.rejects(engine.create(type, "again", { name: "same" }), /AlreadyExists/);
        await engine.delete(here);
        assert.equal((await engine.read(here)).id, "");
        assert.equal((await engine.read(there)).outputs.region, "eu-west-1");
    });
});
