package yamlread

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/pratique-dev/pratique/internal/strictjson"
)

// JSON reads the documents of a text, one after the other, each as its own text. A key that
// stands twice in an object is an error, as in YAML.
func JSON(data []byte) ([]json.RawMessage, error) {
	if len(data) > MaxJSON {
		return nil, fmt.Errorf("larger than %d bytes", MaxJSON)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	var documents []json.RawMessage
	for {
		var document json.RawMessage
		switch err := decoder.Decode(&document); {
		case errors.Is(err, io.EOF):
			return documents, nil
		case errors.Is(err, io.ErrUnexpectedEOF):
			return nil, errors.New("the document ends too early")
		case err != nil:
			offset := decoder.InputOffset()
			if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
				offset = syntax.Offset
			}
			return nil, fmt.Errorf("line %d: %w", 1+bytes.Count(data[:min(int(offset), len(data))], []byte("\n")), err)
		}
		if err := strictjson.Check(document, nil); err != nil {
			if wrong, ok := errors.AsType[*strictjson.Error](err); ok {
				wrong.Line += bytes.Count(data[:int(decoder.InputOffset())-len(document)], []byte("\n"))
			}
			return nil, err
		}
		documents = append(documents, document)
	}
}

// Value reads one JSON text into the values that [YAML] gives.
func Value(text json.RawMessage) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	return numbers(value), nil
}

func numbers(value any) any {
	switch value := value.(type) {
	case json.Number:
		if i, err := value.Int64(); err == nil {
			return i
		}
		if f, err := value.Float64(); err == nil {
			return f
		}
		return value.String()
	case []any:
		for i, v := range value {
			value[i] = numbers(v)
		}
	case map[string]any:
		for key, v := range value {
			value[key] = numbers(v)
		}
	}
	return value
}
