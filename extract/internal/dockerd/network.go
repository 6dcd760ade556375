package dockerd

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/internal/strictjson"
)

// network reads one entry of docker network inspect, or of docker network ls
// --format json, which has all as text and neither options nor containers.
func (f *Facts) network(text json.RawMessage) error {
	if err := strictjson.CheckFolded(text, "Options", "Containers", "Labels"); err != nil {
		return fmt.Errorf("reading a network: %w", err)
	}
	var n struct {
		Name, ID, Driver, Scope string
		Internal                any
		Options                 map[string]string
		Containers              map[string]struct{ Name string }
	}
	if err := json.Unmarshal(text, &n); err != nil {
		return fmt.Errorf("reading a network: %w", err)
	}
	var inspected map[string]json.RawMessage
	if err := json.Unmarshal(text, &inspected); err != nil {
		return err
	}
	out := document.DaemonNetwork{Name: n.Name, ID: n.ID, Driver: n.Driver, Scope: n.Scope}
	switch internal := n.Internal.(type) {
	case bool:
		out.Internal = &internal
	case string:
		out.Internal = new(internal == "true")
	}
	if _, ok := inspected["Options"]; ok {
		if out.Options = n.Options; out.Options == nil {
			out.Options = map[string]string{}
		}
	}
	if _, ok := inspected["Containers"]; ok {
		out.Containers = []string{}
		for _, c := range n.Containers {
			out.Containers = append(out.Containers, c.Name)
		}
		slices.Sort(out.Containers)
	}
	if len(f.networks) == maxNetworks {
		return fmt.Errorf("more than %d networks", maxNetworks)
	}
	f.networks = append(f.networks, out)
	return nil
}
