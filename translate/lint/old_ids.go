package lint

import (
	"crypto/md5" //nolint:gosec // how trigger ids are made; it protects nothing
	"encoding/hex"
	"fmt"
	"sync"
)

// oldIDs are trigger ids of our own gates as they were before they came from what
// a finding is about: the MD5 of gate, trigger and message. They are known where a message had nothing
// of the image in it, or something that has few values; the value is the message.
var oldIDs = sync.OnceValue(func() map[[2]string]string {
	ids := map[[2]string]string{}
	for _, w := range wordings() {
		sum := md5.Sum([]byte(w.gate + w.trigger + w.message)) //nolint:gosec // see above
		ids[[2]string{w.gate, hex.EncodeToString(sum[:])}] = w.message
	}
	return ids
})

// oldMessage is the message that an id of one of our own gates was made of.
func oldMessage(gate, id string) (message string, ok bool) {
	switch gate {
	case "hardening", "practice", "runtime":
		message, ok = oldIDs()[[2]string{gate, id}]
	}
	return message, ok
}

type wording struct{ gate, trigger, message string }

func wordings() []wording {
	var list []wording
	for trigger, messages := range map[string][]string{
		"content_trust": {"No signature of the image is verified, and content trust is off: DOCKER_CONTENT_TRUST is not 1"},
		"healthcheck":   {"The image has no health check", "The health check is switched off: HEALTHCHECK NONE"},
		"user":          {"The container runs as root: no user is set"},
	} {
		for _, message := range messages {
			list = append(list, wording{"hardening", trigger, message})
		}
	}
	for _, user := range []string{"root", "0", "0:0", "root:root"} {
		list = append(list, wording{"hardening", "user", "The container runs as root: the user is " + user})
	}
	for _, protocol := range []string{"tcp", "udp"} {
		list = append(list, wording{"hardening", "ssh_server", "The SSH port is exposed: 22/" + protocol})
		for port := range 1024 {
			list = append(list, wording{"hardening", "privileged_port", fmt.Sprintf("A privileged port is exposed: %d/%s", port, protocol)})
		}
		for port := range 65536 {
			list = append(list, wording{"hardening", "port_list", fmt.Sprintf("The port %d/%s is exposed and not on the list", port, protocol)})
		}
	}
	for _, message := range daemonWordings {
		list = append(list, wording{"runtime", "daemon", message})
	}
	return append(list,
		wording{"runtime", "deployment", "the daemon has neither AppArmor nor SELinux"},
		wording{"practice", "image", "The image is tagged latest, which stands for another image tomorrow"},
		wording{"practice", "instruction", "The user is no number: root"},
	)
}

var daemonWordings = []string{
	"containers on the default bridge reach each other",
	"the level of the log is debug",
	"the level of the log is error",
	"the level of the log is fatal",
	"the level of the log is warn",
	"the daemon leaves iptables alone",
	"the storage driver is aufs",
	"clients are not authenticated by TLS",
	"there are no default limits",
	"user namespaces are not mapped",
	"no plugin authorizes requests",
	"logs stay on the host: the driver is json-file",
	"logs stay on the host: the driver is local",
	"logs stay on the host: the driver is none",
	"the legacy registry is used",
	"containers stop with the daemon",
	"the daemon is in a swarm: active",
	"the userland proxy is on",
	"the seccomp profile is not the default",
	"experimental features are on",
	"managers of the swarm are not locked",
}
