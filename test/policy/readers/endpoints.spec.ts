import assert from "node:assert/strict";
import { awsTypes } from "../../../policy/network/types";
import { idOf, type Mode, type Resource, unknown } from "../../support/policyServer";
import { of } from "../sabotage/networks";
import { factsOf, shown, shownSet } from "./facts";

// What is read of a VPC endpoint, with what resources of their own add to it.

type Props = Record<string, unknown>;

const vpc = of(awsTypes.vpc, "vpc", { cidrBlock: "10.0.0.0/16" });
const subnets = ["a", "b"].map((name) => of(awsTypes.subnet, name, { vpcId: idOf("vpc") }));
const group = of(awsTypes.securityGroup, "group", { vpcId: idOf("vpc") });
const endpoint = (more: Props = {}, outputs: Props = {}): Resource => ({
    ...of(awsTypes.vpcEndpoint, "ssm", {
        vpcId: idOf("vpc"),
        serviceName: "com.amazonaws.eu-central-1.ssm",
        ...more,
    }),
    outputs,
});

function read(resource: Resource, more: readonly Resource[] = [], mode: Mode = "first preview") {
    const { endpoints } = factsOf([vpc, ...subnets, group, ...more, resource], mode);
    const [found] = endpoints.filter(({ label }) => label === "VPC endpoint ssm");
    assert.ok(found);
    return found;
}

describe("The service of an endpoint", () => {
    const serviceOf = (more: Props, resources: Resource[] = []) =>
        shown(read(endpoint(more), resources).service);
    const name = (written: string, suffix: string, region: string, isPrefixKnown = true) => ({
        written,
        suffix,
        region,
        isPrefixKnown,
    });

    for (const [written, suffix, region] of [
        ["com.amazonaws.eu-central-1.ssm", "ssm", "eu-central-1"],
        ["com.amazonaws.us-gov-west-1.ssm-fips", "ssm-fips", "us-gov-west-1"],
        ["com.amazonaws.ap-southeast-12.ssm", "ssm", "ap-southeast-12"],
        ["com.amazonaws.eu-central-1.codeartifact.api", "codeartifact.api", "eu-central-1"],
        ["cn.com.amazonaws.cn-north-1.ssm", "ssm", "cn-north-1"],
        ["aws.api.eu-central-1.kendra-ranking", "kendra-ranking", "eu-central-1"],
        ["eu.amazonaws.eusc-de-east-1.ssm", "ssm", "eusc-de-east-1"],
        ["gov.ic.c2s.us-iso-east-1.ssm", "ssm", "us-iso-east-1"],
        ["gov.sgov.sc2s.us-isob-east-1.ssm", "ssm", "us-isob-east-1"],
    ] as const) {
        it(`is read from ${written}`, () => {
            assert.deepEqual(serviceOf({ serviceName: written }), name(written, suffix, region));
        });
    }

    it("has a prefix that the policy does not know, as somebody else's has", () => {
        const written = "com.example.eu-central-1.ssm";
        const found = serviceOf({ serviceName: written });
        assert.deepEqual(found, name(written, "ssm", "eu-central-1", false));
    });

    for (const [written, text] of [
        ["ssm", '"ssm"'],
        ["com.amazonaws.ssm", '"com.amazonaws.ssm"'],
        ["com.amazonaws.eu-central-1.", '"com.amazonaws.eu-central-1."'],
        [7, "7"],
        [["com.amazonaws.eu-central-1.ssm"], '["com.amazonaws.eu-central-1.ssm"]'],
    ] as const) {
        it(`is in doubt if it is written ${text}`, () => {
            assert.equal(
                serviceOf({ serviceName: written }),
                `unknown: serviceName of VPC endpoint ssm is ${text}, which is not the name of a VPC endpoint service`,
            );
        });
    }

    it("is in doubt while only the update tells", () => {
        const doubt = "unknown: serviceName of VPC endpoint ssm is known only after the update";
        assert.equal(serviceOf({ serviceName: unknown.string }), doubt);
        assert.equal(serviceOf({ serviceName: idOf("vpc") }), doubt);
    });

    it("is none of AWS's if this stack offers it", () => {
        const offer = of(awsTypes.endpointService, "offer");
        assert.deepEqual(
            serviceOf({ serviceName: idOf("offer") }, [offer]),
            name("known only after the update", "", "", false),
        );
    });

    it("is that of another Region if it says so", () => {
        const written = "com.amazonaws.eu-central-1.ssm";
        const inRegion = (serviceRegion: unknown) => serviceOf({ serviceRegion });
        assert.deepEqual(inRegion("eu-west-1"), name(written, "ssm", "eu-west-1"));
        assert.deepEqual(inRegion(7), name(written, "ssm", "of another kind"));
    });
});

describe("The kind of an endpoint", () => {
    const kindOf = (vpcEndpointType: unknown) => {
        const { isInterface, isGateway } = read(endpoint({ vpcEndpointType }));
        return [shown(isInterface), shown(isGateway)];
    };

    it("is that of a gateway unless it says otherwise", () => {
        assert.deepEqual(kindOf(undefined), [false, true]);
        assert.deepEqual(kindOf("Gateway"), [false, true]);
        assert.deepEqual(kindOf("Interface"), [true, false]);
        assert.deepEqual(kindOf("GatewayLoadBalancer"), [false, false]);
        assert.deepEqual(kindOf("Resource"), [false, false]);
        assert.deepEqual(kindOf("ServiceNetwork"), [false, false]);
    });

    it("is in doubt while only the update tells", () => {
        const doubt = "unknown: vpcEndpointType of VPC endpoint ssm is known only after the update";
        assert.deepEqual(kindOf(unknown.string), [doubt, doubt]);
    });
});

describe("The addresses of an endpoint", () => {
    it("are of IPv4 unless it has those of IPv6 alone", () => {
        const byType = (ipAddressType: unknown) =>
            shown(read(endpoint({ ipAddressType })).isReachableByIpv4);
        assert.deepEqual([undefined, "ipv4", "dualstack", "ipv6"].map(byType), [
            true,
            true,
            true,
            false,
        ]);
    });
});

describe("The private DNS of an endpoint", () => {
    const byOwn = (privateDnsEnabled?: unknown, outputs?: Props, more?: Resource[], mode?: Mode) =>
        shown(read(endpoint({ privateDnsEnabled }, outputs), more, mode).privateDns);
    const turn = (vpcEndpointId: unknown, privateDnsEnabled?: unknown) =>
        of(awsTypes.endpointPrivateDns, "switch", { vpcEndpointId, privateDnsEnabled });

    it("is what the endpoint says, before any switch", () => {
        assert.equal(byOwn(true), true);
        assert.equal(byOwn(false, {}, [turn(idOf("ssm"), true)]), false);
    });

    it("is what a switch of its own says, and off if that says nothing", () => {
        assert.equal(byOwn(undefined, {}, [turn(idOf("ssm"), true)]), true);
        assert.equal(byOwn(undefined, {}, [turn(idOf("ssm"))]), false);
    });

    it("is what it is already, if nothing is said", () => {
        assert.equal(byOwn(undefined, { privateDnsEnabled: true }, [], "known"), true);
        assert.equal(byOwn(undefined, { privateDnsEnabled: false }, [], "known"), false);
        assert.equal(byOwn(), false);
    });

    it("is in doubt if a switch may be its", () => {
        assert.equal(
            byOwn(undefined, {}, [turn(unknown.string, true)]),
            "unknown: vpcEndpointId of endpoint private dns switch is known only after the update",
        );
        assert.equal(byOwn(undefined, {}, [turn("vpce-9", true)]), false);
    });
});

describe("The places of an endpoint", () => {
    const subnetsOf = (more: Props, resources: Resource[] = []) =>
        shownSet(read(endpoint(more), resources).subnets);
    const alone = (...certain: string[]) => ({ certain, possible: [], doubts: [] });

    it("are its subnets, those of its configurations, and those that others add", () => {
        const addition = of(awsTypes.endpointSubnetAssociation, "addition", {
            vpcEndpointId: idOf("ssm"),
            subnetId: idOf("b"),
        });
        assert.deepEqual(subnetsOf({}), alone());
        assert.deepEqual(subnetsOf({ subnetIds: [idOf("a")] }, [addition]), alone("a", "b"));
        const configured = { subnetConfigurations: [{ subnetId: idOf("a"), ipv4: "10.0.0.9" }] };
        assert.deepEqual(subnetsOf(configured), alone("a"));
        const byId = read(
            endpoint({ subnetConfigurations: [{ subnetId: "subnet-1" }] }),
            [{ ...of(awsTypes.subnet, "c", { vpcId: idOf("vpc") }), id: "subnet-1" }],
            "known",
        );
        assert.deepEqual(shownSet(byId.subnets), alone("c"));
    });

    it("are in doubt where a configuration names no subnet", () => {
        assert.deepEqual(subnetsOf({ subnetConfigurations: [{ ipv4: "10.0.0.9" }] }), {
            certain: [],
            possible: [],
            doubts: [
                "unknown: subnetConfigurations[0] of VPC endpoint ssm is an object, which is not a subnet's configuration",
            ],
        });
    });

    it("are in doubt where what others add is", () => {
        const addition = (vpcEndpointId: unknown, subnetId: unknown) =>
            of(awsTypes.endpointSubnetAssociation, "addition", { vpcEndpointId, subnetId });
        const label = "VPC endpoint subnet association addition";
        assert.deepEqual(subnetsOf({}, [addition(idOf("ssm"), unknown.string)]), {
            certain: [],
            possible: [],
            doubts: [`unknown: subnetId of ${label} is known only after the update`],
        });
        assert.deepEqual(subnetsOf({}, [addition(unknown.string, idOf("a"))]), {
            certain: [],
            possible: [],
            doubts: [`unknown: vpcEndpointId of ${label} is known only after the update`],
        });
        assert.deepEqual(subnetsOf({}, [addition("vpce-9", idOf("a"))]), alone());
    });

    it("have the default group of the VPC if no group is named", () => {
        const groupsOf = (more: Props, resources: Resource[] = []) =>
            shownSet(read(endpoint(more), resources).groups);
        const addition = of(awsTypes.endpointSecurityGroupAssociation, "addition", {
            vpcEndpointId: idOf("ssm"),
            securityGroupId: idOf("group"),
        });
        assert.deepEqual(groupsOf({}), alone("vpc#security-group"));
        assert.deepEqual(groupsOf({ securityGroupIds: [idOf("group")] }), alone("group"));
        assert.deepEqual(groupsOf({}, [addition]), alone("group"));
        assert.deepEqual(groupsOf({ vpcId: unknown.string }), {
            certain: [],
            possible: [],
            doubts: ["unknown: vpcId of VPC endpoint ssm is known only after the update"],
        });
    });

    it("have the route tables that they name and that others add", () => {
        const table = (name: string) => of(awsTypes.routeTable, name, { vpcId: idOf("vpc") });
        const addition = of(awsTypes.endpointRouteTableAssociation, "addition", {
            vpcEndpointId: idOf("ssm"),
            routeTableId: idOf("u"),
        });
        const { routeTables } = read(endpoint({ routeTableIds: [idOf("t")] }), [
            table("t"),
            table("u"),
            addition,
        ]);
        assert.deepEqual(shownSet(routeTables), alone("t", "u"));
    });
});

describe("The policy of an endpoint", () => {
    const NOTHING = JSON.stringify({ Statement: [] });
    const policyOf = (more: Props, resources: Resource[] = []) =>
        shown(read(endpoint(more), resources).policy);
    const policy = (vpcEndpointId: unknown, text: string) =>
        of(awsTypes.endpointPolicy, "policy", { vpcEndpointId, policy: text });

    it("is AWS's own without one, else what it says, and before that what a resource of its own says", () => {
        assert.equal(policyOf({}), undefined);
        assert.deepEqual(policyOf({ policy: NOTHING }), { statements: [] });
        assert.deepEqual(policyOf({}, [policy(idOf("ssm"), NOTHING)]), { statements: [] });
        assert.equal(
            policyOf({ policy: NOTHING }, [policy(idOf("ssm"), "{")]),
            'unknown: policy of VPC endpoint policy policy is "{", which is not a policy document in JSON',
        );
    });

    it("is in doubt if one may be its", () => {
        const doubt =
            "unknown: vpcEndpointId of VPC endpoint policy policy is known only after the update";
        assert.equal(policyOf({ policy: NOTHING }, [policy(unknown.string, NOTHING)]), doubt);
        assert.equal(policyOf({}, [policy("vpce-9", NOTHING)]), undefined);
        const own = { ...policy(idOf("ssm"), NOTHING), name: "own" };
        assert.deepEqual(policyOf({}, [policy(unknown.string, "{"), own]), { statements: [] });
    });
});
