import assert from "node:assert/strict";
import { DEFAULT_SERVICES, findService, offeredServices } from "../../components/serviceDiscovery";
import { type Answers, record } from "../support/mocks";

const SERVICE = "aws:ec2/getVpcEndpointService:getVpcEndpointService";
const PARTITION = "aws:index/getPartition:getPartition";
const REGION = "aws:index/getRegion:getRegion";

/** An error of a look-up, as the engine hands it on. */
const engineError = (message: string) => Object.assign(new Error(message), { details: message });

/** AWS answers with the name of each service but these, for which it fails with this message. */
const failing = (message: string, ...names: string[]): Answers => ({
    [SERVICE]: ({ service, serviceName }) => {
        const name = String(serviceName ?? `com.amazonaws.eu-central-1.${service}`);
        if (names.includes(name)) {
            throw engineError(message);
        }
        return { serviceName: name };
    },
});

const inChina: Answers = {
    [PARTITION]: () => ({ partition: "aws-cn", reverseDnsPrefix: "cn.com.amazonaws" }),
    [REGION]: () => ({ region: "cn-north-1" }),
    [SERVICE]: ({ service, serviceName }) => {
        const name = serviceName ?? `com.amazonaws.cn-north-1.${service}`;
        const offered = ["cn.com.amazonaws.cn-north-1.sts", "com.amazonaws.cn-north-1.ssm"];
        if (!offered.includes(String(name))) {
            throw engineError("InvalidServiceName: The Vpc Endpoint Service does not exist");
        }
        return { serviceName: name };
    },
};

/** Runs in a program and returns what it returned, failed with, warned of and asked AWS. */
async function run<T>(ask: () => Promise<T>, answers: Answers) {
    const { result, calls, logged } = await record(
        () =>
            ask().then(
                (value) => ({ value, error: undefined }),
                (error: Error) => ({ value: undefined, error }),
            ),
        { answers },
    );
    return {
        ...result,
        warnings: logged.map(({ message }) => message),
        calls: calls.map(({ token, inputs }) => ({ token, inputs })),
    };
}

/** The ways in which the provider says that a service does not exist, in its own and AWS's words. */
const NOT_OFFERED = [
    "no matching EC2 VPC Endpoint Service found",
    "no matching VPC Endpoint Service found",
    "reading EC2 VPC Endpoint Services: operation error EC2: DescribeVpcEndpointServices, https response " +
        "error StatusCode: 400, RequestID: 1-2-3, api error InvalidServiceName: The Vpc Endpoint Service " +
        "'com.amazonaws.eu-central-1.ec2messages' does not exist",
    "reading EC2 VPC Endpoint Service: couldn't find resource",
];

/** What else can go wrong. */
const FAILURES = [
    "No valid credential sources found. Please see https://registry.example for more information",
    "operation error EC2: DescribeVpcEndpointServices, api error UnauthorizedOperation: You are not " +
        "authorized to perform this operation",
    "operation error EC2: DescribeVpcEndpointServices, api error ExpiredToken: The security token is expired",
    "dial tcp: lookup ec2.eu-central-1.amazonaws.com: no such host",
    "multiple EC2 VPC Endpoint Services matched; use additional constraints to reduce matches to a single " +
        "EC2 VPC Endpoint Service",
    "request send failed: context deadline exceeded",
];

describe("the look-up of a service", () => {
    it("asks once, for an endpoint of the type, if AWS has it under its common name", async () => {
        const { value, calls } = await run(() => findService("logs", "Interface", {}), {});
        assert.equal(value?.serviceName, "com.amazonaws.eu-central-1.logs");
        assert.deepEqual(calls, [
            { token: SERVICE, inputs: { service: "logs", serviceType: "Interface" } },
        ]);
    });

    for (const message of NOT_OFFERED) {
        it(`finds nothing if the provider says: ${message.slice(0, 60)}`, async () => {
            const answers = failing(message, "com.amazonaws.eu-central-1.logs");
            const { value, error, calls } = await run(
                () => findService("logs", "Interface", {}),
                answers,
            );
            assert.deepEqual([value, error], [undefined, undefined]);
            assert.deepEqual(
                calls.map(({ token }) => token),
                [SERVICE, PARTITION],
                "names of other partitions are not tried",
            );
        });
    }

    for (const message of FAILURES) {
        it(`fails, and finds not nothing, if the provider says: ${message.slice(0, 60)}`, async () => {
            const answers = failing(message, "com.amazonaws.eu-central-1.logs");
            const { error, calls } = await run(() => findService("logs", "Interface", {}), answers);
            assert.equal(error?.name, "Error");
            assert.ok(error?.message.startsWith("AWS cannot be asked whether it offers logs: "));
            assert.ok(error?.message.includes(message));
            assert.equal(calls.length, 1);
        });
    }

    it("tries the partition's own names where it has some, and only then", async () => {
        const sts = await run(() => findService("sts", "Interface", {}), inChina);
        assert.equal(sts.value?.serviceName, "cn.com.amazonaws.cn-north-1.sts");
        assert.deepEqual(
            sts.calls.filter(({ token }) => token === SERVICE).map(({ inputs }) => inputs),
            [
                { service: "sts", serviceType: "Interface" },
                { serviceName: "cn.com.amazonaws.cn-north-1.sts", serviceType: "Interface" },
            ],
        );
        const ssm = await run(() => findService("ssm", "Interface", {}), inChina);
        assert.equal(ssm.value?.serviceName, "com.amazonaws.cn-north-1.ssm");
        assert.equal(ssm.calls.length, 1);
        const none = await run(() => findService("nothing", "Interface", {}), inChina);
        assert.deepEqual([none.value, none.error], [undefined, undefined]);
    });

    it("fails if the second question fails", async () => {
        const answers: Answers = {
            ...inChina,
            [SERVICE]: ({ service }) => {
                throw engineError(service ? "InvalidServiceName: none" : "RequestLimitExceeded");
            },
        };
        const { error } = await run(() => findService("sts", "Interface", {}), answers);
        assert.match(
            error?.message ?? "",
            /^AWS cannot be asked whether it offers cn\.com\.amazonaws\.cn-north-1\.sts: .*RequestLimitExceeded/,
        );
    });
});

describe("offeredServices", () => {
    const withoutEc2messages = failing(
        "no matching EC2 VPC Endpoint Service found",
        "com.amazonaws.eu-central-1.ec2messages",
        "com.amazonaws.eu-central-1.logz",
    );

    it("is the component's default where AWS offers all of it", async () => {
        const { value, warnings } = await run(() => offeredServices(), {});
        assert.deepEqual(value, ["ssm", "ssmmessages", "ec2messages"]);
        assert.deepEqual(value, DEFAULT_SERVICES);
        assert.notEqual(value, DEFAULT_SERVICES, "whoever changes the list changes no default");
        assert.deepEqual(warnings, []);
    });

    it("leaves out ec2messages where AWS does not offer it, and says so once", async () => {
        const { value, warnings } = await run(() => offeredServices(), withoutEc2messages);
        assert.deepEqual(value, ["ssm", "ssmmessages"]);
        assert.deepEqual(warnings, [
            "AWS does not offer the service ec2messages in this Region: it is left out. SSM " +
                "agents from version 3.3.40.0 on do without, as they use ssmmessages; images with an older " +
                "agent must be updated. To silence this warning, name the services without it: " +
                '["ssm","ssmmessages"].',
        ]);
        assert.deepEqual(DEFAULT_SERVICES, ["ssm", "ssmmessages", "ec2messages"]);
    });

    it("leaves out nothing else: the component reports what is missing", async () => {
        const wanted = ["ec2messages", "logz", "ssm"];
        const { value, warnings, calls } = await run(
            () => offeredServices(wanted),
            withoutEc2messages,
        );
        assert.deepEqual(
            [value, wanted],
            [
                ["logz", "ssm"],
                ["ec2messages", "logz", "ssm"],
            ],
        );
        assert.match(warnings.join(), /name the services without it: \["logz","ssm"\]\.$/);
        assert.ok(!calls.some(({ inputs }) => inputs.service === "logz"));
    });

    it("asks AWS nothing, and is silent, if ec2messages is not wanted", async () => {
        const { value, warnings, calls } = await run(
            () => offeredServices(["ssm", "ssmmessages"]),
            withoutEc2messages,
        );
        assert.deepEqual([value, warnings, calls], [["ssm", "ssmmessages"], [], []]);
    });

    for (const message of FAILURES) {
        it(`leaves out nothing, but fails, if the provider says: ${message.slice(0, 60)}`, async () => {
            const answers = failing(message, "com.amazonaws.eu-central-1.ec2messages");
            const { value, error, warnings } = await run(() => offeredServices(), answers);
            assert.equal(value, undefined);
            assert.ok(error?.message.includes(message));
            assert.deepEqual(warnings, []);
        });
    }

    for (const wanted of ["ssm,ec2messages", 7, null, { ec2messages: true }]) {
        it(`hands on ${JSON.stringify(wanted)}, about which the component complains`, async () => {
            const ask = () => offeredServices(wanted as unknown as string[]);
            const { value, calls } = await run<unknown>(ask, withoutEc2messages);
            assert.deepEqual([value, calls], [wanted, []]);
        });
    }
});
