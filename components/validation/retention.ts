import { describeValue, type Problem } from "./problems";

/**
 * The days for which CloudWatch Logs can keep log events:
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
const RETENTION_DAYS: readonly unknown[] = [
    ...[
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    ],
    ...[3288, 3653],
];

/** What is wrong with the days for which a log group keeps its events. */
export function* retentionProblems(path: string, value: unknown): Generator<Problem> {
    if (!RETENTION_DAYS.includes(value)) {
        yield {
            path,
            received: describeValue(value),
            allowed: RETENTION_DAYS.join(", "),
            change: "Choose one of these: CloudWatch Logs knows no others.",
        };
    }
}
