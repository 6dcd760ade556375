package source_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/pratique-dev/pratique/internal/testimage"
)

// cutting is a registry of one image, whose layer's download breaks off.
type cutting struct {
	blobs    map[string][]byte
	manifest []byte
	layer    string
	cuts     int  // how often it breaks off
	ranges   bool // it can go on
	wrong    bool // but where it likes
	asked    []string
}

func (c *cutting) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	digest := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	switch {
	case r.URL.Path == "/v2/":
	case strings.Contains(r.URL.Path, "/manifests/"):
		w.Header().Set("Content-Type", "application/vnd.oci.image.manifest.v1+json")
		_, _ = w.Write(c.manifest)
	case digest != c.layer:
		_, _ = w.Write(c.blobs[digest])
	default:
		data := c.blobs[digest]
		c.asked = append(c.asked, r.Header.Get("Range"))
		at := 0
		if from, ok := strings.CutPrefix(r.Header.Get("Range"), "bytes="); ok && c.ranges {
			at, _ = strconv.Atoi(strings.TrimSuffix(from, "-"))
			if c.wrong {
				at--
			}
			w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", at, len(data)-1, len(data)))
			w.Header().Set("Content-Length", strconv.Itoa(len(data)-at))
			w.WriteHeader(http.StatusPartialContent)
		} else {
			w.Header().Set("Content-Length", strconv.Itoa(len(data)))
		}
		if c.cuts > 0 {
			c.cuts--
			_, _ = w.Write(data[at : at+(len(data)-at)/2])
			panic(http.ErrAbortHandler)
		}
		_, _ = w.Write(data[at:])
	}
}

func TestBlobGoesOn(t *testing.T) {
	t.Parallel()
	data := bytes.Repeat([]byte("0123456789abcdef"), 1<<12)
	layer := testimage.Plain(t, testimage.File("a", string(data)))
	config := testimage.Config(t, nil, layer)
	tests := []struct {
		name string
		c    cutting
		err  string
		asks int
	}{
		{"whole", cutting{}, "", 1},
		{"once", cutting{cuts: 1, ranges: true}, "", 2},
		{"four times", cutting{cuts: 4, ranges: true}, "", 5},
		{"no ranges", cutting{cuts: 2}, "", 3},
		{"the wrong place", cutting{cuts: 1, ranges: true, wrong: true}, "the registry was asked for the bytes from", 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := &test.c
			digest := func(b []byte) string { return fmt.Sprintf("sha256:%x", sha256.Sum256(b)) }
			c.layer = digest(layer.Stored)
			c.blobs = map[string][]byte{c.layer: layer.Stored, digest(config): config}
			c.manifest = fmt.Appendf(nil, `{"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
				"config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": %q, "size": %d},
				"layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": %q, "size": %d}]}`,
				digest(config), len(config), c.layer, len(layer.Stored))
			server := httptest.NewServer(c)
			t.Cleanup(server.Close)
			image, err := open(t, strings.TrimPrefix(server.URL, "http://")+"/a/b:1", options(t))
			if err != nil {
				t.Fatal(err)
			}
			r, err := image.Layers[0].Open(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(r)
			if test.err == "" && (err != nil || !bytes.Equal(got, layer.Stored)) {
				t.Errorf("got %d bytes, %v, want %d", len(got), err, len(layer.Stored))
			}
			if test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)) {
				t.Errorf("got %v, want … %s", err, test.err)
			}
			if len(c.asked) != test.asks {
				t.Errorf("asked with the ranges %q, want %d requests", c.asked, test.asks)
			}
			_ = r.Close()
		})
	}
}
