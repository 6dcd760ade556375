package layer

import (
	"encoding/binary"
	"strconv"
	"strings"
)

// capabilityNames are the capabilities of linux/capability.h, by number.
const capabilityNames = "chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap " +
	"linux_immutable net_bind_service net_broadcast net_admin net_raw ipc_lock ipc_owner sys_module " +
	"sys_rawio sys_chroot sys_ptrace sys_pacct sys_admin sys_boot sys_nice sys_resource sys_time " +
	"sys_tty_config mknod lease audit_write audit_control setfcap mac_override mac_admin syslog " +
	"wake_alarm block_suspend audit_read perfmon bpf checkpoint_restore"

// capabilities is the extended attribute security.capability (struct vfs_cap_data
// of linux/capability.h) as getcap prints it, for example "cap_net_raw=ep"; "" where
// it grants nothing or is none.
func capabilities(attribute string) string {
	data := []byte(attribute)
	if len(data) < 4 {
		return ""
	}
	magic := binary.LittleEndian.Uint32(data)
	words := 2
	if magic>>24 == 1 { // revision 1 has 32 capabilities
		words = 1
	}
	if len(data) < 4+8*words {
		return ""
	}
	var permitted, inheritable uint64
	for i := range words {
		permitted |= uint64(binary.LittleEndian.Uint32(data[4+8*i:])) << (32 * i)
		inheritable |= uint64(binary.LittleEndian.Uint32(data[8+8*i:])) << (32 * i)
	}
	var effective uint64
	if magic&1 != 0 { // VFS_CAP_FLAGS_EFFECTIVE: one bit for all of them
		effective = permitted | inheritable
	}
	names := strings.Fields(capabilityNames)
	groups := map[string][]string{}
	for i := range 64 {
		flags := ""
		for _, set := range []struct {
			flag string
			bits uint64
		}{{"e", effective}, {"i", inheritable}, {"p", permitted}} {
			if set.bits&(1<<i) != 0 {
				flags += set.flag
			}
		}
		if flags == "" {
			continue
		}
		name := strconv.Itoa(i) // one that is newer than this list
		if i < len(names) {
			name = "cap_" + names[i]
		}
		groups[flags] = append(groups[flags], name)
	}
	var parts []string
	for _, flags := range []string{"eip", "ip", "ep", "p", "ei", "i"} {
		switch group := groups[flags]; {
		case len(group) >= len(names):
			parts = append(parts, "="+flags)
		case len(group) > 0:
			parts = append(parts, strings.Join(group, ",")+"="+flags)
		}
	}
	return strings.Join(parts, " ")
}
