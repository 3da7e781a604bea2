/** What one group of operators may do. */
export interface OperatorSpec {
    /**
     * Only instances that carry all of these tags, too, such as `{ team: "payments" }`: up to 2. IAM
     * does not tell capital letters in keys from small ones.
     *
     * @default {} - all instances of the network
     */
    readonly instanceTags?: Record<string, string>;
    /**
     * Whether they may forward ports of their own machine to ports of the instance itself; never to
     * those of other hosts. What passes is not logged: such sessions do not follow the network's
     * Session document.
     *
     * @default false
     */
    readonly portForwarding?: boolean;
    /**
     * Whether sessions need credentials that AWS gave after multi-factor authentication. Those of IAM
     * Identity Center and of most other federation do not say so, even if there was one: with them,
     * this allows nothing.
     *
     * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
     * @default false
     */
    readonly requireMfa?: boolean;
    /**
     * Whether to create a managed policy of the account with the document, to attach to roles, groups
     * and users.
     *
     * @default false - the document is an output only
     */
    readonly managedPolicy?: boolean;
}
