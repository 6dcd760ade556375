package layer

import (
	"encoding/binary"
	"testing"
)

func TestCapabilities(t *testing.T) {
	t.Parallel()
	attribute := func(magic uint32, words ...uint32) string {
		data := binary.LittleEndian.AppendUint32(nil, magic)
		for _, w := range words {
			data = binary.LittleEndian.AppendUint32(data, w)
		}
		return string(data)
	}
	const v1, v2, v3, effective = 0x01000000, 0x02000000, 0x03000000, 1
	tests := []struct{ name, attribute, want string }{
		{"ping", attribute(v2|effective, 1<<13, 0, 0, 0), "cap_net_raw=ep"},
		{"several, by number", attribute(v2|effective, 1<<12|1<<10, 0, 0, 0), "cap_net_bind_service,cap_net_admin=ep"},
		{"not effective", attribute(v2, 1<<0, 0, 0, 0), "cap_chown=p"},
		{"inheritable too", attribute(v2, 1<<0, 1<<0|1<<1, 0, 0), "cap_chown=ip cap_dac_override=i"},
		{"the upper word", attribute(v3|effective, 0, 0, 1<<(40-32), 0, 1000), "cap_checkpoint_restore=ep"},
		{"all of them", attribute(v2|effective, 0xffffffff, 0, 1<<9-1, 0), "=ep"},
		{"newer than the list", attribute(v2|effective, 0, 0, 1<<(50-32), 0), "50=ep"},
		{"revision 1", attribute(v1|effective, 1<<5, 0), "cap_kill=ep"},
		{"nothing", attribute(v2|effective, 0, 0, 0, 0), ""},
		{"none", "", ""},
		{"cut off", attribute(v2|effective, 1<<13), ""},
	}
	for _, test := range tests {
		if got := capabilities(test.attribute); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
