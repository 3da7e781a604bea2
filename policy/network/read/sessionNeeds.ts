import { anything, at, bagOf, type Meaning, text, valueIn } from "../known";
import type { Doubt, SessionNeed } from "../model";
import type { Node, Stack } from "../stack";
import { awsTypes } from "../types";

type Service = SessionNeed["service"];

/** The preferences of a Session document that need another service. */
const preferences: readonly (readonly [string, Service])[] = [
    ["s3BucketName", "s3"],
    ["cloudWatchLogGroupName", "logs"],
    ["kmsKeyId", "kms"],
];

/** From what the text of a document can be computed, so that it is known only after the update. */
const sources: ReadonlyMap<string, Service> = new Map<string, Service>([
    [awsTypes.s3Bucket, "s3"],
    [awsTypes.s3BucketV2, "s3"],
    [awsTypes.logGroup, "logs"],
    [awsTypes.kmsKey, "kms"],
]);

const parsed: Meaning<unknown> = {
    expected: "JSON",
    of: (raw) => {
        if (typeof raw !== "string") {
            return undefined;
        }
        try {
            return JSON.parse(raw);
        } catch {
            return undefined;
        }
    },
};

/** Reads what the Session documents of the stack need besides the services of Systems Manager. */
export function readSessionNeeds(stack: Stack): SessionNeed[] {
    return stack
        .ofTypes(awsTypes.ssmDocument)
        .filter(({ inputs }) => valueIn(at(inputs, "documentType", text)) === "Session")
        .flatMap((node) => needsOf(node));
}

function needsOf(node: Node): SessionNeed[] {
    const content = at(node.inputs, "content", parsed);
    const need = (service: Service, reason: string): SessionNeed => ({
        service,
        urn: node.urn,
        reason,
    });
    if (content.known.state !== "value") {
        return node.sources("content").flatMap(({ type, label }) => {
            const service = sources.get(type);
            return service ? [need(service, `${node.label} is computed from ${label}`)] : [];
        });
    }
    const inputs = at(bagOf(content.known.value), "inputs", anything);
    return preferences.flatMap(([key, service]) => {
        const property = at(bagOf(valueIn(inputs)), key, text);
        return property.known.state === "absent"
            ? []
            : [need(service, `${key} of ${node.label} is ${property.shown}`)];
    });
}

const settingId = "/ssm/managed-instance/default-ec2-instance-management-role";

/** Whether the stack lets the account manage instances that have no role of their own. */
export function readHostManagement(stack: Stack): Doubt | undefined {
    const [node] = stack
        .ofTypes(awsTypes.serviceSetting)
        .filter(({ inputs }) => valueIn(at(inputs, "settingId", text))?.endsWith(settingId));
    return (
        node && {
            uncertainty: "external",
            reason: `${node.label} lets Default Host Management stand in for the role`,
            urn: node.urn,
        }
    );
}
