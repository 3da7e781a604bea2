import * as pulumi from "@pulumi/pulumi";

/** A statement of an IAM policy. */
export interface Statement {
    /** Letters and digits. */
    readonly Sid: string;
    readonly Effect: "Allow" | "Deny";
    /** Who: in policies of resources and endpoints only. */
    readonly Principal?: "*" | Readonly<Record<string, pulumi.Input<string>>>;
    readonly Action: string | readonly string[];
    readonly Resource?: pulumi.Input<string> | readonly pulumi.Input<string>[];
    /** Operators to condition keys to values. */
    readonly Condition?: Readonly<
        Record<string, Readonly<Record<string, pulumi.Input<string> | pulumi.Input<string>[]>>>
    >;
}

/** An IAM policy of these statements, as JSON. */
export function policyDocument(statements: readonly Statement[]): pulumi.Output<string> {
    return pulumi.jsonStringify({ Version: "2012-10-17", Statement: [...statements] });
}
