// Package host reads what is known of the machine that runs the daemon: a JSON or
// YAML document in the shape of [document.Host], or what the host's own tools print,
// told apart by content or by a name in front of the file:
//
//	mounts       /proc/mounts, /etc/fstab, mount
//	audit_rules  auditctl -l, audit.rules
//	files        stat, or stat -c '%f %u %g %U %G %n'; what stat could not find is not there
//	groups       /etc/group
//	listeners    ss -ltnp, ss -tulnp, netstat -ltnp
//	environment  env; only what concerns docker is kept, since an environment has secrets
//	audit_log    lines of audit.log, or what ausearch prints: with --raw, with -i, or as it is
package host
