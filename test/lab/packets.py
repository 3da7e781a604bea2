"""Builds the plans of plan.ts as network namespaces, one after the other, and opens their connections.

One plan per line of standard input, one line with the outcomes of its connections on standard output. The
namespaces have no names: they are held by open files only, and are gone with this process.
"""
import ctypes
import fcntl
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import time

CLONE_NEWNET = 0x40000000
PR_SET_PDEATHSIG = 1
SIOCETHTOOL = 0x8946
ETHTOOL_GLINK = 0xA
LIBC = ctypes.CDLL(None, use_errno=True)
WAITS = object()
LONGEST_WAIT = 1.0
RESET_ON_CLOSE = struct.pack("ii", 1, 0)
FORWARDS = {
    "ipv4/ip_forward": "1",
    "ipv6/conf/all/forwarding": "1",
}
# Any way back is a right one, and nobody looks for routers.
PLAIN = {
    "ipv4/conf/all/rp_filter": "0",
    "ipv4/conf/default/rp_filter": "0",
    "ipv6/conf/default/accept_ra": "0",
    "ipv6/conf/default/addr_gen_mode": "1",
}
# Who is refused is told so at once, however many others were told before.
TELLS = {
    "ipv4/icmp_ratelimit": "0",
    "ipv4/icmp_msgs_per_sec": "1000000",
    "ipv4/icmp_msgs_burst": "1000000",
    "ipv6/icmp/ratelimit": "0",
}


def check(result):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def new_namespace():
    check(LIBC.unshare(CLONE_NEWNET))
    return os.open("/proc/self/ns/net", os.O_RDONLY | os.O_CLOEXEC)


def enter(namespace):
    check(LIBC.setns(namespace, CLONE_NEWNET))


def configure(settings):
    for name, value in settings.items():
        path = f"/proc/sys/net/{name}"
        if os.path.exists(path):
            with open(path, "w", encoding="ascii") as file:
                file.write(value)


def run(command, text):
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{command}: {done.stderr}\n{text}")


def build(plan, namespaces):
    for one in plan["namespaces"]:
        namespaces[one["name"]] = new_namespace()
        configure(PLAIN | TELLS | (FORWARDS if one["forwards"] else {}))
    run(["ip", "-batch", "-"], "\n".join(link(one, namespaces) for one in plan["links"]))
    for one in plan["namespaces"]:
        enter(namespaces[one["name"]])
        if one["nft"]:
            run(["nft", "-f", "-"], one["nft"])
        devices = ["lo", *devices_of(plan, one["name"])]
        up = [f"link set dev {device} up" for device in devices]
        run(["ip", "-batch", "-"], "\n".join([*up, *one["ip"]]))
        if one["ip6"]:
            run(["ip", "-6", "-batch", "-"], "\n".join(one["ip6"]))


    for one in plan["namespaces"]:
        enter(namespaces[one["name"]])
        for device in devices_of(plan, one["name"]):
            wait_for_carrier(device)


def wait_for_carrier(device):
    """Asking makes the kernel finish what it would do some time after both ends are up: packets pass."""
    answer = ctypes.create_string_buffer(struct.pack("II", ETHTOOL_GLINK, 0))
    request = struct.pack("16sP16x", device.encode(), ctypes.addressof(answer))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCETHTOOL, request)
    if struct.unpack("II", answer.raw[:8])[1] != 1:
        raise RuntimeError(f"no carrier on {device}")


def devices_of(plan, name):
    ends = (end for link_ends in plan["links"] for end in link_ends)
    return [end["device"] for end in ends if end["namespace"] == name]


def link(ends, namespaces):
    """Both ends have the same address, so that nobody has to ask for it."""
    one, other = (
        f"name {end['device']} netns /proc/{os.getpid()}/fd/{namespaces[end['namespace']]} "
        "address 02:00:00:00:00:01 arp off"
        for end in ends
    )
    return f"link add {one} type veth peer {other}"


def listen(port):
    listener = socket.create_server(
        ("::", port), family=socket.AF_INET6, dualstack_ipv6=True, backlog=4096
    )
    listener.setblocking(False)
    return listener


def connect(wanted):
    family = socket.AF_INET6 if ":" in wanted["to"] else socket.AF_INET
    client = socket.socket(family, socket.SOCK_STREAM)
    client.setblocking(False)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
    client.bind((wanted["source"], wanted["sourcePort"]))
    client.connect_ex((wanted["to"], wanted["port"]))
    return client


def answer(listener, opened):
    """Tells each client as whom it is seen."""
    while True:
        try:
            server, peer = listener.accept()
        except BlockingIOError:
            return
        opened.append(server)
        server.send(peer[0].removeprefix("::ffff:").encode())


def outcome(client):
    try:
        return client.recv(64).decode() or None
    except BlockingIOError:
        return WAITS
    except OSError:
        return None


def open_connections(plan, namespaces, opened):
    poll = select.epoll()
    opened.append(poll)
    listeners = {}
    for one in plan["namespaces"]:
        enter(namespaces[one["name"]])
        for port in one["listens"]:
            listener = listen(port)
            opened.append(listener)
            listeners[listener.fileno()] = listener
            poll.register(listener, select.EPOLLIN)
    outcomes = [None] * len(plan["connections"])
    waiting = {}
    for index, wanted in enumerate(plan["connections"]):
        enter(namespaces[wanted["from"]])
        client = connect(wanted)
        opened.append(client)
        waiting[client.fileno()] = (index, client)
        poll.register(client, select.EPOLLIN)
    end = time.monotonic() + LONGEST_WAIT
    while waiting:
        patience = min(plan["patience"], end - time.monotonic())
        events = poll.poll(patience) if patience > 0 else []
        if not events:
            break
        for number, _ in events:
            if number in listeners:
                answer(listeners[number], opened)
            else:
                index, client = waiting[number]
                told = outcome(client)
                if told is not WAITS:
                    poll.unregister(number)
                    del waiting[number]
                    outcomes[index] = told
    return outcomes


def carry_out(plan, home):
    namespaces = {}
    opened = []
    try:
        build(plan, namespaces)
        time.sleep(plan["rest"])
        return open_connections(plan, namespaces, opened)
    finally:
        for one in opened:
            one.close()
        enter(home)
        for namespace in namespaces.values():
            os.close(namespace)


def main():
    check(LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL))
    # Nothing here ever leads to the network of the machine.
    home = new_namespace()
    for line in sys.stdin:
        print(json.dumps(carry_out(json.loads(line), home)), flush=True)


main()
