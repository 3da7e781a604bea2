import type { PolicyConfigSchema } from "@pulumi/policy";
import { type Bag, elementsAt, integer, type Meaning, valueIn } from "../network/known";
import { trustableKinds } from "../network/read/routeTargets";
import { type Flaws, misfits, strangers } from "./flaws";

type Schema = PolicyConfigSchema["properties"][string];

/** A list that a policy takes as its configuration; empty by default. */
export interface ListOption<T> {
    readonly key: string;
    readonly description: string;
    /** What the pack takes for an element. */
    readonly element: Meaning<T>;
    /** What the engine takes for an element, before it starts a run. */
    readonly elementSchema: Schema & object;
}

/** Further TCP ports that `no-ssh-ingress` keeps closed. */
export const ports: ListOption<number> = {
    key: "ports",
    description: "TCP ports that nobody may open, besides 22.",
    element: integer(1, 65535, "a port from 1 to 65535"),
    elementSchema: { type: "integer", minimum: 1, maximum: 65535 },
};

const trustedIds = /^((tgw|pcx|eni|i|vgw|lgw|vpce)-[0-9a-z-]+|arn:[^\s*]+)$/;

/** Where `no-internet-route` and `no-internet-path` let default routes lead. */
export const trustedDefaultRoutes: ListOption<string> = {
    key: "trustedDefaultRoutes",
    description:
        "Targets outside the VPC to which a default route is allowed: an exact id or ARN, or a kind " +
        `(${trustableKinds.join(", ")}).`,
    element: {
        expected: `the id or ARN of a target outside the VPC, or one of ${trustableKinds.join(", ")}`,
        of: (raw) =>
            typeof raw === "string" && (trustableKinds.includes(raw) || trustedIds.test(raw))
                ? raw
                : undefined,
    },
    elementSchema: {
        type: "string",
        pattern: `${trustedIds.source.slice(0, -2)}|${trustableKinds.join("|")})$`,
    },
};

const serviceSuffix = /^[a-z0-9]+([.-][a-z0-9]+)*$/;

/** What `ssm-path` requires besides `ssm` and `ssmmessages`. */
export const requiredServices: ListOption<string> = {
    key: "requiredServices",
    description:
        "Services that every instance must reach through an interface endpoint, besides ssm and " +
        "ssmmessages: the last part of their names, such as ec2messages or logs.",
    element: {
        expected: 'the last part of the name of a service, such as "ec2messages"',
        of: (raw) => (typeof raw === "string" && serviceSuffix.test(raw) ? raw : undefined),
    },
    elementSchema: { type: "string", pattern: serviceSuffix.source },
};

/** The one thing outside a stack that `ssm-path` can be told to assume. */
export const hostManagement = "default-host-management";

/** What `ssm-path` assumes of the account. */
export const assume: ListOption<string> = {
    key: "assume",
    description:
        `What holds in the account although no stack shows it: "${hostManagement}", where it gives ` +
        "instances a role whose own role allows nothing.",
    element: {
        expected: `"${hostManagement}"`,
        of: (raw) => (raw === hostManagement ? raw : undefined),
    },
    elementSchema: { type: "string", enum: [hostManagement] },
};

/** The options of each policy that has some. */
const options: Readonly<Record<string, readonly ListOption<unknown>[]>> = {
    "no-ssh-ingress": [ports],
    "no-internet-route": [trustedDefaultRoutes],
    "no-internet-path": [trustedDefaultRoutes],
    "ssm-path": [requiredServices, assume],
};

/** What an option says in the configuration of its policy. */
export function valuesOf<T>({ key, element }: ListOption<T>, config: unknown): readonly T[] {
    return elementsAt({ path: "", raw: config }, key, element).flatMap(
        (each) => valueIn(each) ?? [],
    );
}

/** The schema of a policy's configuration, for the engine. */
export function schemaOf(policy: string): { readonly configSchema?: PolicyConfigSchema } {
    const own = options[policy];
    if (!own) {
        return {};
    }
    const properties = own.map(({ key, description, elementSchema }): [string, Schema] => [
        key,
        { type: "array", default: [], uniqueItems: true, description, items: elementSchema },
    ]);
    return { configSchema: { properties: Object.fromEntries(properties) } };
}

/**
 * What is wrong with a policy's configuration. The engine refuses what a schema can tell; that a
 * property is none of the schema's, such as a misspelled one, it passes over.
 */
export function flawsIn(policy: string, config: unknown): Flaws {
    const bag: Bag = { path: policy, raw: config };
    const own = options[policy] ?? [];
    return [
        ...strangers(
            bag,
            own.map(({ key }) => key),
        ),
        ...own.flatMap(({ key, element }) =>
            misfits(elementsAt(bag, key, element).map((each) => [each, element])),
        ),
    ];
}
