# Everything runs with Go, make and git alone; the stock opa and conftest that
# the tests compare with are built from the pins in tools/go.mod.

# A pipe fails where any of its commands does.
SHELL       := bash
.SHELLFLAGS := -eu -o pipefail -c

export CGO_ENABLED := 0
export GOFLAGS     := -trimpath
VERSION  ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS  := -s -w -X main.version=$(VERSION)
BIN      := $(CURDIR)/bin
SHARED   ?= ../shared
FUZZTIME ?= 10s

OPA      := $(BIN)/opa
CONFTEST := $(BIN)/conftest
GCI      := $(BIN)/gci
# Import groups: the standard library, others, ours.
IMPORTS  := --skip-generated -s standard -s default -s 'prefix(github.com/pratique-dev/pratique)'

.PHONY: all build image release-check test rego-test lint vet fmt bench bench-growth conformance demo docs fuzz tools syft goreleaser golangci-lint osv-scanner mutate peers clean oracle kube-test helm-test

all: build

build:
	@go build -ldflags '$(LDFLAGS)' -o $(BIN)/pratique ./cmd/pratique

tools: $(OPA) $(CONFTEST)

$(OPA) $(CONFTEST): tools/go.mod tools/go.sum
	cd tools && go build -ldflags '-s -w' -o $(BIN)/ github.com/open-policy-agent/opa github.com/open-policy-agent/conftest
	@touch $(OPA) $(CONFTEST)

# A yardstick for lists of packages, from a module of its own: it has hundreds of others, so
# that only benchmarks and CI build it.
syft: $(BIN)/syft

$(BIN)/syft: tools/syft/go.mod tools/syft/go.sum
	cd tools/syft && go build -ldflags '-s -w' -o $(BIN)/ github.com/anchore/syft/cmd/syft
	@touch $(BIN)/syft

$(GCI): tools/go.mod tools/go.sum
	cd tools && go build -ldflags '-s -w' -o $(BIN)/ github.com/daixiang0/gci
	@touch $(GCI)

# The tool's own image as an OCI layout, without an engine; the same commit gives the same bytes.
image:
	@for a in amd64 arm64; do GOOS=linux GOARCH=$$a go build -ldflags '$(LDFLAGS)' -o $(BIN)/image-binaries/linux-$$a/pratique ./cmd/pratique; done
	rm -rf $(BIN)/image
	go run ./internal/ownimage -o $(BIN)/image -version '$(VERSION)' -revision "$$(git rev-parse HEAD)" -epoch "$$(git log -1 --format=%ct)" \
		-binary linux/amd64=$(BIN)/image-binaries/linux-amd64/pratique -binary linux/arm64=$(BIN)/image-binaries/linux-arm64/pratique

# Everything that a release has, built and not published: archives and packages of each platform, checksums.
release-check: goreleaser
	$(BIN)/goreleaser check
	$(BIN)/goreleaser release --snapshot --clean --skip=sbom,publish
	cd dist && sha256sum --check checksums.txt

# It has a module of its own too, and only releases and "make peers" build it.
goreleaser: $(BIN)/goreleaser

$(BIN)/goreleaser: tools/goreleaser/go.mod tools/goreleaser/go.sum
	cd tools/goreleaser && go build -ldflags '-s -w' -o $(BIN)/ github.com/goreleaser/goreleaser/v2
	@touch $(BIN)/goreleaser

# Likewise; without it "make lint" does what it can.
golangci-lint: $(BIN)/golangci-lint

$(BIN)/golangci-lint: tools/golangci-lint/go.mod tools/golangci-lint/go.sum
	cd tools/golangci-lint && go build -ldflags '-s -w' -o $(BIN)/ github.com/golangci/golangci-lint/v2/cmd/golangci-lint
	@touch $(BIN)/golangci-lint

# It matches packages as we do; what it says of the same packages and data is recorded.
osv-scanner: $(BIN)/osv-scanner

$(BIN)/osv-scanner: tools/osv-scanner/go.mod tools/osv-scanner/go.sum
	cd tools/osv-scanner && go build -ldflags '-s -w' -o $(BIN)/ github.com/google/osv-scanner/v2/cmd/osv-scanner
	@touch $(BIN)/osv-scanner

# What other tools say about files of ours that are written for them, and about the same images.
peers: goreleaser osv-scanner
	$(BIN)/goreleaser check
	go test -count=1 -run '^TestPeer$$' ./internal/vulndb/index ./evaluate -osv-scanner $(BIN)/osv-scanner

# The Go tests run the binaries in bin/: pratique, stock opa and stock conftest.
test: build tools rego-test
	PRATIQUE_BIN=$(BIN) go test -timeout 30m $(TESTFLAGS) ./...

rego-test: $(OPA)
	$(OPA) test --timeout 60s --fail-on-empty rego
	@$(OPA) test --timeout 60s --coverage --threshold 100 rego >$(BIN)/coverage.json || { cat $(BIN)/coverage.json; exit 1; }

lint: $(OPA) $(GCI)
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$unformatted" ]; then echo "gofmt: $$unformatted"; exit 1; fi
	@ungrouped=$$($(GCI) list $(IMPORTS) $$(git ls-files '*.go')); if [ -n "$$ungrouped" ]; then echo "imports: $$ungrouped"; exit 1; fi
	go vet ./...
	PRATIQUE_API=1 PRATIQUE_BIN=$(BIN) go test -count=1 -run '^Test(API|Linked)$$' ./internal/walls
	go test ./internal/prose ./internal/regolint
	$(OPA) fmt --list --fail rego
	$(OPA) check --strict -s internal/schemas rego
	@if [ -x $(BIN)/golangci-lint ]; then $(BIN)/golangci-lint run; else echo "no golangci-lint (make golangci-lint): skipped"; fi

# The platforms that we build for and do not test on.
vet:
	GOOS=windows go vet ./...
	GOOS=darwin go vet ./...

fmt: $(OPA) $(GCI)
	gofmt -w $$(git ls-files '*.go')
	$(GCI) write $(IMPORTS) $$(git ls-files '*.go')
	$(OPA) fmt -w rego

# The recorded cases of Anchore Engine; needs $(SHARED).
conformance:
	PRATIQUE_SHARED=$(abspath $(SHARED)) go test -count=1 -v -run '^TestConformance$$' ./internal/conformance | grep -v '^=== '

# Whole processes beside stock conftest and, on a big image, beside the least that
# any tool has to do; then the Go benchmarks. The image is made once, or is the OCI
# layout that BIG names.
bench: build tools
	@$(MAKE) --no-print-directory syft || echo "syft could not be built: not measured"
	go build -o $(BIN)/ ./internal/bench/bigimage ./internal/bench/floor
	$(BIN)/bigimage -o $(BIN)/big
	go run ./internal/bench -bin $(BIN) -layout $(or $(BIG),$(BIN)/big/image) -reports $(BIN)/big \
		$(if $(wildcard $(SHARED)/images/alpine-311.tar.gz),-image $(SHARED)/images/alpine-311.tar.gz)
	PRATIQUE_SHARED=$(wildcard $(abspath $(SHARED))) go test -run '^$$' -bench . -benchtime 1s ./...

# How the cost of a run grows as its work grows tenfold.
bench-growth: build
	go run ./internal/bench/growth -bin $(BIN)/pratique

# One change of the Rego library at a time: some test has to notice it. MUTANTS bounds how many are tried,
# ONLY says of which files (pratique/gates/runtime/).
mutate:
	cd tools && go build -o $(BIN)/mutate ./mutate
	$(BIN)/mutate $(if $(MUTANTS),-sample $(MUTANTS)) $(if $(ONLY),-only $(ONLY)) -equivalent tools/mutate/equivalent.txt rego

demo: build
	@./testdata/demo/run

# The pages that say what the program knows, and the outputs shown in README and docs.
docs: build tools
	$(BIN)/pratique reference .
	PRATIQUE_BIN=$(BIN) go test ./internal/snippets -run '^TestSnippets$$' -update

# The admission webhook and the manifests of integrations/kubernetes on a real API server, which is built from
# its module (minutes of processor time, once), with etcd of the distribution.
kube-test: build $(BIN)/kube-apiserver
	PRATIQUE_BIN=$(BIN) KUBE_APISERVER=$(BIN)/kube-apiserver go test -count=1 -v -run '^TestCluster' ./internal/integrations

$(BIN)/kube-apiserver: tools/kube/go.mod tools/kube/go.sum
	cd tools/kube && nice go build -ldflags '-s -w' -o $(BIN)/ k8s.io/kubernetes/cmd/kube-apiserver

# The chart, linted and rendered by Helm's own library.
helm-test:
	cd tools/helm && go test ./...

# What BuildKit itself makes of Dockerfiles, against what pratique makes of them.
oracle:
	cd tools/buildkit && go test ./...

# Some targets do not cover the same lines each time, as where goroutines share the work: minimizing what
# they find would take a minute for each input, in which nothing else is tried. So it takes 20 tries.
fuzz:
	@for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
			echo "$$package $$target"; go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x $$package || exit 1; \
		done; \
	done

clean:
	rm -rf $(BIN)
