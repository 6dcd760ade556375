package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"github.com/urfave/cli/v2"
	"golang.org/x/sync/errgroup"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/extract/source"
)

// judgement is what came of one image: a result, or the reason why there is none.
type judgement struct {
	image  string
	result *evaluate.Result
	err    error
}

// batch judges images side by side.
type batch struct {
	jobs    uint          // images at a time; 0 for as many as there are processors
	timeout time.Duration // for one image; 0 for none
	watch   watcher
}

// watcher is told what becomes of images. Its methods are called from several
// goroutines.
type watcher interface {
	begin(image int, name string)
	end(image int, j judgement)
}

// requestOfAll is what the flags ask of each of several images. Standard input is read
// for one of them at most.
func (a *app) requestOfAll(c *cli.Context, tasks []task, f *found) (evaluate.Request, error) {
	for _, t := range tasks {
		if err := t.read(a.stdin); err != nil {
			return evaluate.Request{}, err
		}
	}
	first := tasks[0]
	if i := slices.IndexFunc(tasks, func(t task) bool { return isStdin(t.image) }); i >= 0 {
		first = tasks[i]
	}
	return a.request(c, first, f)
}

func isStdin(r source.Ref) bool { return r.Scheme == source.Stdin }

// judgeAll judges images as the flags for several say; o is what is asked of each.
func (a *app) judgeAll(c *cli.Context, bundleOf func(task) *evaluate.Bundle, tasks []task, o evaluate.Options) []judgement {
	watch := a.newWatch(len(tasks))
	defer watch.close()
	b := batch{jobs: c.Uint("jobs"), timeout: c.Duration("timeout"), watch: watch}
	o.Released = debug.FreeOSMemory // what the input took would stand beside the answer
	names := make([]string, len(tasks))
	for i, t := range tasks {
		names[i] = t.name()
	}
	return b.run(c.Context, names, func(ctx context.Context, i int) (*evaluate.Result, error) {
		o := o
		var err error
		if o.Request, err = tasks[i].request(o.Request); err != nil {
			return nil, err
		}
		o.Extract.Progress = watch.layers(i)
		return bundleOf(tasks[i]).Evaluate(ctx, tasks[i].image, o)
	})
}

// run judges each image, in the order of the images whatever the order in which
// they are done. One that is broken does not stop the others.
func (b batch) run(ctx context.Context, images []string, judge func(ctx context.Context, image int) (*evaluate.Result, error)) []judgement {
	judgements := make([]judgement, len(images))
	jobs := runtime.GOMAXPROCS(0)
	if b.jobs > 0 {
		jobs = int(min(b.jobs, uint(len(images))))
	}
	var group errgroup.Group
	group.SetLimit(jobs)
	for i, image := range images {
		group.Go(func() error {
			b.watch.begin(i, image)
			result, err := b.one(ctx, func(ctx context.Context) (*evaluate.Result, error) { return judge(ctx, i) })
			judgements[i] = judgement{image, result, err}
			b.watch.end(i, judgements[i])
			return nil
		})
	}
	_ = group.Wait() // the errors are among the judgements
	return judgements
}

// one judges one image in its time.
func (b batch) one(ctx context.Context, judge func(context.Context) (*evaluate.Result, error)) (*evaluate.Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("judging was stopped: %w", err)
	}
	if b.timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, b.timeout)
		defer cancel()
	}
	type outcome struct {
		result *evaluate.Result
		err    error
	}
	// Not everything that is read can be told to stop: a pipe, a file of a network that hangs.
	done := make(chan outcome, 1)
	go func() {
		result, err := judge(ctx)
		done <- outcome{result, err}
	}()
	select {
	case o := <-done:
		if o.err != nil && ctx.Err() != nil {
			return nil, b.ended(ctx) // which of the many steps met the end says nothing
		}
		return o.result, o.err
	case <-ctx.Done():
	}
	select { // what can be told to stop ends in order: its temporary files, its processes
	case <-done:
	case <-time.After(grace / 2):
	}
	return nil, b.ended(ctx)
}

// ended says why the time of an image has ended.
func (b batch) ended(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("not judged within %s (--timeout)", b.timeout)
	}
	return fmt.Errorf("judging was stopped: %w", context.Cause(ctx))
}
