import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type ReadResourceRequest, ReadResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { checkBlockPublicAccess } from "../../components/blockPublicAccess";
import { recordPart } from "../support/part";

/** What the program reads without managing it. */
interface Read {
    readonly type: string;
    readonly name: string;
    readonly id: string;
    readonly parent: string;
}

interface ReadingMonitor {
    readResource(
        request: ReadResourceRequest,
        callback: (error: null, response: ReadResourceResponse) => void,
    ): void;
}

/** Runs the check in an account with this mode; the mocks know nothing of reading. */
async function check(mode: string, { hasBootstrapEgress = false, preview = false } = {}) {
    const reads: Read[] = [];
    const recording = await recordPart(
        (scope) => {
            const monitor = pulumi.runtime.getMonitor() as unknown as ReadingMonitor;
            monitor.readResource = (request, callback) => {
                reads.push({
                    type: request.getType(),
                    name: request.getName(),
                    id: request.getId(),
                    parent: request.getParent(),
                });
                const response = new ReadResourceResponse();
                response.setUrn(`urn:${request.getName()}`);
                response.setProperties(Struct.fromJavaScript({ internetGatewayBlockMode: mode }));
                callback(null, response);
            };
            checkBlockPublicAccess(scope, hasBootstrapEgress);
        },
        { preview },
    );
    assert.deepEqual([recording.errors, recording.warnings], [[], 0]);
    return { ...recording, reads };
}

const OFF = {
    message:
        "VPC Block Public Access is off in eu-central-1: an Internet gateway that somebody attaches " +
        "opens a VPC. If nothing in the account needs the Internet in this Region, switch it on, " +
        "outside of this stack, because it concerns all VPCs: aws ec2 " +
        "modify-vpc-block-public-access-options --internet-gateway-block-mode block-bidirectional " +
        "--region eu-central-1",
    on: "net",
};

describe("the check of VPC Block Public Access", () => {
    for (const preview of [false, true]) {
        describe(preview ? "in a first preview" : "in an update", () => {
            it("warns, and says how to switch it on, if it is off", async () => {
                assert.deepEqual((await check("off", { preview })).logged, [OFF]);
            });

            for (const mode of ["block-ingress", "block-bidirectional"]) {
                it(`says nothing of ${mode}`, async () => {
                    assert.deepEqual((await check(mode, { preview })).logged, []);
                });
            }
        });
    }

    it("reads the options of the Region, and manages nothing", async () => {
        const { reads, resources } = await check("off");
        const [component] = resources;
        assert.equal(resources.length, 1);
        assert.deepEqual(reads, [
            {
                type: "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
                name: "net-block-public-access",
                id: "eu-central-1",
                parent: component?.urn,
            },
        ]);
    });

    describe("with bootstrap egress", () => {
        const warningsIn = async (mode: string) =>
            (await check(mode, { hasBootstrapEgress: true })).logged;

        it("warns that it leads nowhere if traffic is blocked both ways", async () => {
            assert.deepEqual(await warningsIn("block-bidirectional"), [
                {
                    message:
                        "VPC Block Public Access blocks all traffic of Internet gateways in eu-central-1: " +
                        "bootstrap egress leads nowhere unless this VPC is excluded. Exclude it for that " +
                        "time, outside of this stack: aws ec2 create-vpc-block-public-access-exclusion " +
                        "--internet-gateway-exclusion-mode allow-egress --vpc-id <the VPC's id> " +
                        "--region eu-central-1",
                    on: "net",
                },
            ]);
        });

        it("says nothing if only traffic from the Internet is blocked: NAT works then", async () => {
            assert.deepEqual(await warningsIn("block-ingress"), []);
        });

        it("warns all the same if it is off", async () => {
            assert.deepEqual(await warningsIn("off"), [OFF]);
        });
    });
});
