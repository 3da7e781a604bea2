import { ec2Id } from "../ids";
import type { Properties } from "../properties";
import type { DataSource } from "./dataSource";

/** The parameters in which AWS publishes its current images. */
const PUBLIC_IMAGE_PARAMETER = /^\/aws\/service\/ami-(amazon-linux|windows)-latest\/[\w.-]+$/;

const getParameter: DataSource = ({ name }, { region, account }) => {
    const path = String(name);
    const own = account.find("aws:ssm/parameter:Parameter", path);
    if (own) {
        const { arn, type, value, insecureValue, version } = own.outputs;
        const content = String(own.inputs.value ?? value ?? insecureValue ?? "");
        return {
            arn: arn ?? "",
            id: path,
            insecureValue: type === "SecureString" ? "" : content,
            region: region.name,
            type: type ?? "String",
            value: content,
            version: version ?? 1,
        };
    }
    if (!PUBLIC_IMAGE_PARAMETER.test(path)) {
        throw new Error(`reading SSM Parameter (${path}): ParameterNotFound`);
    }
    const release = account.imageRelease();
    const image = ec2Id("ami", `${region.name} ${path} ${release}`);
    return {
        arn: `arn:${region.partition}:ssm:${region.name}::parameter${path}`,
        id: path,
        insecureValue: image,
        region: region.name,
        type: "String",
        value: image,
        version: release,
    };
};

/** Whatever is asked for exists: one image for the same question in the same Region. */
const getAmi: DataSource = (args, { region }) => {
    const filters = (Array.isArray(args.filters) ? args.filters : []) as Properties[];
    const filtered = (name: string) => {
        const values = filters.find((filter) => filter.name === name)?.values;
        return Array.isArray(values) && typeof values[0] === "string" ? values[0] : undefined;
    };
    const id = filtered("image-id") ?? ec2Id("ami", `${region.name} ${JSON.stringify(args)}`);
    const name = filtered("name")?.replaceAll(/[*?]/g, "0") ?? "emulated";
    const [owner = "amazon"] = Array.isArray(args.owners) ? args.owners.map(String) : [];
    const architecture = filtered("architecture") ?? (/arm64/.test(name) ? "arm64" : "x86_64");
    return {
        architecture,
        arn: `arn:${region.partition}:ec2:${region.name}::image/${id}`,
        creationDate: "2025-01-01T00:00:00.000Z",
        enaSupport: true,
        hypervisor: "xen",
        id,
        imageId: id,
        imageLocation: `${owner}/${name}`,
        imageOwnerAlias: owner,
        imageType: "machine",
        imdsSupport: "v2.0",
        name,
        ownerId: /^\d{12}$/.test(owner) ? owner : "000000000000",
        platformDetails: "Linux/UNIX",
        public: true,
        region: region.name,
        rootDeviceName: "/dev/xvda",
        rootDeviceType: "ebs",
        rootSnapshotId: ec2Id("snap", id),
        sriovNetSupport: "simple",
        state: "available",
        usageOperation: "RunInstances",
        virtualizationType: "hvm",
    };
};

/** The data sources that lead to machine images. */
export const imageDataSources: Readonly<Record<string, DataSource>> = {
    "aws:ec2/getAmi:getAmi": getAmi,
    "aws:ssm/getParameter:getParameter": getParameter,
};
