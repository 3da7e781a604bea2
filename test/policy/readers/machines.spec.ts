import assert from "node:assert/strict";
import { awsTypes } from "../../../policy/network/types";
import { idOf, type Resource, unknown } from "../../support/policyServer";
import { of } from "../sabotage/networks";
import { factsOf, nameIn, shown, shownSet } from "./facts";
import { alone, base, instance, type Props, read, template } from "./machine";

// What is read of instances and of the groups that start them, from every place that says something.

const fleet = (more: Props): Resource =>
    of(awsTypes.autoscalingGroup, "app", { maxSize: 1, ...more });

const inDoubt = (...doubts: string[]) => ({ certain: [], possible: [], doubts });

describe("The subnets of an instance", () => {
    const subnetsOf = (...resources: Resource[]) => shownSet(read(resources).subnets);
    const interfaceIn = (subnetId: unknown) =>
        of(awsTypes.networkInterface, "eni", { subnetId, securityGroups: [idOf("h")] });

    it("are its own, before those of its interface and of its template", () => {
        const found = subnetsOf(
            instance({
                subnetId: idOf("a"),
                networkInterfaces: [{ subnetId: idOf("b") }],
                launchTemplate: { id: idOf("template") },
            }),
            template({ networkInterfaces: [{ subnetId: idOf("b") }] }),
        );
        assert.deepEqual(found, alone("a"));
    });

    for (const key of ["primaryNetworkInterface", "networkInterfaces"]) {
        it(`are that of the interface which it is given as ${key}`, () => {
            const found = subnetsOf(
                instance({ [key]: { networkInterfaceId: idOf("eni") } }),
                interfaceIn(idOf("b")),
            );
            assert.deepEqual(found, alone("b"));
        });
    }

    it("are in doubt with an interface outside the stack", () => {
        const { subnets, groups } = read([
            instance({ networkInterfaces: [{ networkInterfaceId: "eni-9" }] }),
        ]);
        const doubt =
            'external: networkInterfaces[0].networkInterfaceId of instance app is "eni-9", a network interface outside this stack';
        assert.deepEqual([shownSet(subnets), shownSet(groups)], [inDoubt(doubt), inDoubt(doubt)]);
    });

    it("are those of its template, of the first interface that this describes", () => {
        const stack = [
            instance({ launchTemplate: { id: idOf("template") } }),
            template({ networkInterfaces: [{ subnetId: idOf("a") }, { subnetId: idOf("b") }] }),
        ];
        assert.deepEqual(shownSet(read(stack, "known").subnets), alone("a"));
        // Which of them an unknown id belongs to nobody says.
        const possible = { certain: [], possible: ["a", "b"], doubts: [] };
        assert.deepEqual(shownSet(read(stack).subnets), possible);
    });

    it("are in doubt with interfaces that nobody can read", () => {
        const doubt =
            "external: instance app names no subnet, so AWS puts it into a default subnet of the account";
        assert.deepEqual(subnetsOf(instance({ networkInterfaces: unknown.array })), inDoubt(doubt));
    });

    it("are some default subnet of the account if nothing names one", () => {
        const doubt =
            "external: instance app names no subnet, so AWS puts it into a default subnet of the account";
        assert.deepEqual(subnetsOf(instance({})), inDoubt(doubt));
        assert.deepEqual(
            subnetsOf(instance({ networkInterfaces: [{ deviceIndex: 0 }] })),
            inDoubt(doubt),
        );
    });
});

describe("The subnets of an Auto Scaling group", () => {
    it("are all that it lists", () => {
        const found = read([
            fleet({
                vpcZoneIdentifiers: [idOf("a"), idOf("b")],
                launchTemplate: { id: idOf("template") },
            }),
            template({}),
        ]);
        assert.deepEqual(shownSet(found.subnets), alone("a", "b"));
    });

    it("are that of its template's interface if it lists none", () => {
        const found = read([
            fleet({ launchTemplate: { id: idOf("template") } }),
            template({ networkInterfaces: [{ subnetId: idOf("b") }] }),
        ]);
        assert.deepEqual(shownSet(found.subnets), alone("b"));
    });
});

describe("The template of an instance", () => {
    const doubtsOf = (...resources: Resource[]) =>
        read(resources).doubts.map(({ uncertainty, reason }) => `${uncertainty}: ${reason}`);
    const groupsBy = (launchTemplate: Props) =>
        shownSet(
            read([
                instance({ subnetId: idOf("a"), launchTemplate }),
                template({ vpcSecurityGroupIds: [idOf("g")] }),
            ]).groups,
        );
    const made = alone("vpc#security-group");

    it("is found by its id and by its name", () => {
        assert.deepEqual(groupsBy({ id: idOf("template") }), alone("g"));
        assert.deepEqual(groupsBy({ name: "template" }), alone("g"));
        assert.deepEqual(groupsBy({ version: "1", name: "template" }), alone("g"));
    });

    it("is in doubt outside the stack, or while nobody knows it", () => {
        assert.deepEqual(groupsBy({ name: "elsewhere" }), made);
        assert.deepEqual(doubtsOf(instance({ launchTemplate: { id: "lt-9" } })), [
            'external: launchTemplate.id of instance app is "lt-9", a launch template outside this stack',
        ]);
        assert.deepEqual(doubtsOf(instance({ launchTemplate: { version: "1" } })), [
            "unknown: launchTemplate of instance app is an object",
        ]);
        assert.deepEqual(doubtsOf(instance({ launchTemplate: unknown.object })), [
            "unknown: launchTemplate of instance app is known only after the update",
        ]);
        assert.deepEqual(doubtsOf(instance({})), []);
    });

    it("of an Auto Scaling group may stand in its mixed instances' policy", () => {
        const mixed = (specification: Props) =>
            shownSet(
                read([
                    fleet({
                        vpcZoneIdentifiers: [idOf("a")],
                        mixedInstancesPolicy: {
                            launchTemplate: { launchTemplateSpecification: specification },
                        },
                    }),
                    template({ vpcSecurityGroupIds: [idOf("g")] }),
                ]).groups,
            );
        assert.deepEqual(mixed({ launchTemplateId: idOf("template") }), alone("g"));
        assert.deepEqual(mixed({ launchTemplateName: "template" }), alone("g"));
        const byId = read(
            [
                fleet({
                    vpcZoneIdentifiers: [idOf("a")],
                    mixedInstancesPolicy: {
                        launchTemplate: {
                            launchTemplateSpecification: { launchTemplateId: "lt-1" },
                        },
                    },
                }),
                { ...template({ vpcSecurityGroupIds: [idOf("g")] }), id: "lt-1" },
            ],
            "known",
        );
        assert.deepEqual(shownSet(byId.groups), alone("g"));
    });

    it("may be a launch configuration", () => {
        const configuration = of(awsTypes.launchConfiguration, "configuration", {
            name: "configuration",
            securityGroups: [idOf("h")],
            associatePublicIpAddress: true,
        });
        const found = read([
            fleet({ vpcZoneIdentifiers: [idOf("a")], launchConfiguration: idOf("configuration") }),
            configuration,
        ]);
        assert.deepEqual(shownSet(found.groups), alone("h"));
        assert.equal(found.isPublic, true);
        assert.deepEqual(found.doubts, []);
    });

    it("is missing in a group that names none", () => {
        assert.deepEqual(doubtsOf(fleet({ vpcZoneIdentifiers: [idOf("a")] })), [
            "unknown: group app has no launch template that is known",
        ]);
    });
});

describe("What runs the agent", () => {
    const machinesIn = (...resources: Resource[]) => factsOf([...base, ...resources]).machines;

    it("is not what the program only reads", () => {
        for (const type of [awsTypes.instance, awsTypes.autoscalingGroup, awsTypes.ec2Fleet]) {
            assert.equal(machinesIn(of(type, "app", { tags: {} })).length, 1, type);
            assert.equal(machinesIn({ type, name: "app", inputs: {} }).length, 0, type);
        }
    });

    it("is a spot request, too", () => {
        const request = of(awsTypes.spotInstanceRequest, "app", { subnetId: idOf("a") });
        assert.deepEqual(
            machinesIn(request).map(({ subnets }) => shownSet(subnets)),
            [alone("a")],
        );
    });

    for (const type of [
        awsTypes.ec2Fleet,
        awsTypes.spotFleetRequest,
        awsTypes.eksNodeGroup,
        awsTypes.emrCluster,
        awsTypes.batchComputeEnvironment,
        awsTypes.beanstalkEnvironment,
    ]) {
        it(`may be what ${type} starts, which is not modelled`, () => {
            const other = of(type, "app", { tags: {} });
            const [machine, ...others] = machinesIn(other);
            assert.ok(machine && others.length === 0);
            assert.deepEqual(
                machine.doubts.map(({ uncertainty, reason }) => [uncertainty, reason]),
                [
                    [
                        "external",
                        `${machine.label} starts instances in a way that the model does not cover`,
                    ],
                ],
            );
            assert.deepEqual(
                [
                    nameIn(machine.key),
                    machine.isPublic,
                    shown(machine.metadata),
                    shown(machine.role),
                ],
                ["app", false, true, undefined],
            );
            // Without a VPC it has none of this stack's.
            assert.deepEqual(factsOf([other]).machines, []);
        });
    }
});
