package extract

import (
	"strings"
	"testing"
)

func TestCanonical(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		``:                                    `{}`,
		`null`:                                `{}`,
		`{"User":"a","Env":["B=1"],"x":1.10}`: `{"Env":["B=1"],"User":"a","x":1.10}`,
		`{"user":"root","EXPOSEDPORTS":{"22/tcp":{}},"workingdir":"/w"}`: `{"ExposedPorts":{"22/tcp":{}},"User":"root","WorkingDir":"/w"}`,
		`{"healthcheck":{"test":["NONE"],"startPeriod":1}}`:              `{"Healthcheck":{"StartPeriod":1,"Test":["NONE"]}}`,
		`{"Labels":{"user":"a","User":"b"},"u\u017fer":"c"}`:             `{"Labels":{"User":"b","user":"a"},"User":"c"}`,
		`{"User":"a","user":"b"}`:                                        `error: its config has the keys "User" and "user"`,
		`{"Cmd":"a b","Entrypoint":["c"]}`:                               `{"Cmd":["a b"],"Entrypoint":["c"]}`,
		`{"User":null,"Labels":null,"Healthcheck":null}`:                 `{"Healthcheck":null,"Labels":null,"User":null}`,
		`{"User":5}`:                      `error: its config has the wrong type for User (number), which no container engine takes`,
		`{"ExposedPorts":["22/tcp"]}`:     `error: its config has the wrong type for ExposedPorts (array), which no container engine takes`,
		`{"Healthcheck":{"Test":"NONE"}}`: `error: its config has the wrong type for Healthcheck.Test (string), which no container engine takes`,
		`{"Labels":{"a":1}}`:              `error: its config has the wrong type for Labels (number), which no container engine takes`,
		`[]`:                              `error: its config is [], not an object`,
	} {
		data, err := canonical([]byte(in))
		got := string(data)
		if err != nil {
			got = "error: " + err.Error()
		}
		if got != want && (!strings.HasPrefix(want, "error") || !strings.HasPrefix(got, want)) {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}
