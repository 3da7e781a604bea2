import type { Answer } from "./verdict";

/** Statements of the proofs that are decided together. */
export interface Statement {
    /** Their numbers, in ascending order: findings name them, and a name is for ever. */
    readonly numbers: readonly number[];
    readonly text: string;
    /** The question of which they are part. */
    readonly question: Answer["question"];
    /** Whether they are asked only where subnet, VPC and Region of the instance are known. */
    readonly needsPlace?: true;
    /** Statements that come before them: where one of those is violated or unknown, nobody asks further. */
    readonly after?: readonly number[];
}

const [internet, ssm] = ["no-internet-path", "ssm-path"] as const;
/** Which endpoint answers. */
const endpoint = [4, 5, 6, 9];

/** Everything that the proofs decide, in the order in which documents show it. */
export const statements: readonly Statement[] = [
    {
        numbers: [1, 2, 3],
        text: "the VPC resolves names and gives host names, and its instances ask the Amazon resolver",
        question: ssm,
        needsPlace: true,
    },
    {
        numbers: [4, 5, 6, 7],
        text: "private DNS answers the service's name with the endpoint, and nothing else does: no second endpoint, no hosted zone, no rule of DNS Firewall",
        question: ssm,
        needsPlace: true,
        after: [9],
    },
    {
        numbers: [8],
        text: "both ends have IPv4 addresses",
        question: ssm,
        needsPlace: true,
        after: endpoint,
    },
    {
        numbers: [9, 10, 11],
        text: "an interface endpoint for the service, of this Region, in this VPC, in a subnet",
        question: ssm,
        needsPlace: true,
        after: [4, 5, 6],
    },
    {
        numbers: [16],
        text: "the endpoint's policy allows what the agent calls",
        question: ssm,
        needsPlace: true,
        after: endpoint,
    },
    {
        numbers: [19, 20],
        text: "security groups of the instance let out, and of the endpoint let in, TCP 443",
        question: ssm,
        needsPlace: true,
        after: endpoint,
    },
    {
        numbers: [24, 25, 26],
        text: "the network ACLs in effect let requests and answers pass where packets cross a subnet's boundary",
        question: ssm,
        needsPlace: true,
        after: endpoint,
    },
    {
        numbers: [29],
        text: "the route table in effect is known",
        question: internet,
    },
    {
        numbers: [30],
        text: "traffic to the endpoint, and back, takes the local route",
        question: ssm,
        needsPlace: true,
        after: endpoint,
    },
    {
        numbers: [32, 33],
        text: "the instance has a role that EC2 can assume, which allows the agent's actions",
        question: ssm,
    },
    { numbers: [34], text: "the metadata service is on", question: ssm },
    {
        numbers: [21, 31, 37],
        text: "S3, CloudWatch Logs and KMS are reached where sessions need them",
        question: ssm,
        needsPlace: true,
    },
    {
        numbers: [39],
        text: "no route in effect leads to the Internet",
        question: internet,
        after: [29],
    },
    {
        numbers: [40],
        text: "there is no public address",
        question: internet,
    },
    {
        numbers: [42],
        text: "nothing else lets anybody in",
        question: internet,
    },
];

/** Numbers as documents show them: three and more in a row by the first and the last. */
export function numbersInWords({ numbers }: Statement): string {
    const [first = 0] = numbers;
    const isRow = numbers.length > 2 && numbers.every((number, index) => number === first + index);
    return isRow ? `${first}–${numbers.at(-1)}` : numbers.join(", ");
}
