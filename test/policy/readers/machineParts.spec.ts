import assert from "node:assert/strict";
import { awsTypes } from "../../../policy/network/types";
import { idOf, type Resource, unknown } from "../../support/policyServer";
import { of } from "../sabotage/networks";
import { shown, shownSet } from "./facts";
import { alone, instance, type Props, read, template } from "./machine";

// What an instance may do, and who reaches it: groups, role, metadata service, address.

describe("The security groups of an instance", () => {
    const groupsOf = (...resources: Resource[]) => shownSet(read(resources).groups);
    const attach = (networkInterfaceId: unknown): Resource =>
        of(awsTypes.networkInterfaceSecurityGroupAttachment, "attachment", {
            networkInterfaceId,
            securityGroupId: idOf("h"),
        });
    const eni = of(awsTypes.networkInterface, "eni", {
        subnetId: idOf("a"),
        securityGroups: [idOf("g")],
    });
    const onEni = instance({ networkInterfaces: [{ networkInterfaceId: idOf("eni") }] });

    it("are its own, or else the default group of its VPC", () => {
        const own = instance({ subnetId: idOf("a"), vpcSecurityGroupIds: [idOf("g")] });
        assert.deepEqual(groupsOf(own), alone("g"));
        assert.deepEqual(groupsOf(instance({ subnetId: idOf("a") })), alone("vpc#security-group"));
        assert.deepEqual(groupsOf(instance({})), alone());
    });

    it("are those of its interface", () => {
        assert.deepEqual(groupsOf(onEni, eni), alone("g"));
        const described = instance({
            networkInterfaces: [{ subnetId: idOf("a"), securityGroups: [idOf("h")] }],
        });
        assert.deepEqual(groupsOf(described), alone("h"));
    });

    it("are also those that others attach to its interface", () => {
        assert.deepEqual(groupsOf(onEni, eni, attach(idOf("eni"))), alone("g", "h"));
    });

    it("are also those that others attach to the interface which AWS makes with it", () => {
        const own = instance({ subnetId: idOf("a"), vpcSecurityGroupIds: [idOf("g")] });
        assert.deepEqual(groupsOf(own, attach(idOf("app"))), alone("g", "h"));
        assert.deepEqual(groupsOf(own, attach("eni-9")), alone("g"));
    });

    it("are also those that others attach to that interface by its id", () => {
        const own = {
            ...instance({ subnetId: idOf("a"), vpcSecurityGroupIds: [idOf("g")] }),
            outputs: { primaryNetworkInterfaceId: "eni-1" },
        };
        const groupsWith = (id: string) => shownSet(read([own, attach(id)], "known").groups);
        assert.deepEqual(groupsWith("eni-1"), alone("g", "h"));
        assert.deepEqual(groupsWith("eni-2"), alone("g"));
    });

    it("are in doubt if others attach nobody knows to which interface", () => {
        const own = instance({ subnetId: idOf("a"), vpcSecurityGroupIds: [idOf("g")] });
        const inDoubt = {
            ...alone("g"),
            doubts: [
                "unknown: networkInterfaceId of network interface security group attachment attachment is known only after the update",
            ],
        };
        assert.deepEqual(groupsOf(own, attach(unknown.string)), inDoubt);
        const other = { ...eni, name: "other" };
        assert.deepEqual(groupsOf(onEni, eni, other, attach(idOf("eni", "other"))), inDoubt);
        assert.deepEqual(groupsOf(own, eni, attach(idOf("app", "eni"))), inDoubt);
    });
});

describe("The role of an instance", () => {
    const roleBy = (more: Props, ...resources: Resource[]) =>
        shown(read([instance(more), ...resources]).role);

    it("is that of its profile, by name, ARN or id", () => {
        assert.equal(roleBy({ iamInstanceProfile: idOf("profile") }), "role");
        const inTemplate = (iamInstanceProfile: Props) =>
            roleBy({ launchTemplate: { id: idOf("template") } }, template({ iamInstanceProfile }));
        assert.equal(inTemplate({ name: idOf("profile") }), "role");
        assert.equal(inTemplate({ arn: idOf("profile") }), "role");
    });

    it("is none without a profile, or with one that has none", () => {
        assert.equal(roleBy({}), undefined);
        assert.equal(roleBy({ iamInstanceProfile: idOf("empty") }), undefined);
    });

    it("is in doubt with a profile outside the stack", () => {
        assert.equal(
            roleBy({ iamInstanceProfile: "elsewhere" }),
            'external: iamInstanceProfile of instance app is "elsewhere", an instance profile outside this stack',
        );
    });

    it("is that of its own profile, before that of its template", () => {
        const found = roleBy(
            { iamInstanceProfile: idOf("empty"), launchTemplate: { id: idOf("template") } },
            template({ iamInstanceProfile: { name: idOf("profile") } }),
        );
        assert.equal(found, undefined);
    });
});

describe("The metadata service of an instance", () => {
    const metadataOf = (own: unknown, ofTemplate?: unknown) =>
        shown(
            read([
                instance({ metadataOptions: own, launchTemplate: { id: idOf("template") } }),
                template({ metadataOptions: ofTemplate }),
            ]).metadata,
        );
    const enabled = { httpEndpoint: "enabled" };
    const disabled = { httpEndpoint: "disabled" };

    it("answers unless it is switched off, by the instance or else by its template", () => {
        assert.equal(metadataOf(undefined), true);
        assert.equal(metadataOf(disabled), false);
        assert.equal(metadataOf(undefined, disabled), false);
        assert.equal(metadataOf(enabled, disabled), true);
        assert.equal(metadataOf({ httpTokens: "required" }, disabled), false);
    });

    it("is in doubt while only the update tells", () => {
        const doubt = (what: string) =>
            `unknown: metadataOptions${what} of instance app is known only after the update`;
        assert.equal(metadataOf({ httpEndpoint: unknown.string }), doubt(".httpEndpoint"));
        assert.equal(metadataOf(unknown.object, enabled), doubt(""));
    });
});

describe("The public address of an instance", () => {
    it("is told by itself, by an interface, or by its template", () => {
        const isPublic = (own: Props, ofTemplate: Props = {}) =>
            read([
                instance({ ...own, launchTemplate: { id: idOf("template") } }),
                template(ofTemplate),
            ]).isPublic;
        const address = { associatePublicIpAddress: true };
        assert.equal(isPublic({}), false);
        assert.equal(isPublic(address), true);
        assert.equal(isPublic({}, { networkInterfaces: [{}, address] }), true);
        assert.equal(
            isPublic({}, { networkInterfaces: [{ associatePublicIpAddress: false }] }),
            false,
        );
    });
});
