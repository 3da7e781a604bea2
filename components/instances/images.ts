import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { readableError } from "../failures";
import type { Scope } from "../scope";
import { describeProblem, describeValue } from "../validation/problems";
import type { Architecture, Platform } from "./instanceTypes";
import type { Machine } from "./machines";

/** The id of the latest image of a platform and architecture that AWS publishes. */
export type LatestImage = (platform: Platform, architecture: Architecture) => pulumi.Output<string>;

/**
 * The latest images, each looked up once. They bring the SSM agent along. AWS publishes their ids as
 * parameters; who deploys reads these, the instances do not.
 */
export function latestImages(scope: Scope): LatestImage {
    const images = new Map<string, pulumi.Output<string>>();
    return (platform, architecture) => {
        const name = parameterOf(platform, architecture);
        const image =
            images.get(name) ?? aws.ssm.getParameterOutput({ name }, scope.options).insecureValue;
        images.set(name, image);
        return image;
    };
}

/**
 * https://docs.aws.amazon.com/linux/al2023/ug/ec2.html
 * https://docs.aws.amazon.com/ec2/latest/windows-ami-reference/windows-ami-versions.html
 */
function parameterOf(platform: Platform, architecture: Architecture): string {
    return platform === "windows"
        ? "/aws/service/ami-windows-latest/Windows_Server-2025-English-Full-Base"
        : `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;
}

const ROOT_DEVICES: Readonly<Record<Platform, string>> = {
    linux: "/dev/xvda",
    windows: "/dev/sda1",
};

/**
 * What the root volume of an image is called, by which a launch template means it. Under another
 * name the template would add a volume and leave the root volume as the image has it: perhaps
 * without encryption.
 *
 * @param path where the id of an own image stands in the arguments
 */
export function rootDeviceName(
    scope: Scope,
    path: string,
    { platform, ownImage }: Pick<Machine, "platform" | "ownImage">,
): pulumi.Output<string> {
    return (
        ownImage?.apply((id) => rootDeviceOf(scope, path, id)) ??
        pulumi.output(ROOT_DEVICES[platform])
    );
}

async function rootDeviceOf(scope: Scope, path: string, id: string): Promise<string> {
    try {
        const { rootDeviceName } = await aws.ec2.getAmi(
            {
                filters: [{ name: "image-id", values: [id] }],
                // AWS calls its own images deprecated after some months; they work as before.
                includeDeprecated: true,
            },
            scope.options,
        );
        return rootDeviceName;
    } catch (error) {
        const [answer] = (error as Error).message.split("\n");
        throw readableError(
            describeProblem({
                path,
                received: describeValue(id),
                allowed: "an image that this account can use in this Region",
                change: `Correct it. AWS answered: ${answer}`,
            }),
        );
    }
}
