import type { MachineSpec } from "./instanceSpec";

/**
 * An Auto Scaling group of like instances in private subnets, with nothing that would let anybody
 * connect to them. A change concerns the instances that AWS starts later, unless `replaceOnChange`
 * is on.
 */
export interface FleetSpec extends MachineSpec {
    /**
     * How many instances there are, as a whole number. With `min` and `max` the fleet begins with
     * `min`, and scaling policies, schedules or people choose between the two: updates leave the
     * number alone.
     */
    readonly size: number | FleetSizeRange;
    /**
     * The Availability Zones that AWS spreads the instances over: some of the component's. Changing
     * them moves instances; so does a zone that the component gets or loses if they are not named.
     *
     * @default - all of the component's
     */
    readonly availabilityZones?: string[];
    /**
     * Whether a change of image, user data or anything else that only new instances have replaces
     * the running ones, a few at a time: an instance refresh. The update starts it and does not wait
     * for its end.
     *
     * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-overview.html
     * @default false
     */
    readonly replaceOnChange?: boolean;
}

/** The limits of a fleet's size. */
export interface FleetSizeRange {
    /** The least number of instances: a whole number. */
    readonly min: number;
    /** The greatest number of instances: a whole number. */
    readonly max: number;
}
