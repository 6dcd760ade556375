# bash completion for pratique
_pratique() {
	local cur=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]:-} sub=${COMP_WORDS[2]:-}
	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		COMPREPLY=($(compgen -W 'eval extract translate bundle gates version config completion' -- "$cur"))
		return
	fi
	case "$verb $sub" in
	"completion "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--config --no-config --quiet --verbose --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"config "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--config --no-config --output --quiet --verbose --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"version "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--config --no-config --output --quiet --verbose --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"gates "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--config --no-config --output --quiet --verbose --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"bundle show") [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--config --no-config --quiet --verbose --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"bundle list") [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--config --no-config --quiet --verbose --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"bundle lint") [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--allow-deprecated --config --no-config --quiet --verbose --warnings-as-errors --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"bundle "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--help' -- "$cur")) || COMPREPLY=($(compgen -W 'lint list show' -f -- "$cur")) ;;
	"translate "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--allow-deprecated --compat --config --directory --no-config --output --quiet --verbose --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"extract "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--allow-deprecated --analyzer-config --apk-digests --build-arg --bundle --ca-file --clamd --compact --compat --config --dockerfile --facts --feed --force-report --insecure --malware --no-config --offline --output --password-stdin --platform --quiet --retrieve --tag --target --username --verbose --vulnerabilities --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"eval "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--allow-deprecated --analyzer-config --apk-digests --build-arg --bundle --ca-file --clamd --color --compat --config --dockerfile --facts --fail-on --fail-on-warn --feed --force-report --format --images-from --insecure --jobs --malware --no-color --no-config --no-fail --now --offline --on-error --on-missing --output --password-stdin --platform --quiet --require-mapping --retrieve --show-suppressed --tag --target --timeout --username --verbose --vulnerabilities --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	esac
}
complete -o filenames -F _pratique pratique
