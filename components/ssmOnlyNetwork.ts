import * as pulumi from "@pulumi/pulumi";
import { checkBlockPublicAccess } from "./blockPublicAccess";
import { createBootstrapEgress } from "./bootstrapEgress";
import { createDnsFirewall } from "./dnsFirewall";
import { createEndpoints } from "./endpoints";
import { readableError } from "./failures";
import { createFlowLogs } from "./flowLogs";
import { createFleets } from "./instances/fleets";
import { latestImages } from "./instances/images";
import { createInstanceRole } from "./instances/instanceRole";
import { createInstances, startSessionCommands } from "./instances/instances";
import { createNetwork } from "./network";
import { createOperatorAccess } from "./operators/operatorAccess";
import { type Plan, planOf } from "./plan";
import { createS3Gateway } from "./s3Gateway";
import { createScope, type Scope } from "./scope";
import { createSecurityGroups } from "./securityGroups";
import { createSessionPermissions } from "./sessions/sessionPermissions";
import { createSessionDocument } from "./sessions/sessionPreferences";
import { createSessionTargets } from "./sessions/sessionTargets";
import type { SsmOnlyNetworkArgs } from "./ssmOnlyNetworkArgs";
import type { Reachable } from "./userData/reachableHosts";
import { problemsIn } from "./validation/arguments";
import { describeValue } from "./validation/problems";

/**
 * Private EC2 instances that people reach only through AWS Systems Manager Session Manager.
 *
 * Creates
 * - a VPC with an emptied default security group and main route table; there is no gateway to the
 *   Internet;
 * - in each Availability Zone a private subnet, whose own route table has no route but the VPC's;
 * - for each service an interface endpoint with private DNS and a policy, in each zone that has the
 *   service;
 * - a security group for endpoints and one for instances: HTTPS from these to those, nothing else;
 * - a role with the AWS managed policy `AmazonSSMManagedInstanceCore`, and its instance profile. The
 *   policy also lets instances read every parameter of the account's Parameter Store in the Region:
 *   `instancePolicy` has others;
 * - a Session document, which limits how long sessions last, and says where they are recorded;
 * - for who may open sessions an IAM policy, as an output;
 * - the instances: no public address, no key pair, IMDSv2 only, encrypted root volume.
 *
 * On request: fleets, managed policies of operators, session logs and a KMS key for sessions,
 * CodeArtifact's endpoints, a gateway endpoint for S3, flow logs, a DNS firewall, a temporary way to
 * the Internet.
 *
 * Costs per month, in us-east-1 and without data (other Regions up to twice as much): 7.30 USD for
 * each interface endpoint in each zone, thus about 44 USD for three services in two zones; about
 * 4 USD for each t4g.nano with its 8 GiB volume, 46 USD for each t3.medium with Windows; 1 USD for a
 * key of sessions, and up to 2 USD more once it was rotated; while bootstrap egress is on, about
 * 37 USD. Logs of sessions and of flows cost 0.50 USD for each GB, the DNS firewall 0.60 USD for a
 * million queries. The rest is free.
 *
 * @example
 * ```ts
 * const network = new SsmOnlyNetwork("internal", {
 *     availabilityZones: ["eu-central-1a", "eu-central-1b"],
 *     instances: { app: { availabilityZone: "eu-central-1a", instanceType: "t4g.small" } },
 * });
 * export const { startSessionCommands } = network;
 * ```
 */
export class SsmOnlyNetwork extends pulumi.ComponentResource {
    /** The VPC's id. */
    declare public readonly vpcId: pulumi.Output<string>;
    /** The private subnets' ids, by the names of their Availability Zones. */
    declare public readonly subnetIds: pulumi.Output<Record<string, string>>;
    /** The interface endpoints' ids, by service. */
    declare public readonly endpointIds: pulumi.Output<Record<string, string>>;
    /** The id of the gateway endpoint for S3, if there is one. */
    declare public readonly s3EndpointId?: pulumi.Output<string>;
    /** The id of the endpoints' security group. */
    declare public readonly endpointSecurityGroupId: pulumi.Output<string>;
    /** The id of the instances' security group. */
    declare public readonly instanceSecurityGroupId: pulumi.Output<string>;
    /** The ARN of the instances' role. */
    declare public readonly instanceRoleArn: pulumi.Output<string>;
    /** The name of the instances' role: attach to it what your instances may do beyond sessions. */
    declare public readonly instanceRoleName: pulumi.Output<string>;
    /** The instances' ids, by name. */
    declare public readonly instanceIds: pulumi.Output<Record<string, string>>;
    /** The names of the Auto Scaling groups, by fleet. */
    declare public readonly fleetNames: pulumi.Output<Record<string, string>>;
    /** For each instance, by name, the command that opens a session on it. */
    declare public readonly startSessionCommands: pulumi.Output<Record<string, string>>;
    /** The IAM policy of each of the operators, by name, as JSON: attach it to who shall have it. */
    declare public readonly operatorPolicies: pulumi.Output<Record<string, string>>;
    /** The ARNs of the managed policies, by the names of the operators that have one. */
    declare public readonly operatorPolicyArns: pulumi.Output<Record<string, string>>;
    /** The name of the Session document: who may use it opens sessions with these settings. */
    declare public readonly sessionDocumentName: pulumi.Output<string>;
    /** The name of the log group of sessions, if there is one. */
    declare public readonly sessionLogGroupName?: pulumi.Output<string>;
    /** The ARN of the key of sessions, if there is one: persons need `kms:GenerateDataKey` on it. */
    declare public readonly sessionKeyArn?: pulumi.Output<string>;

    /**
     * @param name a letter and up to 39 letters, digits, hyphens, underscores or dots, without
     * `sg-`, `aws`, `amazon` or `amzn` in front. It begins the names of all resources: changing it
     * replaces them, unless the option `aliases` gives the old name.
     * @throws pulumi.RunError that lists everything wrong with the name and the arguments. Values
     * that are known only later are checked then.
     */
    constructor(
        name: string,
        args: SsmOnlyNetworkArgs,
        opts: pulumi.ComponentResourceOptions = {},
    ) {
        checkArguments(name, args);
        super("ssm-only:index:SsmOnlyNetwork", name, args, opts);

        const plan = planOf(args);
        const scope = createScope(this, name, plan.tags);
        const { hasBootstrapEgress } = plan;
        const network = createNetwork(scope, plan.cidrBlock, plan.zones, { hasBootstrapEgress });
        const groups = createSecurityGroups(scope, network.vpc);
        const endpoints = createEndpoints(scope, network, plan.services, groups.endpoints);
        const { role, profile, permissions } = createInstanceRole(scope, plan.instancePolicy);
        const sessionTargets = createSessionTargets(scope, plan.sessions);
        const s3Gateway = plan.hasS3Gateway
            ? createS3Gateway(scope, network, groups.instances, plan.s3, {
                  codeArtifact: plan.codeArtifact,
                  logBucket: sessionTargets.bucket?.name,
              })
            : undefined;
        const wayOut = plan.bootstrapEgress
            ? createBootstrapEgress(scope, network, groups.instances, plan.bootstrapEgress)
            : [];
        const nameResolution = plan.dnsFirewall
            ? createDnsFirewall(scope, network.vpc, plan.dnsFirewall)
            : [];
        const pathToSystemsManager = [
            ...endpoints.values(),
            ...groups.rules,
            ...network.subnets.map(({ routeTableAssociation }) => routeTableAssociation),
            ...permissions,
            ...createSessionPermissions(scope, role, sessionTargets),
            ...(s3Gateway ? [s3Gateway.endpoint, s3Gateway.rule] : []),
            ...wayOut,
            ...nameResolution,
        ];

        const surroundings = {
            subnets: network.subnets,
            securityGroup: groups.instances,
            profile,
            pathToSystemsManager,
            latestImage: latestImages(scope),
            reachable: reachableFrom(scope, plan),
        };
        const instances = createInstances(scope, plan.instances, surroundings);
        const fleets = createFleets(scope, plan.fleets, surroundings);
        const sessionDocument = createSessionDocument(
            scope,
            plan.sessions,
            sessionTargets,
            pathToSystemsManager,
        );
        const operators = createOperatorAccess(scope, plan.operators, {
            documentName: sessionDocument.name,
            keyArn: sessionTargets.keyArn,
        });
        if (plan.flowLogs) {
            createFlowLogs(scope, network.vpc, plan.flowLogs);
        }
        if (plan.checkBlockPublicAccess) {
            checkBlockPublicAccess(scope, hasBootstrapEgress);
        }

        const outputs: Omit<SsmOnlyNetwork, keyof pulumi.ComponentResource> = {
            vpcId: network.vpc.id,
            subnetIds: outputMap(network.subnets.map(({ zone, subnet }) => [zone.name, subnet.id])),
            endpointIds: outputMap([...endpoints].map(([service, { id }]) => [service, id])),
            s3EndpointId: s3Gateway?.endpoint.id,
            endpointSecurityGroupId: groups.endpoints.id,
            instanceSecurityGroupId: groups.instances.id,
            instanceRoleArn: role.arn,
            instanceRoleName: role.name,
            instanceIds: outputMap([...instances].map(([key, { id }]) => [key, id])),
            fleetNames: outputMap([...fleets].map(([key, group]) => [key, group.name])),
            startSessionCommands: outputMap(
                startSessionCommands(scope, instances, sessionDocument),
            ),
            operatorPolicies: outputMap([...operators.documents]),
            operatorPolicyArns: outputMap(
                [...operators.managedPolicies].map(([key, { arn }]) => [key, arn]),
            ),
            sessionDocumentName: sessionDocument.name,
            sessionLogGroupName: sessionTargets.logGroup?.name,
            sessionKeyArn: sessionTargets.keyArn,
        };
        Object.assign(this, outputs);
        this.registerOutputs(outputs);
    }
}

function checkArguments(name: unknown, args: unknown): void {
    const problems = problemsIn(name, args);
    if (problems.length > 0) {
        const list = problems.map((problem) => `\n  - ${problem}`).join("");
        throw readableError(
            `SsmOnlyNetwork ${describeValue(name)} cannot be made from this:${list}`,
        );
    }
}

/** The instances of a network reach what its endpoints lead to, and the Internet if there is a way. */
function reachableFrom({ place }: Scope, plan: Plan): pulumi.Output<Reachable> {
    return place.dnsSuffix.apply((dnsSuffix) => ({
        internet: plan.hasBootstrapEgress,
        amazonLinux: plan.s3.amazonLinux ?? false,
        services: [...plan.services, ...(plan.hasS3Gateway ? ["s3"] : [])],
        dnsSuffix,
    }));
}

function outputMap(
    entries: readonly (readonly [string, pulumi.Input<string>])[],
): pulumi.Output<Record<string, string>> {
    return pulumi.output(Object.fromEntries(entries));
}
