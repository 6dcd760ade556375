package evaluate_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"github.com/pratique-dev/pratique/evaluate"
	"github.com/pratique-dev/pratique/extract"
	"github.com/pratique-dev/pratique/extract/source"
	"github.com/pratique-dev/pratique/internal/testimage/webshop"
	"github.com/pratique-dev/pratique/translate"
)

// Judge an archive, as docker save writes it, under a bundle that ships.
func ExampleBundle_Evaluate() {
	ctx := context.Background()
	bundle, err := evaluate.LoadNamed(ctx, "default", evaluate.LoadOptions{})
	if err != nil {
		log.Fatal(err)
	}
	image, err := source.Parse("archive:" + saved())
	if err != nil {
		log.Fatal(err)
	}
	result, err := bundle.Evaluate(ctx, image, evaluate.Options{
		Request: evaluate.Request{Now: time.Date(2024, 3, 20, 12, 0, 0, 0, time.UTC)},
	})
	if err != nil {
		log.Fatal(err) // no decision
	}
	fmt.Println(result.Decision.FinalAction)
	for _, f := range result.Decision.Findings {
		if f.Action == "stop" {
			fmt.Println(f.Gate, f.Trigger)
			break
		}
	}
	// Output:
	// stop
	// dockerfile exposed_ports
}

// Facts of one image, judged by two bundles: it is read once.
func ExampleFactsFor() {
	ctx := context.Background()
	strict, err := evaluate.LoadNamed(ctx, "cis-docker-1.13", evaluate.LoadOptions{})
	if err != nil {
		log.Fatal(err)
	}
	usual, err := evaluate.LoadNamed(ctx, "default", evaluate.LoadOptions{})
	if err != nil {
		log.Fatal(err)
	}
	request := evaluate.Request{Extract: extract.Options{Dockerfile: &extract.DockerfileOptions{
		Path: "Dockerfile", Contents: []byte("FROM alpine:3.20\nUSER 1000\nHEALTHCHECK CMD true\n"),
	}}}
	facts, err := evaluate.FactsFor(ctx, request, strict, usual)
	if err != nil {
		log.Fatal(err)
	}
	for _, bundle := range []*evaluate.Bundle{strict, usual} {
		result, err := bundle.Judge(ctx, facts, evaluate.Settings{})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(bundle.Name, result.Decision.FinalAction)
	}
	// Output:
	// cis-docker-1.13 stop
	// default go
}

// What is wrong with a bundle comes with its place.
func ExampleLoad() {
	_, err := evaluate.Load(context.Background(), []byte(`{
		"id": "b", "name": "b", "version": "1_0", "whitelists": [],
		"mappings": [{"id": "m", "name": "m", "registry": "*", "repository": "*", "image": {"type": "tag", "value": "*"}, "policy_ids": ["p"], "whitelist_ids": []}],
		"policies": [{"id": "p", "name": "p", "version": "1_0", "rules": [
			{"id": "r", "gate": "dockerfile", "trigger": "instructoin", "action": "STOP", "params": []}
		]}]
	}`), evaluate.LoadOptions{})
	if problems, ok := errors.AsType[translate.Errors](err); ok {
		fmt.Println(problems[0].Pointer, problems[0].Kind)
	}
	// Output:
	// /policies/0/rules/0/trigger TriggerNotFoundError
}

// saved is an archive for the examples.
func saved() string {
	dir, err := os.MkdirTemp("", "pratique-example-*")
	if err != nil {
		log.Fatal(err)
	}
	f, err := os.Create(filepath.Join(dir, "image.tar"))
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	if err := webshop.Image().Archive(f); err != nil {
		log.Fatal(err)
	}
	return f.Name()
}
