package controlstest_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/extract"
)

// auditedPaths are those of 1.5 to 1.13.
var auditedPaths = strings.Fields(`/usr/bin/docker /var/lib/docker /etc/docker /lib/systemd/system/docker.service
	/lib/systemd/system/docker.socket /etc/default/docker /etc/docker/daemon.json /usr/bin/docker-containerd /usr/bin/docker-runc`)

// stated is host: no data on the files paths with an owner and permissions each.
func stated(owner string, modes map[string]uint32) string {
	var entries []string
	for path, mode := range modes {
		entries = append(entries, fmt.Sprintf(`%q: {"mode": %d, %s}`, path, mode, owner))
	}
	return `{"files": {` + strings.Join(entries, ",") + `}, "groups": {"docker": {"gid": 999, "members": []}}}`
}

// withMode are paths of sections 3.1 to 3.20, each with the mode that is the most it may
// have and some more bits.
func withMode(more uint32) map[string]uint32 {
	modes := map[string]uint32{
		"/usr/lib/systemd/system/docker.service": 0o100644, "/etc/systemd/system/docker.socket": 0o100644,
		"/etc/docker": 0o040755, "/etc/docker/certs.d/registry:5000/ca.crt": 0o100444,
		"/etc/docker/ca.pem": 0o100444, "/etc/docker/server.pem": 0o100444, "/etc/docker/key.pem": 0o100400,
		"/run/docker.sock": 0o140660, "/etc/docker/daemon.json": 0o100644, "/etc/default/docker": 0o100644,
	}
	for path := range modes {
		modes[path] |= more
	}
	// Directories need a bit to be entered; the check is of the files in them.
	modes["/etc/docker/certs.d/registry:5000"] = 0o040755
	return modes
}

const (
	tlsOptions = `"hosts": ["tcp://10.0.0.1:2376"], "tlsverify": true, "tlscacert": "/etc/docker/ca.pem", "tlscert": "/etc/docker/server.pem", "tlskey": "/etc/docker/key.pem"`

	goodDaemon = `{"icc": false, "log-level": "info", "default-ulimits": {"nofile": {"Name": "nofile", "Soft": 64000, "Hard": 64000}},
		"userns-remap": "default", "authorization-plugins": ["authz"], "log-driver": "syslog", "live-restore": true, "userland-proxy": false,
		"storage-driver": "overlay2", "disable-legacy-registry": true, ` + tlsOptions + `}`
	badDaemon = `{"log-level": "debug", "iptables": false, "insecure-registries": ["registry.example.com:5000"], "cgroup-parent": "/x",
		"storage-driver": "devicemapper", "storage-opts": ["dm.basesize=20G"], "experimental": true, "hosts": ["tcp://0.0.0.0:2375"]}`

	// swarm is docker info of a manager; the last placeholder is for more.
	swarm = `{"Driver": %q, "ServerVersion": "17.03.0-ce", "LoggingDriver": %q, "LiveRestoreEnabled": false, "ExperimentalBuild": false, "DockerRootDir": "/var/lib/docker",
		"SecurityOptions": [%s], "Swarm": {"LocalNodeState": "active", "ControlAvailable": true, "Managers": %d,
		"Cluster": {"Spec": {"EncryptionConfig": {"AutoLockManagers": %t}}}}}`
	alone = `{"Driver": "overlay2", "ServerVersion": "27.3.1", "LoggingDriver": "syslog", "LiveRestoreEnabled": %t, "ExperimentalBuild": true, "Swarm": {"LocalNodeState": "inactive"},
		"SecurityOptions": ["name=apparmor", "name=seccomp,profile=builtin"]}`
	overlay = `[{"Name": "backend", "Id": "1", "Driver": "overlay", "Scope": "swarm", "Options": {%s}, "Containers": {}}]`

	listener = `{"listeners": [{"protocol": "tcp", "address": %q, "port": 2377}]}`
)

// lines is a file of lines with something before each.
func lines(before string, list []string) string {
	return before + strings.Join(list, "\n"+before) + "\n"
}

func TestRuntimeWitnesses(t *testing.T) {
	t.Parallel()
	// Each file is a list of the contents of one flag.
	facts := func(daemon, host, containers []string, params ...string) subject {
		var f extract.RuntimeFiles
		for _, kind := range []struct {
			name  string
			texts []string
			into  *[]string
		}{{"daemon", daemon, &f.Daemon}, {"host", host, &f.Host}, {"container", containers, &f.Containers}} {
			for _, content := range kind.texts {
				*kind.into = append(*kind.into, file(t, kind.name, content))
			}
		}
		return runtime(f, params...)
	}
	daemon := func(texts ...string) subject { return facts(texts, nil, nil) }
	host := func(texts ...string) subject { return facts(nil, texts, nil) }
	run := func(options string) subject {
		return facts(nil, nil, []string{"docker run " + strings.Join(strings.Fields(options), " ") + " nginx\n"})
	}
	root, someone := `"uid": 0, "gid": 0`, `"uid": 7, "gid": 7`
	files := withMode(0)
	socket := map[string]uint32{"/run/docker.sock": files["/run/docker.sock"]}
	delete(files, "/run/docker.sock")
	gone := maps.Clone(files)
	var absent []string
	for path := range gone {
		absent = append(absent, fmt.Sprintf("%q: null", path))
	}
	absent = append(absent, `"/var/run/docker.sock": null`, `"/etc/docker/certs.d": null`)
	for _, path := range auditedPaths {
		absent = append(absent, fmt.Sprintf("%q: null", path))
	}

	const (
		audited  = "1.5 1.6 1.7 1.8 1.9 1.10 1.11 1.12 1.13"
		owners   = "3.1 3.3 3.5 3.7 3.9 3.11 3.13 3.17 3.19"
		modes    = "3.2 3.4 3.6 3.8 3.10 3.12 3.14 3.16 3.18 3.20"
		options  = "2.1 2.2 2.3 2.4 2.6 2.7 2.8 2.9 2.10 2.11 2.12 2.13 2.14 2.18 2.20 2.21"
		swarming = "2.15 2.16 2.17 2.19 2.23"
	)
	checkWitnesses(t, cisRuntime, []witness{
		{
			name: "nothing", subject: nothingKnown(),
			unknown: "1.1 1.3 1.4 " + audited + " " + options + " 2.5 " + swarming + " " + owners + " 3.15 " + modes +
				" 4.1 4.5 5.1 5.2 5.3 5.4 5.5 5.6 5.7 5.8 5.9 5.10 5.11 5.12 5.13 5.14 5.15 5.16 5.17 5.18 5.19 5.20 5.21 5.22 5.23 5.24 5.25 5.26 5.28 5.29 5.30 5.31",
			manual: "1.2 2.22 2.24 5.27",
		},

		// The host.
		{name: "a partition", subject: host("/dev/sdb1 /var/lib/docker ext4 rw 0 0\n"), pass: "1.1", unknown: audited},
		{name: "no partition", subject: host("/dev/sda1 / ext4 rw 0 0\n"), fail: "1.1"},
		{name: "a partition elsewhere", subject: facts([]string{`{"data-root": "/srv/docker"}`}, []string{"/dev/sdb1 /srv/docker ext4 rw 0 0\n"}, nil), pass: "1.1"},
		{
			name:    "a partition of remapped users",
			subject: facts([]string{`{"DockerRootDir": "/var/lib/docker/231072.231072", "SecurityOptions": ["name=userns"]}`}, []string{"/dev/sdb1 /var/lib/docker ext4 rw 0 0\n"}, nil),
			pass:    "1.1",
		},
		{name: "trusted users", subject: facts(nil, []string{"docker:x:999:admin\n"}, nil, "cis.trusted_users=admin"), pass: "1.4", unknown: "1.1"},
		{name: "another user", subject: facts(nil, []string{"docker:x:999:admin,ubuntu\n"}, nil, "cis.trusted_users=admin"), fail: "1.4"},
		{name: "no groups", subject: facts(nil, []string{"No rules\n"}, nil, "cis.trusted_users=admin"), unknown: "1.4"},
		{name: "no list of users", subject: host("docker:x:999:ubuntu\n"), manual: "1.4"},
		{name: "audited", subject: host(lines("-w ", auditedPaths)), pass: audited},
		{name: "audited as system calls", subject: host(lines("-a always,exit -F perm=wa -F path=", auditedPaths)), pass: audited},
		{name: "not audited", subject: host("No rules\n"), fail: audited},
		{name: "other files audited", subject: host("-w /usr/bin/docker2 -k docker\n"), fail: audited},
		{name: "a new version", subject: facts([]string{`{"ServerVersion": "27.3.1"}`}, nil, nil, "cis.minimum_version=27.3.0"), pass: "1.3", notApplicable: "2.13", unknown: "2.1 2.2 2.3 2.4 2.5"},
		{name: "an old version", subject: facts([]string{`{"Client": {"Version": "28.0.0"}, "Server": {"Version": "17.03.0-ce"}}`}, nil, nil, "cis.minimum_version=17.3.1"), fail: "1.3"},
		{name: "no least version", subject: daemon(`{"ServerVersion": "27.3.1"}`), manual: "1.3"},
		{name: "a version without numbers", subject: facts([]string{`{"ServerVersion": "dev"}`}, nil, nil, "cis.minimum_version=27.3.0"), unknown: "1.3"},

		// The daemon.
		{
			name:    "a good daemon",
			subject: daemon(goodDaemon, fmt.Sprintf(swarm, "overlay2", "syslog", `"name=seccomp,profile=default", "name=userns"`, 3, true), fmt.Sprintf(overlay, `"encrypted": ""`)),
			pass:    options + " 2.5 2.16 2.19 2.23", unknown: "2.17", fail: "2.15", manual: "2.22 2.24",
		},
		{
			name:    "a bad daemon",
			subject: daemon(badDaemon, fmt.Sprintf(swarm, "aufs", "json-file", `"name=seccomp,profile=/etc/seccomp.json"`, 99, false), fmt.Sprintf(overlay, "")),
			fail:    "2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 2.9 2.10 2.11 2.12 2.13 2.16 2.18 2.19 2.20 2.23", pass: "2.14",
			// What runs counts before what is configured.
		},
		{name: "alone", subject: daemon(fmt.Sprintf(alone, true)), pass: "2.5 2.12 2.14 2.15 2.20", fail: "2.21", notApplicable: "2.13 2.16 2.17 2.22 2.23 2.24", unknown: "2.1 2.2 2.3 2.4 2.6 2.7 2.9 2.10 2.18 2.19"},
		{name: "containers die with it", subject: daemon(fmt.Sprintf(alone, false)), fail: "2.14"},
		{name: "options that could not be read", subject: daemon(`{"effective": {"icc": null, "log-level": null, "iptables": null, "insecure-registries": null, "hosts": null, "default-ulimits": null, "userns-remap": null,
			"cgroup-parent": null, "storage-opts": null, "authorization-plugins": null, "log-driver": null, "disable-legacy-registry": null, "live-restore": null, "userland-proxy": null, "seccomp-profile": null, "experimental": null}}`), unknown: options},
		{name: "no option that is known", subject: daemon("dockerd $OPTIONS\n"), unknown: options + " 2.5"},
		{name: "defaults", subject: daemon(`{}`), pass: "2.2 2.3 2.4 2.9 2.10 2.20 2.21", fail: "2.1 2.7 2.8 2.11 2.12 2.13 2.18", notApplicable: "2.6", unknown: "2.5 2.14 2.15"},
		{name: "the bridge tells", subject: daemon(`[{"Name": "bridge", "Driver": "bridge", "Scope": "local", "Options": {"com.docker.network.bridge.enable_icc": "false"}}]`), pass: "2.1", notApplicable: "2.19"},
		{name: "the bridge is open", subject: daemon(`[{"Name": "bridge", "Driver": "bridge", "Scope": "local", "Options": {"com.docker.network.bridge.enable_icc": "true"}}]`), fail: "2.1"},
		{name: "networks by name only", subject: daemon(`{"Name": "backend", "ID": "1", "Driver": "overlay", "Scope": "swarm", "Internal": "false"}`), unknown: "2.1 2.19"},
		{name: "a container's storage driver", subject: facts(nil, nil, []string{`[{"Id": "1", "Name": "/c", "Config": {}, "HostConfig": {}, "GraphDriver": {"Name": "aufs"}}]`}), fail: "2.5"},
		{name: "a worker", subject: daemon(`{"Driver": "overlay2", "ServerVersion": "27.3.1", "Swarm": {"LocalNodeState": "active", "ControlAvailable": false, "Managers": 0}}`), unknown: "2.16 2.23"},
		{name: "one address", subject: host(fmt.Sprintf(listener, "10.0.0.1")), pass: "2.17"},
		{name: "all addresses", subject: host(fmt.Sprintf(listener, "*")), fail: "2.17"},

		// The daemon's files.
		{name: "root's files", subject: facts([]string{"{" + tlsOptions + "}"}, []string{stated(root, files), stated(`"uid": 0, "gid": 999`, socket)}, nil), pass: owners + " 3.15 " + modes},
		{name: "others' files", subject: facts([]string{"{" + tlsOptions + "}"}, []string{stated(someone, withMode(0o002))}, nil), fail: owners + " 3.15 " + modes},
		{name: "a group of the name", subject: host(stated(`"uid": 0, "gid": 5, "group": "docker"`, socket)), pass: "3.15"},
		{name: "a group of which only the number is known", subject: host(`{"files": {"/run/docker.sock": {"mode": 49584, "uid": 0, "gid": 999}}}`), unknown: "3.15"},
		{name: "links", subject: host(`{"files": {"/lib/systemd/system/docker.service": {"mode": 41471, "uid": 0, "gid": 0}}}`), unknown: "3.1 3.2"},
		{name: "no such files", subject: facts([]string{`{}`}, []string{`{"files": {` + strings.Join(slices.Compact(slices.Sorted(slices.Values(absent))), ",") + `}}`}, nil), notApplicable: audited + " " + owners + " 3.15 " + modes},
		{name: "no certificates", subject: facts([]string{`{"hosts": ["tcp://10.0.0.1:2375"]}`}, []string{`{"files": {}}`}, nil), notApplicable: "3.9 3.10 3.11 3.12 3.13 3.14"},
		{name: "certificates that are not there", subject: facts([]string{"{" + tlsOptions + "}"}, []string{`{"files": {"/etc/docker/ca.pem": null}}`}, nil), notApplicable: "3.9 3.10", unknown: "3.11 3.12"},

		// Containers.
		{
			name: "a good container",
			subject: run(`--name c --user app --cap-drop ALL --security-opt no-new-privileges --security-opt label=type:web_t --security-opt apparmor=web -m 256m --cpu-shares 512
				--read-only -p 10.0.0.1:8080:80 --restart on-failure:5 --ulimit nofile=1024 --pids-limit 100 --network web --health-cmd true --disable-content-trust=false`),
			pass: "4.1 5.1 5.2 5.3 5.4 5.5 5.7 5.9 5.10 5.11 5.12 5.13 5.14 5.15 5.16 5.17 5.18 5.19 5.20 5.21 5.24 5.25 5.26 5.28 5.29 5.30 5.31", unknown: "5.6", manual: "5.8",
		},
		{
			name: "a bad container",
			subject: run(`--user root --privileged --cap-add SYS_ADMIN --security-opt seccomp=unconfined -v /etc:/etc -v /var/run/docker.sock:/x:shared -p 80:80 --network host
				--pid host --ipc host --uts host --userns host --cgroup-parent /x --device /dev/sda --restart always --no-healthcheck --disable-content-trust`),
			fail: "4.1 4.5 5.1 5.2 5.3 5.4 5.5 5.7 5.9 5.10 5.11 5.12 5.13 5.14 5.15 5.16 5.17 5.19 5.20 5.21 5.24 5.25 5.26 5.28 5.30 5.31",
		},
		{name: "on the default bridge", subject: run(""), fail: "5.18 5.29"},
		{name: "ports that are agreed", subject: facts(nil, nil, []string{"docker run -p 8080:8080 nginx\n"}, "cis.allowed_ports=8080"), pass: "5.8"},
		{name: "another port", subject: facts(nil, nil, []string{"docker run -p 8081:8081 nginx\n"}, "cis.allowed_ports=8080"), fail: "5.8"},
		{
			name: "options that only the shell knows", subject: run("$OPTIONS"),
			unknown: "4.1 5.1 5.2 5.3 5.4 5.5 5.6 5.7 5.9 5.10 5.11 5.12 5.13 5.14 5.15 5.16 5.17 5.18 5.19 5.20 5.21 5.24 5.25 5.26 5.28 5.29 5.30 5.31",
		},
		{name: "no secret in the environment", subject: run("-e A=b"), pass: "4.10"},
		{name: "a secret in the environment", subject: run("-e DB_PASSWORD=hunter2"), fail: "4.10"},
		{name: "a variable of which only the shell knows the value", subject: run("-e DB_PASSWORD"), unknown: "4.10"},
		{name: "pulled with content trust", subject: host(`{"environment": {"DOCKER_CONTENT_TRUST": "1"}}`), pass: "4.5"},
		{name: "pulled without", subject: host(`{"environment": {}}`), fail: "4.5"},
		{name: "what the tag names", subject: asked(t, theDigest, "", nil), pass: "5.27"},
		{name: "the tag names another", subject: asked(t, otherThan, "", nil), fail: "5.27"},
		{name: "the registry did not answer", subject: asked(t, nil, "", nil), unknown: "5.27"},
		{name: "processes", subject: processes("nginx: master process"), pass: "5.6"},
		{name: "a process of SSH", subject: processes("/usr/sbin/sshd -D"), fail: "5.6"},

		// What docker exec was called with.
		{name: "docker exec", subject: host(execve("docker", "exec", "-it", "web", "sh", "--privileged", "-u", "root")), pass: "5.22 5.23"},
		{name: "docker exec with privileges", subject: host(execve("/usr/bin/docker", "-H", "tcp://x", "container", "exec", "--privileged", "web", "sh")), fail: "5.22", pass: "5.23"},
		{name: "docker exec as a user", subject: host(execve("docker", "exec", "-itu", "root", "web", "sh")), pass: "5.22", fail: "5.23"},
		{name: "a log of what is not audited", subject: host(execve("ls"), "No rules\n"), unknown: "5.22 5.23"},
	}, []lacks{
		{"1.2", "pass fail unknown", "another scanner of the host decides it"},
		{"2.22 2.24", "pass fail unknown", "whoever runs the swarm tells"},
	})
}

// processes is a document of a container, since no source that is read tells its processes.
func processes(list ...string) subject {
	return subject{document: `{"schema_version": "1", "containers": [{"source": "inspect", "role": "container", "name": "c", "processes": ["` + strings.Join(list, `", "`) + `"],
		"entrypoint": [], "command": ["nginx"], "ports": [], "incomplete": [], "unsupported": []}], "searched": {"sections": ["containers"]}}`}
}

// execve is a record of the audit log.
func execve(words ...string) string {
	var record strings.Builder
	fmt.Fprintf(&record, "type=EXECVE msg=audit(1700000000.1:2): argc=%d", len(words))
	for i, word := range words {
		fmt.Fprintf(&record, " a%d=%q", i, word)
	}
	return record.String() + "\n"
}
