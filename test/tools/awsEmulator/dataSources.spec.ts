import assert from "node:assert/strict";
import { SUPPORTED_DATA_SOURCES } from "../../../tools/awsEmulator/dataSources";
import { dataSourceDeclaration } from "../../../tools/awsEmulator/declarations";
import { type EngineClient, startConfigured, type Values } from "./engineClient";

describe("the AWS emulator's data sources", () => {
    let engine: EngineClient;
    let close: () => Promise<void>;
    const asked = new Set<string>();

    before(async () => {
        ({ engine, close } = await startConfigured());
    });

    after(() => close());

    /** The result, which must have all that the package declares as always there. */
    async function ask(token: string, args: Values = {}): Promise<Values> {
        const { result, failures } = await engine.invoke(token, args);
        assert.deepEqual(failures, []);
        for (const [name, { optional }] of dataSourceDeclaration(token).outputs) {
            assert.ok(optional || result[name] !== undefined, `${token} ${name}`);
        }
        asked.add(token);
        return result;
    }

    const zonesOf = (args: Values) =>
        ask("aws:index/getAvailabilityZones:getAvailabilityZones", args);
    const serviceOf = (args: Values) =>
        ask("aws:ec2/getVpcEndpointService:getVpcEndpointService", args);
    const policyOf = async (args: Values) => {
        const { json } = await ask("aws:iam/getPolicyDocument:getPolicyDocument", args);
        return JSON.parse(String(json));
    };

    it("list the zones of a Region", async () => {
        const here = await zonesOf({ state: "available" });
        assert.deepEqual(
            here.names,
            ["a", "b", "c", "d", "e", "f"].map((letter) => `us-east-1${letter}`),
        );
        const { names, zoneIds } = await zonesOf({ region: "us-west-1" });
        assert.deepEqual(
            [names, zoneIds],
            [
                ["us-west-1a", "us-west-1c"],
                ["usw1-az1", "usw1-az3"],
            ],
        );
        const filters = [{ name: "opt-in-status", values: ["opt-in-not-required"] }];
        const some = await zonesOf({ filters, excludeNames: ["us-east-1a"] });
        assert.equal((some.names as string[]).length, 5);
        await assert.rejects(zonesOf({ filters: [{ name: "colour", values: [] }] }), {
            message:
                "InvalidParameterValue: The filter 'colour' is invalid. The emulator knows group-name, " +
                "opt-in-status, region-name, state, zone-id, zone-name, zone-type.",
        });
    });

    it("describe one zone", async () => {
        const token = "aws:index/getAvailabilityZone:getAvailabilityZone";
        const zone = await ask(token, { name: "us-east-1b" });
        assert.deepEqual([zone.zoneId, zone.nameSuffix], ["use1-az2", "b"]);
        await assert.rejects(ask(token), /^Error: multiple EC2 Availability Zones matched/);
        await assert.rejects(ask(token, { name: "us-east-1z" }), {
            message: "no matching EC2 Availability Zone found",
        });
    });

    it("describe Region, partition, account and principals", async () => {
        const region = await ask("aws:index/getRegion:getRegion");
        assert.deepEqual(
            [region.region, region.description],
            ["us-east-1", "US East (N. Virginia)"],
        );
        const { partition } = await ask("aws:index/getPartition:getPartition");
        assert.equal(partition, "aws");
        const caller = await ask("aws:index/getCallerIdentity:getCallerIdentity");
        assert.equal(caller.accountId, "000000000000");
        const principal = "aws:index/getServicePrincipal:getServicePrincipal";
        assert.equal((await ask(principal, { serviceName: "ec2" })).name, "ec2.amazonaws.com");
        const inChina = async (serviceName: string) =>
            (await ask(principal, { serviceName, region: "cn-north-1" })).id;
        assert.equal(await inChina("ec2"), "ec2.cn-north-1.amazonaws.com");
        assert.equal(await inChina("logs"), "logs.cn-north-1.amazonaws.com.cn");
    });

    it("know the partition of the provider's Region", async () => {
        const other = await startConfigured("cn-north-1");
        const { result } = await other.engine.invoke("aws:index/getPartition:getPartition", {});
        const ec2 = "aws:ec2/getVpcEndpointService:getVpcEndpointService";
        const standard = other.engine.invoke(ec2, { service: "ec2" });
        await assert.rejects(standard, {
            message:
                "InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.cn-north-1.ec2' does not exist",
        });
        const serviceName = "cn.com.amazonaws.cn-north-1.ec2";
        const found = await other.engine.invoke(ec2, { serviceName });
        await other.close();
        assert.deepEqual(result, {
            dnsSuffix: "amazonaws.com.cn",
            id: "aws-cn",
            partition: "aws-cn",
            reverseDnsPrefix: "cn.com.amazonaws",
        });
        assert.equal(found.result.serviceName, serviceName);
        assert.equal(found.result.privateDnsName, "ec2.cn-north-1.amazonaws.com.cn");
    });

    it("describe endpoint services", async () => {
        const service = await serviceOf({ service: "ssm" });
        assert.equal(service.serviceName, "com.amazonaws.us-east-1.ssm");
        assert.equal(service.serviceType, "Interface");
        assert.equal(service.serviceRegion, "us-east-1");
        assert.equal(service.privateDnsName, "ssm.us-east-1.amazonaws.com");
        assert.equal((service.availabilityZones as string[]).length, 6);
        const gateway = await serviceOf({ service: "s3", serviceType: "Gateway" });
        assert.equal(gateway.privateDnsName, "");
        await assert.rejects(
            serviceOf({ service: "s3" }),
            /^Error: multiple EC2 VPC Endpoint Services matched/,
        );
        await assert.rejects(serviceOf({ service: "ssm", serviceType: "Gateway" }), {
            message: "no matching EC2 VPC Endpoint Service found",
        });
    });

    it("say in AWS's words that a Region does not offer a service", async () => {
        const { engine: mexican, close: end } = await startConfigured("mx-central-1");
        const token = "aws:ec2/getVpcEndpointService:getVpcEndpointService";
        const refused = mexican.invoke(token, { service: "ec2messages" });
        await assert.rejects(refused, {
            message:
                "InvalidServiceName: The Vpc Endpoint Service " +
                "'com.amazonaws.mx-central-1.ec2messages' does not exist",
        });
        const { result } = await mexican.invoke(token, { service: "ssmmessages" });
        assert.equal(result.serviceName, "com.amazonaws.mx-central-1.ssmmessages");
        await end();
    });

    it("give stable images", async () => {
        const token = "aws:ssm/getParameter:getParameter";
        const name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
        const [one, again, elsewhere] = [
            await ask(token, { name }),
            await ask(token, { name }),
            await ask(token, { name, region: "eu-west-1" }),
        ];
        assert.match(String(one?.value), /^ami-0000[0-9a-f]{13}$/);
        assert.deepEqual(again, one);
        assert.notEqual(elsewhere?.value, one?.value);
        await assert.rejects(ask(token, { name: "/mine" }), {
            message: "reading SSM Parameter (/mine): ParameterNotFound",
        });
        const image = await ask("aws:ec2/getAmi:getAmi", {
            mostRecent: true,
            owners: ["amazon"],
            filters: [{ name: "name", values: ["al2023-ami-*-arm64"] }],
        });
        assert.match(String(image.id), /^ami-0000[0-9a-f]{13}$/);
        assert.equal(image.architecture, "arm64");
    });

    it("give newer images once AWS has published some", async () => {
        const later = await startConfigured();
        const name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
        const ask = () => later.engine.invoke("aws:ssm/getParameter:getParameter", { name });
        try {
            const { result: before } = await ask();
            later.emulator.releaseImages();
            const { result: after } = await ask();
            assert.notEqual(after.value, before.value);
            assert.deepEqual([before.version, after.version], [1, 2]);
            assert.deepEqual((await ask()).result, after);
        } finally {
            await later.close();
        }
    });

    it("find a parameter that the program has created", async () => {
        await engine.create("aws:ssm/parameter:Parameter", "p", {
            name: "/own",
            type: "String",
            value: "v",
        });
        const found = await ask("aws:ssm/getParameter:getParameter", { name: "/own" });
        assert.equal(found.value, "v");
    });

    it("describe the prefix lists of gateway endpoints", async () => {
        const name = "com.amazonaws.us-east-1.s3";
        const list = await ask("aws:ec2/getPrefixList:getPrefixList", { name });
        const managed = await ask("aws:ec2/getManagedPrefixList:getManagedPrefixList", { name });
        assert.match(String(list.id), /^pl-0000[0-9a-f]{4}$/);
        assert.equal(managed.id, list.id);
        assert.deepEqual(
            (managed.entries as Values[]).map(({ cidr }) => cidr),
            list.cidrBlocks,
        );
        const none = ask("aws:ec2/getPrefixList:getPrefixList", { name: "none" });
        await assert.rejects(none, { message: "no matching EC2 Prefix List found" });
    });

    it("write policies", async () => {
        const document = await policyOf({
            statements: [
                {
                    sid: "Read",
                    actions: ["s3:GetObject"],
                    resources: ["b", "a"],
                    principals: [{ type: "Service", identifiers: ["ec2.amazonaws.com"] }],
                    conditions: [
                        { test: "StringEquals", variable: "aws:x", values: ["&{aws:username}"] },
                    ],
                },
                {
                    effect: "Deny",
                    notActions: ["s3:*"],
                    resources: ["*"],
                    principals: [{ type: "*", identifiers: ["*"] }],
                },
            ],
        });
        assert.deepEqual(document, {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "Read",
                    Effect: "Allow",
                    Action: "s3:GetObject",
                    Resource: ["b", "a"],
                    Principal: { Service: "ec2.amazonaws.com" },
                    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
                    Condition: { StringEquals: { "aws:x": "${aws:username}" } },
                },
                { Effect: "Deny", NotAction: "s3:*", Resource: "*", Principal: "*" },
            ],
        });
    });

    it("merge policies: overrides replace statements with the same Sid", async () => {
        const statement = (Action: string) => ({
            Sid: "One",
            Effect: "Allow",
            Action,
            Resource: "*",
        });
        const document = await policyOf({
            sourcePolicyDocuments: [JSON.stringify({ Statement: statement("s3:*") })],
            overridePolicyDocuments: [JSON.stringify({ Statement: [statement("ec2:*")] })],
            statements: [{ sid: "Two", actions: ["sts:*"], resources: ["*"] }],
        });
        assert.deepEqual(document.Statement, [
            statement("ec2:*"),
            { Sid: "Two", Effect: "Allow", Action: "sts:*", Resource: "*" },
        ]);
    });

    it("find what the program has created", async () => {
        const vpc = await engine.create("aws:ec2/vpc:Vpc", "net", {
            cidrBlock: "10.0.0.0/16",
            tags: { Name: "net" },
        });
        const subnet = await engine.create("aws:ec2/subnet:Subnet", "a", {
            vpcId: vpc.id,
            cidrBlock: "10.0.0.0/24",
        });
        const group = await engine.create("aws:ec2/securityGroup:SecurityGroup", "sg", {
            vpcId: vpc.id,
            name: "web",
        });
        const byId = await ask("aws:ec2/getVpc:getVpc", { id: vpc.id });
        assert.deepEqual([byId.cidrBlock, byId.default], ["10.0.0.0/16", false]);
        const byTag = await ask("aws:ec2/getVpc:getVpc", { tags: { Name: "net" } });
        assert.equal(byTag.id, vpc.id);
        const found = await ask("aws:ec2/getSubnet:getSubnet", { id: subnet.id });
        assert.deepEqual([found.vpcId, found.availableIpAddressCount], [vpc.id, 251]);
        const filters = [{ name: "vpc-id", values: [vpc.id] }];
        const subnets = await ask("aws:ec2/getSubnets:getSubnets", { filters });
        assert.deepEqual(subnets.ids, [subnet.id]);
        const web = await ask("aws:ec2/getSecurityGroup:getSecurityGroup", {
            name: "web",
            vpcId: vpc.id,
        });
        assert.equal(web.id, group.id);
        await assert.rejects(ask("aws:ec2/getVpc:getVpc", { id: "vpc-1" }), {
            message: "no matching EC2 VPC found in the emulated account",
        });
    });

    it("report unknown and missing arguments", async () => {
        assert.deepEqual(await engine.invoke("aws:index/getRegion:getRegion", { regoin: "x" }), {
            result: {},
            failures: [
                {
                    property: "regoin",
                    reason:
                        'Unknown argument "regoin". Did you mean "region"? ' +
                        "Allowed: endpoint, id, name, region.",
                },
            ],
        });
        const { failures } = await engine.invoke("aws:ssm/getParameter:getParameter", {});
        assert.deepEqual(failures, [
            { property: "name", reason: "Missing required argument: expected a string." },
        ]);
    });

    it("that are not emulated are refused with those that are", async () => {
        await assert.rejects(engine.invoke("aws:ec2/getInstance:getInstance", {}), {
            message:
                'The AWS emulator does not answer the data source "aws:ec2/getInstance:getInstance". ' +
                `It answers: ${SUPPORTED_DATA_SOURCES.join(", ")}.`,
        });
    });

    it("are all asked in these tests", () => {
        assert.deepEqual([...asked].sort(), SUPPORTED_DATA_SOURCES);
    });
});
