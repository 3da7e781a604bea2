import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import type * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { awsTypes } from "../../policy/network/types";
import { ROOT } from "../support/command";
import { inDays } from "../support/dates";
import { type PackProcess, startPack } from "../support/packProcess";
import {
    configurationRequest,
    type Finding,
    findingOf,
    idOf,
    type Resource,
    resourceRequest,
    stackRequest,
    unknown,
    urnOf,
} from "../support/policyServer";

// Drives the pack's own process through every call that the engine makes, in the engine's order.

const POLICY = join(ROOT, "policy");
const requireOfPack = createRequire(join(POLICY, "package.json"));
const { Empty } = requireOfPack("google-protobuf/google/protobuf/empty_pb");
const messages: typeof analyzer = requireOfPack("@pulumi/pulumi/proto/analyzer_pb");
const grpc = requireOfPack("@grpc/grpc-js");
const { version } = requireOfPack("./package.json");

const [ADVISORY, MANDATORY, DISABLED] = [0, 1, 2] as const;

const SECRET = "4dabf18193072939515e22adb298388d";
const secret = (value: unknown) => ({ [SECRET]: "1b47061264138c4ac30d75fd1eb44270", value });

const gateway: Resource = { type: awsTypes.internetGateway, name: "gateway" };
const route: Resource = {
    type: awsTypes.route,
    name: "route",
    inputs: { destinationCidrBlock: "203.0.113.0/24", gatewayId: idOf("gateway") },
    computed: ["networkInterfaceId", "instanceId"],
};
const address: Resource = { type: awsTypes.eip, name: "address" };
const group: Resource = {
    type: awsTypes.securityGroup,
    name: "group",
    inputs: {
        ingress: secret([
            { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: unknown.array },
            { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: [secret(unknown.string)] },
        ]),
    },
};
const key: Resource = { type: awsTypes.keyPair, name: "key" };
const template: Resource = { type: awsTypes.launchTemplate, name: "template", inputs: { id: "" } };
const bucket: Resource = { type: "aws:s3/bucket:Bucket", name: "bucket", inputs: { acl: "x" } };
const STACK = [gateway, route, address, group, key, template, bucket];

const findingsIn = (response: analyzer.AnalyzeResponse) =>
    response.getDiagnosticsList().map(findingOf);
const inShort = ({ level, policy, urn, message }: Finding) =>
    `${level} ${policy} ${urn}: ${message.split("\n")[0]}`;

describe("the pack's process, driven as the engine drives it", function () {
    this.timeout(30_000);
    let pack: PackProcess;

    before(async () => {
        pack = await startPack(POLICY);
    });

    after(() => pack.stop());

    it("GetAnalyzerInfo: tells its name, version, policies, levels and options", async () => {
        const info = await pack.ask<analyzer.AnalyzerInfo>("getAnalyzerInfo", new Empty());
        assert.equal(info.getName(), "ssm-only");
        assert.equal(info.getVersion(), version);
        assert.equal(info.getSupportsconfig(), true);
        assert.deepEqual(
            info
                .getPoliciesList()
                .map((policy) => [
                    policy.getName(),
                    policy.getEnforcementlevel(),
                    Object.keys(
                        policy.getConfigschema()?.getProperties()?.toJavaScript() ?? {},
                    ).sort(),
                ]),
            [
                ["settings", MANDATORY, ["external", "unknown", "waivers"]],
                ["no-public-ip", MANDATORY, []],
                ["no-ssh-ingress", MANDATORY, ["ports"]],
                ["no-internet-gateway", MANDATORY, []],
                ["no-internet-route", MANDATORY, ["trustedDefaultRoutes"]],
                ["endpoint-private-dns", MANDATORY, []],
                ["no-ssh-key", MANDATORY, []],
                ["instance-metadata-v2", ADVISORY, []],
                ["no-internet-path", MANDATORY, ["trustedDefaultRoutes"]],
                ["ssm-path", MANDATORY, ["assume", "requiredServices"]],
                ["proof-summary", DISABLED, []],
                ["unused-waivers", ADVISORY, []],
            ],
        );
    });

    it("Handshake: is not served by the SDK, which engines accept", async () => {
        const request = new messages.AnalyzerHandshakeRequest();
        await assert.rejects(pack.ask("handshake", request), { code: grpc.status.UNIMPLEMENTED });
    });

    it("GetPluginInfo and ConfigureStack: are answered", async () => {
        const info = await pack.ask<plugin.PluginInfo>("getPluginInfo", new Empty());
        assert.match(info.getVersion(), /^1\.21\.0/);
        const request = new messages.AnalyzerStackConfigureRequest();
        request.setStack("prod");
        await pack.ask("configureStack", request);
    });

    it("Configure: takes levels, options and waivers", async () => {
        const waiver = {
            policy: "no-public-ip",
            urn: urnOf(address),
            reason: "the partner admits a fixed address only",
            expires: inDays(7),
            approvedBy: "me",
        };
        await pack.ask(
            "configure",
            configurationRequest([
                { name: "settings", level: MANDATORY, options: { waivers: [waiver] } },
                { name: "no-public-ip", level: MANDATORY, options: {} },
                { name: "no-ssh-ingress", level: MANDATORY, options: { ports: [3389] } },
                { name: "no-internet-gateway", level: ADVISORY, options: {} },
                { name: "no-ssh-key", level: DISABLED, options: {} },
            ]),
        );
    });

    it("Remediate: changes nothing of any resource", async () => {
        for (const resource of STACK) {
            const response = await pack.ask<analyzer.RemediateResponse>(
                "remediate",
                resourceRequest(resource, STACK, "first preview"),
            );
            assert.deepEqual(response.getRemediationsList(), []);
        }
    });

    const analyzed = async (resource: Resource) =>
        findingsIn(
            await pack.ask<analyzer.AnalyzeResponse>(
                "analyze",
                resourceRequest(resource, STACK, "first preview"),
            ),
        );

    it("Analyze: judges each resource by its inputs, at the configured levels", async () => {
        const lines: string[] = [];
        for (const resource of STACK) {
            lines.push(...(await analyzed(resource)).map(inShort));
        }
        assert.deepEqual(lines, [
            `advisory no-internet-gateway ${urnOf(gateway)}: An Internet gateway connects its VPC with the Internet, both ways.`,
            `advisory no-public-ip ${urnOf(address)}: WAIVED until ${inDays(7)} by me: the partner admits a fixed address only`,
            `mandatory no-ssh-ingress ${urnOf(group)}: Cannot be proved: ingress[1].cidrBlocks is [known only after the update]. ingress[1] may admit TCP port 22.`,
            `advisory instance-metadata-v2 ${urnOf(template)}: metadataOptions.httpTokens (not set) leaves it to the account and the AMI whether IMDSv1 is allowed.`,
        ]);
    });

    it("AnalyzeStack: decides what only the whole stack tells, and reports nothing twice", async () => {
        const response = await pack.ask<analyzer.AnalyzeResponse>(
            "analyzeStack",
            stackRequest(STACK, "first preview"),
        );
        assert.deepEqual(findingsIn(response), [
            {
                policy: "no-internet-route",
                urn: urnOf(route),
                level: "mandatory",
                message: [
                    "The route leads to an Internet gateway (gatewayId: known only after the update).",
                    "One route out of the VPC is a path between its subnets and the Internet.",
                    "Remove the route; reach AWS services through VPC endpoints.",
                ].join("\n"),
            },
        ]);
    });

    it("Analyze: tells in which pack, of which version and kind, a policy was broken", async () => {
        const { name, type } = address;
        const response = await pack.ask<analyzer.AnalyzeResponse>(
            "analyze",
            resourceRequest({ name: `${name}-2`, type }, STACK, "known"),
        );
        const [diagnostic, ...others] = response.getDiagnosticsList();
        assert.deepEqual(others, []);
        assert.equal(diagnostic?.getPolicypackname(), "ssm-only");
        assert.equal(diagnostic?.getPolicypackversion(), version);
        assert.equal(diagnostic?.getSeverity(), messages.PolicySeverity.POLICY_SEVERITY_HIGH);
        assert.equal(diagnostic?.getEnforcementlevel(), MANDATORY);
    });
});
