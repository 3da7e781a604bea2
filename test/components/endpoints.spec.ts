import assert from "node:assert/strict";
import { parseAvailabilityZone } from "../../components/availabilityZones";
import { createEndpoints } from "../../components/endpoints";
import { createNetwork } from "../../components/network";
import { createSecurityGroups } from "../../components/securityGroups";
import { type Answers, idOf, named, UNKNOWN } from "../support/mocks";
import { recordPart } from "../support/part";

const SERVICE = "aws:ec2/getVpcEndpointService:getVpcEndpointService";
const ZONES = ["eu-central-1b", "eu-central-1a"];

/** What AWS tells of a service, with what is different about it. */
const offer = (service: unknown, different: object = {}) => ({
    serviceName: `com.amazonaws.eu-central-1.${service}`,
    availabilityZones: ["a", "b", "c"].map((letter) => `eu-central-1${letter}`),
    privateDnsName: `${service}.eu-central-1.amazonaws.com`,
    vpcEndpointPolicySupported: true,
    ...different,
});

const offering = (different: object = {}): Answers => ({
    [SERVICE]: ({ service }) => offer(service, different),
});

/** Records the endpoints of a network in two zones. */
const record = (
    services: readonly string[],
    { preview = false, answers = offering() }: { preview?: boolean; answers?: Answers } = {},
) =>
    recordPart(
        (scope) => {
            const zones = ZONES.flatMap((name) => parseAvailabilityZone(name) ?? []);
            const network = createNetwork(scope, "10.0.0.0/16", zones, {
                hasBootstrapEgress: false,
            });
            const groups = createSecurityGroups(scope, network.vpc);
            return createEndpoints(scope, network, services, groups.endpoints);
        },
        { preview, answers },
    );

const failure = (message: string) => () => {
    // Only `details` of an error get through to the program, as from the engine.
    throw Object.assign(new Error(message), { details: message });
};

describe("the interface endpoints", () => {
    for (const preview of [false, true]) {
        it(`${preview ? "in a first preview" : "with known ids"} are in every subnet, with private DNS and a policy`, async () => {
            const recording = await record(["ssm", "logs"], { preview });
            const id = (name: string) => (preview ? UNKNOWN : idOf(name));
            const endpoints = recording.resources.filter(({ type }) => /VpcEndpoint/.test(type));
            assert.deepEqual(endpoints.map(({ name }) => name).sort(), [
                "net-endpoint-logs",
                "net-endpoint-ssm",
            ]);
            for (const service of ["ssm", "logs"]) {
                const name = `net-endpoint-${service}`;
                const { policy, ...inputs } = named(recording, name).inputs;
                assert.deepEqual(inputs, {
                    vpcId: id("net-vpc"),
                    serviceName: `com.amazonaws.eu-central-1.${service}`,
                    vpcEndpointType: "Interface",
                    privateDnsEnabled: true,
                    // Not in the caller's order of zones.
                    subnetIds: [id("net-subnet-a"), id("net-subnet-b")],
                    securityGroupIds: [id("net-endpoint-security-group")],
                    tags: { Name: name, "ssm-only:network": "project/stack/net" },
                });
                const { Statement } = JSON.parse(String(policy));
                assert.equal(
                    Statement.length,
                    service === "ssm" ? 2 : 1,
                    "known in a preview, too",
                );
            }
            assert.deepEqual([...recording.result.keys()], ["ssm", "logs"]);
            assert.deepEqual([recording.errors, recording.warnings], [[], 0]);
        });
    }

    it("have no policy where AWS says that the service takes none", async () => {
        const answers = offering({ vpcEndpointPolicySupported: false });
        const { inputs } = named(await record(["ssm"], { answers }), "net-endpoint-ssm");
        assert.ok(!("policy" in inputs));
        assert.equal(inputs.privateDnsEnabled, true);
    });

    it("stand only in zones that have the service", async () => {
        const answers = offering({ availabilityZones: ["eu-central-1b", "eu-central-1c"] });
        const { inputs } = named(await record(["logs"], { answers }), "net-endpoint-logs");
        assert.deepEqual(inputs.subnetIds, [idOf("net-subnet-b")]);
    });

    it("stand in all zones and have a policy if AWS tells nothing but the service's name", async () => {
        const told = {
            availabilityZones: [],
            privateDnsName: "",
            vpcEndpointPolicySupported: false,
        };
        const recording = await record(["logs"], { answers: offering(told) });
        const { inputs } = named(recording, "net-endpoint-logs");
        assert.deepEqual(inputs.subnetIds, [idOf("net-subnet-a"), idOf("net-subnet-b")]);
        assert.match(String(inputs.policy), /"Sid":"PrincipalsOfThisAccount"/);
        assert.equal(inputs.privateDnsEnabled, true);
        assert.deepEqual(recording.errors, []);
    });

    it("stop a preview with one error if a service has no private DNS name", async () => {
        const answers = offering({ privateDnsName: "" });
        const { errors, warnings } = await record(["dynamodb"], { preview: true, answers });
        assert.deepEqual(errors, [
            'services: received "dynamodb", which has no private DNS name; allowed: services whose ordinary ' +
                "host name can lead to an endpoint. Remove it: clients would not find the endpoint by themselves.",
        ]);
        assert.equal(warnings, 0);
    });

    it("say of ec2messages, where AWS does not offer it, why a network does without", async () => {
        const answers = { [SERVICE]: failure("no matching EC2 VPC Endpoint Service found") };
        const { errors } = await record(["ec2messages"], { preview: true, answers });
        assert.deepEqual(errors, [
            'services: received "ec2messages"; allowed: services that AWS offers interface endpoints for in ' +
                "this Region. Remove it, as offeredServices would. SSM agents from version 3.3.40.0 on do " +
                "without, as they use ssmmessages; images with an older agent must be updated.",
        ]);
    });

    it("stop a preview if none of the zones has the service", async () => {
        const answers = offering({ availabilityZones: ["eu-central-1c"] });
        const { errors, warnings } = await record(["logs"], { preview: true, answers });
        assert.deepEqual(errors, [
            'availabilityZones: received "eu-central-1b", "eu-central-1a"; allowed: at least one zone that ' +
                "has logs: eu-central-1c. Add one of these.",
        ]);
        assert.equal(warnings, 0);
    });

    it("stop a preview with one error if AWS does not offer the service", async () => {
        const answers = {
            [SERVICE]: failure("no matching EC2 VPC Endpoint Service found"),
        };
        const { errors, warnings } = await record(["logz"], { preview: true, answers });
        assert.deepEqual(errors, [
            'services: received "logz"; allowed: services that AWS offers interface endpoints for in this ' +
                "Region. Correct or remove it, or the argument that needs it.",
        ]);
        assert.equal(warnings, 0);
    });

    it("stop a preview with one error, which blames nobody's arguments, if AWS cannot be asked", async () => {
        const answers = { [SERVICE]: failure("No valid credential sources found") };
        const { errors, warnings } = await record(["logs"], { preview: true, answers });
        assert.deepEqual(errors, [
            "AWS cannot be asked whether it offers logs: No valid credential sources found",
        ]);
        assert.equal(warnings, 0);
    });

    it("have the names and ARNs of China in China", async () => {
        const answers: Answers = {
            "aws:index/getPartition:getPartition": () => ({
                partition: "aws-cn",
                dnsSuffix: "amazonaws.com.cn",
                reverseDnsPrefix: "cn.com.amazonaws",
            }),
            "aws:index/getRegion:getRegion": () => ({ region: "cn-north-1" }),
            [SERVICE]: ({ service, serviceName }) =>
                service === "sts"
                    ? failure("InvalidServiceName: does not exist")()
                    : offer(service, serviceName ? { serviceName } : {}),
        };
        const recording = await record(["ssm", "sts"], { preview: true, answers });
        assert.deepEqual(recording.errors, []);
        const { serviceName } = named(recording, "net-endpoint-sts").inputs;
        assert.equal(serviceName, "cn.com.amazonaws.cn-north-1.sts");
        const policy = String(named(recording, "net-endpoint-ssm").inputs.policy);
        assert.ok(policy.includes('"arn:aws-cn:ssm:cn-north-1::document/*"'));
        assert.ok(!policy.includes("arn:aws:"));
    });
});
