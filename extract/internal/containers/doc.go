// Package containers reads what is known of containers: docker inspect JSON, docker
// run and docker create commands, compose files and Kubernetes manifests, told apart
// by their content, all into the shape of [document.Container].
//
// Nothing is run, expanded or fetched: files that a description names (env_file,
// extends from another file, include) are not opened. What they would have said is
// unknown, and the option that names them is in the container's Unsupported.
//
// Compose files are read here rather than with compose-go, which reads such files
// itself, refuses a file for one key that it does not know, and fills in the
// environment of the caller.
package containers
