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
	// Started are the commands that a container of the image starts with: the final
	// stage's entry point and command, as Commands of a RUN. StartedUnparsed says why
	// some of them could not be read.
	Started         []Command `json:"started,omitzero"`
	StartedUnparsed string    `json:"started_unparsed,omitzero"`
	// Unparsed says why Stages and Instructions are empty although there are
	// Lines: the anchore reading takes texts that are no Dockerfile.
	Unparsed string `json:"unparsed,omitzero"`
	// Redacted is that the values of secrets are replaced, in all of this: ids of findings
	// cannot be made of it.
	Redacted bool `json:"redacted,omitzero"`
}

// Roles of a command within another.
const (
	RoleScript       = "script"       // of the text that a shell runs: sh -c '…', sh <<EOF
	RoleSubstitution = "substitution" // its output is part of the other's words: $(…)
	RoleFile         = "file"         // its output is a file among the other's words: <(…)
	RoleInput        = "input"        // its output is what the other reads: < <(…)
	RoleArguments    = "arguments"    // CMD as the arguments of ENTRYPOINT
)

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
	Instruction string   `json:"instruction"` // upper-case
	Stage       *int     `json:"stage"`       // null before the first FROM
	Raw         string   `json:"raw"`
	Value       string   `json:"value"`
	Expanded    *string  `json:"expanded"`
	Arguments   []string `json:"arguments"`
	// Words are the words that the builder makes of the arguments of EXPOSE, USER,
	// VOLUME, WORKDIR and STOPSIGNAL: quotes removed, variables replaced. Null is a word
	// with a variable that is not known.
	Words    []*string      `json:"words,omitzero"`
	JSONForm bool           `json:"json_form"`
	Flags    map[string]any `json:"flags,omitzero"` // string, or []string where a flag is repeated
	Pairs    []Pair         `json:"pairs,omitzero"` // of ENV, LABEL and ARG
	Heredocs []Heredoc      `json:"heredocs,omitzero"`
	Onbuild  *Instruction   `json:"onbuild,omitzero"`
	Commands []Command      `json:"commands,omitzero"`
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
	// Assignments are the variables that are set for this command only: A=b.
	Assignments []string `json:"assignments,omitzero"`
	// Parent is the place in the list of the command that this one is part of, and Role
	// says how; both are absent for those of the script itself.
	Parent *int   `json:"parent,omitzero"`
	Role   string `json:"role,omitzero"`
	// Pipes are the pipelines that the command stands in, outermost first: the number of
	// each within the Dockerfile, and the place in it, from 0.
	Pipes [][2]int `json:"pipes,omitzero"`
	// Pipefail says of a command behind | that the shell fails where one before it does.
	Pipefail bool `json:"pipefail,omitzero"`
	// Shown is the command as messages may show it, absent where it has no secrets.
	Shown *string `json:"shown,omitzero"`
}
