# bash completion for pratique
_pratique() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} verb=${COMP_WORDS[1]:-} sub=${COMP_WORDS[2]:-}
	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		COMPREPLY=($(compgen -W 'eval report convert extract sbom translate policy attest verify init explain diff whitelist vuln bundle gates version config cache fleet serve watch lsp completion' -- "$cur"))
		return
	fi
	case "$verb $sub" in
	"completion "*)
		case $prev in
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--config --limit --no-config --quiet --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W 'bash zsh fish' -f -- "$cur"))
		fi
		;;
	"lsp "*)
		case $prev in
		--bundle|-b) COMPREPLY=($(compgen -W 'anchore-blog anchore-blog-fixed best-practices cis-docker-1.13 cis-docker-1.13-runtime default nist-800-190 sans-docker-audit' -f -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-deprecated --bundle --compat --config --data --limit --namespace --no-config --param --param-file --policy --policy-key --policy-trust --quiet --require-digest --strict --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"watch "*)
		case $prev in
		--bundle|-b) COMPREPLY=($(compgen -W 'anchore-blog anchore-blog-fixed best-practices cis-docker-1.13 cis-docker-1.13-runtime default nist-800-190 sans-docker-audit' -f -- "$cur")); return ;;
		--output|-o) COMPREPLY=($(compgen -W 'text table json anchore sarif junit github gitlab gnu markdown csv html intoto template compliance hdf xccdf' -- "$cur")); return ;;
		--format|-f) COMPREPLY=($(compgen -W 'text table json anchore sarif junit github gitlab gnu markdown csv html intoto template compliance hdf xccdf' -- "$cur")); return ;;
		--color) COMPREPLY=($(compgen -W 'auto always never' -- "$cur")); return ;;
		--fail-on) COMPREPLY=($(compgen -W 'stop warn never' -- "$cur")); return ;;
		--on-error) COMPREPLY=($(compgen -W 'fail warn' -- "$cur")); return ;;
		--on-missing) COMPREPLY=($(compgen -W 'fail warn ignore' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-deprecated --allow-older --allow-private-redirects --analyzer-config --apk-digests --baseline --build-arg --bundle --ca-file --cache-dir --cache-size --clamd --color --compat --config --container --daemon --data --dockerfile --evidence --evidence-date --evidence-subject --evidence-values --facts --fail-on --fail-on-warn --feed --first-seen --force-report --format --group-by --host --images-from --insecure --jobs --kernel-headers --limit --malware --match-aliases --max-evidence-age --max-evidence-size --namespace --no-cache --no-color --no-config --no-fail --now --offline --on-error --on-missing --output --packages-from --param --param-file --password-stdin --platform --policy --policy-key --policy-trust --processes --profile --quiet --redact-dockerfile --registry-facts --require-digest --require-mapping --retrieve --rules --sbom --show-not-evaluated --show-passed --show-suppressed --signature-repository --signatures --strict --strict-facts --tag --target --template --timeout --trace --trust --ubuntu-pro --unverified-predicates --username --verbose --vex --vex-suppress --vulnerabilities --vulnerability-db --write-baseline --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"serve "*)
		case $prev in
		--bundle|-b) COMPREPLY=($(compgen -W 'anchore-blog anchore-blog-fixed best-practices cis-docker-1.13 cis-docker-1.13-runtime default nist-800-190 sans-docker-audit' -f -- "$cur")); return ;;
		--on-error) COMPREPLY=($(compgen -W 'fail warn' -- "$cur")); return ;;
		--fail-on) COMPREPLY=($(compgen -W 'stop warn never' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-deprecated --allow-older --allow-private-redirects --allow-registry --analyzer-config --apk-digests --bundle --ca-file --cache-dir --cache-size --client-ca --compat --config --data --decision-key --decisions --entries --evidence --evidence-date --evidence-subject --evidence-values --facts --fail-on --fail-open --feed --insecure --jobs --kernel-headers --limit --listen --match-aliases --max-decision-age --max-evidence-age --max-evidence-size --max-wait --mutable-tags --namespace --no-cache --no-config --on-error --packages-from --param --param-file --policy --policy-key --policy-trust --quiet --rate --reload --require-digest --sbom --signature-repository --store --strict --tls-cert --tls-key --trust --trust-unsigned --ubuntu-pro --unverified-predicates --username --verbose --vex --vex-suppress --vulnerability-db --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"fleet prune")
		case $prev in
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-older --ca-file --config --decision-key --dry-run --insecure --keep --limit --no-config --offline --password-stdin --plan --quiet --rate --store --username --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"fleet rejudge")
		case $prev in
		--bundle|-b) COMPREPLY=($(compgen -W 'anchore-blog anchore-blog-fixed best-practices cis-docker-1.13 cis-docker-1.13-runtime default nist-800-190 sans-docker-audit' -f -- "$cur")); return ;;
		--on-error) COMPREPLY=($(compgen -W 'fail warn' -- "$cur")); return ;;
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-deprecated --allow-older --allow-private-redirects --analyzer-config --apk-digests --bundle --ca-file --cache-dir --cache-size --compat --config --data --decision-key --evidence --evidence-date --evidence-subject --evidence-values --facts --feed --insecure --jobs --kernel-headers --limit --match-aliases --max-evidence-age --max-evidence-size --namespace --no-cache --no-config --notify --notify-secret-file --now --on-error --output --packages-from --param --param-file --password-stdin --plan --policy --policy-key --policy-trust --pull-missing --quiet --rate --require-digest --sbom --shard --shard-by --sign-key --signature-repository --store --strict --trust --ubuntu-pro --unverified-predicates --username --verbose --vex --vex-suppress --vulnerability-db --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"fleet status")
		case $prev in
		--bundle|-b) COMPREPLY=($(compgen -W 'anchore-blog anchore-blog-fixed best-practices cis-docker-1.13 cis-docker-1.13-runtime default nist-800-190 sans-docker-audit' -f -- "$cur")); return ;;
		--output|-o) COMPREPLY=($(compgen -W 'text json csv html sarif' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-deprecated --allow-older --bundle --ca-file --compat --config --data --decision-key --insecure --jobs --limit --namespace --no-config --now --offline --output --param --param-file --password-stdin --plan --policy --policy-key --policy-trust --quiet --rate --require-digest --store --strict --username --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"fleet run")
		case $prev in
		--bundle|-b) COMPREPLY=($(compgen -W 'anchore-blog anchore-blog-fixed best-practices cis-docker-1.13 cis-docker-1.13-runtime default nist-800-190 sans-docker-audit' -f -- "$cur")); return ;;
		--on-error) COMPREPLY=($(compgen -W 'fail warn' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-deprecated --allow-older --allow-private-redirects --analyzer-config --apk-digests --bundle --ca-file --cache-dir --cache-size --compat --config --data --decision-key --evidence --evidence-date --evidence-subject --evidence-values --facts --feed --insecure --jobs --kernel-headers --limit --match-aliases --max-evidence-age --max-evidence-size --namespace --no-cache --no-config --now --on-error --packages-from --param --param-file --password-stdin --plan --policy --policy-key --policy-trust --quiet --rate --require-digest --sbom --shard --shard-by --sign-key --signature-repository --store --strict --trust --ubuntu-pro --unverified-predicates --username --verbose --vex --vex-suppress --vulnerability-db --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"fleet plan")
		case $prev in
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-older --ca-file --config --from-cluster --images-from --insecure --jobs --limit --no-config --offline --output --password-stdin --platform --quiet --rate --repo --repos-from --tags --username --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"fleet "*)
		case $prev in
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W 'plan run status rejudge prune' -f -- "$cur"))
		fi
		;;
	"cache clean")
		case $prev in
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--cache-dir --cache-size --config --limit --no-config --older-than --quiet --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"cache info")
		case $prev in
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--cache-dir --cache-size --config --limit --no-config --output --quiet --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"cache "*)
		case $prev in
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W 'info clean' -f -- "$cur"))
		fi
		;;
	"config "*)
		case $prev in
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--config --limit --no-config --output --quiet --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W 'eval report convert extract sbom translate policy push policy pull policy sign policy verify attest verify init explain diff bundles diff images diff vulnerabilities whitelist new whitelist prune whitelist lint vuln index vuln info vuln get vuln search vuln diff vuln push vuln pull bundle lint bundle inspect bundle format bundle list bundle show gates version cache info cache clean fleet plan fleet run fleet status fleet rejudge fleet prune serve watch lsp completion' -f -- "$cur"))
		fi
		;;
	"version "*)
		case $prev in
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--config --limit --no-config --output --quiet --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"gates "*)
		case $prev in
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--config --limit --no-config --output --quiet --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W 'always always/always dockerfile dockerfile/effective_user dockerfile/exposed_ports dockerfile/instruction dockerfile/no_dockerfile_provided evidence evidence/failed evidence/incomplete evidence/stale files files/attribute_match files/content_regex_match files/name_match files/suid_or_guid_set hardening hardening/add hardening/base_image hardening/content_trust hardening/effective hardening/file_capability hardening/healthcheck hardening/image_age hardening/install_list hardening/package_list hardening/package_source hardening/port_list hardening/privileged_port hardening/root_account hardening/secret hardening/set_id hardening/ssh_server hardening/stale_base hardening/stale_tag hardening/unverified_package hardening/update_alone hardening/user hardening/writable_file licenses licenses/blacklist_exact_match licenses/blacklist_partial_match malware malware/scan_not_run malware/scans metadata metadata/attribute npms npms/blacklisted_name_version npms/feed_data_unavailable npms/newer_version_in_feed npms/unknown_in_feeds npms/version_not_in_feeds packages packages/blacklist packages/required_package packages/verify passwd_file passwd_file/blacklist_full_entry passwd_file/blacklist_groupids passwd_file/blacklist_shells passwd_file/blacklist_userids passwd_file/blacklist_usernames passwd_file/content_not_available practice practice/command practice/contents practice/image practice/instruction rego rego/rule retrieved_files retrieved_files/content_not_available retrieved_files/content_regex ruby_gems ruby_gems/blacklist ruby_gems/feed_data_unavailable ruby_gems/newer_version_found_in_feed ruby_gems/not_found_in_feed ruby_gems/version_not_found_in_feed runtime runtime/container runtime/daemon runtime/deployment runtime/host secret_scans secret_scans/content_regex_checks signatures signatures/provenance signatures/unsigned signatures/unverified_attestation vulnerabilities vulnerabilities/blacklist vulnerabilities/package vulnerabilities/stale_feed_data vulnerabilities/vulnerability_data_unavailable' -f -- "$cur"))
		fi
		;;
	"bundle show")
		case $prev in
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--config --limit --no-config --quiet --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W 'anchore-blog anchore-blog-fixed best-practices cis-docker-1.13 cis-docker-1.13-runtime default nist-800-190 sans-docker-audit' -f -- "$cur"))
		fi
		;;
	"bundle list")
		case $prev in
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--config --limit --no-config --output --quiet --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"bundle format")
		case $prev in
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--config --limit --list --no-config --quiet --verbose --write --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"bundle inspect")
		case $prev in
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--config --limit --no-config --now --output --quiet --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"bundle lint")
		case $prev in
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-deprecated --config --data --info --limit --namespace --no-config --output --policy --quiet --verbose --warnings-as-errors --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"bundle "*)
		case $prev in
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W 'lint inspect format list show' -f -- "$cur"))
		fi
		;;
	"vuln pull")
		case $prev in
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--ca-file --config --insecure --limit --no-config --out --password-stdin --quiet --username --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"vuln push")
		case $prev in
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--ca-file --config --insecure --limit --no-config --password-stdin --quiet --username --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"vuln diff")
		case $prev in
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-older --ca-file --config --exit-code --insecure --limit --no-config --offline --output --password-stdin --quiet --username --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"vuln search")
		case $prev in
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-older --ca-file --config --ecosystem --insecure --limit --no-config --offline --output --password-stdin --quiet --username --verbose --vulnerability-db --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"vuln get")
		case $prev in
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-older --ca-file --config --insecure --limit --no-config --offline --output --password-stdin --quiet --username --verbose --vulnerability-db --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"vuln info")
		case $prev in
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-older --ca-file --check --config --insecure --limit --no-config --offline --output --password-stdin --quiet --username --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"vuln index")
		case $prev in
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--config --epss --exclude-prefix --kev --limit --no-config --out --quiet --scores --skip-unreadable --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"vuln "*)
		case $prev in
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W 'index info get search diff push pull' -f -- "$cur"))
		fi
		;;
	"whitelist lint")
		case $prev in
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--config --info --limit --no-config --now --output --quiet --verbose --warnings-as-errors --within --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"whitelist prune")
		case $prev in
		--bundle|-b) COMPREPLY=($(compgen -W 'anchore-blog anchore-blog-fixed best-practices cis-docker-1.13 cis-docker-1.13-runtime default nist-800-190 sans-docker-audit' -f -- "$cur")); return ;;
		--on-error) COMPREPLY=($(compgen -W 'fail warn' -- "$cur")); return ;;
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-deprecated --allow-older --allow-private-redirects --analyzer-config --apk-digests --build-arg --bundle --ca-file --cache-dir --cache-size --clamd --compat --config --container --daemon --data --dockerfile --dry-run --evidence --evidence-date --evidence-subject --evidence-values --facts --feed --first-seen --force-report --host --insecure --kernel-headers --limit --malware --match-aliases --max-evidence-age --max-evidence-size --namespace --no-cache --no-config --now --offline --on-error --output --packages-from --param --param-file --password-stdin --platform --policy --policy-key --policy-trust --processes --quiet --registry-facts --require-digest --retrieve --sbom --signature-repository --signatures --strict --strict-facts --tag --target --trust --ubuntu-pro --unverified-predicates --username --verbose --vex --vex-suppress --vulnerabilities --vulnerability-db --write --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"whitelist new")
		case $prev in
		--bundle|-b) COMPREPLY=($(compgen -W 'anchore-blog anchore-blog-fixed best-practices cis-docker-1.13 cis-docker-1.13-runtime default nist-800-190 sans-docker-audit' -f -- "$cur")); return ;;
		--on-error) COMPREPLY=($(compgen -W 'fail warn' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-deprecated --allow-older --allow-private-redirects --analyzer-config --apk-digests --build-arg --bundle --ca-file --cache-dir --cache-size --clamd --compat --config --container --daemon --data --dockerfile --evidence --evidence-date --evidence-subject --evidence-values --expires --facts --feed --first-seen --force-report --gate --host --insecure --into --kernel-headers --limit --malware --match-aliases --max-evidence-age --max-evidence-size --namespace --no-cache --no-config --now --offline --on-error --packages-from --param --param-file --password-stdin --platform --policy --policy-key --policy-trust --processes --quiet --reason --registry-facts --require-digest --retrieve --sbom --signature-repository --signatures --strict --strict-facts --tag --target --trigger --trigger-id --trust --ubuntu-pro --unverified-predicates --username --verbose --vex --vex-suppress --vulnerabilities --vulnerability-db --whitelist --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"whitelist "*)
		case $prev in
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W 'new prune lint' -f -- "$cur"))
		fi
		;;
	"diff vulnerabilities")
		case $prev in
		--on-error) COMPREPLY=($(compgen -W 'fail warn' -- "$cur")); return ;;
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--bundle|-b) COMPREPLY=($(compgen -W 'anchore-blog anchore-blog-fixed best-practices cis-docker-1.13 cis-docker-1.13-runtime default nist-800-190 sans-docker-audit' -f -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-deprecated --allow-older --allow-private-redirects --analyzer-config --apk-digests --bundle --ca-file --cache-dir --cache-size --clamd --compat --config --container --daemon --data --evidence --evidence-date --evidence-subject --evidence-values --exit-code --facts --feed --first-seen --force-report --host --insecure --kernel-headers --limit --malware --match-aliases --max-evidence-age --max-evidence-size --namespace --no-cache --no-config --now --offline --on-error --output --packages-from --param --param-file --password-stdin --platform --policy --policy-key --policy-trust --processes --quiet --registry-facts --require-digest --retrieve --sbom --signature-repository --signatures --strict --strict-facts --tag --trust --ubuntu-pro --unverified-predicates --username --verbose --vex --vex-suppress --vulnerability-db --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"diff images")
		case $prev in
		--bundle|-b) COMPREPLY=($(compgen -W 'anchore-blog anchore-blog-fixed best-practices cis-docker-1.13 cis-docker-1.13-runtime default nist-800-190 sans-docker-audit' -f -- "$cur")); return ;;
		--on-error) COMPREPLY=($(compgen -W 'fail warn' -- "$cur")); return ;;
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-deprecated --allow-older --allow-private-redirects --analyzer-config --apk-digests --bundle --ca-file --cache-dir --cache-size --clamd --compat --config --container --daemon --data --evidence --evidence-date --evidence-subject --evidence-values --exit-code --facts --feed --first-seen --force-report --host --insecure --kernel-headers --limit --malware --match-aliases --max-evidence-age --max-evidence-size --namespace --new-dockerfile --no-cache --no-config --now --offline --old-dockerfile --on-error --output --packages-from --param --param-file --password-stdin --platform --policy --policy-key --policy-trust --processes --quiet --registry-facts --require-digest --retrieve --sbom --signature-repository --signatures --strict --strict-facts --tag --trust --ubuntu-pro --unverified-predicates --username --verbose --vex --vex-suppress --vulnerabilities --vulnerability-db --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"diff bundles")
		case $prev in
		--on-error) COMPREPLY=($(compgen -W 'fail warn' -- "$cur")); return ;;
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-deprecated --allow-older --allow-private-redirects --analyzer-config --apk-digests --build-arg --ca-file --cache-dir --cache-size --clamd --compat --config --container --daemon --data --dockerfile --evidence --evidence-date --evidence-subject --evidence-values --exit-code --facts --feed --first-seen --force-report --host --insecure --kernel-headers --limit --malware --match-aliases --max-evidence-age --max-evidence-size --namespace --no-cache --no-config --now --offline --on-error --output --packages-from --param --param-file --password-stdin --platform --policy --policy-key --policy-trust --processes --quiet --registry-facts --require-digest --retrieve --sbom --signature-repository --signatures --strict --strict-facts --tag --target --trust --ubuntu-pro --unverified-predicates --username --verbose --vex --vex-suppress --vulnerabilities --vulnerability-db --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"diff "*)
		case $prev in
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W 'bundles images vulnerabilities' -f -- "$cur"))
		fi
		;;
	"explain "*)
		case $prev in
		--bundle|-b) COMPREPLY=($(compgen -W 'anchore-blog anchore-blog-fixed best-practices cis-docker-1.13 cis-docker-1.13-runtime default nist-800-190 sans-docker-audit' -f -- "$cur")); return ;;
		--on-error) COMPREPLY=($(compgen -W 'fail warn' -- "$cur")); return ;;
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-deprecated --allow-older --allow-private-redirects --analyzer-config --apk-digests --build-arg --bundle --ca-file --cache-dir --cache-size --clamd --compat --config --container --daemon --data --dockerfile --evidence --evidence-date --evidence-subject --evidence-values --facts --feed --first-seen --force-report --host --insecure --kernel-headers --limit --malware --match-aliases --max-evidence-age --max-evidence-size --namespace --no-cache --no-config --now --offline --on-error --output --packages-from --param --param-file --password-stdin --platform --policy --policy-key --policy-trust --processes --quiet --registry-facts --require-digest --retrieve --sbom --signature-repository --signatures --strict --strict-facts --tag --target --trust --ubuntu-pro --unverified-predicates --username --verbose --vex --vex-suppress --vulnerabilities --vulnerability-db --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"init "*)
		case $prev in
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--config --limit --no-config --quiet --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"verify "*)
		case $prev in
		--output|-o) COMPREPLY=($(compgen -W 'text json' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--bench --config --coverage --ignore --limit --no-config --output --quiet --run --threshold --timeout --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"attest "*)
		case $prev in
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--attach --ca-file --config --insecure --limit --no-config --offline --output --password-stdin --quiet --sign-key --username --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"policy verify")
		case $prev in
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-older --ca-file --config --insecure --limit --no-config --offline --password-stdin --policy-key --policy-trust --quiet --require-digest --username --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"policy sign")
		case $prev in
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--ca-file --config --insecure --key-id --limit --no-config --offline --output --password-stdin --quiet --sign-key --username --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"policy pull")
		case $prev in
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-older --ca-file --config --insecure --limit --no-config --offline --output --password-stdin --policy-key --policy-trust --quiet --require-digest --username --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"policy push")
		case $prev in
		--bundle|-b) COMPREPLY=($(compgen -W 'anchore-blog anchore-blog-fixed best-practices cis-docker-1.13 cis-docker-1.13-runtime default nist-800-190 sans-docker-audit' -f -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-deprecated --bundle --ca-file --compat --config --conftest --data --insecure --key-id --limit --namespace --no-config --offline --param --param-file --password-stdin --policy --quiet --sign-key --strict --username --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"policy "*)
		case $prev in
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W 'push pull sign verify' -f -- "$cur"))
		fi
		;;
	"translate "*)
		case $prev in
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-deprecated --compat --config --data --directory --init --limit --namespace --no-config --no-tests --output --param --param-file --policy --quiet --strict --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"sbom "*)
		case $prev in
		--output|-o) COMPREPLY=($(compgen -W 'cyclonedx spdx' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-private-redirects --ca-file --cache-dir --cache-size --config --force-report --insecure --limit --no-cache --no-config --now --offline --output --packages-from --password-stdin --platform --quiet --sbom --tag --username --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"extract "*)
		case $prev in
		--bundle|-b) COMPREPLY=($(compgen -W 'anchore-blog anchore-blog-fixed best-practices cis-docker-1.13 cis-docker-1.13-runtime default nist-800-190 sans-docker-audit' -f -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-deprecated --allow-older --allow-private-redirects --analyzer-config --apk-digests --build-arg --bundle --ca-file --cache-dir --cache-size --clamd --compact --compat --config --container --daemon --data --dockerfile --evidence --evidence-date --evidence-subject --evidence-values --facts --feed --first-seen --force-report --host --insecure --kernel-headers --limit --malware --match-aliases --max-evidence-age --max-evidence-size --namespace --no-cache --no-config --offline --output --packages-from --param --param-file --password-stdin --platform --policy --policy-key --policy-trust --processes --quiet --redact-dockerfile --registry-facts --require-digest --retrieve --sbom --signature-repository --signatures --strict --tag --target --trust --ubuntu-pro --unverified-predicates --username --verbose --vex --vex-suppress --vulnerabilities --vulnerability-db --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"convert "*)
		case $prev in
		--output|-o) COMPREPLY=($(compgen -W 'text table json anchore sarif junit github gitlab gnu markdown csv html intoto template' -- "$cur")); return ;;
		--format|-f) COMPREPLY=($(compgen -W 'text table json anchore sarif junit github gitlab gnu markdown csv html intoto template' -- "$cur")); return ;;
		--color) COMPREPLY=($(compgen -W 'auto always never' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--color --config --format --group-by --limit --no-color --no-config --output --quiet --show-not-evaluated --show-passed --show-suppressed --template --verbose --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"report "*)
		case $prev in
		--benchmark|--bundle|-b) COMPREPLY=($(compgen -W 'best-practices cis-docker-1.11 cis-docker-1.13 cis-docker-1.13-runtime cis-docker-1.6.0 nist-800-190 sans-docker-audit' -- "$cur")); return ;;
		--output|-o) COMPREPLY=($(compgen -W 'text json html markdown csv junit sarif docker-bench batten hdf xccdf' -- "$cur")); return ;;
		--on-error) COMPREPLY=($(compgen -W 'fail warn' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-deprecated --allow-older --allow-private-redirects --analyzer-config --apk-digests --attestations --benchmark --build-arg --ca-file --cache-dir --cache-size --clamd --compat --config --container --controls --daemon --data --dockerfile --evidence --evidence-date --evidence-subject --evidence-values --facts --fail-on-control --feed --first-seen --force-report --host --images-from --insecure --jobs --kernel-headers --limit --malware --manual-as-fail --match-aliases --max-evidence-age --max-evidence-size --min-score --namespace --no-cache --no-config --no-fail --now --offline --on-error --output --packages-from --param --param-file --password-stdin --platform --policy --policy-key --policy-trust --processes --profile --quiet --redact-dockerfile --registry-facts --require-digest --retrieve --sbom --signature-repository --signatures --strict --strict-facts --style --tag --target --timeout --trust --ubuntu-pro --unverified-predicates --username --verbose --vex --vex-suppress --vulnerabilities --vulnerability-db --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	"eval "*)
		case $prev in
		--bundle|-b) COMPREPLY=($(compgen -W 'anchore-blog anchore-blog-fixed best-practices cis-docker-1.13 cis-docker-1.13-runtime default nist-800-190 sans-docker-audit' -f -- "$cur")); return ;;
		--output|-o) COMPREPLY=($(compgen -W 'text table json anchore sarif junit github gitlab gnu markdown csv html intoto template compliance hdf xccdf' -- "$cur")); return ;;
		--format|-f) COMPREPLY=($(compgen -W 'text table json anchore sarif junit github gitlab gnu markdown csv html intoto template compliance hdf xccdf' -- "$cur")); return ;;
		--color) COMPREPLY=($(compgen -W 'auto always never' -- "$cur")); return ;;
		--fail-on) COMPREPLY=($(compgen -W 'stop warn never' -- "$cur")); return ;;
		--on-error) COMPREPLY=($(compgen -W 'fail warn' -- "$cur")); return ;;
		--on-missing) COMPREPLY=($(compgen -W 'fail warn ignore' -- "$cur")); return ;;
		--limit) COMPREPLY=($(compgen -W 'anchore-bundle-bytes= archive-members= bundle-bytes= connect-time= containers= deleted-secrets= dockerfile-bytes= dockerfile-instructions= dockerfile-stages= dockerfile-variable-bytes= expression-bytes= expression-time= expressions-time= fleet-images= history= idle-time= image-list-bytes= input-bytes= java-inflated-bytes= java-memory-bytes= java-nested-bytes= kept-file-bytes= layer-bytes= layer-entries= layer-record-bytes= layers= layout-manifests= manifest-bytes= mappings= match-characters= match-time= plan-bytes= policy-bytes= ports= redirects= references= referrers= registry-names= rego-bytes= rego-files= request-bytes= result-bytes= retries= retry-wait= rules= sbom-bytes= signatures= signed-bundle-bytes= stored-decision-bytes= stored-facts-bytes= translated-bytes= translated-files= vulnerability-index-bytes= vulnerability-record-bytes= vulnerability-report-bytes= whitelist-items= yaml-bytes= zstd-window=' -- "$cur")); return ;;
		esac
		if [[ $cur == -* ]]; then
			COMPREPLY=($(compgen -W '--allow-deprecated --allow-older --allow-private-redirects --analyzer-config --apk-digests --baseline --build-arg --bundle --ca-file --cache-dir --cache-size --clamd --color --compat --config --container --daemon --data --dockerfile --evidence --evidence-date --evidence-subject --evidence-values --facts --fail-on --fail-on-warn --feed --first-seen --force-report --format --group-by --host --images-from --insecure --jobs --kernel-headers --limit --malware --match-aliases --max-evidence-age --max-evidence-size --namespace --no-cache --no-color --no-config --no-fail --now --offline --on-error --on-missing --output --packages-from --param --param-file --password-stdin --platform --policy --policy-key --policy-trust --processes --profile --quiet --redact-dockerfile --registry-facts --require-digest --require-mapping --retrieve --rules --sbom --show-not-evaluated --show-passed --show-suppressed --signature-repository --signatures --strict --strict-facts --tag --target --template --timeout --trace --trust --ubuntu-pro --unverified-predicates --username --verbose --vex --vex-suppress --vulnerabilities --vulnerability-db --write-baseline --help' -- "$cur"))
		else
			COMPREPLY=($(compgen -W '' -f -- "$cur"))
		fi
		;;
	esac
}
complete -o filenames -F _pratique pratique
