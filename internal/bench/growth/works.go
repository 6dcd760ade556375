package main

import (
	"errors"
	"fmt"
	"strings"
)

// work is one kind of it, of which a run can have more or less.
type work struct {
	name string
	size int // the smaller one that is measured, at which the cost stands out from that of a start
	make func(dir string, n int) (args []string, err error)
}

var works = []work{
	{"files", 30_000, func(dir string, n int) ([]string, error) {
		return eval(dir, bundle(rule(0), "", ""), document(n))
	}},
	{"findings", 1000, func(dir string, n int) ([]string, error) {
		return eval(dir, bundle(`{"id": "r", "gate": "files", "trigger": "name_match", "action": "WARN", "params": [{"name": "regex", "value": ".*"}]}`, "", ""), document(n))
	}},
	{"rules", 200, func(dir string, n int) ([]string, error) {
		return eval(dir, bundle(list(n, rule), "", ""), document(100))
	}},
	{"mappings", 400, func(dir string, n int) ([]string, error) {
		return eval(dir, bundle(rule(0), "", list(n, func(i int) string {
			return fmt.Sprintf(`{"id": "m%d", "name": "m%d", "registry": "registry%d.example.com", "repository": "team%d/*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"], "whitelist_ids": []}`, i, i, i, i)
		})), document(10))
	}},
	{"whitelist items", 5000, func(dir string, n int) ([]string, error) {
		return eval(dir, bundle(rule(0), list(n, func(i int) string {
			return fmt.Sprintf(`{"id": "i%d", "gate": "files", "trigger_id": "%032x"}`, i, i)
		}), ""), document(100))
	}},
	{"whitelist patterns", 5000, func(dir string, n int) ([]string, error) {
		return eval(dir, bundle(rule(0), list(n, func(i int) string {
			return fmt.Sprintf(`{"id": "i%d", "gate": "files", "trigger_id": "%08x*"}`, i, i*7919)
		}), ""), document(100))
	}},
	{"instructions", 4000, func(dir string, n int) ([]string, error) {
		return dockerfile(dir, "FROM a\n"+lines(n, func(i int) string { return fmt.Sprintf("ENV A%d=b", i) }))
	}},
	{"commands of one RUN", 2000, func(dir string, n int) ([]string, error) {
		return dockerfile(dir, "FROM a\nRUN true"+lines(n, func(i int) string { return fmt.Sprintf(" && \\\n  echo %d", i) })+"\n")
	}},
	{"containers", 50, func(dir string, n int) ([]string, error) {
		path, err := write(dir, "containers.json", "["+list(n, func(i int) string {
			return fmt.Sprintf(`{"Id": "%064x", "Name": "/c%d", "State": {"Running": true}, "Config": {"Image": "a:1", "User": ""}, "HostConfig": {"Privileged": false, "NetworkMode": "bridge"}, "Mounts": [], "NetworkSettings": {"Ports": {}}}`, i, i)
		})+"]")
		return []string{"eval", "--no-fail", "-o", "json", "-b", "cis-docker-1.13-runtime", "--container", path}, err
	}},
}

// eval judges a document under a bundle.
func eval(dir, bundle, document string) ([]string, error) {
	b, err := write(dir, "bundle.json", bundle)
	d, err2 := write(dir, "document.json", document)
	return []string{"eval", "--no-fail", "-o", "json", "-b", b, "input:" + d}, errors.Join(err, err2)
}

func dockerfile(dir, text string) ([]string, error) {
	path, err := write(dir, "Dockerfile", text)
	return []string{"eval", "--no-fail", "-o", "json", "-D", path}, err
}

func rule(i int) string {
	return fmt.Sprintf(`{"id": "r%d", "gate": "files", "trigger": "name_match", "action": "WARN", "params": [{"name": "regex", "value": ".*/f%d"}]}`, i, i)
}

// bundle has the rules, the items of one whitelist and mappings before one for every image.
func bundle(rules, items, mappings string) string {
	if mappings != "" {
		mappings += ", "
	}
	return `{"id": "b", "name": "b", "version": "1_0", "policies": [{"id": "p", "name": "p", "version": "1_0", "rules": [` + rules + `]}],
"whitelists": [{"id": "w", "name": "w", "version": "1_0", "items": [` + items + `]}],
"mappings": [` + mappings + `{"id": "all", "name": "all", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"], "whitelist_ids": ["w"]}],
"whitelisted_images": [], "blacklisted_images": []}`
}

// document is that of an image with so many files.
func document(n int) string {
	return `{"schema_version": "1", "files": {` + list(n, func(i int) string {
		return fmt.Sprintf(`"/usr/share/d%d/f%d": {"type": "file", "mode": 33188, "uid": 0, "gid": 0, "size": 1, "layer": 0}`, i%100, i)
	}) + `}, "searched": {"sections": ["files"], "needs": [], "retrieved_files": []}}`
}

func list(n int, item func(int) string) string {
	items := make([]string, n)
	for i := range items {
		items[i] = item(i)
	}
	return strings.Join(items, ", ")
}

func lines(n int, line func(int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(line(i))
		if i < n-1 && !strings.HasPrefix(line(i), " ") {
			b.WriteString("\n")
		}
	}
	return b.String()
}
