import * as pulumi from "@pulumi/pulumi";
import { readableError } from "./failures";
import { describeProblem, describeValue, type Problem } from "./validation/problems";

/**
 * The value, which fails, once it is known, if anything is wrong with it. What is a secret is not
 * shown.
 */
export function checkedInput<T>(
    value: pulumi.Input<T>,
    problems: (known: pulumi.Unwrap<T>) => Iterable<Problem>,
): pulumi.Output<pulumi.Unwrap<T>> {
    const output = pulumi.output(value);
    return output.apply(async (known) => {
        const found = [...problems(known)];
        if (found.length > 0) {
            const shown = (await pulumi.isSecret(output)) ? found.map(hiding(known)) : found;
            throw readableError(shown.map(describeProblem).join("\n"));
        }
        return known;
    }) as pulumi.Output<pulumi.Unwrap<T>>;
}

function hiding(known: unknown): (problem: Problem) => Problem {
    const values = [known].flat().map(describeValue);
    return (problem) => ({
        ...problem,
        received: values.reduce(
            (text, value) => text.replaceAll(value, "a secret value"),
            problem.received,
        ),
    });
}
