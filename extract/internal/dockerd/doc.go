// Package dockerd reads what is known of a Docker daemon: daemon.json, dockerd's
// command line (as such, or in a systemd unit and its drop-ins), docker info, docker
// version and docker network inspect as JSON, told apart by their content, and merges
// them into one [document.Daemon].
package dockerd
