/**
 * The tag that says which component a resource belongs to. IAM policies may allow sessions by it,
 * so no caller can set it.
 */
export const NETWORK_TAG = "ssm-only:network";

/** The tag that AWS's console shows as a resource's name. */
export const NAME_TAG = "Name";

/** How many tags of its own each resource has: its name and the component it belongs to. */
export const OWN_TAGS = 2;

/** AWS allows this many tags on a resource. */
export const MOST_TAGS = 50;
