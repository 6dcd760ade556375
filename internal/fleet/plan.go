package fleet

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/internal/boundedfile"
	"github.com/pratique-dev/pratique/internal/limits"
	"github.com/pratique-dev/pratique/internal/oci"
)

// maxPlan is the longest plan that is read, in bytes: a million images.
var maxPlan = limits.Bytes("plan-bytes", 512<<20)

// Image is one image of a plan: what one digest of one platform is.
type Image struct {
	// Repository is the image's, with its registry.
	Repository string `json:"repository"`
	// Refs are the references that name the digest, sorted: mappings decide by name, so each of
	// them gets a decision.
	Refs     []string `json:"refs"`
	Digest   string   `json:"digest"` // of the manifest
	Platform string   `json:"platform,omitzero"`
	Size     int64    `json:"size"` // bytes of the layers as stored
	Layers   []string `json:"layers"`
}

// Plan is a list of images, sorted by repository and digest.
type Plan []Image

// Write writes a plan, a line an image. Equal plans have equal bytes.
func (p Plan) Write(w io.Writer) error {
	for i := range p {
		line, err := json.Marshal(&p[i])
		if err != nil {
			return err
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// ReadPlan reads a plan.
func ReadPlan(r io.Reader) (Plan, error) {
	var p Plan
	lines := bufio.NewScanner(boundedfile.Reader(r, maxPlan.Bytes()))
	lines.Buffer(nil, 16<<20)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var i Image
		decoder := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		decoder.DisallowUnknownFields()
		err := decoder.Decode(&i)
		if lines.Err() != nil {
			err = lines.Err() // the line ends where reading did
		}
		if err != nil {
			return nil, fmt.Errorf("reading the plan: line %d: %w", n, err)
		}
		if i.Repository == "" || !strings.HasPrefix(i.Digest, "sha256:") || len(i.Refs) == 0 {
			return nil, fmt.Errorf("reading the plan: line %d: it has no repository, refs or digest", n)
		}
		p = append(p, i)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("reading the plan: %w", err)
	}
	return p, nil
}

func (p Plan) sort() {
	slices.SortFunc(p, func(a, b Image) int {
		return cmp.Or(cmp.Compare(a.Repository, b.Repository), cmp.Compare(a.Digest, b.Digest))
	})
}

// Push writes a plan to a registry, and gives its digest: all shards name it by that.
func (p Plan) Push(ctx context.Context, repository *oci.Repository, tags ...string) (digest string, err error) {
	var text bytes.Buffer
	if err := p.Write(&text); err != nil {
		return "", err
	}
	d, err := repository.Push(ctx, oci.Artifact{ArtifactType: PlanType, Layers: []oci.Layer{oci.Bytes(PlanType, text.Bytes())}}, tags...)
	if err != nil {
		return "", fmt.Errorf("pushing the plan: %w", err)
	}
	return d.Digest.String(), nil
}

// PullPlan reads a plan from a registry.
func PullPlan(ctx context.Context, repository oci.Reader, identifier string) (Plan, error) {
	manifest, err := repository.Manifest(ctx, identifier)
	if err != nil {
		return nil, fmt.Errorf("pulling the plan: %w", err)
	}
	if manifest.ArtifactType != PlanType || len(manifest.Layers) != 1 {
		return nil, fmt.Errorf("pulling the plan: %s is an artifact of type %s, not a plan", identifier, manifest.ArtifactType)
	}
	text, err := repository.Blob(ctx, manifest.Layers[0], maxPlan.Bytes())
	if err != nil {
		return nil, fmt.Errorf("pulling the plan: %w", err)
	}
	return ReadPlan(bytes.NewReader(text))
}

// Shard is one part of a plan: number Index of Count, from 0.
type Shard struct {
	Index, Count int
	// BySize deals the images, the largest first, instead of going by their digests: better for
	// few images, and the same plan gives the same shards.
	BySize bool
}

// ParseShard reads "INDEX/COUNT".
func ParseShard(text string) (Shard, error) {
	index, count, ok := strings.Cut(text, "/")
	i, err := strconv.Atoi(index)
	n, countErr := strconv.Atoi(count)
	if !ok || err != nil || countErr != nil || n < 1 || n > 100_000 || i < 0 || i >= n {
		return Shard{}, fmt.Errorf("parsing shard %q: expected INDEX/COUNT with 0 <= INDEX < COUNT", text)
	}
	return Shard{Index: i, Count: n}, nil
}

// Of are the images of the plan that are the shard's. Each image is one shard's alone.
func (s Shard) Of(p Plan) Plan {
	if s.Count <= 1 {
		return p
	}
	var own Plan
	if s.BySize {
		bySize := slices.Clone(p)
		slices.SortStableFunc(bySize, func(a, b Image) int {
			return cmp.Or(cmp.Compare(b.Size, a.Size), cmp.Compare(a.Repository, b.Repository), cmp.Compare(a.Digest, b.Digest))
		})
		for i := s.Index; i < len(bySize); i += s.Count {
			own = append(own, bySize[i])
		}
		return own
	}
	for _, image := range p {
		sum := sha256.Sum256([]byte(image.Digest))
		if binary.BigEndian.Uint64(sum[:8])%uint64(s.Count) == uint64(s.Index) {
			own = append(own, image)
		}
	}
	return own
}

var errNoPlan = errors.New("the plan has no image")
