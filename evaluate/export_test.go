package evaluate

import (
	"context"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Input is the input of the policy as JSON values.
func Input(ctx context.Context, r Request) (any, error) {
	value, err := readInput(ctx, r)
	if err != nil {
		return nil, err
	}
	return ast.JSONWithOpt(value, ast.JSONOpt{})
}
