//go:build tools

// Package tools pins actionlint: the import keeps its modules in go.mod and go.sum, so that
// `go build` of the command below uses exactly the versions whose checksums are recorded here.
package tools

import _ "github.com/rhysd/actionlint/cmd/actionlint"
