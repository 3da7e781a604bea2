import { isMap, notAMap, type Problem, unknownKeys } from "./problems";
import { retentionProblems } from "./retention";

const FIELDS = ["retentionDays"];

/** What is wrong with the flow logs. */
export function* flowLogsProblems(value: unknown): Generator<Problem> {
    const path = "flowLogs";
    if (!isMap(value)) {
        yield notAMap(path, value, FIELDS, "Write for example { retentionDays: 30 }.");
        return;
    }
    yield* retentionProblems(`${path}.retentionDays`, value.retentionDays);
    yield* unknownKeys(path, value, FIELDS);
}
