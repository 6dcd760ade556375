package containers

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/yamlread"
)

// maxProcesses bounds the processes of one container.
const maxProcesses = 1 << 17

// ReadProcesses reads the command lines that docker top printed (a line of titles, one
// of which is CMD, COMMAND or ARGS and the last, and a line a process), or that the
// engine's API gave ({"Titles": […], "Processes": [[…]]}). The list is never nil; name
// is for errors only.
func ReadProcesses(name string, r io.Reader) ([]string, error) {
	data, err := yamlread.Bytes(r)
	if err != nil {
		return nil, fmt.Errorf("reading processes of %s: %w", name, err)
	}
	titles, rows, err := processTable(data)
	if err == nil && (len(titles) == 0 || !slices.Contains([]string{"CMD", "COMMAND", "ARGS"}, strings.ToUpper(titles[len(titles)-1]))) {
		err = errors.New("its last column is none of CMD, COMMAND and ARGS, as docker top has it")
	}
	if err == nil && len(rows) > maxProcesses {
		err = fmt.Errorf("more than %d processes", maxProcesses)
	}
	if err != nil {
		return nil, fmt.Errorf("reading processes of %s: %w", name, err)
	}
	commands := []string{}
	for i, row := range rows {
		if len(row) < len(titles) {
			return nil, fmt.Errorf("reading processes of %s: process %d has %d of %d columns", name, i+1, len(row), len(titles))
		}
		commands = append(commands, strings.Join(row[len(titles)-1:], " "))
	}
	return commands, nil
}

func processTable(data []byte) (titles []string, rows [][]string, err error) {
	if yamlread.IsJSON(data) {
		var top struct {
			Titles    []string
			Processes [][]string
		}
		err := json.Unmarshal(data, &top)
		return top.Titles, top.Processes, err
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, len(data)+1)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		switch {
		case len(fields) == 0 || fields[0] == "$": // the prompt that it was copied with
		case titles == nil:
			titles = fields
		default:
			rows = append(rows, fields)
		}
	}
	return titles, rows, lines.Err()
}

// AddProcesses gives the processes to the containers of a name, or of an id that begins
// with it. Without such a container they are an error: nothing would be read of them.
func AddProcesses(containers []document.Container, name string, processes []string) error {
	found := false
	for i := range containers {
		c := &containers[i]
		byName := c.Name != nil && *c.Name == strings.TrimPrefix(name, "/")
		byID := c.ID != nil && len(name) >= 12 && strings.HasPrefix(*c.ID, name)
		if byName || byID {
			c.Processes, found = slices.Concat(c.Processes, processes), true
			if c.Processes == nil {
				c.Processes = []string{}
			}
		}
	}
	if !found {
		return fmt.Errorf("adding processes: there is no container %q", name)
	}
	return nil
}
