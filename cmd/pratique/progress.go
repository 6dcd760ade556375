package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/cwriter"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/internal/printable"
)

const (
	// patience is how long nothing is shown: what is done by then needs no progress.
	patience  = 300 * time.Millisecond
	nameWidth = 40
)

// watch shows a person at a terminal which images and layers are being read. For
// everybody else it says so in lines, where -v asks for them.
type watch struct {
	app    *app
	bars   *mpb.Progress // nil where nobody looks
	total  *mpb.Bar      // nil for one image
	mu     sync.Mutex
	images map[int]*watched
}

// watched is an image that is being judged.
type watched struct {
	name  string
	start time.Time
	bar   *mpb.Bar // nil where nobody looks

	mu    sync.Mutex
	bytes int64 // of the layers that have been read, as stored
}

func (a *app) newWatch(images int) *watch {
	w := &watch{app: a, images: map[int]*watched{}}
	if a.quiet || a.verbosity > 0 || !showsProgress(a.stderr) {
		return w
	}
	show := make(chan struct{})
	time.AfterFunc(patience, func() { close(show) })
	w.bars = mpb.New(mpb.WithOutput(a.stderr), mpb.WithRenderDelay(show))
	if images > 1 {
		w.total = w.bars.AddBar(int64(images), mpb.BarPriority(images), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name(fit("images"))), mpb.AppendDecorators(decor.CountersNoUnit("%d of %d")))
	}
	return w
}

// showsProgress says whether somebody looks at the stream, and not a pipeline's log.
func showsProgress(w io.Writer) bool {
	if !slices.Contains([]string{"", "0", "false"}, os.Getenv("CI")) || os.Getenv("TERM") == "dumb" {
		return false
	}
	file, ok := w.(*os.File)
	return ok && cwriter.IsTerminal(int(file.Fd()))
}

func (w *watch) begin(image int, name string) {
	i := &watched{name: name, start: time.Now()}
	if w.bars != nil {
		i.bar = w.bars.AddBar(0, mpb.BarPriority(image), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name(fit(name))), mpb.AppendDecorators(decor.Any(i.state)))
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.images[image] = i
}

// layers is told of the layers of one image.
func (w *watch) layers(image int) func(extract.Progress) {
	w.mu.Lock()
	i := w.images[image]
	w.mu.Unlock()
	done := 0
	return func(p extract.Progress) {
		if p.Done == done {
			return // a layer begins
		}
		done = p.Done
		w.app.logf(2, "%s: layer %d of %d, %s, %s", i.name, p.Done, p.Layers, p.Layer, size(p.Size))
		i.mu.Lock()
		i.bytes += max(0, p.Size)
		i.mu.Unlock()
		if i.bar != nil {
			i.bar.SetTotal(int64(p.Layers)+1, false) // after the layers the image is judged
			i.bar.SetCurrent(int64(p.Done))
		}
	}
}

func (i *watched) state(s decor.Statistics) string {
	i.mu.Lock()
	defer i.mu.Unlock()
	if s.Total == 0 {
		return "reading"
	}
	return fmt.Sprintf("%d of %s, %s", s.Current, count(int(s.Total-1), "layer"), size(i.bytes))
}

func (w *watch) end(image int, j judgement) {
	w.mu.Lock()
	i := w.images[image]
	delete(w.images, image)
	w.mu.Unlock()
	verdict := "no decision"
	if j.err == nil {
		verdict = j.result.Decision.FinalAction
	}
	w.app.logf(1, "%s: %s in %s", subject(i.name), verdict, time.Since(i.start).Round(time.Millisecond))
	if i.bar != nil {
		i.bar.Abort(true)
	}
	if w.total != nil {
		w.total.Increment()
	}
}

// close clears the terminal for the report.
func (w *watch) close() {
	if w.bars == nil {
		return
	}
	if w.total != nil {
		w.total.Abort(true)
	}
	w.bars.Wait()
}

func subject(name string) string {
	if name == "" {
		return "Dockerfile"
	}
	return name
}

// fit makes a name as wide as the others, and keeps its end, which tells more.
func fit(name string) string {
	runes := []rune(printable.Text(subject(name)))
	if len(runes) > nameWidth {
		runes = append([]rune("…"), runes[len(runes)-nameWidth+1:]...)
	}
	return fmt.Sprintf("%-*s ", nameWidth, string(runes))
}

// size is a number of bytes for people; "" where it is not known.
func size(bytes int64) string {
	switch {
	case bytes < 0:
		return "of unknown size"
	case bytes < 1_000_000:
		return fmt.Sprintf("%.1f kB", float64(bytes)/1e3)
	case bytes < 1_000_000_000:
		return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(bytes)/1e9)
}
