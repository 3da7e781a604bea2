import type * as pulumi from "@pulumi/pulumi";
import { accountArn, type Place, publishedBySsm } from "./place";
import { policyDocument, type Statement } from "./policyDocument";

/**
 * The policy of a service's interface endpoint, as JSON. It grants nothing: it keeps out what is not
 * of this account, whatever IAM would allow.
 *
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export function endpointPolicy(place: Place, service: string): pulumi.Output<string> {
    return policyDocument(
        service === "ssm" ? statementsForSsm(place) : [statementForOther(place, service)],
    );
}

/**
 * Nobody may use credentials of another account here: they could carry data out of the network.
 *
 * The resources may be of any account: packages, images, keys and roles often are another one's, and
 * the channels of `ssmmessages` and `ec2messages` are no resources at all.
 */
function statementForOther(place: Place, service: string): Statement {
    const anything = {
        Sid: "PrincipalsOfThisAccount",
        Effect: "Allow",
        Action: "*",
        Resource: "*",
    } as const;
    // Package managers authenticate by a bearer token, not by a signature. AWS documents that such a
    // request has a principal, and does not document which condition keys it has.
    // https://docs.aws.amazon.com/codeartifact/latest/ug/create-vpc-endoint-policy.html
    return service.startsWith("codeartifact.")
        ? { ...anything, Principal: { AWS: accountArn(place) } }
        : { ...anything, Principal: "*", Condition: { StringEquals: ofThisAccount(place) } };
}

/**
 * Documents and parameters of other accounts, too, are out of reach: a parameter can carry data, and
 * a document commands.
 */
function statementsForSsm(place: Place): Statement[] {
    return [
        {
            Sid: "PrincipalsAndResourcesOfThisAccount",
            Effect: "Allow",
            Principal: "*",
            Action: "*",
            Resource: "*",
            Condition: {
                StringEquals: ofThisAccount(place),
                // Calls that are about no resource pass, such as the agent's report of its inventory.
                StringEqualsIfExists: { "aws:ResourceAccount": place.accountId },
            },
        },
        {
            // AWS's own documents and public parameters are not this account's: their ARNs have none.
            Sid: "PrincipalsOfThisAccountReadWhatAwsPublishes",
            Effect: "Allow",
            Principal: "*",
            Action: [
                "ssm:Describe*",
                "ssm:Get*",
                "ssm:List*",
                // Agents report by it on associations of the first kind, whose resource is the document.
                "ssm:UpdateAssociationStatus",
            ],
            Resource: [
                publishedBySsm(place, "document/*"),
                publishedBySsm(place, "parameter/aws/*"),
            ],
            Condition: { StringEquals: ofThisAccount(place) },
        },
    ];
}

function ofThisAccount({ accountId }: Place) {
    return { "aws:PrincipalAccount": accountId };
}
