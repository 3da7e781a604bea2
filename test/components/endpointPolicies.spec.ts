import assert from "node:assert/strict";
import { runSimulation } from "@cloud-copilot/iam-simulate";
import { endpointPolicy } from "../../components/endpointPolicies";
import type { Scope } from "../../components/scope";
import { recordPart } from "../support/part";

// AWS evaluates an endpoint's policy by itself: a request must pass it, whatever other policies allow.
// So it is here, by a simulator of IAM. What context keys AWS gives a request is not proved by that:
// they stand in the requests below, after AWS's documentation.

const OWN = "123456789012";
const OTHER = "210987654321";
const ROLE = `arn:aws:sts::${OWN}:assumed-role/net-instance-role/i-0123456789abcdef0`;
const STRANGER = `arn:aws:sts::${OTHER}:assumed-role/anything/session`;

/** The simulator knows no ARN without an account, as those of what AWS publishes: it gets this one. */
const AWS_ITSELF = "000000000000";

interface Request {
    readonly action: string;
    readonly resource?: string;
    readonly principal?: string;
    /** Absent if AWS leaves the key out. */
    readonly resourceAccount?: string;
}

const policies = new Map<string, Promise<string>>();

/** The policy of a service's endpoint, in a first preview. */
function policyOf(service: string): Promise<string> {
    const policy = policies.get(service) ?? recordPolicy(service);
    policies.set(service, policy);
    return policy;
}

async function recordPolicy(service: string): Promise<string> {
    const build = (scope: Scope) =>
        new Promise<string>((resolve) => {
            endpointPolicy(scope.place, service).apply(resolve);
        });
    const { result, errors } = await recordPart(build, { preview: true });
    assert.deepEqual(errors, []);
    return result;
}

/** Whether a request passes the endpoint of a service. */
async function passes(
    service: string,
    { action, resource = "*", principal = ROLE, resourceAccount }: Request,
): Promise<boolean> {
    const named = (text: string) =>
        text.replaceAll(":eu-central-1::", `:eu-central-1:${AWS_ITSELF}:`);
    const policy = JSON.parse(named(await policyOf(service)));
    const outcome = await runSimulation(
        {
            request: {
                principal,
                action,
                resource: {
                    resource: named(resource),
                    accountId: named(resource).split(":")[4] || OWN,
                },
                contextVariables: {
                    "aws:PrincipalAccount": principal.split(":")[4] ?? "",
                    ...(resourceAccount ? { "aws:ResourceAccount": resourceAccount } : {}),
                },
            },
            identityPolicies: [],
            serviceControlPolicies: [],
            resourceControlPolicies: [],
            // The simulator takes "*" only as the principal of an endpoint's policy, as is right for
            // gateway endpoints; a resource's policy is evaluated in the same way.
            ...(service.startsWith("codeartifact.")
                ? { resourcePolicy: policy }
                : { vpcEndpointPolicies: [{ name: service, policy }] }),
        },
        {},
    );
    assert.ok(outcome.resultType === "single", JSON.stringify(outcome));
    const { endpointAnalysis, resourceAnalysis } = outcome.result.analysis;
    const { result } = endpointAnalysis ?? resourceAnalysis ?? {};
    return result === "Allowed" || result === "AllowedForAccount";
}

const of = (account: string, resource: string) => ({
    resource: `arn:aws:ssm:eu-central-1:${account}:${resource}`,
    // AWS's own documents belong to one of its accounts, though their ARNs name none.
    resourceAccount: account || AWS_ITSELF,
});
const instanceOf = (account: string) => ({
    resource: `arn:aws:ec2:eu-central-1:${account}:instance/i-0123456789abcdef0`,
    resourceAccount: account,
});
const document = "document/AWS-RunPatchBaseline";
const parameter = "parameter/aws/service/ami-amazon-linux-latest/x";
const association = "association/01234567-89ab-cdef-0123-456789abcdef";

/** What the agent may do by AmazonSSMManagedInstanceCore, on the resources that these actions have. */
const AGENT_CALLS_TO_SSM: readonly Request[] = [
    { action: "ssm:UpdateInstanceInformation", ...instanceOf(OWN) },
    { action: "ssm:DescribeAssociation", ...of(OWN, association) },
    { action: "ssm:DescribeAssociation", ...of("", document) },
    { action: "ssm:GetDeployablePatchSnapshotForInstance" },
    { action: "ssm:GetDeployablePatchSnapshotForInstance", resourceAccount: OWN },
    { action: "ssm:GetDocument", ...of(OWN, "document/mine") },
    { action: "ssm:GetDocument", ...of("", document) },
    { action: "ssm:DescribeDocument", ...of(OWN, "document/mine") },
    { action: "ssm:DescribeDocument", ...of("", document) },
    { action: "ssm:GetManifest" },
    { action: "ssm:ListAssociations" },
    { action: "ssm:ListInstanceAssociations", ...instanceOf(OWN) },
    { action: "ssm:PutInventory" },
    { action: "ssm:PutComplianceItems", ...instanceOf(OWN) },
    { action: "ssm:PutConfigurePackageResult" },
    { action: "ssm:UpdateAssociationStatus", ...of(OWN, "document/mine") },
    { action: "ssm:UpdateAssociationStatus", ...of("", document) },
    { action: "ssm:UpdateAssociationStatus", ...instanceOf(OWN) },
    { action: "ssm:UpdateInstanceAssociationStatus", ...of(OWN, association) },
    { action: "ssm:UpdateInstanceAssociationStatus", ...instanceOf(OWN) },
    { action: "ssm:GetParameter", ...of(OWN, "parameter/mine") },
    { action: "ssm:GetParameter", ...of("", parameter) },
    { action: "ssm:GetParameters", ...of(OWN, "parameter/mine") },
    { action: "ssm:GetParameters", ...of("", parameter) },
    // An instance that is managed by Default Host Management asks for its role's credentials.
    { action: "ssm:RequestManagedInstanceRoleToken", ...instanceOf(OWN) },
];

const CHANNELS = [
    "CreateControlChannel",
    "CreateDataChannel",
    "OpenControlChannel",
    "OpenDataChannel",
];
const MESSAGES = [
    ...["AcknowledgeMessage", "DeleteMessage", "FailMessage", "GetEndpoint", "GetMessages"],
    "SendReply",
];

const describeRequest = ({ action, resource = "no resource" }: Request) =>
    `${action} on ${resource.split(":").slice(4).join(":") || resource}`;

describe("the policy of an endpoint", () => {
    describe("for ssm", () => {
        for (const request of AGENT_CALLS_TO_SSM) {
            it(`lets the agent's ${describeRequest(request)} pass, of this account only`, async () => {
                assert.equal(await passes("ssm", request), true);
                assert.equal(await passes("ssm", { ...request, principal: STRANGER }), false);
            });
        }

        const kept: readonly Request[] = [
            { action: "ssm:GetDocument", ...of(OTHER, "document/theirs") },
            { action: "ssm:GetParameter", ...of(OTHER, "parameter/theirs") },
            { action: "ssm:GetParameter", ...of(OTHER, "parameter/aws/service/looks-like-it") },
            { action: "ssm:PutParameter", ...of(OTHER, "parameter/theirs") },
            { action: "ssm:UpdateInstanceInformation", ...instanceOf(OTHER) },
            { action: "ssm:SendCommand", ...of(OTHER, "document/theirs") },
            { action: "ssm:PutInventory", resourceAccount: OTHER },
            { action: "ssm:UpdateDocument", ...of("", document) },
            { action: "ssm:PutParameter", ...of("", parameter) },
            { action: "ssm:GetParameter", ...of("", "parameter/other/than/aws") },
        ];
        for (const request of kept) {
            it(`keeps out ${describeRequest(request)}, whoever asks`, async () => {
                assert.equal(await passes("ssm", request), false);
                assert.equal(await passes("ssm", { ...request, principal: STRANGER }), false);
            });
        }
    });

    const others: readonly (readonly [service: string, request: Request])[] = [
        ...CHANNELS.map((name) => ["ssmmessages", { action: `ssmmessages:${name}` }] as const),
        ...MESSAGES.map((name) => ["ec2messages", { action: `ec2messages:${name}` }] as const),
        [
            "kms",
            {
                action: "kms:Decrypt",
                resource: `arn:aws:kms:eu-central-1:${OTHER}:key/01234567-89ab-cdef-0123-456789abcdef`,
                resourceAccount: OTHER,
            },
        ],
        [
            "logs",
            {
                action: "logs:PutLogEvents",
                resource: `arn:aws:logs:eu-central-1:${OWN}:log-group:sessions:log-stream:one`,
                resourceAccount: OWN,
            },
        ],
        ["sts", { action: "sts:AssumeRole", resource: `arn:aws:iam::${OTHER}:role/theirs` }],
        [
            "codeartifact.api",
            {
                action: "codeartifact:GetAuthorizationToken",
                resource: `arn:aws:codeartifact:eu-central-1:${OTHER}:domain/theirs`,
                resourceAccount: OTHER,
            },
        ],
        [
            "codeartifact.repositories",
            {
                action: "codeartifact:ReadFromRepository",
                resource: `arn:aws:codeartifact:eu-central-1:${OWN}:repository/domain/mine`,
                resourceAccount: OWN,
            },
        ],
    ];
    for (const [service, request] of others) {
        it(`for ${service} lets ${describeRequest(request)} pass, of this account only`, async () => {
            assert.equal(await passes(service, request), true);
            assert.equal(await passes(service, { ...request, principal: STRANGER }), false);
        });
    }

    it("for CodeArtifact needs no condition key, as AWS documents none of a bearer token", async () => {
        for (const service of ["codeartifact.api", "codeartifact.repositories"]) {
            const { Statement } = JSON.parse(await policyOf(service));
            assert.deepEqual(Statement, [
                {
                    Sid: "PrincipalsOfThisAccount",
                    Effect: "Allow",
                    Action: "*",
                    Resource: "*",
                    Principal: { AWS: `arn:aws:iam::${OWN}:root` },
                },
            ]);
        }
    });

    it("names the purpose of each statement", async () => {
        const sids = async (service: string) =>
            JSON.parse(await policyOf(service)).Statement.map(({ Sid }: { Sid: string }) => Sid);
        assert.deepEqual(await sids("ssm"), [
            "PrincipalsAndResourcesOfThisAccount",
            "PrincipalsOfThisAccountReadWhatAwsPublishes",
        ]);
        for (const service of ["sqs", "ssmmessages", "ssm-contacts"]) {
            assert.deepEqual(await sids(service), ["PrincipalsOfThisAccount"]);
        }
    });
});
