import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { analyzeResources } from "../../policy/analysis/analyze";
import { readState } from "../../policy/analysis/stateFile";
import { makeTemporaryFolder, type TemporaryFolder } from "../../tools/temporaryFolder";
import { broken, correct, subnet } from "../support/shopState";
import { type StateResource, stateOf, stateUrn } from "../support/stateFile";

// The same policies without engine and SDK. test/engine/analyze.spec.ts has the same state judged by the CLI.

describe("the analysis of a state file without an engine", () => {
    let folder: TemporaryFolder;

    beforeEach(() => {
        folder = makeTemporaryFolder();
    });

    afterEach(() => folder.remove());

    const fileWith = (content: unknown): string => {
        const file = join(folder.path, "state.json");
        writeFileSync(file, JSON.stringify(content));
        return file;
    };
    const findingsOn = (content: unknown, config = {}): string[] =>
        analyzeResources(readState(fileWith(content)), config)
            .map(({ policy, urn }) => `${policy} ${urn?.split("::").at(-1)}`)
            .sort();

    it("passes a correct network", () => {
        assert.deepEqual(findingsOn(stateOf(...correct)), []);
    });

    it("finds what the CLI finds in the same state", () => {
        assert.deepEqual(findingsOn(stateOf(...correct, ...Object.values(broken))), [
            "endpoint-private-dns logs",
            "instance-metadata-v2 keyed",
            "no-internet-gateway internet",
            "no-internet-route to-internet",
            "no-public-ip address",
            "no-public-ip public-subnet",
            "no-ssh-ingress inline-group",
            "no-ssh-ingress old-rule",
            "no-ssh-ingress ssh",
            "no-ssh-key keyed",
        ]);
    });

    it("joins resources by their ids, also where nothing says what they are computed from", () => {
        const alone = correct.map(({ from: _, ...resource }): StateResource => resource);
        assert.deepEqual(findingsOn(stateOf(...alone)), []);
        const open: StateResource = {
            type: "aws:ec2/defaultRouteTable:DefaultRouteTable",
            name: "main",
            id: "rtb-main",
            inputs: {
                defaultRouteTableId: "rtb-main",
                routes: [
                    { cidrBlock: "0.0.0.0/1", transitGatewayId: "tgw-1" },
                    { cidrBlock: "128.0.0.0/1", transitGatewayId: "tgw-1" },
                ],
            },
        };
        const owning = alone.map((resource) =>
            resource.name === "vpc"
                ? { ...resource, outputs: { ...resource.outputs, defaultRouteTableId: "rtb-main" } }
                : resource,
        );
        assert.deepEqual(findingsOn(stateOf(...owning, open)), ["no-internet-path subnet"]);
    });

    it("takes options from the configuration", () => {
        const config = { "ssm-path": { requiredServices: ["ec2messages"] } };
        assert.deepEqual(findingsOn(stateOf(...correct), config), ["ssm-path instance"]);
    });

    it("does not judge what is pending deletion", () => {
        const old = { ...subnet, id: "old", inputs: broken.publicSubnet.inputs, delete: true };
        assert.deepEqual(findingsOn(stateOf(old, ...correct)), []);
    });

    it("reads the checkpoint of a backend like an exported state", () => {
        const { deployment } = stateOf(...correct, broken.address);
        const checkpoint = { version: 3, checkpoint: { stack: "s", latest: deployment } };
        assert.deepEqual(findingsOn(checkpoint), ["no-public-ip address"]);
    });

    it("reads secrets that the file tells, and takes others for unknown", () => {
        const marked = (more: object) => ({
            "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
            ...more,
        });
        const withFlag = (mapPublicIpOnLaunch: unknown) =>
            correct.map((resource) =>
                resource.name === "subnet"
                    ? { ...resource, inputs: { ...resource.inputs, mapPublicIpOnLaunch } }
                    : resource,
            );
        const on = (flag: unknown) => findingsOn(stateOf(...withFlag(flag)));
        assert.deepEqual(on(marked({ plaintext: "false" })), []);
        assert.deepEqual(on(marked({ plaintext: "true" })), ["no-public-ip subnet"]);
        const [finding] = analyzeResources(
            readState(fileWith(stateOf(...withFlag(marked({ ciphertext: "x" }))))),
        );
        assert.equal(finding?.urn, stateUrn(subnet));
        assert.match(
            finding?.message ?? "",
            /^Cannot be proved: mapPublicIpOnLaunch is a secret that is not decrypted\./,
        );
    });

    it("says what is no state", () => {
        const file = fileWith({ resources: [] });
        assert.throws(() => readState(file), {
            message: `${file} is no state: expected JSON with "deployment", as "pulumi stack export" writes it.`,
        });
    });
});
