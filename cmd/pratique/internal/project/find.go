package project

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Bounds of a directory that is searched.
const (
	maxFiles = 200_000 // entries
	maxDepth = 40
	maxFound = 20_000
)

// File is a file to judge.
type File struct {
	Path string
	Kind Kind
}

// PassedOver is a file or directory that is not judged, and why.
type PassedOver struct{ Path, Why string }

// Found is what a directory has.
type Found struct {
	Files      []File
	PassedOver []PassedOver // sorted by path, as Files are
}

// dependencies are directories of what others have written or programs have made.
var dependencies = map[string]string{
	".git": "version control", ".hg": "version control", ".svn": "version control",
	"node_modules": "dependencies", "vendor": "dependencies", ".venv": "dependencies", "venv": "dependencies", ".terraform": "dependencies",
	"bower_components": "dependencies", "__pycache__": "dependencies", ".tox": "dependencies", ".cache": "cache",
}

// Find finds the files of a directory and of those below it. Links are not followed: they may lead out
// of the project, or around in it.
func Find(ctx context.Context, dir string) (*Found, error) {
	found := &Found{}
	seen := 0
	pass := func(path, why string) { found.PassedOver = append(found.PassedOver, PassedOver{path, why}) }
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		seen++
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case seen > maxFiles:
			return fmt.Errorf("more than %d files; name a directory with fewer, or the files", maxFiles)
		case err != nil && path == dir:
			return err
		case err != nil:
			pass(path, reason(err))
			if entry != nil && entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case path == dir:
			return nil
		case entry.IsDir():
			if why, ok := dependencies[entry.Name()]; ok {
				pass(path, why)
				return fs.SkipDir
			}
			if strings.Count(strings.TrimPrefix(path, dir), string(os.PathSeparator)) > maxDepth {
				pass(path, fmt.Sprintf("more than %d directories deep", maxDepth))
				return fs.SkipDir
			}
			return nil
		case !mayMatter(entry.Name()):
			return nil
		case !entry.Type().IsRegular():
			pass(path, "not a regular file")
			return nil
		}
		kind, why := ofFile(path)
		switch {
		case why != "":
			pass(path, why)
		case kind != Other:
			found.Files = append(found.Files, File{path, kind})
		}
		if len(found.Files) > maxFound {
			return fmt.Errorf("more than %d files to judge; name a directory with fewer, or the files", maxFound)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("searching %s: %w", dir, err)
	}
	return found, nil
}

// mayMatter says whether a file of the name is looked at in a directory.
func mayMatter(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".yaml", ".yml", ".json", ".tpl":
		return true
	}
	return isDockerfileName(name)
}

// ofFile is what a file in a directory is, or why it is passed over though it looks like something to judge.
func ofFile(path string) (Kind, string) {
	name := filepath.Base(path)
	if filepath.Ext(name) == ".tpl" && !isDockerfileName(name) {
		return Other, ""
	}
	if isDockerfileName(name) {
		if template.MatchString(name) {
			return Other, "a template of a Dockerfile"
		}
		return Dockerfile, ""
	}
	kind, err := KindOf(path)
	switch {
	case err != nil:
		return Other, reason(err)
	case kind == Inspect: // what a command printed
		return Other, "docker inspect: to judge it, name it"
	case kind != Manifests:
		return kind, ""
	}
	if why := withoutPods(path); why != "" {
		return Other, why
	}
	return kind, ""
}

var (
	template  = regexp.MustCompile(`(?i)\.(?:tmpl|tpl|j2|jinja2?|in|erb|mustache|gotmpl)$`)
	kindValue = regexp.MustCompile(`(?m)^["']?kind["']?[ \t]*:[ \t]*["']?(\w+)["']?[ \t]*(?:#.*)?\r?$`)
)

// quiet are the kinds of manifests in which no container is.
var quiet = strings.Fields(`Namespace Service ServiceAccount ConfigMap Secret Ingress IngressClass NetworkPolicy
	Role RoleBinding ClusterRole ClusterRoleBinding PersistentVolume PersistentVolumeClaim StorageClass
	HorizontalPodAutoscaler PodDisruptionBudget PriorityClass LimitRange ResourceQuota CustomResourceDefinition
	Endpoints EndpointSlice Lease RuntimeClass Kustomization ServiceMonitor PodMonitor PrometheusRule`)

// withoutPods says that manifests have no container, where each of them says what it is; "" otherwise.
func withoutPods(path string) string {
	text, err := head(path)
	if err != nil {
		return ""
	}
	matches := kindValue.FindAllSubmatch(text, -1)
	if len(matches) == 0 || len(matches) != len(kindLine.FindAll(text, -1)) {
		return ""
	}
	var kinds []string
	for _, m := range matches {
		kind := string(m[1])
		if !slices.Contains(quiet, kind) {
			return ""
		}
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	return "no container in it (" + strings.Join(slices.Compact(kinds), ", ") + ")"
}

// reason is an error without the path, which is named beside it.
func reason(err error) string {
	text := err.Error()
	if _, after, ok := strings.Cut(text, ": "); ok && strings.HasPrefix(text, "open ") {
		return after
	}
	return text
}
