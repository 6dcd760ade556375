package document

// Readings of a Dockerfile (compatibility.md#continuation-lines and
// compatibility.md#buildkit-history).
const (
	ReadingInstructions = "instructions"
	ReadingAnchore      = "anchore"
)

// Modes of a Dockerfile section.
const (
	ModeActual  = "actual"
	ModeGuessed = "guessed"
	ModeUnknown = "unknown"
)

// Dockerfile is the Dockerfile that was supplied, or the one guessed from the
// image's history.
type Dockerfile struct {
	Mode     string  `json:"mode"`
	Path     *string `json:"path"`
	Contents *string `json:"contents"`
	Reading  string  `json:"reading"`
	// Lines is what the dockerfile gate reads: upper-case directive -> lines in
	// file order, each beginning with the word as written.
	Lines map[string][]string `json:"lines"`
	// Locations has, for each entry of Lines, its first and last line (from 1).
	// A guessed Dockerfile has none.
	Locations    map[string][]LineRange `json:"locations,omitzero"`
	Escape       string                 `json:"escape,omitzero"`
	Stages       []Stage                `json:"stages"`
	Instructions []Instruction          `json:"instructions"`
	// Unparsed says why Stages and Instructions are empty although there are
	// Lines: the anchore reading takes texts that are no Dockerfile.
	Unparsed string `json:"unparsed,omitzero"`
}

// LineRange is the first and last line of an instruction, from 1.
type LineRange struct {
	StartLine int `json:"start_line"`
	EndLine   int `json:"end_line"`
}

// Stage is one build stage.
type Stage struct {
	Index    int     `json:"index"`
	Name     *string `json:"name"`
	Platform *string `json:"platform"`
	Base     Base    `json:"base"`
	Final    bool    `json:"final"` // the stage that the image is built from
	Used     bool    `json:"used"`  // reached from the final stage
}

// Base is what FROM names.
type Base struct {
	Raw        string  `json:"raw"`
	Reference  *string `json:"reference"` // after ARG defaults and build arguments; null where unresolved
	Stage      *int    `json:"stage"`     // index of the earlier stage that it names
	Registry   *string `json:"registry"`
	Repository *string `json:"repository"`
	Tag        *string `json:"tag"`
	Digest     *string `json:"digest"`
}

// Instruction is one instruction of the Dockerfile.
type Instruction struct {
	Instruction string         `json:"instruction"` // upper-case
	Stage       *int           `json:"stage"`       // null before the first FROM
	Raw         string         `json:"raw"`
	Value       string         `json:"value"`
	Expanded    *string        `json:"expanded"`
	Arguments   []string       `json:"arguments"`
	JSONForm    bool           `json:"json_form"`
	Flags       map[string]any `json:"flags,omitzero"` // string, or []string where a flag is repeated
	Pairs       []Pair         `json:"pairs,omitzero"` // of ENV, LABEL and ARG
	Heredocs    []Heredoc      `json:"heredocs,omitzero"`
	Onbuild     *Instruction   `json:"onbuild,omitzero"`
	Commands    []Command      `json:"commands,omitzero"`
	// CommandsUnparsed says why the shell commands of a RUN, or those of a script
	// within it, could not be read. Commands has the others.
	CommandsUnparsed string `json:"commands_unparsed,omitzero"`
	// Shown is the value, its variables replaced, as messages may show it: without the
	// values of secrets. It is absent where the value has none.
	Shown *string `json:"shown,omitzero"`
	LineRange
}

// Pair is one assignment of an ENV, LABEL or ARG, its quotes removed.
type Pair struct {
	Name     string  `json:"name"`
	Value    *string `json:"value"`    // as written; null for an ARG without a default
	Expanded *string `json:"expanded"` // null where a variable is not known
}

// Heredoc is one here-document of an instruction.
type Heredoc struct {
	Name    string `json:"name"`
	Content string `json:"content"`
	Expand  bool   `json:"expand"`
	Chomp   bool   `json:"chomp"`
}

// Command is one simple command that a shell would run. Quotes are removed;
// what only the shell knows ($X, $(…)) stands as written.
type Command struct {
	Name      string   `json:"name"`
	Arguments []string `json:"arguments"`
	// Operator joins it to the command before: &&, ||, |, |& or ;. It is absent
	// for the first command of a script or a substitution.
	Operator string `json:"operator,omitzero"`
	// Shown is the command as messages may show it, absent where it has no secrets.
	Shown *string `json:"shown,omitzero"`
}
