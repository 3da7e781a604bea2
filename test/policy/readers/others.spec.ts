import assert from "node:assert/strict";
import { awsTypes } from "../../../policy/network/types";
import { idOf, type Mode, type Resource, unknown } from "../../support/policyServer";
import { of } from "../sabotage/networks";
import { factsOf, named, nameIn, shown } from "./facts";

// Ways in, doubts about paths, and what sessions need.

const vpc = of(awsTypes.vpc, "vpc", { cidrBlock: "10.0.0.0/16" });
const later = (what: string) => `unknown: ${what} is known only after the update`;

describe("A way in", () => {
    const waysIn = (...resources: Resource[]) =>
        factsOf(resources, "first preview").waysIn.map(
            ({ urn, statement, opens, what, reportedBy }) => [
                nameIn(urn),
                statement,
                shown(opens),
                what,
                reportedBy,
            ],
        );

    it("is a public address, which the policy on those reports", () => {
        const [eip] = waysIn(of(awsTypes.eip, "eip", { domain: "vpc" }));
        assert.deepEqual(eip?.slice(0, 3), ["eip", 40, true]);
        assert.equal(eip?.[4], "no-public-ip");
        const instance = (associatePublicIpAddress: unknown) =>
            waysIn(of(awsTypes.instance, "app", { associatePublicIpAddress }));
        assert.equal(instance(true).length, 1);
        assert.deepEqual(instance(false), []);
        assert.deepEqual(instance(undefined), []);
        assert.deepEqual(
            instance(unknown.boolean).map((way) => way[2]),
            [later("associatePublicIpAddress of instance app")],
        );
    });

    for (const [type, effect, reportedBy] of [
        [
            awsTypes.instanceConnectEndpoint,
            "lets people connect from the Internet to any port of the VPC that admits it",
            "no-ssh-key",
        ],
        [awsTypes.clientVpnAssociation, "lets the clients of a VPN into the VPC", undefined],
        [awsTypes.endpointService, "offers what runs in the VPC to other accounts", undefined],
        [
            awsTypes.cloudfrontVpcOrigin,
            "lets CloudFront hand on requests from the Internet",
            undefined,
        ],
        [
            awsTypes.verifiedAccessEndpoint,
            "lets people in from the Internet by Verified Access",
            undefined,
        ],
        [
            awsTypes.globalAcceleratorEndpointGroup,
            "lets Global Accelerator hand on traffic from the Internet",
            undefined,
        ],
    ] as const) {
        it(`is one that ${effect}`, () => {
            const found = waysIn(of(type, "way", { tags: {} }));
            assert.deepEqual(found, [["way", 42, true, `it ${effect}`, reportedBy]]);
        });
    }
});

describe("A doubt about the paths of a VPC", () => {
    const doubtsOf = (...resources: Resource[]) =>
        named(factsOf([vpc, ...resources], "first preview").vpcs, "vpc").pathDoubts.map(
            ({ reason, urn }) => [reason, nameIn(urn ?? "")],
        );

    for (const [type, key] of [
        [awsTypes.latticeVpcAssociation, "vpcIdentifier"],
        [awsTypes.latticeResourceGateway, "vpcId"],
        [awsTypes.localGatewayVpcAssociation, "vpcId"],
    ] as const) {
        it(`is ${type}, by its ${key}`, () => {
            const joined = (value: unknown) => doubtsOf(of(type, "other", { [key]: value }));
            const [doubt, ...others] = joined(idOf("vpc"));
            assert.match(
                doubt?.[0] ?? "",
                / other joins the VPC with what the model does not cover$/,
            );
            assert.deepEqual([doubt?.[1], others], ["other", []]);
            assert.equal(joined(unknown.string).length, 1);
            assert.deepEqual(joined("vpc-9"), []);
        });
    }

    it("is a subnet of it that is shared, by its ARN or by what that is computed from", () => {
        const subnet = (vpcId: unknown): Resource => ({
            ...of(awsTypes.subnet, "subnet", { vpcId }),
            id: "subnet-0a1b",
        });
        const share = (resourceArn: unknown) =>
            of(awsTypes.ramResourceAssociation, "share", {
                resourceArn,
                resourceShareArn: "arn:x",
            });
        const shared = (resourceArn: unknown, mode: Mode, of: unknown = idOf("vpc")) =>
            named(factsOf([vpc, subnet(of), share(resourceArn)], mode).vpcs, "vpc").pathDoubts
                .length;
        const arn = "arn:aws:ec2:eu-central-1:111122223333:subnet/subnet-0a1b";
        assert.equal(shared(arn, "known"), 1);
        assert.equal(shared(`${arn}2`, "known"), 0);
        assert.equal(
            shared("arn:aws:ec2:eu-central-1:111122223333:transit-gateway/tgw-1", "known"),
            0,
        );
        assert.equal(shared(idOf("subnet"), "first preview"), 1);
        assert.equal(shared(idOf("vpc"), "first preview"), 0);
        assert.equal(shared(idOf("subnet"), "first preview", "vpc-9"), 0);
    });
});

describe("What sessions need", () => {
    const document = (content: unknown, documentType = "Session") =>
        of(awsTypes.ssmDocument, "preferences", { documentType, content });
    const needs = (...resources: Resource[]) =>
        factsOf(resources, "first preview").sessionNeeds.map(({ service, reason }) => [
            service,
            reason,
        ]);
    const preferences = JSON.stringify({
        inputs: { s3BucketName: "bucket", cloudWatchLogGroupName: "group", kmsKeyId: "key" },
    });

    it("is what their preferences name", () => {
        assert.deepEqual(needs(document(preferences)), [
            ["s3", 's3BucketName of document preferences is "bucket"'],
            ["logs", 'cloudWatchLogGroupName of document preferences is "group"'],
            ["kms", 'kmsKeyId of document preferences is "key"'],
        ]);
        const none = JSON.stringify({ inputs: { s3BucketName: "", kmsKeyId: "" } });
        assert.deepEqual(needs(document(none)), []);
        assert.deepEqual(needs(document(JSON.stringify({}))), []);
    });

    it("is nothing for documents of another type, or that nobody can read", () => {
        assert.deepEqual(needs(document(preferences, "Command")), []);
        assert.deepEqual(needs(document("{")), []);
        assert.deepEqual(needs(document({ inputs: { kmsKeyId: "key" } })), []);
    });

    it("is what a document is computed from, while only the update tells it", () => {
        const sources = [
            of(awsTypes.s3Bucket, "bucket"),
            of(awsTypes.s3BucketV2, "newer"),
            of(awsTypes.logGroup, "group"),
            of(awsTypes.kmsKey, "key"),
        ];
        const from = idOf("bucket", "newer", "group", "key", "vpc");
        assert.deepEqual(
            needs(vpc, ...sources, document(from)).map(([service]) => service),
            ["s3", "s3", "logs", "kms"],
        );
    });
});

describe("Default Host Management", () => {
    it("may be on if the stack sets the account's role for it", () => {
        const setting = (settingId: unknown) =>
            factsOf([of(awsTypes.serviceSetting, "setting", { settingId })]).hostManagement?.reason;
        const id = "/ssm/managed-instance/default-ec2-instance-management-role";
        const said = "service setting setting lets Default Host Management stand in for the role";
        assert.equal(setting(id), said);
        assert.equal(setting(`arn:aws:ssm:eu-central-1:111122223333:servicesetting${id}`), said);
        assert.equal(setting(`${id}/other`), undefined);
        assert.equal(setting(undefined), undefined);
    });
});
