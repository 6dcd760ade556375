package schemas

import (
	"sync"

	"github.com/pratique-dev/pratique/internal/strictjson"
)

// CompiledInput is [Input] for reading documents, or parts of them, while checking them.
var CompiledInput = sync.OnceValues(func() (*strictjson.Schema, error) { return strictjson.Compile(Input) })
