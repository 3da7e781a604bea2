import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkedInput } from "../checkedInput";
import type { PrivateSubnet } from "../network";
import type { Scope } from "../scope";
import type { Reachable } from "../userData/reachableHosts";
import { fetchesFrom, fetchWarning } from "../userData/userDataFetches";
import { INPUT_CHECKS, matchProblems } from "../validation/machines";
import type { Problem } from "../validation/problems";
import type { LatestImage } from "./images";
import type { MachineSpec } from "./instanceSpec";
import {
    type Architecture,
    architectureOf,
    defaultInstanceType,
    type Platform,
    WINDOWS_ARCHITECTURE,
} from "./instanceTypes";

/** What all instances of a component have in common. */
export interface InstanceSurroundings {
    readonly subnets: readonly PrivateSubnet[];
    readonly securityGroup: aws.ec2.SecurityGroup;
    readonly profile: aws.iam.InstanceProfile;
    /**
     * An agent that starts before all of this exists tries again only after 5 minutes to an hour.
     */
    readonly pathToSystemsManager: readonly pulumi.Resource[];
    readonly latestImage: LatestImage;
    /** What user data may download from. */
    readonly reachable: pulumi.Output<Reachable>;
}

/** A spec's values, completed and checked: each fails, once it is known, if it is not allowed. */
export interface Machine {
    readonly platform: Platform;
    readonly image: pulumi.Output<string>;
    /** The image of the caller's choice. */
    readonly ownImage?: pulumi.Output<string>;
    readonly instanceType: pulumi.Output<string>;
    readonly rootVolumeSizeGiB?: pulumi.Output<number>;
    readonly userData?: pulumi.Output<string>;
}

/**
 * The agent needs the metadata service; version 2 keeps request forgery out of it, and one hop keeps
 * containers out.
 */
export const METADATA_OPTIONS = {
    httpEndpoint: "enabled",
    httpTokens: "required",
    httpPutResponseHopLimit: 1,
} as const;

/** Completes a spec, which stands at a path in the arguments. */
export function completed(
    scope: Scope,
    path: string,
    spec: MachineSpec,
    { latestImage, reachable }: InstanceSurroundings,
): Machine {
    const { platform = "linux" } = spec;
    const architecture = architectureFor(spec);
    const ownImage = checked(spec.ami, (ami) => INPUT_CHECKS.ami(`${path}.ami`, ami, platform));
    const instanceType = checked(spec.instanceType, function* (type) {
        yield* INPUT_CHECKS.instanceType(`${path}.instanceType`, type, platform);
        yield* matchProblems(path, { platform, architecture, instanceType: type });
    });
    const userData = checked(spec.userData, (text) =>
        INPUT_CHECKS.userData(`${path}.userData`, text, platform),
    );
    return {
        platform,
        image: ownImage ?? latestImage(platform, architecture),
        ownImage,
        instanceType: instanceType ?? pulumi.output(defaultInstanceType(platform, architecture)),
        rootVolumeSizeGiB: checked(spec.rootVolumeSizeGiB, (size) =>
            INPUT_CHECKS.rootVolumeSizeGiB(`${path}.rootVolumeSizeGiB`, size, platform),
        ),
        userData: userData && warnedOf(scope, `${path}.userData`, userData, reachable),
    };
}

/** User data, with a warning if it seems to download what instances cannot reach. */
function warnedOf(
    scope: Scope,
    path: string,
    userData: pulumi.Output<string>,
    reachable: pulumi.Output<Reachable>,
): pulumi.Output<string> {
    return pulumi.all([userData, reachable]).apply(([text, hosts]) => {
        const warning = fetchWarning(path, fetchesFrom(text, hosts));
        if (warning) {
            pulumi.log.warn(warning, scope.options.parent);
        }
        return text;
    });
}

function architectureFor({ platform, architecture, instanceType }: MachineSpec): Architecture {
    if (architecture) {
        return architecture;
    }
    if (platform === "windows") {
        return WINDOWS_ARCHITECTURE;
    }
    return typeof instanceType === "string" ? architectureOf(instanceType) : "arm64";
}

function checked<T>(
    value: pulumi.Input<T> | undefined,
    problems: (known: pulumi.Unwrap<T>) => Iterable<Problem>,
): pulumi.Output<pulumi.Unwrap<T>> | undefined {
    return value === undefined ? undefined : checkedInput(value, problems);
}
