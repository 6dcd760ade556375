// Package oci reads and writes artifacts in registries: manifests with an artifact type,
// their blobs, and what refers to them.
//
// Reading is what [Reader] has: a [Repository] of a registry, or an OCI layout. Everything
// read is bounded in size and checked against its digest.
//
//	client, err := oci.NewClient(oci.Options{…})
//	repository, err := client.Repository("registry.example.com/team/policy")
//	manifest, err := repository.Manifest(ctx, "v1")                   // a tag or a digest
//	data, err := repository.Blob(ctx, manifest.Layers[0], 64<<20)     // in memory, bounded
//	stream, err := repository.Open(ctx, manifest.Layers[0])           // or as a stream
//	referrers, err := repository.Referrers(ctx, manifest.Digest)      // the API and the fallback tag
//
// Writing:
//
//	artifact := oci.Artifact{ArtifactType: "application/vnd.…", Layers: []oci.Layer{oci.Bytes(mediaType, data)}}
//	descriptor, err := repository.Push(ctx, artifact, "v1")           // equal artifacts have equal digests
//	descriptor, err := repository.Attach(ctx, subject, artifact)      // as a referrer, read back
//
// [ParseReference] reads "oci://REPOSITORY[:TAG][@DIGEST]". An error is [ErrNotFound] where
// the registry has answered that there is no such thing; [Answered] tells answers from
// silence.
package oci
