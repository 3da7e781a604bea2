import type * as pulumi from "@pulumi/pulumi";
import type { Architecture, Platform } from "./instanceTypes";

/** What a single instance and the instances of a fleet have in common. */
export interface MachineSpec {
    /**
     * The operating system. It decides which image, instance type and root volume an instance has
     * by default. Changing it needs another name, unless `ami` changes as well.
     *
     * @default "linux"
     */
    readonly platform?: Platform;
    /**
     * The instance type. Changing it stops and starts an instance, as long as the architecture
     * stays.
     *
     * @default - t4g.nano; t3.nano if the architecture is x86_64; t3.medium for Windows
     */
    readonly instanceType?: pulumi.Input<string>;
    /**
     * The processor architecture; it must be that of the instance type. Windows runs on x86_64
     * only. Whoever uses the default image keeps the one it was created with, hence its
     * architecture: another one needs another name.
     *
     * @default - that of the instance type; if there is none, or if it is known only later, x86_64
     * for Windows and arm64 otherwise
     */
    readonly architecture?: Architecture;
    /**
     * The id of the image. It must bring the SSM agent along, and be of the platform and the
     * architecture. Changing it replaces an instance; leaving it out later changes nothing.
     *
     * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/ami-preinstalled-agent.html
     * @default - Amazon Linux 2023 or Windows Server 2025, the latest when the instance or fleet is
     * created: later ones change nothing
     */
    readonly ami?: pulumi.Input<string>;
    /**
     * The size of the encrypted gp3 root volume in GiB: a whole number from 8, for Windows from 30,
     * to 16384. That of an instance can grow, not shrink.
     *
     * @default - the image's: 8 for Amazon Linux 2023, 30 for Windows Server 2025
     */
    readonly rootVolumeSizeGiB?: pulumi.Input<number>;
    /**
     * What runs at the first start: up to 16384 bytes of text. For Linux it is a script or a
     * cloud-init document, for Windows a script in `<powershell>` or `<script>`. It can download
     * nothing from the Internet; a line that seems to try gives a warning. Changing it stops and
     * starts an instance and does not run it again.
     *
     * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
     * @default - none
     */
    readonly userData?: pulumi.Input<string>;
    /**
     * Tags for the instances and their volumes. They win over the component's; the tag
     * `ssm-only:network` is the component's alone.
     *
     * @default {} - the component's tags only
     */
    readonly tags?: Record<string, string>;
}

/** An instance in a private subnet, with nothing that would let anybody connect to it. */
export interface InstanceSpec extends MachineSpec {
    /**
     * The Availability Zone, one of the component's. It has no default: one that depended on the list of
     * zones would replace the instance when the list changes. Changing it replaces the instance.
     */
    readonly availabilityZone: string;
    /**
     * Whether the instance must not be terminated: neither by people in AWS, nor by Pulumi, which
     * then fails in the preview instead of deleting or replacing it. To do so all the same, switch
     * this off first, in an update of its own.
     *
     * @default false
     */
    readonly terminationProtection?: boolean;
}
