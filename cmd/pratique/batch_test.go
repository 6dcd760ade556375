package main

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/evaluate/decision"
)

// quiet is a watcher that does not look.
type quiet struct{}

func (quiet) begin(int, string)  {}
func (quiet) end(int, judgement) {}

func TestBatch(t *testing.T) {
	t.Parallel()
	images := strings.Split("slow broken quick late stuck", " ")
	var running, most atomic.Int32
	judge := func(ctx context.Context, i int) (*evaluate.Result, error) {
		now := running.Add(1)
		defer running.Add(-1)
		for seen := most.Load(); now > seen && !most.CompareAndSwap(seen, now); seen = most.Load() {
		}
		switch images[i] {
		case "slow":
			time.Sleep(30 * time.Millisecond)
		case "broken":
			return nil, errors.New("reading broken: no")
		case "stuck":
			<-ctx.Done()
			return nil, ctx.Err()
		}
		return &evaluate.Result{Image: images[i], Decision: &decision.Decision{}}, nil
	}
	var got []string
	for _, j := range (batch{jobs: 3, timeout: 200 * time.Millisecond, watch: quiet{}}).run(t.Context(), images, judge) {
		text := j.image + ": "
		if j.err != nil {
			text += j.err.Error()
		} else {
			text += "decided " + j.result.Image
		}
		got = append(got, text)
	}
	want := []string{
		"slow: decided slow", "broken: reading broken: no", "quick: decided quick", "late: decided late",
		"stuck: not judged within 200ms (--timeout)",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n := most.Load(); n > 3 {
		t.Errorf("%d at a time, want 3 at most", n)
	}
}

// TestBatchStopped holds that nothing more is begun once somebody ends the run.
func TestBatchStopped(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	begun := 0
	judgements := batch{jobs: 1, watch: quiet{}}.run(ctx, []string{"a", "b", "c"}, func(ctx context.Context, _ int) (*evaluate.Result, error) {
		begun++
		stop()
		return nil, ctx.Err()
	})
	if begun != 1 || len(judgements) != 3 {
		t.Errorf("%d of %d begun, want 1 of 3", begun, len(judgements))
	}
	for _, j := range judgements {
		if !errors.Is(j.err, context.Canceled) {
			t.Errorf("%s: got %v, want that it was stopped", j.image, j.err)
		}
	}
}

func TestParseList(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string
		error      string
	}{
		{"lines", "a:1\nb:2\r\n", []string{"a:1", "b:2"}, ""},
		{"comments", "# all\na # the first\n\t# none\nb\t#x\n", []string{"a", "b"}, ""},
		{"a # within a name", "archive:a#b.tar\n", []string{"archive:a#b.tar"}, ""},
		{"blanks within a name", "archive:a b.tar\n", []string{"archive:a b.tar"}, ""},
		{"a Dockerfile", "a:1 Dockerfile\nb:1\tb/Dockerfile # of b\n", []string{"a:1=Dockerfile", "b:1=b/Dockerfile"}, ""},
		{"too much", "a:1 Dockerfile x\n", nil, `reading the list of images: l:1: "a:1 Dockerfile x" is neither IMAGE nor IMAGE DOCKERFILE`},
		{"a byte order mark", "\xef\xbb\xbfa\n", []string{"a"}, ""},
		{"nothing", "\n\n", nil, ""},
		{"a flag", "a\n--no-fail\n", nil, `reading the list of images: l:2: "--no-fail" is not an image`},
		{"standard input", "-\n", nil, `reading the list of images: l:1: "-" is not an image`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := parseList("l", []byte(test.text))
			if test.error != "" {
				if err == nil || err.Error() != test.error {
					t.Errorf("got error %v, want %s", err, test.error)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// FuzzParseList holds that what is listed can be no flag, and no more lines come
// out than go in.
func FuzzParseList(f *testing.F) {
	f.Add("a # b\n-\n")
	f.Fuzz(func(t *testing.T, text string) {
		images, err := parseList("l", []byte(text))
		if err != nil {
			return
		}
		if len(images) > strings.Count(text, "\n")+1 {
			t.Errorf("%d images of %q", len(images), text)
		}
		for _, image := range images {
			if image == "" || strings.HasPrefix(image, "-") || strings.TrimSpace(image) != image {
				t.Errorf("%q is taken for an image", image)
			}
		}
	})
}
