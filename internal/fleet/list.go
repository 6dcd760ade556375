package fleet

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"golang.org/x/sync/errgroup"

	"github.com/pratique-dev/pratique/internal/boundedfile"
	"github.com/pratique-dev/pratique/internal/limits"
	"github.com/pratique-dev/pratique/internal/oci"
)

var maxImages = limits.Count("fleet-images", 2_000_000)

const (
	maxPods     = 1 << 30 // bytes of a cluster's pods as JSON
	ownTag      = "pratique-"
	fallbackTag = "sha256-" // of the referrers tag schema, cosign's and ours
)

// Selection says which images a plan has.
type Selection struct {
	Registry     string   // all of its repositories, as its catalogue lists them; "" for none
	Repositories []string // with their registry
	Refs         []string // with their registry
	Repo, Tags   []string // patterns (path.Match) of repositories and tags; none for all
	Platform     string   // os/arch[/variant]
	Jobs         int      // requests at a time
	// Skipped is told what was left out and why; it may be nil.
	Skipped func(what string, err error)
}

// Build asks registries for the images of a selection. What cannot be read is told to
// Selection.Skipped, and is an error where nothing is left.
func Build(ctx context.Context, client *oci.Client, s Selection) (Plan, error) {
	refs, err := s.references(ctx, client)
	if err != nil {
		return nil, err
	}
	if len(refs) > maxImages.Int() {
		return nil, maxImages.Exceeded("planning: there are %d images, more than %d", len(refs), maxImages.Int())
	}
	var (
		mu    sync.Mutex
		found = map[string]*Image{}
	)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(1, s.Jobs))
	for _, ref := range refs {
		group.Go(func() error {
			images, err := expand(ctx, client, ref, s.Platform)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case ctx.Err() != nil:
				return context.Cause(ctx)
			case err != nil:
				s.skip(ref, err)
			}
			for _, i := range images {
				key := i.Repository + "@" + i.Digest
				if have := found[key]; have != nil {
					have.Refs = append(have.Refs, i.Refs...)
				} else {
					found[key] = &i
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, fmt.Errorf("planning: %w", err)
	}
	var plan Plan
	for _, i := range found {
		slices.Sort(i.Refs)
		i.Refs = slices.Compact(i.Refs)
		plan = append(plan, *i)
	}
	plan.sort()
	if len(plan) == 0 {
		return nil, fmt.Errorf("planning: %w", errNoPlan)
	}
	return plan, nil
}

func (s Selection) skip(what string, err error) {
	if s.Skipped != nil {
		s.Skipped(what, err)
	}
}

// references are all references of the selection.
func (s Selection) references(ctx context.Context, client *oci.Client) ([]string, error) {
	repositories := slices.Clone(s.Repositories)
	if s.Registry != "" {
		names, err := client.Repositories(ctx, s.Registry)
		if err != nil {
			return nil, fmt.Errorf("planning: %w (many registries do not list them; name them with --repos-from)", err)
		}
		repositories = append(repositories, names...)
	}
	refs := slices.Clone(s.Refs)
	for _, repository := range repositories {
		if _, path, _ := strings.Cut(repository, "/"); !matches(s.Repo, path) {
			continue
		}
		r, err := client.Repository(repository)
		if err != nil {
			return nil, fmt.Errorf("planning: %w", err)
		}
		tags, err := r.Tags(ctx)
		if err != nil {
			s.skip(repository, err)
			continue
		}
		for _, tag := range tags {
			if !strings.HasPrefix(tag, ownTag) && !strings.HasPrefix(tag, fallbackTag) && matches(s.Tags, tag) {
				refs = append(refs, r.String()+":"+tag)
			}
		}
	}
	slices.Sort(refs)
	return slices.Compact(refs), nil
}

func matches(patterns []string, text string) bool {
	return len(patterns) == 0 || slices.ContainsFunc(patterns, func(p string) bool {
		ok, err := path.Match(p, text)
		return ok && err == nil
	})
}

// expand is the image of a reference, or those of an index, one a platform.
func expand(ctx context.Context, client *oci.Client, ref, platform string) ([]Image, error) {
	repository, identifier, err := Split(ref)
	if err != nil {
		return nil, err
	}
	r, err := client.Repository(repository)
	if err != nil {
		return nil, err
	}
	manifest, err := r.Manifest(ctx, identifier)
	if err != nil {
		return nil, err
	}
	if !manifest.IsIndex() {
		if len(manifest.Layers) == 0 && manifest.ArtifactType != "" && !strings.Contains(manifest.ArtifactType, "image.config") && !strings.Contains(manifest.ArtifactType, "container.image") {
			return nil, nil // an artifact that is no image
		}
		return []Image{imageOf(repository, ref, "", manifest)}, nil
	}
	var images []Image
	for _, d := range manifest.Manifests {
		if !wanted(d, platform) {
			continue
		}
		one, err := r.Manifest(ctx, d.Digest.String())
		if err != nil {
			return images, err
		}
		if !one.IsIndex() {
			images = append(images, imageOf(repository, ref, d.Platform.String(), one))
		}
	}
	if len(images) == 0 {
		return nil, fmt.Errorf("its index has no image for %s", platform)
	}
	return images, nil
}

// wanted says whether an entry of an index is an image of the platform, "" for any: attestations
// are of the platform unknown/unknown.
func wanted(d v1.Descriptor, platform string) bool {
	if d.Platform == nil || d.Platform.OS == "unknown" || d.Annotations["vnd.docker.reference.type"] != "" {
		return false
	}
	if platform == "" {
		return true
	}
	wish, err := v1.ParsePlatform(platform)
	return err == nil && d.Platform.Satisfies(*wish)
}

func imageOf(repository, ref, platform string, m *oci.Manifest) Image {
	i := Image{Repository: repository, Refs: []string{ref}, Digest: m.Digest, Platform: platform, Layers: []string{}}
	for _, l := range m.Layers {
		i.Size += l.Size
		i.Layers = append(i.Layers, l.Digest.String())
	}
	return i
}

// Split gives a reference's repository, with its registry, and its tag or digest.
func Split(ref string) (repository, identifier string, err error) {
	parsed, err := name.ParseReference(ref)
	if err != nil {
		return "", "", fmt.Errorf("parsing reference %q: %w", ref, err)
	}
	return parsed.Context().Name(), parsed.Identifier(), nil
}

// FromCluster gives the images of the pods in what `kubectl get pods -A -o json` prints: by the
// digests that run, under the names that the pods have.
func FromCluster(r io.Reader) (refs []string, err error) {
	type status struct {
		Image   string `json:"image"`
		ImageID string `json:"imageID"`
	}
	var pods struct {
		Kind  string `json:"kind"`
		Items []struct {
			Status struct {
				Containers []status `json:"containerStatuses"`
				Init       []status `json:"initContainerStatuses"`
				Ephemeral  []status `json:"ephemeralContainerStatuses"`
			} `json:"status"`
		} `json:"items"`
	}
	if err := json.NewDecoder(boundedfile.Reader(r, maxPods)).Decode(&pods); err != nil {
		return nil, fmt.Errorf("reading the cluster's pods: %w", err)
	}
	if !strings.HasSuffix(pods.Kind, "List") {
		return nil, errors.New("reading the cluster's pods: it is not a list (kubectl get pods --all-namespaces -o json)")
	}
	for _, pod := range pods.Items {
		for _, s := range slices.Concat(pod.Status.Init, pod.Status.Containers, pod.Status.Ephemeral) {
			id := strings.TrimPrefix(s.ImageID, "docker-pullable://")
			if !strings.Contains(id, "@sha256:") {
				continue // it has not been pulled yet
			}
			ref := id
			if tag, err := name.NewTag(s.Image); err == nil {
				if digest, err := name.NewDigest(id); err == nil && tag.Context().Name() == digest.Context().Name() {
					ref = tag.Name() + "@" + digest.DigestStr()
				}
			}
			refs = append(refs, ref)
		}
	}
	slices.Sort(refs)
	return slices.Compact(refs), nil
}
