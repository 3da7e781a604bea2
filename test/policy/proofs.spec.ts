import assert from "node:assert/strict";
import { awsTypes } from "../../policy/network/types";
import { type Options, verify } from "../../policy/network/verify";
import { createPolicies } from "../../policy/policies";
import {
    analyze,
    idOf,
    type Resource,
    stackResources,
    unknown,
    urnOf,
} from "../support/policyServer";
import { byReference, fleet, networks, of } from "./sabotage/networks";
import { add, both, type Change, drop, set } from "./sabotage/rows";

const answersOn = (stack: readonly Resource[], options: Options = {}) =>
    verify(stackResources(stack, "first preview"), options);
const inShort = (stack: readonly Resource[], options: Options = {}) =>
    answersOn(stack, options)
        .filter(({ verdict }) => verdict !== "proved")
        .map(
            ({ question, subject, verdict }) =>
                `${question} ${subject.split("::").at(-1)} ${verdict}`,
        );
const route = (target: Record<string, unknown>, block = "0.0.0.0/0"): Change =>
    add(
        of(awsTypes.route, "route", {
            routeTableId: idOf("table-a"),
            destinationCidrBlock: block,
            ...target,
        }),
    );
const transit = route({ transitGatewayId: "tgw-0a1" })(byReference);

describe("What the proofs can be told", () => {
    it("to trust a kind of target outside the VPC, and which one they then trust", () => {
        const trusted = { trustedDefaultRoutes: ["transit-gateway"] };
        assert.deepEqual(inShort(transit), ["no-internet-path app-a violated"]);
        assert.deepEqual(inShort(transit, trusted), []);
        const [answer] = answersOn(transit, trusted);
        assert.deepEqual(answer?.assumes, [
            "Default routes to these lead to no Internet, because the configuration trusts them: transit-gateway.",
        ]);
        assert.equal(answersOn(transit)[0]?.assumes, undefined);
    });

    it("to trust one target by its id, and no other", () => {
        const trust = (id: string) => inShort(transit, { trustedDefaultRoutes: [id] });
        assert.deepEqual(trust("tgw-0a1"), []);
        const two = answersOn(transit, { trustedDefaultRoutes: ["tgw-0a1", "pcx-0a1"] });
        assert.match(two[0]?.assumes?.[0] ?? "", /trusts them: tgw-0a1, pcx-0a1\.$/);
        assert.deepEqual(trust("tgw-0b1"), ["no-internet-path app-a violated"]);
        assert.deepEqual(trust("vpc-peering-connection"), ["no-internet-path app-a violated"]);
    });

    it("to trust a target of an unknown destination", () => {
        const perhaps = route({ transitGatewayId: "tgw-0a1" }, unknown.string);
        const path = (options: Options) =>
            inShort(perhaps(byReference), options).filter((each) => each.startsWith("no-"));
        assert.deepEqual(path({}), ["no-internet-path app-a unknown"]);
        assert.deepEqual(path({ trustedDefaultRoutes: ["transit-gateway"] }), []);
        assert.deepEqual(path({ trustedDefaultRoutes: ["tgw-0a1"] }), []);
        assert.deepEqual(path({ trustedDefaultRoutes: ["tgw-0b1"] }), [
            "no-internet-path app-a unknown",
        ]);
    });

    it("not to trust an Internet gateway", () => {
        const trustedDefaultRoutes = ["igw-0a1"];
        const open = route({ gatewayId: "igw-0a1" })(byReference);
        assert.deepEqual(inShort(open, { trustedDefaultRoutes }), [
            "no-internet-path app-a violated",
        ]);
        const perhaps = route({ gatewayId: "igw-0a1" }, unknown.string)(byReference);
        assert.deepEqual(inShort(perhaps, { trustedDefaultRoutes }), [
            "no-internet-path app-a unknown",
            "ssm-path app unknown",
        ]);
    });

    it("to require further services", () => {
        const requiredServices = ["ec2messages"];
        assert.deepEqual(inShort(byReference, { requiredServices }), ["ssm-path app violated"]);
        const [ssm] = byReference.filter(({ name }) => name === "ssm");
        const more = of(awsTypes.vpcEndpoint, "more", {
            ...ssm?.inputs,
            serviceName: "com.amazonaws.eu-central-1.ec2messages",
        });
        assert.deepEqual(inShort([...byReference, more], { requiredServices }), []);
    });

    it("to assume Default Host Management, where the role does not allow to register", () => {
        const isHostManaged = true;
        const withoutProfile = set("app", { iamInstanceProfile: undefined })(byReference);
        const withoutPolicy = drop("core")(byReference);
        const partly = both(
            drop("core"),
            add(
                of(awsTypes.rolePolicy, "own", {
                    role: idOf("role"),
                    policy: '{"Statement":{"Effect":"Allow","Action":"ssm:*","Resource":"*"}}',
                }),
            ),
        )(byReference);
        for (const stack of [withoutProfile, withoutPolicy]) {
            assert.deepEqual(inShort(stack), ["ssm-path app violated"]);
            assert.deepEqual(inShort(stack, { isHostManaged }), []);
            assert.deepEqual(answersOn(stack, { isHostManaged }).at(-1)?.findings, []);
        }
        // The agent asks the account's role only if its own does not let it register.
        assert.deepEqual(inShort(partly, { isHostManaged }), ["ssm-path app violated"]);
        const answer = answersOn(byReference, { isHostManaged }).at(-1);
        assert.equal(answer?.verdict, "proved");
        assert.match(answer.assumes?.[0] ?? "", /^Default Host Management of the account serves/);
    });
});

describe("What the proofs join", () => {
    it("is joined by what values are computed from, where outputs have no ids", () => {
        for (const [title, network] of Object.entries(networks)) {
            const resources = stackResources(network, "known").map((resource) => {
                const { id: _, ...outputs } = resource.outputs as Record<string, unknown>;
                return { ...resource, outputs };
            });
            assert.deepEqual(
                verify(resources).map(({ verdict }) => verdict),
                ["proved", "proved", "proved"],
                title,
            );
        }
    });

    it("is joined to each of several sources, and by an id that nothing has to none", () => {
        const resources = stackResources(byReference, "known");
        const [a, b] = resources.filter(({ name }) => /^app-[ab]$/.test(name));
        assert.ok(a && b);
        const withSubnet = (subnetId: string, sources: readonly string[]) =>
            verify(
                resources.map((resource) => {
                    const { id: _, ...outputs } = resource.outputs as Record<string, unknown>;
                    return resource.name === "app"
                        ? {
                              ...resource,
                              inputs: { ...(resource.inputs as object), subnetId },
                              references: { ...resource.references, subnetId: sources },
                          }
                        : {
                              ...resource,
                              outputs:
                                  resource.type === awsTypes.subnet ? outputs : resource.outputs,
                          };
                }),
            ).map(({ question, verdict }) => `${question} ${verdict}`);
        const subnets = ["no-internet-path proved", "no-internet-path proved"];
        const reached = [...subnets, "ssm-path proved"];
        const external = [...subnets, "no-internet-path unknown"];
        assert.deepEqual(withSubnet("subnet-1", [a.urn]), reached);
        assert.deepEqual(withSubnet("subnet-1", [a.urn, b.urn]), reached);
        assert.deepEqual(withSubnet("subnet-1", []), external);
    });
});

describe("What the proofs say", () => {
    it("names the Region that nobody knows", () => {
        const nowhere = ["a", "b"].reduce<readonly Resource[]>(
            (stack, zone) => set(`app-${zone}`, { availabilityZone: undefined })(stack),
            byReference,
        );
        const resources = stackResources(nowhere, "first preview");
        const without = resources.map((resource) => ({ ...resource, region: undefined }));
        const [answer] = verify(without).filter(({ question }) => question === "ssm-path");
        assert.deepEqual(
            answer?.findings.map(({ statement, what, fix }) => [statement, what, fix]),
            [
                [
                    10,
                    "Cannot be proved: the Region of VPC vpc is not known.",
                    "Set the Region of the provider.",
                ],
            ],
        );
        assert.equal(verify(resources).at(-1)?.verdict, "proved");
        // The zones of the subnets tell it.
        const zones = stackResources(byReference, "first preview");
        const told = zones.map((resource) => ({ ...resource, region: undefined }));
        assert.equal(verify(told).at(-1)?.verdict, "proved");
    });

    it("tells instances in one subnet apart by their groups", () => {
        const [app] = byReference.filter(({ name }) => name === "app");
        const stack = add(
            of(awsTypes.securityGroup, "silent", { vpcId: idOf("vpc") }),
            of(awsTypes.instance, "cut-off", {
                ...app?.inputs,
                vpcSecurityGroupIds: [idOf("silent")],
            }),
            of(awsTypes.instance, "twin", { ...app?.inputs }),
        )(byReference);
        for (const order of [stack, [...stack].reverse()]) {
            assert.deepEqual(inShort(order), ["ssm-path cut-off violated"]);
        }
    });

    it("hints at three of the endpoints elsewhere, in whatever order they come", () => {
        const elsewhere = ["d", "c", "b", "a"].map((name) =>
            of(awsTypes.vpcEndpoint, `other-${name}`, {
                vpcId: "vpc-elsewhere",
                serviceName: "com.amazonaws.eu-central-1.ssm",
                vpcEndpointType: "Interface",
                privateDnsEnabled: true,
            }),
        );
        const stack = both(drop("ssm"), add(...elsewhere))(byReference);
        for (const order of [stack, [...stack].reverse()]) {
            const what = answersOn(order)
                .at(-1)
                ?.findings.map((finding) => finding.what);
            assert.deepEqual(what, [
                "No interface endpoint with private DNS serves ssm in VPC vpc: VPC endpoint other-a is in another VPC; VPC endpoint other-b is in another VPC; VPC endpoint other-c is in another VPC.",
            ]);
        }
    });

    it("names three of many instances in a subnet, and counts those with a public address", () => {
        const [app] = byReference.filter(({ name }) => name === "app");
        const more = ["second", "third", "fourth"].map((name) => ({
            ...of(awsTypes.instance, name, {
                ...app?.inputs,
                ...(name === "second" && { associatePublicIpAddress: true }),
            }),
        }));
        const [answer] = answersOn(add(...more)(transit)).filter(
            ({ subject }) => subject === urnOf({ type: awsTypes.subnet, name: "app-a" }),
        );
        const what = answer?.findings[0]?.what ?? "";
        assert.match(what, /: instance app, instance second, instance third and 1 more → subnet/);
        assert.match(what, /1 of its instances have a public address\.$/);
    });

    it("judges a fleet by the worst of its subnets, if it is not in doubt about them", () => {
        const inA = { subnetIds: [idOf("app-a")] };
        const closed = of(awsTypes.networkAcl, "closed", {
            vpcId: idOf("vpc"),
            subnetIds: [idOf("app-b")],
        });
        const verdictIn = (...vpcZoneIdentifiers: unknown[]) => {
            const change = both(
                both(set("ssm", inA), set("ssmmessages", inA)),
                both(add(closed), set("app", { vpcZoneIdentifiers })),
            );
            const answers = answersOn(change(fleet));
            return answers.find(({ question }) => question === "ssm-path")?.verdict;
        };
        assert.equal(verdictIn(idOf("app-a")), "proved");
        assert.equal(verdictIn(idOf("app-b")), "violated");
        assert.equal(verdictIn(idOf("app-a"), idOf("app-b")), "violated");
        assert.equal(verdictIn(idOf("app-a", "app-b")), "unknown");
    });

    it("takes a way through a private NAT gateway for certain only if its table has no doubtful route", () => {
        const stack = add(
            of(awsTypes.natGateway, "nat", {
                subnetId: idOf("app-b"),
                connectivityType: "private",
            }),
            of(awsTypes.route, "on", {
                routeTableId: idOf("table-a"),
                destinationCidrBlock: "128.0.0.0/1",
                natGatewayId: idOf("nat"),
            }),
            of(awsTypes.route, "out", {
                routeTableId: idOf("table-b"),
                destinationCidrBlock: "0.0.0.0/0",
                gatewayId: "igw-1",
            }),
        )(byReference.filter(({ name }) => name !== "out"));
        const stray = of(awsTypes.route, "stray", {
            routeTableId: unknown.string,
            destinationCidrBlock: "128.0.0.0/1",
            transitGatewayId: "tgw-1",
        });
        const paths = (resources: readonly Resource[]) =>
            inShort(resources).filter((line) => line.startsWith("no-internet-path"));
        const certain = ["no-internet-path app-a violated", "no-internet-path app-b violated"];
        assert.deepEqual(paths(stack), certain);
        assert.deepEqual(paths(add(stray)(stack)), [
            "no-internet-path app-a unknown",
            "no-internet-path app-b violated",
        ]);
    });

    it("tells the VPCs of a stack apart, in whatever order they come", () => {
        const right = stackResources(byReference, "first preview");
        const wrong = stackResources(set("vpc", { enableDnsSupport: false })(byReference), "known");
        const other: typeof wrong = JSON.parse(
            JSON.stringify(wrong).replaceAll(/(::[\w-]+)"/g, '$1-2"'),
        );
        for (const stack of [
            [...right, ...other],
            [...other, ...right],
        ]) {
            const answers = verify(stack).filter(({ question }) => question === "ssm-path");
            assert.deepEqual(
                answers.map(({ subject, verdict }) => [subject.split("::").at(-1), verdict]).sort(),
                [
                    ["app", "proved"],
                    ["app-2", "violated"],
                ],
            );
        }
    });

    it("of all policies is what the engine gets, with one report for each subject", async () => {
        const stack = both(drop("out", "in"), set("vpc", { enableDnsHostnames: false }))(transit);
        const findings = await analyze(createPolicies(), stack, "first preview", {
            "proof-summary": { enforcementLevel: "advisory" },
        });
        const proofs = findings.filter(
            ({ policy }) => !/^(no-internet-route|instance-)/.test(policy),
        );
        assert.deepEqual(
            proofs.map(({ policy, level, urn }) => [policy, level, urn.split("::").at(-1)]),
            [
                ["no-internet-path", "mandatory", "app-a"],
                ["ssm-path", "mandatory", "app"],
                ["proof-summary", "advisory", ""],
            ],
        );
        const [, path, summary] = proofs.map(({ message }) => message.split("\n"));
        assert.deepEqual(
            path
                ?.filter((line) => line.startsWith("- "))
                .map((line) => /\(Statement \d+\.\)$/.exec(line)?.[0]),
            ["(Statement 2.)", "(Statement 19.)", "(Statement 20.)", "(Statement 19.)"],
        );
        assert.deepEqual(summary?.slice(0, 3), [
            "No path to or from the Internet: proved for 1 of 2 subnets and ways in, violated for 1, unknown for 0.",
            "Systems Manager reached: proved for 0 of 1 instances, violated for 1, unknown for 0.",
            "Assumed, because no stack shows it:",
        ]);
    });

    it("leaves to another policy what that one reports", async () => {
        const findings = await analyze(
            createPolicies(),
            [...byReference, of(awsTypes.eip, "address")],
            "first preview",
        );
        assert.deepEqual(
            findings.map(({ policy, urn }) => `${policy} ${urn.split("::").at(-1)}`),
            ["instance-metadata-v2 app", "no-public-ip address"],
        );
        const ways = answersOn([...byReference, of(awsTypes.eip, "address")]);
        assert.deepEqual(
            ways.flatMap(({ reportedBy = [] }) => reportedBy),
            ["no-public-ip"],
        );
    });
});
