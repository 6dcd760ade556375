package dockerfile

import (
	"path"
	"slices"
	"strings"
)

// wrapper says how a program that runs another one reads its own words. The same table
// is in rego/pratique/lib/wrappers.rego.
type wrapper struct {
	// Short are the letters of the options that take a value: the rest of the word, or the
	// next one. Long are those of several letters.
	Short string   `json:"short"`
	Long  []string `json:"long"`
	// Verb is the word that has to stand first: the run of poetry run.
	Verb string `json:"verb"`
	// Operands is how many words stand before the program: the seconds of timeout.
	Operands int `json:"operands"`
	// Assignments says that A=b may stand before the program.
	Assignments bool `json:"assignments"`
	// Scripts are the options whose value is run by a shell.
	Scripts []string `json:"scripts"`
	// Asks are the options with which nothing is run: command -v.
	Asks []string `json:"asks"`
}

// wrappers by their names. The options are those of GNU, util-linux, sudo 1.9, and
// the programs that images use to change the user and to be process 1.
var wrappers = map[string]wrapper{
	"builtin":      {},
	"bundle":       {Verb: "exec"},
	"busybox":      {Asks: []string{"--help", "--install", "--list"}},
	"chpst":        {Short: "/bcdfnmoprtuUe"},
	"chroot":       {Long: []string{"--groups", "--userspec"}, Operands: 1},
	"chrt":         {Short: "TPD", Long: []string{"--sched-runtime", "--sched-period", "--sched-deadline"}, Operands: 1, Asks: []string{"-m", "--max", "-p", "--pid"}},
	"command":      {Asks: []string{"-v", "-V"}},
	"conda":        {Short: "np", Long: []string{"--name", "--prefix", "--cwd"}, Verb: "run"},
	"doas":         {Short: "aCu", Asks: []string{"-L"}},
	"dumb-init":    {Short: "r", Long: []string{"--rewrite"}},
	"eatmydata":    {},
	"env":          {Short: "uCS", Long: []string{"--unset", "--chdir", "--split-string"}, Assignments: true, Scripts: []string{"-S", "--split-string"}},
	"exec":         {Short: "a"},
	"fakeroot":     {Short: "lfsib", Long: []string{"--lib", "--faked"}},
	"flock":        {Short: "Ewc", Long: []string{"--conflict-exit-code", "--timeout", "--wait", "--command"}, Operands: 1, Scripts: []string{"-c", "--command"}},
	"gosu":         {Operands: 1},
	"ionice":       {Short: "cnpPu", Long: []string{"--class", "--classdata", "--pid", "--pgid", "--uid"}, Asks: []string{"-p", "--pid"}},
	"linux32":      {},
	"linux64":      {},
	"mamba":        {Short: "np", Long: []string{"--name", "--prefix", "--cwd"}, Verb: "run"},
	"micromamba":   {Short: "np", Long: []string{"--name", "--prefix", "--cwd"}, Verb: "run"},
	"nice":         {Short: "n", Long: []string{"--adjustment"}},
	"nohup":        {},
	"nsenter":      {Short: "tSG", Long: []string{"--target", "--setuid", "--setgid"}},
	"pipenv":       {Verb: "run"},
	"poetry":       {Short: "CP", Long: []string{"--directory", "--project"}, Verb: "run"},
	"runuser":      {Short: "ugGcsw", Long: []string{"--user", "--group", "--supp-group", "--command", "--session-command", "--shell", "--whitelist-environment"}, Scripts: []string{"-c", "--command", "--session-command"}},
	"s6-setuidgid": {Operands: 1},
	"setarch":      {Operands: 1},
	"setpriv":      {Long: []string{"--ambient-caps", "--inh-caps", "--bounding-set", "--egid", "--euid", "--groups", "--pdeathsig", "--regid", "--reuid", "--rgid", "--ruid", "--securebits", "--selinux-label", "--apparmor-profile"}, Asks: []string{"-d", "--dump"}},
	"setsid":       {},
	"setuidgid":    {Operands: 1},
	"stdbuf":       {Short: "ioe", Long: []string{"--input", "--output", "--error"}},
	"strace":       {Short: "abeEIopPsSuUX"},
	"su":           {Short: "cgGsTw", Long: []string{"--command", "--session-command", "--group", "--supp-group", "--shell", "--whitelist-environment"}, Scripts: []string{"-c", "--command", "--session-command"}},
	"su-exec":      {Operands: 1},
	"sudo":         {Short: "CDghpRrtTUu", Long: []string{"--close-from", "--chdir", "--group", "--host", "--prompt", "--chroot", "--role", "--type", "--command-timeout", "--other-user", "--user"}, Assignments: true, Asks: []string{"-e", "--edit", "-K", "--remove-timestamp", "-l", "--list", "-v", "--validate", "-V", "--version"}},
	"taskset":      {Operands: 1, Asks: []string{"-p", "--pid"}},
	"time":         {Short: "fo", Long: []string{"--format", "--output"}},
	"timeout":      {Short: "ks", Long: []string{"--kill-after", "--signal"}, Operands: 1},
	"tini":         {Short: "pe"},
	"toybox":       {},
	"unshare":      {Short: "RSGlw", Long: []string{"--root", "--wd", "--setuid", "--setgid", "--map-user", "--map-group", "--propagation", "--setgroups"}},
	"uv":           {Short: "p", Long: []string{"--python", "--with", "--project", "--directory", "--env-file", "--group", "--extra", "--cache-dir"}, Verb: "run"},
	"xargs":        {Short: "EILPadns", Long: []string{"--arg-file", "--delimiter", "--max-args", "--max-chars", "--max-lines", "--max-procs", "--process-slot-var"}},
	"xvfb-run":     {Short: "efnpsw", Long: []string{"--error-file", "--auth-file", "--server-num", "--xauth-protocol", "--server-args", "--wait"}},
}

// maxWrappers bounds how many wrappers run each other: sudo env nice …
const maxWrappers = 5

// program is the place among a command's words of the program that runs in the end:
// of sudo -u app env A=b make that of make. A wrapper that runs nothing is the program.
func program(list []string) int {
	at := 0
	for range maxWrappers {
		w, ok := wrappers[path.Base(list[at])]
		if !ok {
			break
		}
		next, asks := w.operand(list[at+1:])
		if len(w.Scripts) > 0 && w.script(list[at+1:]) >= 0 {
			break // the script is what runs
		}
		// su's words are the user's and its shell's.
		if asks || path.Base(list[at]) == "su" || at+1+next == len(list) {
			break
		}
		at += 1 + next
	}
	return at
}

// wrapperScript is the place in a command of the script that a wrapper hands to a shell,
// or -1.
func wrapperScript(list []string) int {
	w, ok := wrappers[path.Base(list[0])]
	if !ok {
		return -1
	}
	if i := w.script(list[1:]); i >= 0 {
		return i + 1
	}
	return -1
}

func (w wrapper) script(args []string) int {
	if len(w.Scripts) == 0 {
		return -1
	}
	for i := 0; i+1 < len(args); i++ {
		if args[i] == "--" {
			break
		}
		if slices.Contains(w.Scripts, args[i]) {
			return i + 1
		}
	}
	return -1
}

// operand is the place after a wrapper of the program that it runs, and whether it runs
// none, as command -v does.
func (w wrapper) operand(args []string) (place int, asks bool) {
	i, asks := w.options(args, 0)
	if w.Verb != "" {
		if i == len(args) || args[i] != w.Verb {
			return 0, true
		}
		i, _ = w.options(args, i+1)
	}
	for operands := w.Operands; i < len(args); i++ {
		if w.Assignments && isAssignment(args[i]) {
			continue
		}
		if operands == 0 {
			break
		}
		operands--
	}
	return min(i, len(args)), asks
}

// options is the place behind the options that begin at one.
func (w wrapper) options(args []string, i int) (place int, asks bool) {
	for i < len(args) {
		word := args[i]
		if word == "--" {
			return i + 1, asks
		}
		if len(word) < 2 || word[0] != '-' {
			return i, asks
		}
		asks = asks || slices.Contains(w.Asks, word)
		if i++; w.takesNext(word) {
			i++
		}
	}
	return min(i, len(args)), asks
}

// takesNext says whether the value of an option is the next word.
func (w wrapper) takesNext(word string) bool {
	if strings.HasPrefix(word, "--") {
		return slices.Contains(w.Long, word)
	}
	i := strings.IndexAny(word[1:], w.Short)
	return w.Short != "" && i >= 0 && i == len(word)-2
}

func isAssignment(word string) bool {
	name, _, ok := strings.Cut(word, "=")
	if !ok || name == "" || name[0] >= '0' && name[0] <= '9' {
		return false
	}
	return strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") == ""
}
