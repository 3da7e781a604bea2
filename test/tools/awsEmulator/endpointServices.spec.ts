import assert from "node:assert/strict";
import { endpointServices, isMissing } from "../../../tools/awsEmulator/endpointServices";
import { findRegion, type Region, regionNames } from "../../../tools/awsEmulator/regions";
import { startConfigured, type Values } from "./engineClient";

const TOKEN = "aws:ec2/getVpcEndpointService:getVpcEndpointService";

function regionOf(name: string): Region {
    const region = findRegion(name);
    assert.ok(region, name);
    return region;
}

/** Asks the emulator in a Region for a service; the error if it fails. */
async function ask(region: string, args: Values): Promise<Values | string> {
    const { engine, close } = await startConfigured(region);
    try {
        return (await engine.invoke(TOKEN, args)).result;
    } catch (error) {
        return (error as Error).message;
    } finally {
        await close();
    }
}

describe("the AWS emulator's endpoint services", () => {
    it("offer Systems Manager in every Region, and each name and type once", () => {
        for (const name of regionNames()) {
            const services = endpointServices(regionOf(name));
            const named = services.map(({ serviceName, type }) => `${type} ${serviceName}`);
            assert.ok(named.includes(`Interface com.amazonaws.${name}.ssm`), name);
            assert.ok(named.includes(`Interface com.amazonaws.${name}.ssmmessages`), name);
            assert.ok(named.includes(`Gateway com.amazonaws.${name}.s3`), name);
            assert.equal(new Set(named).size, named.length);
        }
    });

    it("lack ec2messages in Regions of 2024 and later only", () => {
        const lacking = regionNames().filter((name) =>
            isMissing(regionOf(name), `com.amazonaws.${name}.ec2messages`),
        );
        assert.deepEqual(lacking, ["mx-central-1", "ap-southeast-5"]);
    });

    it("have CodeArtifact where AWS has it", async () => {
        const service = "codeartifact.api";
        const ireland = (await ask("eu-west-1", { service })) as Values;
        assert.equal(ireland.serviceName, "com.amazonaws.eu-west-1.codeartifact.api");
        assert.equal(ireland.privateDnsName, "api.codeartifact.eu-west-1.amazonaws.com");
        assert.equal(
            await ask("us-west-1", { service }),
            "InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-west-1.codeartifact.api' does " +
                "not exist",
        );
        assert.ok(isMissing(regionOf("us-west-1"), "com.amazonaws.us-west-1.codeartifact.api"));
        assert.ok(!isMissing(regionOf("eu-west-1"), "com.amazonaws.eu-west-1.codeartifact.api"));
    });

    it("are not all in every zone", async () => {
        const zonesOf = async (service: string, serviceType = "Interface") => {
            const found = (await ask("us-east-1", { service, serviceType })) as Values;
            return (found.availabilityZones as string[]).map((name) => name.at(-1)).join("");
        };
        assert.equal(await zonesOf("ssm"), "abcdef");
        assert.equal(await zonesOf("s3", "Gateway"), "abcdef");
        assert.equal(await zonesOf("codeartifact.api"), "abdef");
    });

    it("have in China the names that AWS gives them there", async () => {
        const names = endpointServices(regionOf("cn-north-1")).map(
            ({ serviceName }) => serviceName,
        );
        for (const service of ["sts", "ec2", "monitoring", "ecr.api"]) {
            assert.ok(names.includes(`cn.com.amazonaws.cn-north-1.${service}`), service);
        }
        for (const service of ["ssm", "ssmmessages", "ec2messages", "kms", "logs"]) {
            assert.ok(names.includes(`com.amazonaws.cn-north-1.${service}`), service);
        }
        const gateway = (await ask("cn-north-1", {
            service: "s3",
            serviceType: "Gateway",
        })) as Values;
        assert.equal(gateway.serviceName, "com.amazonaws.cn-north-1.s3");
    });
});
