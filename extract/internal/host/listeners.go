package host

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
)

// readListeners reads ss and netstat: the local address is the first field of the
// form ADDRESS:PORT.
func readListeners(h *document.Host, lines []string) error {
	process := regexp.MustCompile(`users:\(\("([^"]*)"|\s\d+/(\S+)\s*$`)
	h.Listeners = []document.HostListener{}
	known := false
	for _, line := range written(lines) {
		fields := strings.Fields(line)
		protocol := "tcp" // ss -lt names none
		switch first := strings.TrimSuffix(fields[0], "6"); first {
		case "tcp", "udp":
			protocol = first
			known = true
			if first == "tcp" && !strings.Contains(line, "LISTEN") {
				continue // a connection
			}
		case "LISTEN":
		case "State", "Netid", "Proto", "Active":
			known = true // a heading
			continue
		default:
			continue // other kinds of sockets, connections
		}
		l, ok := localAddress(fields)
		if !ok {
			continue
		}
		l.Protocol = protocol
		if parts := process.FindStringSubmatch(line); parts != nil {
			l.Process = parts[1] + parts[2]
		}
		h.Listeners = append(h.Listeners, l)
	}
	if !known && len(h.Listeners) == 0 {
		return errors.New("no socket in it")
	}
	return nil
}

func localAddress(fields []string) (document.HostListener, bool) {
	for _, field := range fields {
		i := strings.LastIndexByte(field, ':')
		if i < 0 {
			continue
		}
		port, err := strconv.ParseUint(field[i+1:], 10, 16)
		if err != nil {
			continue
		}
		address, _, _ := strings.Cut(field[:i], "%") // the interface
		address = strings.Trim(address, "[]")
		return document.HostListener{Address: address, Port: int(port)}, true
	}
	return document.HostListener{}, false
}
