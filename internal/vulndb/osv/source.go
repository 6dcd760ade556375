package osv

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/pratique-dev/pratique/internal/limits"
	"github.com/pratique-dev/pratique/internal/printable"
)

// maxRecord bounds one record, in bytes; the largest of osv.dev have some 10 MB.
var maxRecord = limits.Bytes("vulnerability-record-bytes", 64<<20)

// Source is a zip archive, a folder or a file with records.
type Source struct {
	Path string
	// Digest is, after Read, the SHA-256 of the file, or of the names and contents of the
	// folder's files, in hex.
	Digest string
	Tally  Tally
	Newest string // the newest Modified of its records
	// Refused are the files that could not be read as records, the first few of them.
	Refused []string
}

// Options say how sources are read.
type Options struct {
	// ExcludePrefixes are beginnings of ids that are passed over, such as MAL-.
	ExcludePrefixes []string
	// SkipUnreadable counts records that cannot be read and goes on.
	SkipUnreadable bool
	// Progress, if not nil, is told the number of bytes read since the last call.
	Progress func(bytes int64)
}

// Read passes each record of the source to take, in no particular order, one at a time.
func (s *Source) Read(o Options, take func(Record) error) error {
	r := &reader{source: s, options: o, take: take}
	r.group.SetLimit(runtime.GOMAXPROCS(0))
	digest, err := r.open()
	if failed := r.group.Wait(); failed != nil {
		err = failed
	}
	if err != nil {
		return fmt.Errorf("reading vulnerability data: %w", err)
	}
	s.Digest = digest
	slices.Sort(s.Refused)
	if s.Tally.Records == 0 && s.Tally.Unreadable == 0 {
		return fmt.Errorf("reading vulnerability data: %s has no OSV records (expected a zip of osv.dev, or a folder of .json, .yaml and .zip files)", s.Path)
	}
	return nil
}

type reader struct {
	source  *Source
	options Options
	take    func(Record) error
	group   errgroup.Group
	failed  atomic.Bool
	mutex   sync.Mutex // of take and source
}

func (r *reader) open() (digest string, err error) {
	info, err := os.Stat(r.source.Path)
	if err != nil {
		return "", err
	}
	if !info.IsDir() {
		return r.file(r.source.Path)
	}
	sum := sha256.New()
	err = filepath.WalkDir(r.source.Path, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || kindOf(name) == "" || r.failed.Load() {
			return err
		}
		digest, err := r.file(name)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(r.source.Path, name)
		fmt.Fprintf(sum, "%s\x00%s\n", filepath.ToSlash(relative), digest)
		return err
	})
	return hex.EncodeToString(sum.Sum(nil)), err
}

// kindOf is what a file is read as, by its name; "" for what is passed over.
func kindOf(name string) string {
	switch extension := strings.ToLower(path.Ext(name)); extension {
	case ".json", ".zip":
		return extension
	case ".yaml", ".yml":
		return ".yaml"
	}
	return ""
}

// file reads one file and returns its digest.
func (r *reader) file(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s is not a regular file", name)
	}
	if kindOf(name) == ".zip" {
		sum := sha256.New()
		if _, err := io.Copy(sum, f); err != nil {
			return "", err
		}
		return hex.EncodeToString(sum.Sum(nil)), r.archive(name, f, info.Size())
	}
	data, err := limited(f)
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	sum := sha256.Sum256(data)
	r.start(name, data)
	r.progress(info.Size())
	return hex.EncodeToString(sum[:]), nil
}

// archive reads the records of a zip archive. Its entries are read here, one after the
// other, and parsed in parallel.
func (r *reader) archive(name string, f io.ReaderAt, size int64) error {
	archive, err := zip.NewReader(f, size)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, entry := range archive.File {
		if r.failed.Load() {
			return nil
		}
		if kind := kindOf(entry.Name); kind != ".json" && kind != ".yaml" || entry.FileInfo().IsDir() {
			continue
		}
		data, err := r.entry(entry)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", name, printable.Text(entry.Name), err)
		}
		r.start(name+": "+entry.Name, data)
		r.progress(int64(entry.CompressedSize64))
	}
	return nil
}

func (r *reader) entry(entry *zip.File) ([]byte, error) {
	content, err := entry.Open()
	if err != nil {
		return nil, err
	}
	defer content.Close()
	return limited(content)
}

func limited(in io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, maxRecord.Bytes()+1))
	if err == nil && len(data) > maxRecord.Int() {
		err = maxRecord.Exceeded("it has more than %d bytes", maxRecord.Bytes())
	}
	return data, err
}

func (r *reader) progress(bytes int64) {
	if r.options.Progress != nil {
		r.options.Progress(bytes)
	}
}

// start parses a file in the background. It blocks while enough of them are under way.
func (r *reader) start(name string, data []byte) {
	r.group.Go(func() error {
		err := r.parse(name, data)
		if err != nil {
			r.failed.Store(true)
		}
		return err
	})
}

func (r *reader) parse(name string, data []byte) error {
	items := [][]byte{data}
	read := Parse
	if kindOf(name) == ".yaml" {
		read = ParseYAML
	} else if trimmed := bytes.TrimLeft(data, " \t\r\n"); len(trimmed) > 0 && trimmed[0] == '[' {
		var list []json.RawMessage
		if err := json.Unmarshal(data, &list); err != nil {
			return r.refuse(name, err)
		}
		items = items[:0]
		for _, item := range list {
			items = append(items, item)
		}
	}
	for _, item := range items {
		record, tally, err := read(item)
		if err != nil {
			err = r.refuse(name, err)
		} else if !r.excluded(record.ID) {
			err = r.add(record, tally)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) excluded(id string) bool {
	return slices.ContainsFunc(r.options.ExcludePrefixes, func(prefix string) bool { return strings.HasPrefix(id, prefix) })
}

func (r *reader) add(record Record, tally Tally) error {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.source.Tally.Add(tally)
	r.source.Newest = max(r.source.Newest, record.Modified)
	return r.take(record)
}

// maxRefused bounds the names that are kept of files that could not be read.
const maxRefused = 20

func (r *reader) refuse(name string, err error) error {
	err = fmt.Errorf("%s: %w", printable.Text(name), err)
	if !r.options.SkipUnreadable {
		return fmt.Errorf("%w (--skip-unreadable counts such records and goes on)", err)
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.source.Tally.Unreadable++
	if len(r.source.Refused) < maxRefused {
		r.source.Refused = append(r.source.Refused, err.Error())
	}
	return nil
}

// Size is how many bytes a source has on disk: what Progress adds up to, more or less.
func Size(name string) int64 {
	var size int64
	_ = filepath.WalkDir(name, func(_ string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			if info, err := entry.Info(); err == nil {
				size += info.Size()
			}
		}
		return nil // what cannot be read is an error when it is
	})
	return size
}
