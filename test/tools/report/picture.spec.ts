import assert from "node:assert/strict";
import { awsTypes } from "../../../policy/network/types";
import type { Picture, Shape } from "../../../tools/report/picture/picture";
import { reportOn } from "../../../tools/report/report";
import { byAddress, byReference, fleet, of } from "../../policy/sabotage/networks";
import { routeRows } from "../../policy/sabotage/routes";
import { drop, set } from "../../policy/sabotage/rows";
import { tableRows } from "../../policy/sabotage/tables";
import { IdOf, idOf, type Resource, stackResources } from "../../support/policyServer";
import { networkOf, wayOut } from "../../support/reportNetworks";
import { on } from "../../support/reportsOn";

const pictureOf = (network: readonly Resource[], config = {}): Picture =>
    on(network, config).picture;

const subnetsIn = ({ vpcs }: Picture) =>
    vpcs.flatMap(({ zones }) => zones.flatMap(({ subnets }) => subnets));
const shapesIn = (picture: Picture): Shape[] => [
    ...picture.vpcs.flatMap(({ shapes }) => shapes),
    ...subnetsIn(picture).flatMap(({ shapes }) => shapes),
    ...picture.outside,
];
/** The arrows as "mark from → to", by the first lines of both ends. */
const arrowsIn = (picture: Picture): string[] => {
    const names = new Map(
        [...shapesIn(picture), ...subnetsIn(picture)].map(({ id, lines }) => [id, lines[0]]),
    );
    const places = new Map(
        subnetsIn(picture).flatMap(({ shapes, lines }) =>
            shapes.map(({ id }) => [id, ` of ${lines[0]}`]),
        ),
    );
    const end = (id: string) => `${names.get(id)}${places.get(id) ?? ""}`;
    return picture.arrows.map(({ from, to, mark }) => `${mark} ${end(from)} → ${end(to)}`).sort();
};

/** The same network again and again, each in a VPC of its own. */
const copies = (count: number, network: readonly Resource[]): Resource[] =>
    Array.from({ length: count }, (_, copy) =>
        network.map((resource) => ({
            ...resource,
            name: `${resource.name}-${copy}`,
            inputs: renamed(resource.inputs, copy) as Resource["inputs"],
        })),
    ).flat();

function renamed(value: unknown, copy: number): unknown {
    if (value instanceof IdOf) {
        return idOf(...value.names.map((name) => `${name}-${copy}`));
    }
    if (Array.isArray(value)) {
        return value.map((each) => renamed(each, copy));
    }
    return typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, renamed(each, copy)]))
        : value;
}

describe("the picture of a network", () => {
    it("has VPC, zones, subnets, instances and endpoints in their places", () => {
        const [vpc, ...others] = pictureOf(byReference).vpcs;
        assert.deepEqual(others, []);
        assert.deepEqual(vpc?.lines, ["VPC vpc", "10.0.0.0/16", "eu-central-1"]);
        assert.deepEqual(
            vpc?.zones.map(({ lines, subnets }) => [
                lines[0],
                ...subnets.map((subnet) => [
                    `${subnet.mark} ${subnet.lines.join(", ")}`,
                    ...subnet.shapes.map(({ kind, mark, lines }) => `${kind} ${mark} ${lines}`),
                ]),
            ]),
            [
                [
                    "eu-central-1a",
                    [
                        "proved subnet app-a, 10.0.0.0/24, routes: local",
                        "instances proved instance app,security group instances",
                        "endpoints proved VPC endpoints,ssm,ssmmessages,security group endpoints",
                    ],
                ],
                [
                    "eu-central-1b",
                    [
                        "proved subnet app-b, 10.0.1.0/24, routes: local",
                        "endpoints proved VPC endpoints,ssm,ssmmessages,security group endpoints",
                    ],
                ],
            ],
        );
    });

    it("shows in which subnet an ACL blocks", () => {
        assert.deepEqual(arrowsIn(pictureOf(set("acl-b", { ingress: [] })(byAddress))), [
            "proved instance app of subnet app-a → VPC endpoints of subnet app-a",
            "violated instance app of subnet app-a → VPC endpoints of subnet app-b",
        ]);
    });

    it("puts a fleet into each of its subnets", () => {
        assert.equal(arrowsIn(pictureOf(fleet)).length, 4);
    });

    it("shows which endpoint is missing", () => {
        const arrows = arrowsIn(pictureOf(drop("ssm")(byReference)));
        assert.ok(
            arrows.includes("violated instance app of subnet app-a → no VPC endpoint ssm"),
            arrows.join("\n"),
        );
        const more = { "ssm-path": { requiredServices: ["ec2messages"] } };
        assert.deepEqual(
            arrowsIn(pictureOf(byReference, more)).filter((arrow) => arrow.startsWith("violated")),
            ["violated instance app of subnet app-a → no VPC endpoint ec2messages"],
        );
    });

    it("does not draw as a mistake that a service is out of reach which nobody requires", () => {
        const logs = of(awsTypes.vpcEndpoint, "logs", {
            vpcId: idOf("vpc"),
            serviceName: "com.amazonaws.eu-central-1.logs",
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
            subnetIds: [idOf("app-a")],
            securityGroupIds: [idOf("default-group")],
        });
        const picture = pictureOf([...byReference, logs]);
        assert.deepEqual(
            picture.arrows.map(({ mark }) => mark),
            ["proved", "proved"],
        );
        const shape = shapesIn(picture).find(({ lines }) => lines.includes("logs"));
        assert.equal(shape?.mark, "plain");
    });

    it("draws the way to the Internet, and other routes without a mark", () => {
        const office = of(awsTypes.route, "office", {
            routeTableId: idOf("table-b"),
            destinationCidrBlock: "172.16.0.0/12",
            transitGatewayId: "tgw-1",
        });
        const arrows = arrowsIn(pictureOf([...byReference, ...wayOut, office]));
        assert.deepEqual(
            arrows.filter((arrow) => !arrow.includes("endpoint")),
            [
                'plain route table table-b → a transit gateway (transitGatewayId: "tgw-1")',
                "proved subnet app-b → route table table-b",
                "violated an Internet gateway (internet gateway internet) → the Internet",
                "violated route table table-a → an Internet gateway (internet gateway internet)",
                "violated subnet app-a → route table table-a",
            ],
        );
    });

    it("shows a way to the Internet exactly where the proof has one, and both ends of each arrow", () => {
        for (const { title, network, change, modes } of [...routeRows, ...tableRows]) {
            const mode = modes?.[0] ?? "first preview";
            const { picture, statements } = reportOn(
                stackResources(change(network), mode),
                "preview",
            );
            const row = statements.find(({ numbers }) => numbers === "39");
            const isDrawn = picture.arrows.some(
                ({ to, mark }) => to === "internet" && mark === "violated",
            );
            assert.equal(isDrawn, row?.verdict === "violated", title);
            const ids = new Set([...shapesIn(picture), ...subnetsIn(picture)].map(({ id }) => id));
            const ends = picture.arrows.flatMap(({ from, to }) => [from, to]);
            assert.deepEqual(
                ends.filter((end) => !ids.has(end)),
                [],
                title,
            );
        }
    });

    it("draws a route in doubt as that", () => {
        const doubtful = of(awsTypes.route, "doubtful", {
            routeTableId: idOf("table-a"),
            destinationCidrBlock: "0.0.0.0/0",
            gatewayId: "strange-1",
        });
        const arrows = arrowsIn(pictureOf([...byReference, doubtful]));
        assert.deepEqual(
            arrows.filter((arrow) => !arrow.includes("endpoint")),
            [
                "unknown route table table-a → an unknown target",
                "unknown subnet app-a → route table table-a",
            ],
        );
    });

    it("shows instances alike as one, and of more than five kinds the verdicts", () => {
        const boxes = (network: readonly Resource[]) =>
            shapesIn(pictureOf(network))
                .filter(({ kind }) => kind === "instances")
                .map(({ lines }) => lines.join(", "))
                .sort();
        assert.deepEqual(boxes(networkOf(300)), [
            "150 alike, instance app, … instance app-299, security group instances",
            "150 alike, instance app-2, … instance app-300, security group instances",
        ]);
        const kinds = (count: number) =>
            Array.from({ length: count }, (_, index) => [
                of(awsTypes.securityGroup, `extra-${index}`, { vpcId: idOf("vpc") }),
                of(awsTypes.instance, `kind-${index}`, {
                    subnetId: idOf("app-b"),
                    vpcSecurityGroupIds: [idOf("instances"), idOf(`extra-${index}`)],
                    iamInstanceProfile: idOf("profile"),
                }),
            ]).flat();
        assert.equal(boxes([...byReference, ...kinds(5)]).length, 6);
        assert.deepEqual(boxes([...byReference, ...kinds(6)]), [
            "6 alike, instance kind-0, … instance kind-5",
            "instance app, security group instances",
        ]);
    });

    it("draws six VPCs, those with findings first, and says what it leaves out", () => {
        const network = set("vpc-7", { enableDnsSupport: false })(copies(9, byReference));
        const { vpcs, omissions } = pictureOf(network);
        assert.deepEqual(
            vpcs.map(({ lines }) => lines[0]),
            [7, 0, 1, 2, 3, 4].map((copy) => `VPC vpc-${copy}`),
        );
        assert.deepEqual(omissions, ["Not drawn: 3 more VPCs, of which nothing is found."]);
    });

    it("has no arrows to endpoints and no marks of instances where ssm-path is disabled", () => {
        const picture = pictureOf(byReference, { "ssm-path": "disabled" });
        assert.deepEqual(picture.arrows, []);
        const marks = shapesIn(picture).map(({ kind, mark }) => `${kind} ${mark}`);
        assert.deepEqual(marks, ["instances plain", "endpoints plain", "endpoints plain"]);
    });
});
