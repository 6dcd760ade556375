package regotest

import (
	"context"
	"testing"

	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/tester"
)

// start runs the tests, or measures them.
func (o Options) start(ctx context.Context, runner *tester.Runner, txn storage.Transaction) (chan *tester.Result, error) {
	if !o.Bench {
		return runner.RunTests(ctx, txn)
	}
	testing.Init() // OPA measures with package testing, whose flags have no values before
	return runner.RunBenchmarks(ctx, txn, tester.BenchmarkOptions{ReportAllocations: true})
}
