# bash completion for pratique
_pratique() {
	local cur=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]:-} sub=${COMP_WORDS[2]:-}
	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		COMPREPLY=($(compgen -W 'eval extract translate verify init explain diff whitelist bundle gates version config completion' -- "$cur"))
		return
	fi
	case "$verb $sub" in
	"completion "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--config --no-config --quiet --verbose --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"config "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--config --no-config --output --quiet --verbose --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"version "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--config --no-config --output --quiet --verbose --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"gates "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--config --no-config --output --quiet --verbose --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"bundle show") [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--config --no-config --quiet --verbose --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"bundle list") [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--config --no-config --quiet --verbose --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"bundle format") [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--config --list --no-config --quiet --verbose --write --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"bundle inspect") [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--config --no-config --now --output --quiet --verbose --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"bundle lint") [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--allow-deprecated --config --info --namespace --no-config --output --policy --quiet --verbose --warnings-as-errors --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"bundle "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--help' -- "$cur")) || COMPREPLY=($(compgen -W 'lint inspect format list show' -f -- "$cur")) ;;
	"whitelist lint") [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--config --info --no-config --now --output --quiet --verbose --warnings-as-errors --within --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"whitelist prune") [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--allow-deprecated --analyzer-config --apk-digests --build-arg --bundle --ca-file --clamd --compat --config --dockerfile --dry-run --facts --feed --force-report --insecure --malware --namespace --no-config --now --offline --on-error --output --password-stdin --platform --policy --quiet --retrieve --tag --target --username --verbose --vulnerabilities --write --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"whitelist new") [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--allow-deprecated --analyzer-config --apk-digests --build-arg --bundle --ca-file --clamd --compat --config --dockerfile --expires --facts --feed --force-report --gate --insecure --into --malware --namespace --no-config --now --offline --on-error --password-stdin --platform --policy --quiet --reason --retrieve --tag --target --trigger --trigger-id --username --verbose --vulnerabilities --whitelist --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"whitelist "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--help' -- "$cur")) || COMPREPLY=($(compgen -W 'new prune lint' -f -- "$cur")) ;;
	"diff images") [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--allow-deprecated --analyzer-config --apk-digests --bundle --ca-file --clamd --compat --config --exit-code --facts --feed --force-report --insecure --malware --namespace --new-dockerfile --no-config --now --offline --old-dockerfile --on-error --output --password-stdin --platform --policy --quiet --retrieve --tag --username --verbose --vulnerabilities --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"diff bundles") [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--allow-deprecated --analyzer-config --apk-digests --build-arg --ca-file --clamd --compat --config --dockerfile --exit-code --facts --feed --force-report --insecure --malware --namespace --no-config --now --offline --on-error --output --password-stdin --platform --policy --quiet --retrieve --tag --target --username --verbose --vulnerabilities --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"diff "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--help' -- "$cur")) || COMPREPLY=($(compgen -W 'bundles images' -f -- "$cur")) ;;
	"explain "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--allow-deprecated --analyzer-config --apk-digests --build-arg --bundle --ca-file --clamd --compat --config --dockerfile --facts --feed --force-report --insecure --malware --namespace --no-config --now --offline --on-error --output --password-stdin --platform --policy --quiet --retrieve --tag --target --username --verbose --vulnerabilities --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"init "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--config --no-config --quiet --verbose --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"verify "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--bench --config --coverage --no-config --output --quiet --run --threshold --timeout --verbose --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"translate "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--allow-deprecated --compat --config --directory --init --namespace --no-config --output --policy --quiet --verbose --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"extract "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--allow-deprecated --analyzer-config --apk-digests --build-arg --bundle --ca-file --clamd --compact --compat --config --dockerfile --facts --feed --force-report --insecure --malware --namespace --no-config --offline --output --password-stdin --platform --policy --quiet --retrieve --tag --target --username --verbose --vulnerabilities --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	"eval "*) [[ $cur == -* ]] && COMPREPLY=($(compgen -W '--allow-deprecated --analyzer-config --apk-digests --build-arg --bundle --ca-file --clamd --color --compat --config --dockerfile --facts --fail-on --fail-on-warn --feed --force-report --format --images-from --insecure --jobs --malware --namespace --no-color --no-config --no-fail --now --offline --on-error --on-missing --output --password-stdin --platform --policy --profile --quiet --require-mapping --retrieve --show-suppressed --tag --target --timeout --trace --username --verbose --vulnerabilities --help' -- "$cur")) || COMPREPLY=($(compgen -W '' -f -- "$cur")) ;;
	esac
}
complete -o filenames -F _pratique pratique
