import { type Changes, changed, type Settings } from "../../support/changes";

const NETWORK: Settings = { availabilityZones: ["us-west-2a", "us-west-2b"] };
const PAYMENTS = { instanceTags: { team: "payments" }, managedPolicy: true };
const WITH_PAYMENTS: Settings = { ...NETWORK, operators: { all: {}, payments: PAYMENTS } };

/** Changes of who may open sessions. */
export const OPERATOR_CHANGES: Changes = {
    "an operator more, with a managed policy": changed(NETWORK, WITH_PAYMENTS, [
        "create operator-policy-payments",
    ]),
    "an operator less": changed(WITH_PAYMENTS, { operators: undefined }, [
        "delete operator-policy-payments",
    ]),
    "what an operator may do": changed(
        WITH_PAYMENTS,
        {
            operators: {
                all: {},
                payments: { ...PAYMENTS, portForwarding: true, requireMfa: true },
            },
        },
        ["update operator-policy-payments (policy)"],
    ),
};
