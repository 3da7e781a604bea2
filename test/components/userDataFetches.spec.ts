import assert from "node:assert/strict";
import fc from "fast-check";
import type { Reachable } from "../../components/userData/reachableHosts";
import { fetchesFrom, fetchWarning } from "../../components/userData/userDataFetches";

/** A network without anything that costs nothing or more than it must. */
const NOTHING: Reachable = {
    internet: false,
    amazonLinux: false,
    services: ["ssm", "ssmmessages", "ec2messages"],
    dnsSuffix: "amazonaws.com",
};

const sh = (line: string) => fetchesFrom(`#!/bin/sh\n${line}\n`, NOTHING);
const powershell = (line: string) => fetchesFrom(`<powershell>\n${line}\n</powershell>\n`, NOTHING);
const cmd = (line: string) => fetchesFrom(`<script>\n${line}\n</script>\n`, NOTHING);

describe("user data that downloads", () => {
    const downloads = [
        ...["curl -fsSL https://example.com/x -o /x", "curl http://example.com/x | sh"],
        ...["wget -q 'https://example.com/x'", 'wget "https://$MIRROR.example.com/x"'],
        ...["/usr/bin/curl https://example.com/x", "  curl https://example.com/x"],
        ...["curl https://user:secret@example.com:8443/x", "curl ftp://example.com/x"],
        ...["cd /tmp && curl -O https://example.com/x", "true || curl https://example.com"],
        ...["sleep 5; curl https://example.com", "(curl https://example.com)"],
        ...[
            "until curl https://example.com; do sleep 1; done",
            "if ! wget https://example.com; then",
        ],
        ...["sudo -u ec2-user curl https://example.com", "timeout 30 curl https://example.com"],
        ...["HTTPS_PROXY= curl https://example.com", "env A=b nohup curl https://example.com &"],
        ...["X=$(curl -s https://example.com/x)", 'X="$(curl -s "https://example.com/x")"'],
        ...["X=`curl -s https://example.com`", "tar xz < <(curl -s https://example.com/x)"],
        ...["curl \\\n  -o /x \\\n  https://example.com/x", "bash -c 'curl https://example.com'"],
        ...['su - ec2-user -c "npm install"', "bash <<'EOF'\ncurl https://example.com\nEOF"],
        ...["dnf install -y nginx", "dnf -y update", "yum install -y httpd", "dnf -q makecache"],
        ...["dnf install -y https://example.com/x.rpm", "rpm -Uvh https://example.com/x.rpm"],
        ...["dnf --setopt=tsflags=nodocs install nginx", "yum -c /etc/yum.conf install nginx"],
        ...["amazon-linux-extras install -y docker", "apt-get update", "apt install -y nginx"],
        ...["DEBIAN_FRONTEND=noninteractive apt-get -y -o Dpkg::Use-Pty=0 install nginx"],
        ...["zypper install nginx", "apk add nginx", "snap install core", "pip3 install boto3"],
        ...["python3 -m pip install boto3", "pip install -r requirements.txt", "npm ci"],
        ...["npm install -g pm2", "yarn install", "npx cowsay", "gem install rake"],
        ...["git clone https://github.com/x/y.git", "git clone git@github.com:x/y.git"],
        ...["git -C /opt clone --depth 1 ssh://git@example.com/x", "cargo install ripgrep"],
        ...[
            "docker pull nginx",
            "docker pull public.ecr.aws/nginx/nginx",
            "podman pull quay.io/x/y",
        ],
        ...["docker pull 123456789012.dkr.ecr.eu-central-1.amazonaws.com/x:1"],
        ...["aws s3 cp s3://bucket/x /x", "aws s3 sync s3://bucket/x /x"],
        ...[
            "curl https://bucket.s3.eu-central-1.amazonaws.com/x",
            "curl https://sts.amazonaws.com",
        ],
        ...["curl https://ssm.eu-central-1.amazonaws.com.example.com", "curl https://8.8.8.8/"],
        "cat <<< hello\ncurl https://example.com",
    ];
    for (const line of downloads) {
        it(`is found in a shell script: ${line}`, () => {
            assert.equal(sh(line).length, 1, JSON.stringify(sh(line)));
        });
    }

    const harmless = [
        ...["", "echo hello", "systemctl enable --now nginx", "# curl https://example.com"],
        ...["echo hello # then: curl https://example.com", "   # dnf install -y nginx"],
        ...['echo "see; curl https://example.com"', "echo 'a && dnf install -y nginx'"],
        ...["echo curl https://example.com", "echo \\; curl https://example.com"],
        ...["URL=https://example.com/x", "export DOCS=https://example.com", 'curl "$URL"'],
        ...["curl http://169.254.169.254/latest/meta-data/", "curl http://localhost:8080/health"],
        ...[
            "curl http://127.0.0.1/",
            "curl http://[::1]:80/",
            "curl http://[fd00:ec2::254]/latest",
        ],
        ...[
            "curl https://10.0.3.4/x",
            "curl https://172.16.0.9",
            "curl https://artifacts.internal/x",
        ],
        ...["curl https://db/x", "curl https://$HOST/x", "curl $" + "{BASE_URL}/x"],
        ...["TOKEN=$(curl -sX PUT http://169.254.169.254/latest/api/token -H 'X: 60')"],
        ...["curl https://ssm.eu-central-1.amazonaws.com/ping", "which curl wget dnf"],
        ...['curl "https://ssm.$REGION.amazonaws.com/"', "rpm -i /opt/x.rpm", "rpm -qa"],
        'curl "https://$SERVICE.eu-central-1.amazonaws.com/"',
        ...["dnf remove -y nginx", "dnf clean all", "yum list installed", "dnf install -y ./x.rpm"],
        ...["yum localinstall -y /opt/x.rpm /opt/y.rpm", "dnf --cacheonly install nginx"],
        ...[
            "yum install -y agent.rpm",
            "sudo apt install -y $PACKAGE",
            "snap install --dangerous x.snap",
        ],
        ...["apt-get remove nginx", "apt-get install -y ./x.deb", "apt-mark hold nginx"],
        ...["pip install --no-index --find-links /opt x", "pip install /opt/x.whl", "pip list"],
        ...["npm run install", "npm start", "npm ci --offline", "yarn build", "git -C /opt status"],
        ...["git clone /srv/x.git", "git init", "docker run nginx", "docker load -i /opt/x.tar"],
        ...["docker pull $IMAGE", "aws s3 ls", "aws ssm get-parameter --name x", "snap list"],
        ...[
            "cat > /x <<EOF\ncurl https://example.com\nEOF",
            "tee /x <<-'END'\n\tdnf install x\n\tEND",
        ],
        ...[
            "cat <<EOF > /x\nit's a text\nEOF\necho done",
            "python3 - <<EOF\ncurl https://x.com\nEOF",
        ],
        ...[
            "cat <<< 'curl https://example.com'",
            "echo 'several\ncurl https://example.com\nlines'",
        ],
        ...['cat > /x <<A\n"\nA\necho "; curl https://example.com"'],
    ];
    for (const line of harmless) {
        it(`is not seen in what downloads nothing from the Internet: ${line}`, () => {
            assert.deepEqual(sh(line), []);
        });
    }

    const windows = [
        ...["Invoke-WebRequest -Uri https://example.com/x.msi -OutFile x.msi"],
        ...["iwr https://example.com/x -UseBasicParsing | iex", "$r = irm https://example.com"],
        ...["Start-BitsTransfer -Source 'https://example.com/x' -Destination x"],
        ...["(New-Object System.Net.WebClient).DownloadFile('https://example.com/x', 'x')"],
        ...["iex ((New-Object Net.WebClient).DownloadString('https://example.com/install.ps1'))"],
        ...['$client.DownloadFile("https://example.com/x", $out)', "choco install -y git"],
        ...["winget install --id Git.Git", "Install-Module -Name X -Force", "install-module X"],
        ...["Install-PackageProvider NuGet", "msiexec.exe /i https://example.com/x.msi /qn"],
        ...["if ($x) { Invoke-WebRequest https://example.com }", "curl.exe https://example.com"],
        ...[
            "Invoke-WebRequest `\n  -Uri https://example.com",
            "try {\niwr https://example.com } catch {}",
        ],
        ...[
            '"$(Invoke-RestMethod https://example.com)"',
            "C:\\tools\\wget.exe https://example.com",
        ],
    ];
    for (const line of windows) {
        it(`is found in PowerShell: ${line}`, () => {
            assert.equal(powershell(line).length, 1);
        });
    }

    const harmlessInWindows = [
        ...["# iwr https://example.com", "<# iwr https://example.com\nchoco install x #>"],
        ...["Write-Host 'iwr https://example.com'", 'Write-Host "a; choco install git"'],
        ...["Invoke-RestMethod http://169.254.169.254/latest/meta-data/", "choco list"],
        ...["$url = 'https://example.com'", "Invoke-WebRequest $url", "Install-WindowsFeature IIS"],
        ...['$text = @"\nchoco install git\n"@', "Import-Module X", "# it's\nWrite-Host 'x'"],
    ];
    for (const line of harmlessInWindows) {
        it(`is not seen in PowerShell that downloads nothing: ${line}`, () => {
            assert.deepEqual(powershell(line), []);
        });
    }

    it("is found in a batch script, and not in its remarks", () => {
        assert.deepEqual(cmd("curl -o x https://example.com/x"), [2]);
        assert.deepEqual(cmd('powershell -Command "iwr https://example.com -OutFile x"'), [2]);
        assert.deepEqual(cmd("bitsadmin /transfer x https://example.com/x C:\\x"), [2]);
        assert.deepEqual(cmd("echo don't & choco install git"), [2]);
        assert.deepEqual(
            cmd("rem choco install git\n:: choco install git\n@REM & choco install x"),
            [],
        );
        assert.deepEqual(cmd('echo "& choco install git"'), []);
    });

    const cloudConfigs: [string, string, number[]][] = [
        ["packages", "packages:\n  - nginx\n", [2]],
        ["packages on the same indentation", "packages:\n# web\n- nginx\n", [2]],
        ["packages in a line", "packages: [nginx, git]\n", [2]],
        ["no packages", "packages: []\n", []],
        ["an empty key", "packages:\nruncmd:\n  - echo\n", []],
        ["an update of packages", "package_update: true\npackage_upgrade: yes\n", [2, 3]],
        ["no update", "package_update: false # true\n", []],
        ["a command", "runcmd:\n  - echo\n  - dnf install -y nginx\n", [4]],
        ["a command of words", "bootcmd:\n  - [curl, -o, /x, 'https://example.com/a,b']\n", [3]],
        ["a command in quotes", "runcmd:\n  - \"curl 'https://example.com'\"\n", [3]],
        ["a script among commands", "runcmd:\n  - |\n    echo\n    apt-get update\n", [5]],
        ["commands in brackets", "runcmd: [apt-get update]\n", [2]],
        ["a harmless command of words", "runcmd:\n  - [echo, 'curl https://x.com']\n", []],
        [
            "a file that is written",
            "write_files:\n  - content: |\n      curl https://example.com\n",
            [],
        ],
        ["a comment", "#packages:\n#  - nginx\nruncmd:\n  # - apt-get update\n", []],
        ["another key", "locale: de_DE\nfinal_message: curl https://example.com\n", []],
    ];
    for (const [what, text, lines] of cloudConfigs) {
        it(`is told of a cloud-config document with ${what}: ${JSON.stringify(lines)}`, () => {
            assert.deepEqual(fetchesFrom(`#cloud-config\n${text}`, NOTHING), lines);
        });
    }

    it("is found in documents that cloud-init is told to include", () => {
        const text =
            "#include\nhttps://example.com/x\n# https://example.com/y\n\nhttp://10.0.0.1/z\n";
        assert.deepEqual(fetchesFrom(text, NOTHING), [2]);
        assert.deepEqual(fetchesFrom("#include-once https://example.com/x", NOTHING), [1]);
    });

    it("is found in each part of a MIME archive, by the lines of the whole", () => {
        const lines = [
            'Content-Type: multipart/mixed; boundary="==X=="',
            "MIME-Version: 1.0",
            "",
            "--==X==",
            'Content-Type: text/cloud-config; charset="us-ascii"',
            "",
            "#cloud-config",
            "packages: [git]",
            "--==X==",
            "Content-Type: text/x-shellscript",
            "",
            "#!/bin/bash",
            "curl https://example.com",
            "--==X==--",
        ];
        assert.deepEqual(fetchesFrom(lines.join("\n"), NOTHING), [8, 13]);
        assert.deepEqual(fetchesFrom(lines.join("\r\n"), NOTHING), [8, 13]);
    });

    it("is found where cloud-init finds a kind: after blank lines, behind env, in a boothook", () => {
        assert.deepEqual(fetchesFrom("\n  \n#!/usr/bin/env bash\ndnf update\n", NOTHING), [4]);
        assert.deepEqual(fetchesFrom("#cloud-boothook\ndnf update\n", NOTHING), [2]);
        const jinja = "## template: jinja\n#cloud-config\npackages: [x]\n";
        assert.deepEqual(fetchesFrom(jinja, NOTHING), [3]);
    });

    it("is not looked for in programs of other languages, and in what nothing runs", () => {
        for (const begin of ["#!/usr/bin/python3", "#!/usr/bin/env perl", "echo", "version: 1.1"]) {
            assert.deepEqual(fetchesFrom(`${begin}\ncurl https://example.com\n`, NOTHING), []);
        }
    });

    it("names each line once, in ascending order", () => {
        const line = "curl https://example.com; curl https://example.com";
        assert.deepEqual(sh(`echo\n${line}\n\nX=$(${line})`), [3, 5]);
    });

    describe("from what the network reaches", () => {
        const from = (line: string, more: Partial<Reachable>) =>
            fetchesFrom(`#!/bin/sh\n${line}\n`, { ...NOTHING, ...more });
        const with_ = (...services: string[]) => ({ services: [...NOTHING.services, ...services] });

        it("is none while there is a way to the Internet", () => {
            for (const line of downloads) {
                assert.deepEqual(from(line, { internet: true }), [], line);
            }
        });

        const cases: [string, Partial<Reachable>, number][] = [
            ["dnf install -y nginx", { amazonLinux: true }, 0],
            ["dnf install -y https://example.com/x.rpm", { amazonLinux: true }, 1],
            ["apt-get update", { amazonLinux: true }, 1],
            ["pip install boto3", { amazonLinux: true }, 1],
            ["pip install boto3", with_("codeartifact.api", "codeartifact.repositories"), 0],
            ["npm ci", with_("codeartifact.repositories"), 0],
            ["npm ci", with_("codeartifact.api"), 1],
            ["pip install -i https://pypi.org/simple x", with_("codeartifact.repositories"), 1],
            ["aws s3 cp s3://bucket/x /x", with_("s3"), 0],
            ["curl https://bucket.s3.eu-central-1.amazonaws.com/x", with_("s3"), 0],
            ["curl https://bucket.s3.amazonaws.com/x", with_("s3"), 0],
            ["curl https://s3.example.com/x", with_("s3"), 1],
            ["docker pull 1.dkr.ecr.eu-central-1.amazonaws.com/x", with_("ecr.dkr"), 0],
            ["docker pull nginx", with_("ecr.dkr"), 1],
            ["curl https://api.ecr.eu-central-1.amazonaws.com", with_("ecr.api"), 0],
            [
                "git clone https://git-codecommit.eu-central-1.amazonaws.com/x",
                with_("git-codecommit"),
                0,
            ],
            ["curl https://ssm.cn-north-1.amazonaws.com.cn", { dnsSuffix: "amazonaws.com.cn" }, 0],
        ];
        for (const [line, more, count] of cases) {
            it(`is ${count ? "told" : "not told"}: ${line} with ${JSON.stringify(more)}`, () => {
                assert.equal(from(line, more).length, count);
            });
        }

        it("is not told of packages in a cloud-config document, with Amazon Linux's repositories", () => {
            const text = "#cloud-config\npackage_update: true\npackages: [git]\n";
            assert.deepEqual(fetchesFrom(text, { ...NOTHING, amazonLinux: true }), []);
        });
    });

    describe("never", () => {
        const anyLine = fc.oneof(
            fc
                .constantFrom(...downloads, ...harmless, ...windows)
                .map((line) => line.split("\n")[0]),
            fc.string(),
        );

        it("is seen in comments", () => {
            const comments: [string, string, string][] = [
                ["#!/bin/sh\n", "# ", ""],
                ["#cloud-config\n", "# ", ""],
                ["#cloud-config\nruncmd:\n  - echo\n", "  # ", ""],
                ["<powershell>\n", "# ", "\n</powershell>"],
                ["<script>\n", "rem ", "\n</script>"],
            ];
            fc.assert(
                fc.property(fc.array(anyLine), fc.constantFrom(...comments), (lines, comment) => {
                    const [begin, mark, end] = comment;
                    const safe = lines.map((line) =>
                        line?.replace(/<\/?(script|powershell)>/gi, ""),
                    );
                    const text = begin + safe.map((line) => mark + line).join("\n") + end;
                    assert.deepEqual(fetchesFrom(text, NOTHING), []);
                }),
            );
        });

        it("is changed by a comment behind it, whatever stands there", () => {
            fc.assert(
                fc.property(
                    fc.constantFrom(...downloads, ...harmless),
                    fc.string(),
                    (line, comment) => {
                        assert.deepEqual(sh(`${line}\n# ${comment}`), sh(line));
                    },
                ),
            );
        });

        it("throws, or names a line that there is not", () => {
            const kinds = fc.constantFrom(
                "#!/bin/sh\n",
                "#cloud-config\n",
                "<powershell>",
                "<script>",
                "",
            );
            fc.assert(
                fc.property(kinds, fc.array(anyLine), fc.string(), (begin, lines, end) => {
                    const text = begin + [...lines, end].join("\n");
                    const count = text.split("\n").length;
                    const named = fetchesFrom(text, NOTHING);
                    assert.ok(named.every((line) => line >= 1 && line <= count));
                }),
            );
        });

        it("takes long", function () {
            this.timeout(30_000);
            const begin = Date.now();
            for (const piece of [
                ...["$(", "`", '"', "<<A\n", "$" + "{", "<#", "(", "\\", "--X\n", "- [", "a:\n"],
                ...["! ", "sudo ", "A= ", "sudo -u x ", "sh -c ", "timeout 1 ", "https://a.b "],
            ]) {
                for (const kind of ["#!/bin/sh\n", "#cloud-config\nruncmd:\n", "<powershell>\n"]) {
                    fetchesFrom(kind + piece.repeat(16_000 / piece.length), NOTHING);
                }
            }
            assert.ok(Date.now() - begin < 20_000);
        });
    });
});

describe("the warning of user data that downloads", () => {
    const REST =
        "to download what this network does not reach: it has no way to the Internet. The first start " +
        "would wait for it in vain. Reach it through s3, codeArtifact or services, put it into an image " +
        "of your own (ami), or open bootstrapEgress for a while.";

    it("names the path and the lines, and nothing of what stands there", () => {
        const path = "instances.app.userData";
        assert.equal(fetchWarning(path, [3]), `${path}: line 3 seems ${REST}`);
        assert.equal(fetchWarning(path, [3, 7, 12]), `${path}: lines 3, 7, 12 seem ${REST}`);
    });

    it("is none if there is nothing to warn of", () => {
        assert.equal(fetchWarning("instances.app.userData", []), undefined);
    });
});
