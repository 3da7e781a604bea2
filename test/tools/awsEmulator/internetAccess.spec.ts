import assert from "node:assert/strict";
import type { AwsEmulator } from "../../../tools/awsEmulator";
import { type EngineClient, type State, startConfigured, type Values } from "./engineClient";

const BLOCK_PUBLIC_ACCESS = "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions";
const EIP = "aws:ec2/eip:Eip";
const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
const ROUTE = "aws:ec2/route:Route";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";

describe("the AWS emulator's ways to the Internet", () => {
    let emulator: AwsEmulator;
    let engine: EngineClient;
    let close: () => Promise<void>;
    let vpc: State;
    let subnet: State;

    beforeEach(async () => {
        ({ emulator, engine, close } = await startConfigured());
        vpc = await engine.create("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" });
        subnet = await engine.create("aws:ec2/subnet:Subnet", "public", {
            vpcId: vpc.id,
            cidrBlock: "10.0.0.0/24",
        });
    });

    afterEach(() => close());

    const createGateway = (name = "igw") =>
        engine.create(INTERNET_GATEWAY, name, { vpcId: vpc.id });
    const createNat = (inputs: Values = {}) =>
        engine.create(NAT_GATEWAY, "nat", { subnetId: subnet.id, ...inputs });
    const createPublicNat = async () => {
        const address = await engine.create(EIP, "eip", { domain: "vpc" });
        return createNat({ allocationId: address.id });
    };
    const createTable = (inputs: Values = {}) =>
        engine.create(ROUTE_TABLE, "rt", { vpcId: vpc.id, ...inputs });
    const createRoute = (table: State, nat: State) =>
        engine.create(ROUTE, "r", {
            routeTableId: table.id,
            destinationCidrBlock: "0.0.0.0/0",
            natGatewayId: nat.id,
        });

    describe("of gateways", () => {
        it("need an Internet gateway before a public NAT gateway, and none before a private one", async () => {
            await assert.rejects(createPublicNat(), {
                message: `Gateway.NotAttached: Network ${vpc.id} has no Internet gateway attached`,
            });
            await createNat({ connectivityType: "private" });
            await createGateway();
            const { outputs } = await createPublicNat();
            assert.match(String(outputs.publicIp), /^203\.0\.113\.\d+$/);
        });

        it("take an Internet gateway that is attached by itself", async () => {
            const gateway = await engine.create(INTERNET_GATEWAY, "igw", {});
            const attachment = await engine.create(
                "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
                "attachment",
                { vpcId: vpc.id, internetGatewayId: gateway.id },
            );
            await createPublicNat();
            await assert.rejects(
                engine.delete(attachment),
                /^Error: DependencyViolation: Network /,
            );
        });

        it("have one Internet gateway for each VPC", async () => {
            const gateway = await createGateway();
            await assert.rejects(createGateway("other"), {
                message: `Resource.AlreadyAssociated: Network ${vpc.id} already has an internet gateway attached`,
            });
            await engine.update(gateway, { ...gateway.inputs, tags: { Name: "same" } });
        });

        it("keep the Internet gateway while a public address is in use behind it", async () => {
            const gateway = await createGateway();
            const nat = await createPublicNat();
            await assert.rejects(engine.delete(gateway), {
                message:
                    `DependencyViolation: Network ${vpc.id} has some mapped public address(es). ` +
                    "Please unmap those public address(es) before detaching the gateway. In the " +
                    `emulated account they belong to: ${nat.id}.`,
            });
            await engine.delete(nat);
            await engine.delete(gateway);
        });

        it("let a NAT gateway go to which routes lead: these are black holes then", async () => {
            await createGateway();
            const nat = await createPublicNat();
            await createRoute(await createTable(), nat);
            await engine.delete(nat);
            assert.equal(emulator.account.find(NAT_GATEWAY, nat.id), undefined);
        });
    });

    describe("of routes", () => {
        let table: State;
        let route: State;
        const throughNat = () => ({
            cidrBlock: "0.0.0.0/0",
            natGatewayId: route.inputs.natGatewayId,
        });

        /** A table with these inputs, and a default route that is a resource of its own. */
        async function withRoute(inputs: Values) {
            await createGateway();
            const nat = await createPublicNat();
            table = await createTable(inputs);
            route = await createRoute(table, nat);
        }

        it("take an empty list and no list for the same", async () => {
            const listed = await createTable({ routes: [] });
            const { vpcId } = listed.inputs;
            assert.equal((await engine.diff(listed, { vpcId })).changed, false);
            const unlisted = await createTable();
            assert.deepEqual(unlisted.outputs.routes, []);
            assert.equal((await engine.diff(unlisted, { vpcId, routes: [] })).changed, false);
        });

        it("show a route of its own in the outputs of the table that is read", async () => {
            await withRoute({});
            const { inputs, outputs } = await engine.read(table);
            assert.deepEqual(inputs, table.inputs);
            assert.deepEqual(outputs, { ...table.outputs, routes: [throughNat()] });
            // What shows in the outputs only is no change.
            assert.equal((await engine.diff({ ...table, outputs }, inputs)).changed, false);
        });

        it("show it in the inputs, too, if these list routes: the two fight", async () => {
            await withRoute({ routes: [] });
            const { inputs, outputs } = await engine.read(table);
            assert.deepEqual(inputs.routes, [throughNat()]);
            const { kinds } = await engine.diff({ ...table, inputs, outputs }, table.inputs);
            assert.deepEqual(kinds, { routes: "UPDATE" });
        });

        it("go with an update to a list that is without them, after which their deletion does nothing", async () => {
            await withRoute({});
            const { outputs } = await engine.read(table);
            const emptied = { ...table.inputs, routes: [] };
            const read = { ...table, outputs };
            assert.deepEqual((await engine.diff(read, emptied)).kinds, { routes: "ADD" });
            const updated = await engine.update(read, emptied);
            assert.deepEqual(updated.outputs.routes, []);
            assert.equal(emulator.account.find(ROUTE, route.id), undefined);
            await engine.delete(route);
            assert.deepEqual((await engine.read(updated)).outputs.routes, []);
        });

        it("stay in an update of a table that has never shown them", async () => {
            await withRoute({});
            await engine.update(table, { ...table.inputs, routes: [] });
            assert.ok(emulator.account.find(ROUTE, route.id));
        });

        it("stay in an update to a list that has them", async () => {
            await withRoute({});
            const { outputs } = await engine.read(table);
            await engine.update({ ...table, outputs }, { ...table.inputs, routes: [throughNat()] });
            assert.ok(emulator.account.find(ROUTE, route.id));
        });

        it("no longer show in the table once they are deleted", async () => {
            await withRoute({});
            const read = await engine.read(table);
            await engine.update({ ...table, outputs: read.outputs }, { ...table.inputs, tags: {} });
            await engine.delete(route);
            assert.deepEqual((await engine.read(table)).outputs.routes, []);
        });

        it("show in an emulator that starts later, whatever is read first", async () => {
            await withRoute({});
            const { outputs } = await engine.read(table);
            const later = await startConfigured();
            const again = await later.engine.read({ ...table, outputs });
            assert.deepEqual(again.outputs.routes, [throughNat()]);
            await later.close();
        });
    });

    describe("of an account", () => {
        it("are not blocked until somebody blocks them", async () => {
            const { id, inputs, outputs } = await engine.lookUp(BLOCK_PUBLIC_ACCESS, "us-east-1");
            assert.deepEqual(
                { id, inputs, outputs },
                {
                    id: "us-east-1",
                    inputs: {},
                    outputs: {
                        awsAccountId: "000000000000",
                        awsRegion: "us-east-1",
                        internetGatewayBlockMode: "off",
                        region: "us-east-1",
                    },
                },
            );
        });

        it("are read as somebody has set them, and are off again when that is deleted", async () => {
            const options = await engine.create(BLOCK_PUBLIC_ACCESS, "bpa", {
                internetGatewayBlockMode: "block-ingress",
            });
            const modeOf = async () =>
                (await engine.lookUp(BLOCK_PUBLIC_ACCESS, "us-east-1")).outputs
                    .internetGatewayBlockMode;
            assert.equal(options.id, "us-east-1");
            assert.equal(await modeOf(), "block-ingress");
            await engine.delete(options);
            assert.equal(await modeOf(), "off");
        });

        it("are read again and again without becoming anything in the account", async () => {
            const found = await engine.lookUp(BLOCK_PUBLIC_ACCESS, "us-east-1");
            const state = { ...found, urn: "urn", type: BLOCK_PUBLIC_ACCESS };
            assert.deepEqual(await engine.read(state), found);
            assert.equal(emulator.account.find(BLOCK_PUBLIC_ACCESS, "us-east-1"), undefined);
        });

        it("keep in a later emulator what a state says that somebody has set", async () => {
            const options = await engine.create(BLOCK_PUBLIC_ACCESS, "bpa", {
                internetGatewayBlockMode: "block-bidirectional",
            });
            const later = await startConfigured();
            const { outputs } = await later.engine.read(options);
            assert.deepEqual(outputs, options.outputs);
            await later.close();
        });

        it("are of a Region", async () => {
            const { id } = await engine.lookUp(BLOCK_PUBLIC_ACCESS, "123456789012");
            assert.equal(id, "");
        });
    });
});
