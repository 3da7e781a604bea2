import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { buildProgram, builtProgram, type GoProgram } from "../goBuild";

const ACTIONLINT: GoProgram = {
    title: "actionlint",
    name: "actionlint",
    cacheName: "actionlint",
    modules: __dirname,
    package: "github.com/rhysd/actionlint/cmd/actionlint",
    arguments: ["build", "-v", "-trimpath", "-ldflags", "-w -s"],
    companions: {},
};

/**
 * The path of actionlint, which checks workflows of GitHub Actions. It is built the first time, in seconds.
 *
 * @throws Error where it is not built yet and cannot be: without Go >= 1.25, or offline.
 */
export async function actionlint(): Promise<string> {
    const command = builtProgram(ACTIONLINT);
    if (!existsSync(command)) {
        await buildProgram(ACTIONLINT, (line) => process.stderr.write(`${line}\n`));
    }
    return command;
}

/** Why there is no actionlint and none can be built; undefined where there is, or can be. */
export function whyNoActionlint(): string | undefined {
    if (existsSync(builtProgram(ACTIONLINT)) || !spawnSync("go", ["version"]).error) {
        return undefined;
    }
    return "there is no Go to build actionlint";
}
